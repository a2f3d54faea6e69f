package label

import "strings"

func isThai(r rune) bool { return r >= 'ก' && r <= 'ฺ' || r >= 'เ' && r <= '๎' }

// A thaiLetter is how a consonant sounds before a vowel and after it.
type thaiLetter struct{ start, end string }

// thaiLetters are by the Royal Institute's rules of 1999.
var thaiLetters = map[rune]thaiLetter{
	'ก': {"k", "k"}, 'ข': {"kh", "k"}, 'ฃ': {"kh", "k"}, 'ค': {"kh", "k"}, 'ฅ': {"kh", "k"}, 'ฆ': {"kh", "k"}, 'ง': {"ng", "ng"},
	'จ': {"ch", "t"}, 'ฉ': {"ch", "t"}, 'ช': {"ch", "t"}, 'ซ': {"s", "t"}, 'ฌ': {"ch", "t"}, 'ญ': {"y", "n"}, 'ฎ': {"d", "t"}, 'ฏ': {"t", "t"},
	'ฐ': {"th", "t"}, 'ฑ': {"th", "t"}, 'ฒ': {"th", "t"}, 'ณ': {"n", "n"}, 'ด': {"d", "t"}, 'ต': {"t", "t"}, 'ถ': {"th", "t"}, 'ท': {"th", "t"},
	'ธ': {"th", "t"}, 'น': {"n", "n"}, 'บ': {"b", "p"}, 'ป': {"p", "p"}, 'ผ': {"ph", "p"}, 'ฝ': {"f", "p"}, 'พ': {"ph", "p"}, 'ฟ': {"f", "p"},
	'ภ': {"ph", "p"}, 'ม': {"m", "m"}, 'ย': {"y", "i"}, 'ร': {"r", "n"}, 'ล': {"l", "n"}, 'ว': {"w", "o"}, 'ศ': {"s", "t"}, 'ษ': {"s", "t"},
	'ส': {"s", "t"}, 'ห': {"h", ""}, 'ฬ': {"l", "n"}, 'อ': {"", ""}, 'ฮ': {"h", ""},
}

// thaiNames are words of addresses whose spelling the rules do not tell.
var thaiNames = []string{
	"กรุงเทพมหานคร", "Krung Thep Maha Nakhon", "กรุงเทพ", "Krung Thep", "จังหวัด", "Changwat", "อำเภอ", "Amphoe", "ตำบล", "Tambon", "ถนน", "Thanon",
	"นคร", "Nakhon", "ราช", "Rat", "บุรี", "Buri", "ธานี", "Thani", "สมุทร", "Samut", "เพชร", "Phet", "สุวรรณ", "Suwan", "อยุธยา", "Ayutthaya",
	"พระ", "Phra", "ศรี", "Si", "สุข", "Suk", "ประเทศไทย", "Prathet Thai", "สวรรค์", "Sawan", "จันทร์", "Chan", "จันท", "Chantha", "อุบล", "Ubon",
	"สงขลา", "Songkhla", "พัทลุง", "Phatthalung", "ยโสธร", "Yasothon", "ชัยภูมิ", "Chaiyaphum", "ปฐม", "Pathom", "นนท", "Nontha", "กาญจน", "Kanchana",
	"พัทยา", "Phatthaya", "มหา", "Maha", "สุราษฎร์", "Surat", "หมู่", "Mu", "แขวง", "Khwaeng", "เขต", "Khet", "ซอย", "Soi", "บาง", "Bang", "สุขุมวิท", "Sukhumwit",
}

