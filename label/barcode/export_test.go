package barcode

// What tests of the module layout need to see.
var (
	MaxiWords  = maxiWords
	PDFPattern = pdfPattern
)

// MaxiRead returns the codewords of a symbol.
func MaxiRead(m MaxiCode) []byte {
	words := make([]byte, maxiCodewords)
	for i, places := range maxiPlaces() {
		for _, p := range places {
			words[i] <<= 1
			if m.Dark[p/MaxiColumns][p%MaxiColumns] {
				words[i] |= 1
			}
		}
	}
	return words
}
