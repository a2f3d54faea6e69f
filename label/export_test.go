package label

// What the writers use, for tests.
var (
	Subset    = (*Font).subset
	Outline   = (*Font).outline
	Advance   = (*Font).advance
	Levels    = levels
	BaseLevel = baseLevel
	Embedded  = embeddedFont

	CountryNames = countryNames
	Customs      = customs
	LocalCustoms = localCustoms
)

// Reorder returns the order in which characters are seen.
func Reorder(levels []uint8) []int {
	order := make([]int, len(levels))
	for i := range order {
		order[i] = i
	}
	reorder(order, func(i int) uint8 { return levels[i] })
	return order
}