// thai spells words. Tones are left out, and letters under a mark of silence.
func thai(text []rune) (string, bool) {
	var words []string
	rest := 0 // where what no name has begins
	spell := func(end int) bool {
		if rest == end {
			return true
		}
		t := thaiText{text: sounded(text[rest:end])}
		for t.at < len(t.text) {
			if !t.syllable() {
				return false
			}
		}
		if word := t.to.String(); word != "" {
			words = append(words, strings.ToUpper(word[:1])+word[1:])
		}
		return true
	}
	for i := 0; i < len(text); {
		name, n := thaiName(text[i:])
		if n == 0 || i > rest && strings.ContainsRune(thaiLeading, text[i-1]) {
			i++
			continue
		}
		if !spell(i) {
			return "", false
		}
		words = append(words, name)
		i += n
		rest = i
	}
	if !spell(len(text)) {
		return "", false
	}
	return strings.Join(words, " "), len(words) > 0
}

// thaiLeading are the vowels written before their consonant.
const thaiLeading = "เแโใไ"

// thaiName returns the spelling of the longest name at the start of a text, and
// its length. A name does not end within a syllable.
func thaiName(text []rune) (spelling string, length int) {
	for i := 0; i < len(thaiNames); i += 2 {
		name := []rune(thaiNames[i])
		n := len(name)
		if n <= length || n > len(text) || string(text[:n]) != thaiNames[i] {
			continue
		}
		if n == len(text) || isThaiLetter(text[n]) || strings.ContainsRune(thaiLeading, text[n]) {
			spelling, length = thaiNames[i+1], n
		}
	}
	return spelling, length
}

// sounded leaves out the marks of tone and the letters that are silent.
func sounded(text []rune) []rune {
	var list []rune
	for _, r := range text {
		switch r {
		case '่', '้', '๊', '๋', '๎', 'ํ', 'ฺ':
		case '์':
			list = silence(list)
		default:
			list = append(list, r)
		}
	}
	return list
}

// silence takes away the last letter with its vowel, and the t or d before an r:
// จันทร์ is chan.
func silence(list []rune) []rune {
	n := len(list)
	for n > 0 && !isThaiLetter(list[n-1]) {
		n--
	}
	if n == 0 {
		return nil
	}
	if n > 2 && list[n-1] == 'ร' && strings.ContainsRune("ตทด", list[n-2]) && isThaiLetter(list[n-3]) {
		n--
	}
	return list[:n-1]
}

type thaiText struct {
	text []rune
	at   int
	to   strings.Builder
}

// peek returns the n-th character from here, or 0.
func (t *thaiText) peek(n int) rune {
	if t.at+n < len(t.text) {
		return t.text[t.at+n]
	}
	return 0
}

// take moves on when the next characters are these.
func (t *thaiText) take(text string) bool {
	n := 0
	for _, r := range text {
		if t.peek(n) != r {
			return false
		}
		n++
	}
	t.at += n
	return true
}

func isThaiLetter(r rune) bool { _, ok := thaiLetters[r]; return ok }

// isThaiSign says whether a vowel is written over, under or behind its letter.
func isThaiSign(r rune) bool {
	return strings.ContainsRune("ะัาำิีึืฺุู็ๅ", r) && r != 0
}

// syllable spells one, and says whether it could.
func (t *thaiText) syllable() bool {
	lead := rune(0)
	if strings.ContainsRune(thaiLeading, t.peek(0)) {
		lead = t.peek(0)
		t.at++
	}
	if !isThaiLetter(t.peek(0)) {
		return false
	}
	t.start(lead != 0)
	vowel, closed := t.vowel(lead)
	t.to.WriteString(vowel)
	f := t.peek(0)
	if closed || !isThaiLetter(f) || isThaiSign(t.peek(1)) || f == 'อ' || f == 'ห' {
		return true
	}
	// A letter before a bare อ starts the next syllable, whose vowel that is.
	if t.peek(1) == 'อ' && (t.at+2 >= len(t.text) || !isThaiSign(t.peek(2))) {
		return true
	}
	if f == 'ร' && vowel == "o" && lead == 0 {
		t.to.WriteString("n")
	} else {
		t.to.WriteString(thaiLetters[f].end)
	}
	t.at++
	// The r of จิตร and มิตร is silent at the end.
	if strings.ContainsRune("ตทก", f) && vowel != "o" && t.at+1 == len(t.text) && t.peek(0) == 'ร' {
		t.at++
	}
	return true
}

