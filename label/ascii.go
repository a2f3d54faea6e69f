package label

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Transliterate spells in ASCII letters what Liberation Sans cannot draw, and
// keeps the rest. The country, as in an address, tells whose letters Chinese
// characters are; it may be empty. The error names the first character without a
// spelling.
//
//   - Chinese in Hanyu Pinyin without tones, each syllable a word, ü as yu;
//     pinyin.txt has the usual reading of each character, as ICU 72 gives it,
//     from the Unihan database; readings has names that are read otherwise.
//   - Japanese kana in Hepburn's spelling, long vowels as they are written.
//   - Chinese characters in Japan, Korea, Hong Kong and Macao, and beside kana,
//     are refused: they are read otherwise there, and by the word.
//   - Korean in the Revised Romanization of 2000, sound changes included.
//   - Arabic and Persian letter by letter: short vowels are not written there,
//     so the spelling lacks them.
//   - Thai in the Royal Thai General System, by its rules of spelling; Thai has
//     no spaces, so where two syllables part is a guess in long words.
//   - Letters and signs with a compatible form (full width, in a circle) as that
//     form, letters with marks without them.
func Transliterate(text, country string) (string, error) {
	return lettering{}.spell(norm.NFC.String(text), country)
}

// Libraries were tried first for this: go-unidecode v0.2.0 and gosimple/unidecode v1.0.1
// read Japanese as Chinese (東京 "Dong Jing"), leave Thai vowels where they are
// written (เชียงใหม่ "echiiyngaihm") and drop the article of Arabic; go-pinyin
// v0.21.0 builds a map of 41,000 characters whenever a program starts.

// spell replaces each character that cannot be drawn by its ASCII spelling. The
// country tells whose letters Chinese characters are; it may be empty.
func (t lettering) spell(text, country string) (string, error) {
	s := speller{text: []rune(text)}
	_, bad := t.assign(s.text, false)
	if bad >= 0 && s.text[bad] == unicode.ReplacementChar {
		return "", refusedIn(text, byteOf(text, bad), bad)
	}
	s.elsewhere = strings.Contains("JP KR KP HK MO", country) && country != "" || strings.ContainsFunc(text, isKana)
	for i := 0; i < len(s.text); {
		if _, bad := t.assign(s.text[i:i+1], false); bad < 0 {
			s.keep(s.text[i])
			i++
			continue
		}
		n, err := s.next(i, t)
		if err != nil {
			return "", err
		}
		i += n
	}
	spelled := norm.NFC.String(strings.TrimSpace(s.to.String()))
	if spelled == "" {
		return "", fmt.Errorf("%q has no letters that can be drawn", text)
	}
	return spelled, t.check(spelled)
}

type speller struct {
	text      []rune
	to        strings.Builder
	last      rune // the last character written
	foreign   bool // it was spelled, and what is kept after it is parted from it
	elsewhere bool // Chinese characters are not read as in China
}

// keep writes a character as it is.
func (s *speller) keep(r rune) {
	if s.foreign && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		s.to.WriteByte(' ')
	}
	s.foreign = false
	s.put(string(r))
}

func (s *speller) put(text string) {
	if text != "" {
		s.to.WriteString(text)
		s.last, _ = utf8.DecodeLastRuneInString(text)
	}
}

// word writes a spelling with a capital, parted from letters before it.
func (s *speller) word(text string) {
	if text == "" {
		return
	}
	if unicode.IsLetter(s.last) || unicode.IsDigit(s.last) {
		s.put(" ")
	}
	s.put(strings.ToUpper(text[:1]) + text[1:])
	s.foreign = true
}

// next spells what starts at i and returns how many characters that were.
func (s *speller) next(i int, t lettering) (int, error) {
	r := s.text[i]
	switch {
	case unicode.Is(unicode.Han, r) && r != '々' && r != '〇' || r == '〇':
		if s.elsewhere {
			return 0, fmt.Errorf("%q (%U) at character %d is not read here as in China, so its spelling is not known: write it in Latin letters, or give a font that has it", string(r), r, i+1)
		}
		syllables, n := pinyin(s.text[i:])
		if n == 0 {
			return 0, unspellable(r, i)
		}
		for _, syllable := range syllables {
			s.word(syllable)
		}
		return n, nil
	case isKana(r):
		return s.stretch(i, isKana, hepburn)
	case r >= hangulFirst && r <= hangulLast:
		return s.stretch(i, func(r rune) bool { return r >= hangulFirst && r <= hangulLast }, revised)
	case isArabic(r):
		return s.stretch(i, isArabic, arabic)
	case isThai(r):
		return s.stretch(i, isThai, thai)
	}
	return 1, s.sign(i, t)
}

