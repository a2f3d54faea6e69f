package main

import (
	"errors"
	"fmt"
	"image"
	"math/rand/v2"
	"strings"

	"github.com/shiprate/shiprate/label/barcode"
)

// A sample is a symbol and what it has to read as.
type sample struct {
	picture      image.Image
	reads        string // bytes
	digits, bars string // for Intelligent Mail
}

// kinds are the symbologies; each makes a symbol of random data.
var kinds = []struct {
	name, format string
	make         func(*rand.Rand) (sample, error)
}{
	{"code128", "Code128", code128},
	{"gs1-128", "Code128", gs1128},
	{"itf", "ITF", itf},
	{"datamatrix", "DataMatrix", dataMatrix},
	{"gs1-datamatrix", "DataMatrix", gs1DataMatrix},
	{"qr", "QRCode", qr},
	{"pdf417", "PDF417", pdf417},
	{"maxicode-4", "MaxiCode", maxiText},
	{"maxicode-2", "MaxiCode", maxiDigits},
	{"maxicode-3", "MaxiCode", maxiLetters},
	{"maxicode-ups", "MaxiCode", maxiUPS},
	{"imb", "", imb},
}

const (
	digits   = "0123456789"
	capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	small    = "abcdefghijklmnopqrstuvwxyz"
	marks    = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
	envelope = digits + capitals + " /\x1d\x1d\x1e\x04[)>"
)

// ascii is every character of it; latin1 has the upper half too.
var ascii, latin1 = span(0, 0x7F), span(0, 0xFF)

func span(from, to rune) string {
	var s strings.Builder
	for r := from; r <= to; r++ {
		s.WriteRune(r)
	}
	return s.String()
}

// words draws up to most characters in runs of one alphabet each.
func words(random *rand.Rand, most int, alphabets ...string) string {
	n := 1 + random.IntN(most)
	var text []rune
	for len(text) < n {
		alphabet := []rune(alphabets[random.IntN(len(alphabets))])
		for range min(1+random.IntN(20), n-len(text)) {
			text = append(text, alphabet[random.IntN(len(alphabet))])
		}
	}
	return string(text)
}

func exactly(random *rand.Rand, n int, alphabet string) string {
	s := make([]byte, n)
	for i := range s {
		s[i] = alphabet[random.IntN(len(alphabet))]
	}
	return string(s)
}

// toLatin1 is the bytes that a symbol without a mark of its character set holds.
func toLatin1(text string) string {
	var bytes []byte
	for _, r := range text {
		bytes = append(bytes, byte(r))
	}
	return string(bytes)
}

func code128(random *rand.Rand) (sample, error) {
	data := words(random, 40, digits, capitals, small, ascii)
	l, err := barcode.Code128(data)
	return sample{picture: drawLinear(l, 2), reads: data}, err
}

func elements(random *rand.Rand) ([]barcode.Element, string) {
	const free = digits + capitals + small + "-/%"
	choices := []struct {
		ai, alphabet string
		min, max     int
		fixed        bool
	}{
		{"420", digits, 5, 9, false}, {"92", digits, 20, 20, false}, {"10", free, 1, 10, false}, {"11", digits, 6, 6, true},
		{"3102", digits, 6, 6, true}, {"21", free, 1, 10, false}, {"37", digits, 1, 8, false}, {"403", free, 1, 10, false},
	}
	var list []barcode.Element
	text, open := "", false
	for range 1 + random.IntN(2) {
		c := choices[random.IntN(len(choices))]
		e := barcode.Element{AI: c.ai, Value: exactly(random, c.min+random.IntN(c.max-c.min+1), c.alphabet)}
		if open {
			text += "\x1d"
		}
		list = append(list, e)
		text += e.AI + e.Value
		open = !c.fixed
	}
	return list, text
}

func gs1128(random *rand.Rand) (sample, error) {
	list, text := elements(random)
	l, err := barcode.GS1128(list...)
	return sample{picture: drawLinear(l, 2), reads: text}, err
}

func gs1DataMatrix(random *rand.Rand) (sample, error) {
	list, text := elements(random)
	m, err := barcode.GS1DataMatrix(list...)
	return sample{picture: drawMatrix(m, 4), reads: text}, err
}

func itf(random *rand.Rand) (sample, error) {
	data := exactly(random, 6+2*random.IntN(10), digits)
	l, err := barcode.Interleaved2of5(data)
	return sample{picture: drawLinear(l, 2), reads: data}, err
}

func dataMatrix(random *rand.Rand) (sample, error) {
	most := []int{20, 100, 400, 1200}[random.IntN(4)]
	sets := []string{digits, capitals, ascii}
	if most < 400 {
		sets = append(sets, latin1)
	}
	data := words(random, most, sets...)
	m, err := barcode.DataMatrix(data)
	return sample{picture: drawMatrix(m, 4), reads: toLatin1(data)}, err
}

