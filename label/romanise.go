package label

import (
	"strings"
	"unicode"
)

func isKana(r rune) bool {
	return unicode.In(r, unicode.Hiragana, unicode.Katakana) || r == 'ー'
}

// kana are the syllables from ぁ (U+3041) on, in the order of Unicode; katakana
// have the same order from U+30A1. An x marks the small ones that change the
// syllable before them.
var kana = strings.Fields(`xa a xi i xu u xe e xo o ka ga ki gi ku gu ke ge ko go sa za shi ji su zu se ze so zo
	ta da chi ji xtsu tsu zu te de to do na ni nu ne no ha ba pa hi bi pi fu bu pu he be pe ho bo po ma mi mu me mo
	xya ya xyu yu xyo yo ra ri ru re ro xwa wa i e o n vu ka ke`)

// hepburn spells kana. A small tsu doubles the consonant after it; ー, which
// makes a vowel long, is left out.
func hepburn(text []rune) (string, bool) {
	var b strings.Builder
	double := false
	for _, r := range text {
		if r == 'ー' {
			continue
		}
		if r >= 0x30A1 {
			r -= 0x60
		}
		if r < 0x3041 || int(r-0x3041) >= len(kana) {
			return "", false
		}
		syllable := kana[r-0x3041]
		switch {
		case syllable == "xtsu":
			double = true
			continue
		case syllable[0] == 'x':
			small(&b, syllable[1:])
			continue
		case double && strings.HasPrefix(syllable, "ch"):
			syllable = "t" + syllable
		case double && !strings.ContainsRune("aiueon", rune(syllable[0])):
			syllable = syllable[:1] + syllable
		}
		double = false
		b.WriteString(syllable)
	}
	return b.String(), true
}

// small joins a small kana to the syllable before: ki and ya are kya, shi and ya
// sha, fu and a fa.
func small(b *strings.Builder, sound string) {
	before := b.String()
	vowel := len(before) > 0 && strings.ContainsRune("iueo", rune(before[len(before)-1]))
	if vowel {
		before = before[:len(before)-1]
		if sound[0] == 'y' && (strings.HasSuffix(before, "sh") || strings.HasSuffix(before, "ch") || strings.HasSuffix(before, "j")) {
			sound = sound[1:]
		}
	}
	b.Reset()
	b.WriteString(before)
	b.WriteString(sound)
}

// Syllables of Hangul, in the order of Unicode: 19 initials, 21 vowels, 28 finals.
const (
	hangulFirst = 0xAC00
	hangulLast  = 0xD7A3
)

var (
	initials = strings.Split("g kk n d tt r m b pp s ss - j jj ch k t p h", " ")
	vowels   = strings.Split("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i", " ")
	// finals as they sound at the end of a word, and linked as they sound before
	// a vowel.
	finals = strings.Split("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t", " ")
	linked = strings.Split("- g kk ks n nj n d r lg lm lb ls lt lp r m b ps s ss ng j ch k t p -", " ")
)

// roads are the words that names of streets end with. On road signs and in
// addresses they stand behind a hyphen, across which sounds do not change.
var roads = []struct{ hangul, spelling string }{{"대로", "-daero"}, {"로", "-ro"}, {"길", "-gil"}}

// revised spells Hangul as it sounds, by the rules of 2000, chapter 3.
func revised(text []rune) (string, bool) {
	for _, road := range roads {
		if name, ok := strings.CutSuffix(string(text), road.hangul); ok && len(name) >= 2*len("가") {
			return sounds([]rune(name)) + road.spelling, true
		}
	}
	return sounds(text), true
}

func sounds(text []rune) string {
	var b strings.Builder
	final := 0
	for _, r := range text {
		n := int(r - hangulFirst)
		initial := initials[n/588]
		end, start := meet(final, initial)
		b.WriteString(end)
		b.WriteString(start)
		b.WriteString(vowels[n%588/28])
		final = n % 28
	}
	end, _ := meet(final, "")
	b.WriteString(end)
	return b.String()
}

// meet returns how a final and the initial after it sound. No initial is the
// end of the word.
func meet(final int, initial string) (end, start string) {
	if end = finals[final]; end == "-" {
		end = ""
	}
	switch start = initial; initial {
	case "-":
		start = ""
		if end != "" {
			end = linked[final]
			if end == "-" {
				end = ""
			}
		}
	case "n", "m":
		end = nasal(end)
		if end == "l" && initial == "n" {
			start = "l"
		}
	case "r":
		switch end {
		case "n", "l":
			end, start = "l", "l"
		case "k", "t", "p", "m", "ng":
			end, start = nasal(end), "n"
		}
	}
	return end, start
}

// nasal is what a final becomes before n and m.
func nasal(end string) string {
	switch end {
	case "k":
		return "ng"
	case "t":
		return "n"
	case "p":
		return "m"
	}
	return end
}

func isArabic(r rune) bool {
	_, ok := arabicLetters[r]
	return ok || unicode.Is(unicode.Arabic, r) && unicode.Is(unicode.M, r)
}

// arabicLetters are those of Arabic, Persian and Urdu. Waw and yeh are vowels
// between consonants, see arabic.
var arabicLetters = map[rune]string{
	'ء': "", 'آ': "a", 'أ': "a", 'ؤ': "u", 'إ': "i", 'ئ': "i", 'ا': "a", 'ب': "b", 'ة': "a", 'ت': "t", 'ث': "th", 'ج': "j", 'ح': "h",
	'خ': "kh", 'د': "d", 'ذ': "dh", 'ر': "r", 'ز': "z", 'س': "s", 'ش': "sh", 'ص': "s", 'ض': "d", 'ط': "t", 'ظ': "z", 'ع': "a", 'غ': "gh",
	'ـ': "", 'ف': "f", 'ق': "q", 'ك': "k", 'ل': "l", 'م': "m", 'ن': "n", 'ه': "h", 'و': "w", 'ى': "a", 'ي': "y", 'ٱ': "a", 'ٹ': "t",
	'پ': "p", 'چ': "ch", 'ڈ': "d", 'ڑ': "r", 'ژ': "zh", 'ک': "k", 'گ': "g", 'ں': "n", 'ہ': "h", 'ھ': "h", 'ی': "y", 'ے': "e",
}

// arabicMarks are the short vowels, where someone writes them.
var arabicMarks = map[rune]string{'\u064E': "a", '\u064F': "u", '\u0650': "i", '\u064B': "an", '\u064C': "un", '\u064D': "in"}

// arabic spells a word. The article is parted with a hyphen.
func arabic(text []rune) (string, bool) {
	var b strings.Builder
	if len(text) > 3 && text[0] == 'ا' && text[1] == 'ل' {
		b.WriteString("al-")
		text = text[2:]
	}
	for i, r := range text {
		sound, ok := arabicLetters[r]
		if !ok {
			b.WriteString(arabicMarks[r])
			continue
		}
		// Between consonants and at the end they are the long vowels.
		before, after := i > 0 && consonant(text[i-1]), i+1 == len(text) || consonant(text[i+1])
		switch {
		case sound == "w" && before && after:
			sound = "u"
		case sound == "y" && before && after:
			sound = "i"
		}
		b.WriteString(sound)
	}
	return b.String(), b.Len() > 0
}

// consonant says whether an Arabic letter is one for certain.
func consonant(r rune) bool {
	sound := arabicLetters[r]
	return sound != "" && !strings.ContainsAny(sound[:1], "aiuewy")
}
