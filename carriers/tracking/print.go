package tracking

import "strings"

// Group writes number for people, in the groups its carrier prints: "1Z 999 AA1 01 2345
// 6784", "9261 2903 3612 8700 0000 72". It reads number as the first valid match of
// [Recognise] and leaves out a 420 and ZIP. A number that is not valid comes back
// without its spaces and dashes.
func Group(number string) string {
	m, err := For("", number)
	if err != nil {
		return clean(number)
	}
	return m.Text()
}

// Text writes the number for people, as [Group] does, in the manner of this format.
func (m Match) Text() string {
	if f := formatNamed(m.Format); f.print != nil {
		return f.print(m.Number)
	}
	return m.Number
}

// template puts a number's characters in place of the # signs. A number of another length
// stays as it is.
func template(layout string) func(string) string {
	return func(number string) string {
		if strings.Count(layout, "#") != len(number) {
			return number
		}
		text, next := []byte(layout), 0
		for i, c := range text {
			if c == '#' {
				text[i] = number[next]
				next++
			}
		}
		return string(text)
	}
}

// tailTemplate prints the last n characters alone.
func tailTemplate(n int, layout string) func(string) string {
	return func(number string) string {
		if len(number) < n {
			return number
		}
		return template(layout)(number[len(number)-n:])
	}
}

// fours makes groups of four from the left.
func fours(number string) string {
	var text strings.Builder
	for i := range len(number) {
		if i > 0 && i%4 == 0 {
			text.WriteByte(' ')
		}
		text.WriteByte(number[i])
	}
	return text.String()
}

// ssccText is the human readable form under a GS1-128 symbol.
func ssccText(number string) string {
	if len(number) == 20 {
		number = number[2:]
	}
	return "(00) " + number
}