func qr(random *rand.Rand) (sample, error) {
	most := []int{20, 100, 600}[random.IntN(3)]
	sets := [][]string{{digits}, {digits + capitals + " $%*+-./:"}, {small, capitals, digits}, {ascii}, {"zażółć gęślą jaźń 日本語"}}
	data := words(random, most, sets[random.IntN(len(sets))]...)
	m, err := barcode.QR(data, "LMQH"[random.IntN(4):][:1])
	return sample{picture: drawMatrix(m, 4), reads: data}, err
}

func pdf417(random *rand.Rand) (sample, error) {
	most := []int{10, 60, 300, 700}[random.IntN(4)]
	sets := []string{digits, capitals, small, marks, envelope, digits + "\r\n\t", ascii}
	if random.IntN(4) == 0 {
		sets = append(sets, latin1, "zażółć gęślą jaźń 日本語")
	}
	data := words(random, most, sets...)
	p := barcode.PDF417{Level: random.IntN(6)}
	switch n := len(data); { // shapes that have room for it
	case n < 15:
		p.Columns, p.Level = 1, 2
	case n < 100:
		p.Columns = 2 + random.IntN(29)
	case n < 200:
		p.Columns = 5 + random.IntN(6)
		p.Rows = min(40+random.IntN(50), 928/p.Columns)
	case n < 400:
		p.Columns = 10 * random.IntN(3)
	}
	m, err := p.Encode(data)
	if err == nil && random.IntN(2) == 0 {
		m.Aspect = 2 + random.IntN(4)
	}
	return sample{picture: drawMatrix(m, 3), reads: data}, err
}

// maxiTry draws until the data fits a symbol.
func maxiTry(random *rand.Rand, encode func(string) (barcode.MaxiCode, error)) (string, sample, error) {
	for {
		data := words(random, 90, digits, capitals, capitals, small, envelope, latin1)
		m, err := encode(data)
		if err == nil {
			return toLatin1(data), sample{picture: drawMaxi(m, 10)}, nil
		}
		if len(data) < 20 {
			return "", sample{}, err
		}
	}
}

func maxiText(random *rand.Rand) (sample, error) {
	data, s, err := maxiTry(random, barcode.MaxiText)
	s.reads = data
	return s, err
}

func maxiDigits(random *rand.Rand) (sample, error) {
	r := barcode.MaxiRoute{PostalCode: exactly(random, 6+random.IntN(4), digits), Country: 1 + random.IntN(999), Class: random.IntN(1000)}
	data, s, err := maxiTry(random, r.Encode)
	s.reads = fmt.Sprintf("%s\x1d%03d\x1d%03d\x1d%s", r.PostalCode, r.Country, r.Class, data)
	return s, err
}

func maxiLetters(random *rand.Rand) (sample, error) {
	r := barcode.MaxiRoute{PostalCode: exactly(random, 6, digits+capitals), Country: 1 + random.IntN(999), Class: random.IntN(1000), Mode: 3}
	data, s, err := maxiTry(random, r.Encode)
	s.reads = fmt.Sprintf("%s\x1d%03d\x1d%03d\x1d%s", r.PostalCode, r.Country, r.Class, data)
	return s, err
}

func maxiUPS(random *rand.Rand) (sample, error) {
	number := "1Z" + exactly(random, 16, digits+capitals)
	u := barcode.UPSMaxi{
		PostalCode: exactly(random, 5, digits), Country: 840, Class: random.IntN(1000),
		Tracking: number, PickupDay: 1 + random.IntN(366), Shipment: exactly(random, random.IntN(8), digits),
		Package: 1, Packages: 1 + random.IntN(9), Pounds: random.IntN(150), Validated: random.IntN(2) == 0,
		Address: exactly(random, random.IntN(20), capitals+digits+" "), City: exactly(random, 1+random.IntN(12), capitals), State: exactly(random, 2, capitals),
	}
	m, err := u.Encode()
	for errors.Is(err, barcode.ErrTooLong) {
		u.Address = u.Address[:max(0, len(u.Address)-1)]
		if u.Address == "" {
			u.Shipment = ""
		}
		m, err = u.Encode()
	}
	head := fmt.Sprintf("[)>\x1e01\x1d96%s0000\x1d840\x1d%03d\x1d", u.PostalCode, u.Class)
	return sample{picture: drawMaxi(m, 10), reads: head + strings.TrimPrefix(m.Message, "[)>\x1e01\x1d96")}, err
}

func imb(random *rand.Rand) (sample, error) {
	tracking := exactly(random, 1, digits) + exactly(random, 1, "01234") + exactly(random, 18, digits)
	routing := exactly(random, []int{0, 5, 9, 11}[random.IntN(4)], digits)
	b, err := barcode.IMb(tracking, routing)
	return sample{digits: tracking + routing, bars: b.String()}, err
}
