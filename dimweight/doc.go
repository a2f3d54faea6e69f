// Package dimweight computes the weight that a parcel carrier bills.
//
// A light, bulky parcel fills a vehicle before it is heavy, so carriers deem a
// weight from its volume, the dimensional weight, and bill the greater of that
// and the scale's:
//
//	rule := dimweight.Rule{Divisor: 139, Sides: dimweight.Up, Step: dimweight.Pound}
//	box := dimweight.Dims{Length: 20 * dimweight.Inch, Width: 16 * dimweight.Inch, Height: 12 * dimweight.Inch}
//	billable, err := rule.Billable(box, 2*dimweight.Pound) // 28 lb
//
// Lengths and weights are integers of a unit so small that inches and
// millimetres, pounds, ounces and grams, and the thousandths of each, are all
// exact; nothing here is a float. Words: the girth is twice the sum of the
// second and third side, the length is the longest side, and a divisor says how
// many cubic inches (or centimetres) weigh one pound (or kilogram).
package dimweight
