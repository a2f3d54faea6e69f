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

func ExampleInterleaved2of5() {
	symbol, err := barcode.Interleaved2of5("21348075016401") // a Leitcode
	fmt.Println(symbol.Width(), symbol.Text, err)

	_, err = barcode.Interleaved2of5("2134807501640")
	fmt.Println(err)
	// Output:
	// 135 21348075016401 <nil>
	// digits "2134807501640": 13 digits, want an even number
}

func ExampleIMb() {
	symbol, err := barcode.IMb("01234567094987654321", "01234567891")
	fmt.Println(symbol, err)
	fmt.Println(symbol.Text)
	for i, bar := range symbol.Bars[:3] {
		fmt.Println(i, bar, bar.Up(), bar.Down())
	}
	// Output:
	// AADTFFDFTDADTAADAATFDTDDAAADDTDTTDAFADADDDTFFFDDTTTADFAAADFTDAADA <nil>
	// 01 234 567094 987654321 01234 5678 91
	// 0 A true false
	// 1 A true false
	// 2 D false true
}

func ExampleDataMatrix() {
	symbol, err := barcode.DataMatrix("123456")
	if err != nil {
		fmt.Println(err)
		return
	}
	for row := range symbol.Rows {
		for column := range symbol.Columns {
			if symbol.Dark(column, row) {
				fmt.Print("##")
			} else {
				fmt.Print("  ")
			}
		}
		fmt.Println("|")
	}
	// Output:
	// ##  ##  ##  ##  ##  |
	// ####    ##  ####  ##|
	// ####          ##    |
	// ####      ######  ##|
	// ####        ##      |
	// ##          ########|
	// ######  ####        |
	// ########  ####    ##|
	// ##    ######  ##    |
	// ####################|
}

func ExampleGS1DataMatrix() {
	symbol, err := barcode.GS1DataMatrix(barcode.Element{AI: "00", Value: "395123451234567895"})
	fmt.Println(symbol.Columns, symbol.Rows, symbol.Quiet, symbol.Data, err)
	// Output:
	// 16 16 1 00395123451234567895 <nil>
}

func ExampleQR() {
	symbol, err := barcode.QR("https://example.com/track/1Z999AA10123456784", "M")
	fmt.Println(symbol.Columns, symbol.Rows, symbol.Quiet, symbol.Level, err)
	// Output:
	// 33 33 4 M <nil>
}

func ExamplePDF417_Encode() {
	symbol, err := barcode.PDF417{Columns: 12, Level: 5}.Encode("[)>\x1e01\x1d0294105\x1d840\x1d20\x1d794612345678\x1e\x04")
	fmt.Println(symbol.Columns, "modules wide,", symbol.Rows, "rows of", symbol.Aspect, err)

	_, err = barcode.PDF417{Columns: 31}.Encode("A")
	fmt.Println(err)
	// Output:
	// 273 modules wide, 8 rows of 3 <nil>
	// PDF417: columns "31": want 1 to 30
}

func ExampleMaxiText() {
	symbol, err := barcode.MaxiText("HELLO")
	fmt.Println(symbol.Mode, symbol.Message, err)
	// Output:
	// 4 HELLO <nil>
}

func ExampleMaxiRoute_Encode() {
	route := barcode.MaxiRoute{PostalCode: "15238", Country: 840, Class: 1}
	symbol, err := route.Encode("1 OF 1")
	fmt.Println(symbol.Mode, symbol.Primary, err)
	// Output:
	// 2 152380000840001 <nil>
}

func ExampleUPSMaxi_Encode() {
	symbol, err := barcode.UPSMaxi{
		PostalCode: "152382802", Country: 840, Class: 1,
		Tracking: "1Z06X6100200004951", PickupDay: 159, Shipment: "1234567",
		Package: 1, Packages: 1, Validated: true,
		Address: "634 ALPHA DR", City: "PITTSBURGH", State: "PA",
	}.Encode()
	fmt.Println(symbol.Mode, symbol.Primary, err)
	fmt.Printf("%q\n", symbol.Message)
	// Output:
	// 2 152382802840001 <nil>
	// "[)>\x1e01\x1d961Z00004951\x1dUPSN\x1d06X610\x1d159\x1d1234567\x1d1/1\x1d\x1dY\x1d634 ALPHA DR\x1dPITTSBURGH\x1dPA\x1e\x04"
}