// stretch spells a word of one script.
func (s *speller) stretch(i int, in func(rune) bool, spell func([]rune) (string, bool)) (int, error) {
	end := i
	for end < len(s.text) && in(s.text[end]) {
		end++
	}
	word, ok := spell(s.text[i:end])
	if !ok {
		return 0, unspellable(s.text[i], i)
	}
	s.word(word)
	return end - i, nil
}

// signs are the punctuation of other scripts, and digits.
var signs = map[rune]string{
	'、': ", ", '。': ". ", '・': " ", '〒': "", '「': "\"", '」': "\"", '『': "\"", '』': "\"", '【': "(", '】': ") ", '〔': "(", '〕': ") ",
	'《': "\"", '》': "\"", '〜': "-", '，': ", ", '（': " (", '）': ") ", '：': ": ", '；': "; ",
	'،': ",", '؛': ";", '؟': "?", '٪': "%", '٫': ".", '٬': ",", '۔': ".", '״': "\"", '׳': "'", '־': "-",
	joiner: "", nonJoiner: "",
}

// sign spells a single character that is no letter of the scripts above.
func (s *speller) sign(i int, t lettering) error {
	r := s.text[i]
	if text, ok := signs[r]; ok {
		s.foreign = false
		s.put(text)
		return nil
	}
	if unicode.IsDigit(r) {
		// The ten digits of a script follow each other.
		zero := r
		for unicode.IsDigit(zero-1) && r-zero < 9 {
			zero--
		}
		s.keep('0' + r - zero)
		return nil
	}
	if unicode.Is(unicode.M, r) && i > 0 {
		return nil // the letter before it is there
	}
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.M, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(string(r)))
	if plain == "" || plain == string(r) || t.check(plain) != nil {
		return unspellable(r, i)
	}
	s.foreign = false
	s.put(plain)
	return nil
}

func unspellable(r rune, i int) error {
	return fmt.Errorf("%w, and has no ASCII spelling", refused(r, i))
}

//go:embed pinyin.txt
var pinyinFile string

// pinyinTable has the reading of each Chinese character: a line of pinyin.txt is
// a syllable and the characters that are read so.
var pinyinTable = sync.OnceValue(func() map[rune]string {
	table := make(map[rune]string, 21_000)
	for line := range strings.Lines(pinyinFile) {
		syllable, characters, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, r := range characters {
			table[r] = syllable
		}
	}
	return table
})

// readings are names and words in addresses in which a character is not read in
// its usual way. A character by itself is read so everywhere but there.
var readings = map[string]string{
	"长": "chang", "長": "chang", "曾": "zeng", "都": "du", "重庆": "chong qing", "重慶": "chong qing", "厦门": "xia men", "廈門": "xia men",
	"西藏": "xi zang", "六安": "lu an", "番禺": "pan yu", "乐清": "yue qing", "黄陂": "huang pi", "银行": "yin hang", "銀行": "yin hang",
	"蚌埠": "beng bu", "莘庄": "xin zhuang", "荥阳": "xing yang", "洪洞": "hong tong", "成长": "cheng zhang",
	"歙县": "she xian", "单县": "shan xian", "燕郊": "yan jiao", "燕山": "yan shan", "尉犁": "yu li", "东阿": "dong e", "闵行": "min hang", "闵行区": "min hang qu",
}

// pinyin returns the syllables of the characters at the start of a text, and how
// many characters those are.
func pinyin(text []rune) ([]string, int) {
	for n := min(3, len(text)); n > 0; n-- {
		if reading, ok := readings[string(text[:n])]; ok {
			return strings.Fields(reading), n
		}
	}
	if syllable, ok := pinyinTable()[text[0]]; ok {
		return []string{syllable}, 1
	}
	return nil, 0
}
