// Package orders reads a CSV of a day's orders into shipments: the shapes that
// shops export, with bad rows told apart and kept whole.
//
//	r, err := orders.NewReader(file, orders.Options{From: shop, Ready: monday})
//	for order, err := range r.All() {
//		var bad *orders.RowError
//		switch {
//		case errors.As(err, &bad): // this order is refused; the next one comes
//		case err != nil:           // the file is refused: a *FileError, or reading failed
//		default:                   // order
//		}
//	}
//
// # In parallel
//
// A [Splitter] finds where rows end, which is quick, and fills chunks of 500
// rows; the orders of a [Chunk] are made by its Parse, which any number of
// goroutines may do, each with a chunk of its own:
//
//	split, err := orders.NewSplitter(file, options) // reads the header
//	for {
//		err := split.Next(chunk) // one goroutine; io.EOF at the end
//		chunk.Parse()            // another; fills chunk.Orders and chunk.Errors
//		seen.Mark(chunk)         // in the order of the chunks: an id that stands twice
//	}
//
// The same file gives the same chunks, however many goroutines there are.
//
// # Rows and orders
//
// Rows that follow each other with the same order number are one order. A row
// with a size or a weight is a parcel; one without is an item line of the parcel
// before it, or of no parcel yet, and then a [Packer] finds the box.
//
// The columns, their other names, the presets and the files that may stand
// beside the orders are in the README of this folder.
package orders
