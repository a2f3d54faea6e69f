package orders

import "bytes"

// utf8BOM stands before the text of files that spreadsheets write.
const utf8BOM = "\xef\xbb\xbf"

// sniff says what a file is that is no CSV in UTF-8.
func sniff(b []byte) *FileError {
	kinds := []struct{ magic, what, hint string }{
		{"\xff\xfe", "the file is UTF-16", "save it as CSV UTF-8"},
		{"\xfe\xff", "the file is UTF-16", "save it as CSV UTF-8"},
		{"\x1f\x8b", "the file is compressed with gzip", "unpack it first: gunzip"},
		{"\x28\xb5\x2f\xfd", "the file is compressed with zstd", "unpack it first: unzstd"},
		{"PK\x03\x04", "the file is an Excel workbook or a ZIP archive", "in the spreadsheet choose save as CSV UTF-8"},
		{"\xd0\xcf\x11\xe0", "the file is an old Excel workbook", "in the spreadsheet choose save as CSV UTF-8"},
		{"%PDF-", "the file is a PDF", "export the orders as CSV"},
		{"{", "the file is JSON", "export the orders as CSV"},
		{"<", "the file is HTML or XML", "export the orders as CSV; was it a page that asks to log in?"},
	}
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(b, []byte(utf8BOM)), " \t\r\n")
	if len(trimmed) == 0 {
		return &FileError{Reason: "the file is empty", Hint: "it must have a header and a row for each order"}
	}
	for _, k := range kinds {
		if bytes.HasPrefix(trimmed, []byte(k.magic)) {
			return &FileError{Reason: k.what, Hint: k.hint}
		}
	}
	if line := firstLine(b); bytes.IndexByte(line, 0) >= 0 {
		if nuls := bytes.Count(line, []byte{0}); nuls*3 > len(line) {
			return &FileError{Reason: "the file is UTF-16", Hint: "save it as CSV UTF-8"}
		}
		return &FileError{Line: 1, Reason: "the header has a NUL byte, so the file is no text", Hint: "save it as CSV UTF-8"}
	}
	return nil
}

func firstLine(b []byte) []byte {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return line
}
