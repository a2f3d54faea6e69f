package carriers

import (
	"strconv"
	"strings"
	"sync"
)

// zipStates are the states by the first three digits of their ZIP codes: USPS DMM
// L002, read on 2026-11-22. Those that the government has in Washington and the
// military ones are left out, since people write other states with them.
const zipStates = "AL 350-352 354-369; AK 995-999; AZ 850-853 855-857 859-860 863-865; AR 716-729; CA 900-908 910-928 930-961; CO 800-816; CT 060-069; " +
	"DE 197-199; DC 200; FL 320-339 341-342 344 346-347 349; GA 300-319 398-399; HI 967-968; ID 832-838; IL 600-620 622-629; IN 460-479; IA 500-516 520-528; " +
	"KS 660-662 664-679; KY 400-418 420-427; LA 700-701 703-708 710-714; ME 039-049; MD 206-212 214-219; MA 010-027 055; MI 480-499; MN 550-551 553-567; " +
	"MS 386-397; MO 630-631 633-641 644-658; MT 590-599; NE 680-681 683-693; NV 889-891 893-895 897-898; NH 030-038; NJ 070-089; NM 870-871 873-875 877-884; " +
	"NY 005 100-149; NC 270-289; ND 580-588; OH 430-459; OK 730-731 734-741 743-749; OR 970-979; PA 150-191 193-196; PR 006-007 009; RI 028-029; SC 290-299; " +
	"SD 570-577; TN 370-385; TX 733 750-770 772-799 885; UT 840-847; VT 050-054 056-059; VA 201 220-246; VI 008; WA 980-986 988-994; WV 247-268; " +
	"WI 530-532 534-535 537-549; WY 820-831; GU 969"

// stateNeighbours are the states that have a border with one, on land or in water, in
// either order; and islands that share ZIP codes.
const stateNeighbours = "AL FL GA MS TN; AZ CA CO NM NV UT; AR LA MO MS OK TN TX; CA NV OR; CO KS NE NM OK UT WY; CT MA NY RI; DC MD VA; DE MD NJ PA; FL GA; " +
	"GA NC SC TN; ID MT NV OR UT WA WY; IL IA IN KY MI MO WI; IN KY MI OH; IA MN MO NE SD WI; KS MO NE OK; KY MO OH TN VA WV; LA MS TX; ME NH; MD PA VA WV; " +
	"MA NH NY RI VT; MI MN OH WI; MN ND SD WI; MS TN; MO NE OK TN; MT ND SD WY; NE SD WY; NV OR UT; NH VT; NJ NY PA; NM OK TX UT; NY PA RI VT; NC SC TN VA; " +
	"ND SD; OH PA WV; OK TX; OR WA; PA WV; SD WY; TN VA; UT WY; VA WV; PR VI; GU AS FM HI MH MP PW; HI AS FM MH MP PW"

// zipMap has what the lists say: the states by three digits, and their pairs.
var zipMap = sync.OnceValue(func() *stateMap {
	m := &stateMap{near: map[[2]string]bool{}}
	for row := range strings.SplitSeq(zipStates, "; ") {
		state, ranges, _ := strings.Cut(row, " ")
		for r := range strings.FieldsSeq(ranges) {
			from, to, several := strings.Cut(r, "-")
			first, _ := strconv.Atoi(from)
			last := first
			if several {
				last, _ = strconv.Atoi(to)
			}
			for i := first; i <= last; i++ {
				m.states[i] = state
			}
		}
	}
	for row := range strings.SplitSeq(stateNeighbours, "; ") {
		state, others, _ := strings.Cut(row, " ")
		for other := range strings.FieldsSeq(others) {
			m.near[[2]string{state, other}], m.near[[2]string{other, state}] = true, true
		}
	}
	return m
})

type stateMap struct {
	states [1000]string // by the first three digits; empty where they tell none
	near   map[[2]string]bool
}

// StrayState reports that the ZIP code of an address is certainly not of its state,
// and which state it is of. Some post offices serve homes across a border, and both
// states are written then: so a state is stray only if it has no border with that of
// the ZIP code. Of other countries, and of what is no state or no ZIP code, nothing is
// known.
func StrayState(a *Address) (of string, stray bool) {
	if a.Country != "US" || len(a.PostalCode) < 5 {
		return "", false
	}
	prefix, err := strconv.ParseUint(a.PostalCode[:3], 10, 16)
	state, ok := StateCode(a.Country, a.State)
	if err != nil || !ok || state == "" {
		return "", false
	}
	m := zipMap()
	if of = m.states[prefix]; of == "" || of == state || m.near[[2]string{state, of}] {
		return "", false
	}
	return of, true
}
