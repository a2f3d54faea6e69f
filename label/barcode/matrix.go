package barcode

// A Kind names a symbology of more than one row, for a printer that draws it
// itself.
type Kind string

// The kinds of Matrix.
const (
	DataMatrixKind Kind = "datamatrix"
	QRKind         Kind = "qr"
	PDF417Kind     Kind = "pdf417"
)

// Matrix is a symbol of modules in rows: DataMatrix, QR or PDF417.
type Matrix struct {
	Columns, Rows int
	// Modules is row by row, true for a dark module. The quiet zone is not in it.
	Modules []bool
	// Aspect is the height of a module, in its widths: 1 but for PDF417.
	Aspect int
	// Quiet is the least white space on every side, in modules.
	Quiet int

	// Kind and Data let a printer draw the symbol from its data. GS1 says that
	// Data is GS1 element strings: Data starts with the first application
	// identifier, a group separator (0x1D) stands where one is needed, and the
	// printer has to put FNC1 in front. Level is the error correction: "L" to "H"
	// for QR, "1" to "8" for PDF417, empty for DataMatrix.
	Kind  Kind
	Data  string
	GS1   bool
	Level string
}

// Dark reports whether the module at a column and row is dark.
func (m Matrix) Dark(column, row int) bool { return m.Modules[row*m.Columns+column] }

// The grid of a MaxiCode: rows of hexagons, of which every second is half a
// hexagon to the right and has one less.
const (
	MaxiRows    = 33
	MaxiColumns = 30
)

// MaxiCode is a symbol of hexagons round a bull's eye. Its size is fixed
// (ISO/IEC 16023): hexagons 0.88 mm wide, rows 0.762 mm apart, the bull's eye
// at 14.5 hexagons from the centre of the first column and 16 rows down.
type MaxiCode struct {
	Dark [MaxiRows][MaxiColumns]bool
	// Mode is 2, 3 or 4. Primary and Message let a printer draw the symbol from
	// its data: in modes 2 and 3 Primary is the postal code, the country and the
	// class of service, as the ZPL and other languages take them.
	Mode    int
	Primary string
	Message string
}