// start spells the consonants before the vowel: one, or two that go together.
func (t *thaiText) start(led bool) {
	first, second := t.peek(0), t.peek(1)
	third := t.peek(2)
	open := isThaiSign(third) || led && isThaiLetter(second) && (isThaiLetter(third) || third == 0) || isThaiLetter(third) && third == 'อ' || second != 'ว' && third == 'ว' && isThaiLetter(t.peek(3))
	switch {
	case first == 'ห' && strings.ContainsRune("งญนมยรลว", second) && (open || led):
		t.to.WriteString(thaiLetters[second].start)
		t.at += 2
	case first == 'ท' && second == 'ร' && open:
		t.to.WriteString("s")
		t.at += 2
	case strings.ContainsRune("กขคตปผพ", first) && strings.ContainsRune("รลว", second) && isThaiLetter(second) && open:
		t.to.WriteString(thaiLetters[first].start + thaiLetters[second].start)
		t.at += 2
	default:
		t.to.WriteString(thaiLetters[first].start)
		t.at++
	}
}

// vowel spells what stands around the consonant. It is closed when no consonant
// can follow in the syllable.
func (t *thaiText) vowel(lead rune) (sound string, closed bool) {
	switch lead {
	case 'เ':
		return t.vowelE()
	case 'แ':
		closed = t.take("ะ")
		t.take("็")
		return "ae", closed
	case 'โ':
		return "o", t.take("ะ")
	case 'ใ', 'ไ':
		t.take("ย")
		return "ai", true
	}
	for _, v := range thaiVowels {
		if t.take(v.sign) {
			return v.sound, v.closed
		}
	}
	switch {
	case t.take("รร"):
		if isThaiLetter(t.peek(0)) && !isThaiSign(t.peek(1)) {
			return "a", false
		}
		return "an", true
	case t.peek(0) == 'ว' && isThaiLetter(t.peek(1)) && !isThaiSign(t.peek(2)):
		t.at++
		return "ua", false
	case t.peek(0) == 'อ' && !isThaiSign(t.peek(1)):
		t.at++
		return "o", false
	}
	return t.unwritten()
}

// thaiVowels are those without a part before the consonant, longer ones first.
var thaiVowels = []struct {
	sign, sound string
	closed      bool
}{
	{"ัวะ", "ua", true}, {"ัว", "ua", true}, {"ัย", "ai", true}, {"ั", "a", false}, {"ะ", "a", true}, {"า", "a", false}, {"ำ", "am", true},
	{"ิ", "i", false}, {"ี", "i", false}, {"ึ", "ue", false}, {"ือ", "ue", true}, {"ื", "ue", false}, {"ุ", "u", false}, {"ู", "u", false}, {"็อ", "o", false},
}

// vowelE spells the vowels that begin with เ.
func (t *thaiText) vowelE() (sound string, closed bool) {
	switch {
	case t.take("ียะ"), t.take("ีย"):
		return "ia", false
	case t.take("ือะ"), t.take("ือ"):
		return "uea", false
	case t.take("าะ"):
		return "o", true
	case t.take("า"):
		return "ao", true
	case t.take("ะ"):
		return "e", true
	case t.take("อะ"):
		return "oe", true
	case t.take("อ"), t.take("ิ"):
		return "oe", false
	case t.peek(0) == 'ย' && !isThaiSign(t.peek(1)):
		t.at++
		return "oei", true
	}
	t.take("็")
	return "e", false
}

// unwritten is the vowel of a consonant without one: o before the last of a row
// of bare consonants, a before the others.
func (t *thaiText) unwritten() (sound string, closed bool) {
	bare := 0
	for isThaiLetter(t.peek(bare)) && !isThaiSign(t.peek(bare+1)) {
		bare++
	}
	if bare%2 == 1 {
		return "o", false
	}
	return "a", true
}
