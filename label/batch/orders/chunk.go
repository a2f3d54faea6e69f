package orders

// A Chunk is some rows of a file, whole orders, and what they are read as. The
// zero Chunk is ready for Splitter.Next; used again and again, it allocates
// nothing but the text of the rows.
type Chunk struct {
	Index int // of the chunk in the file, from 0

	// Orders and Errors are what Parse made, each in the order of the file.
	Orders []Order
	Errors []RowError
}

// Parse reads the orders of the chunk that Splitter.Next filled. Chunks may be
// parsed at the same time.
func (c *Chunk) Parse() {}
