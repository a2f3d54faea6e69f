package barcode_test

import (
	"fmt"

	"github.com/shiprate/shiprate/label/barcode"
)

func Example() {
	symbol, err := barcode.Code128("AIM")
	if err != nil {
		fmt.Println(err)
		return
	}
	const dots = 3 // printer dots for each module
	for at, width := range symbol.Bars() {
		if at < 11 {
			fmt.Printf("bar at dot %d, %d dots wide\n", at*dots, width*dots)
		}
	}
	fmt.Println(symbol.Width(), "modules and", symbol.Quiet, "of white on each side")
	// Output:
	// bar at dot 0, 6 dots wide
	// bar at dot 9, 3 dots wide
	// bar at dot 18, 3 dots wide
	// 68 modules and 10 of white on each side
}

func ExampleCode128() {
	symbol, err := barcode.Code128("1Z999AA10123456784")
	fmt.Println(symbol.Width(), symbol.Text, err)

	_, err = barcode.Code128("Zoë")
	fmt.Println(err)
	// Output:
	// 189 1Z999AA10123456784 <nil>
	// byte 2 is 'ë' (U+00EB): Code 128 holds ASCII, 0 to 127
}

func ExampleGS1128() {
	symbol, err := barcode.GS1128(
		barcode.Element{AI: "420", Value: "38118"},
		barcode.Element{AI: "92", Value: "61290336128700000072"},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(symbol.Width(), "modules")
	fmt.Println(symbol.Text)

	_, err = barcode.GS1128(barcode.Element{AI: "00", Value: "395123451234567890"})
	fmt.Println(err)
	// Output:
	// 222 modules
	// (420) 38118 (92) 61290336128700000072
	// element (00) "395123451234567890": check digit is 0, want 5
}
