package barcode

import "sync"

// maxiDraw adds the check codewords to the message and sets the hexagons.
func maxiDraw(words *[maxiCodewords]byte) [MaxiRows][MaxiColumns]bool {
	const secondary = maxiPrimary + maxiPrimaryCheck
	maxiCheck(words[:secondary], maxiPrimary, 1)
	maxiCheck(words[secondary:], maxiSecondary, 2)
	maxiCheck(words[secondary+1:], maxiSecondary-1, 2)
	var dark [MaxiRows][MaxiColumns]bool
	for _, p := range maxiMarks {
		dark[p/MaxiColumns][p%MaxiColumns] = true
	}
	places := maxiPlaces()
	for i, word := range words {
		for bit, p := range places[i] {
			if word>>(5-bit)&1 == 1 {
				dark[p/MaxiColumns][p%MaxiColumns] = true
			}
		}
	}
	return dark
}

// maxiCheck fills the check codewords of the block that is every step'th of words: Reed and
// Solomon's code over GF(64), as many checks as the places from data on.
func maxiCheck(words []byte, data, step int) {
	field := gf64()
	n := (len(words) - data + step - 1) / step
	generator := field.generators[n]
	rest := make([]byte, n)
	for i := 0; i < data; i += step {
		factor := words[i] ^ rest[0]
		copy(rest, rest[1:])
		rest[n-1] = 0
		if factor == 0 {
			continue
		}
		for j, g := range generator {
			rest[j] ^= field.exp[int(g)+int(field.log[factor])]
		}
	}
	first := data + (step-data%step)%step
	for i, r := range rest {
		words[first+i*step] = r
	}
}

// galois is GF(64) with the polynomial x^6+x+1 (0x43).
type galois struct {
	exp [126]byte // twice over, so that logarithms add up
	log [64]byte
	// generators are the polynomials with n roots, 2 to the power of 1 to n, as
	// logarithms; the highest coefficient, 1, is left out.
	generators map[int][]byte
}

var gf64 = sync.OnceValue(func() *galois {
	f := &galois{generators: map[int][]byte{}}
	v := 1
	for i := range 63 {
		f.exp[i], f.exp[i+63] = byte(v), byte(v)
		f.log[v] = byte(i)
		if v <<= 1; v >= 64 {
			v ^= 0x43
		}
	}
	for _, n := range []int{10, 20} {
		f.generators[n] = f.generator(n)
	}
	return f
})

func (f *galois) generator(n int) []byte {
	poly := []byte{1} // the highest coefficient first
	for root := 1; root <= n; root++ {
		poly = append(poly, 0)
		for i := len(poly) - 1; i > 0; i-- {
			if c := poly[i-1]; c != 0 {
				poly[i] ^= f.exp[int(f.log[c])+root]
			}
		}
	}
	for i, c := range poly {
		poly[i] = f.log[c] // none is zero
	}
	return poly[1:]
}

// maxiMarks are the hexagons that are always dark: two in the corner and the marks that
// say how the symbol is turned. Places count row by row, 30 to a row (ISO/IEC 16023,
// figure 5).
var maxiMarks = [...]int{28, 29, 280, 281, 311, 457, 488, 500, 530, 670, 700, 677, 707}

// maxiPlaces gives the place of each bit of each codeword, the highest first (ISO/IEC
// 16023, figure 5). A codeword is most often a block of three rows by two columns.
var maxiPlaces = sync.OnceValue(func() *[maxiCodewords][6]int {
	places := new([maxiCodewords][6]int)
	copy(places[:], maxiScattered[:])
	next := len(maxiScattered)
	block := func(row, column int) {
		p := row*MaxiColumns + column
		places[next] = [6]int{p + 1, p, p + MaxiColumns + 1, p + MaxiColumns, p + 2*MaxiColumns + 1, p + 2*MaxiColumns}
		next++
	}
	for _, corner := range maxiInner {
		block(corner[0], corner[1])
	}
	for band := range 11 { // there and back again
		for i := range 14 {
			column := 2 * i
			if band%2 == 1 {
				column = 26 - column
			}
			if column < maxiLeft[band] || column >= 22 {
				block(3*band, column)
			}
		}
	}
	bit := 0 // the last column and a half, down
	for row := 1; row < MaxiRows; row++ {
		for column := 28 + (row+1)%2; column >= 28; column-- {
			places[next+bit/6][bit%6] = row*MaxiColumns + column
			bit++
		}
	}
	return places
})

// maxiScattered are the bits of codewords 0 to 8, which lie round the bull's eye.
var maxiScattered = [9][6]int{
	{469, 529, 286, 316, 347, 346}, {673, 672, 703, 702, 647, 676}, {283, 282, 313, 312, 370, 610},
	{618, 379, 378, 409, 408, 439}, {705, 704, 559, 589, 588, 619}, {458, 518, 640, 701, 675, 674},
	{285, 284, 315, 314, 310, 340}, {531, 289, 288, 319, 349, 348}, {456, 486, 517, 516, 471, 470},
}

// maxiInner are the row and column where the blocks of codewords 9 to 19 begin.
var maxiInner = [11][2]int{
	{12, 8}, {18, 8}, {21, 18}, {21, 8}, {9, 8}, {12, 20}, {18, 20}, {18, 6}, {12, 6}, {9, 20}, {21, 20},
}

// maxiLeft is how many columns of a band of three rows, left of the primary message and
// the bull's eye, are of the secondary one. On their right it is all from column 22 on.
var maxiLeft = [11]int{22, 22, 22, 8, 6, 6, 6, 8, 22, 22, 22}
