package label_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
)

// inScript is an address in letters of its country.
type inScript struct {
	script, fonts string // that draw it
	to            carriers.Address
	drawn         []string // the lines with the fonts
	spelled       []string // the lines in ASCII where it can be; else refused is why
	refused       string   // the error without fonts
}

var scripts = []inScript{
	{
		script: "Polish", to: carriers.Address{Name: "Łukasz Żółć", Street: []string{"ul. Święty Marcin 5"}, City: "Poznań", PostalCode: "61-806", Country: "PL"},
		drawn: []string{"Łukasz Żółć", "ul. Święty Marcin 5", "61-806 Poznań", "POLAND"},
	},
	{
		script: "Greek", to: carriers.Address{Name: "Ελένη Ζώη", Street: []string{"Οδός Ερμού 5"}, City: "Αθήνα", PostalCode: "105 63", Country: "GR"},
		drawn: []string{"Ελένη Ζώη", "Οδός Ερμού 5", "105 63 Αθήνα", "GREECE"},
	},
	{
		script: "Cyrillic", to: carriers.Address{Name: "Олена Їжак", Street: []string{"вул. Хрещатик 5"}, City: "Київ", PostalCode: "01001", Country: "UA"},
		drawn: []string{"Олена Їжак", "вул. Хрещатик 5", "Київ", "01001", "UKRAINE"},
	},
	{
		script: "Vietnamese", to: carriers.Address{Name: "Nguyễn Thị Hường", Street: []string{"5 phố Hàng Bài"}, City: "Hà Nội", PostalCode: "100000", Country: "VN"},
		drawn: []string{"Nguyễn Thị Hường", "5 phố Hàng Bài", "Hà Nội", "100000", "VIETNAM"},
	},
	{
		script: "Hebrew", to: carriers.Address{Name: "ישראל ישראלי", Street: []string{"רחוב הרצל 15"}, City: "תל אביב", PostalCode: "6688101", Country: "IL"},
		drawn: []string{"ישראל ישראלי", "רחוב הרצל 15", "תל אביב 6688101", "ISRAEL"},
	},
	{
		script: "Arabic", fonts: "arabic", to: carriers.Address{Name: "محمد علي", Street: []string{"شارع الملك فهد 15"}, City: "الرياض", PostalCode: "11564", Country: "SA"},
		drawn:   []string{"محمد علي", "شارع الملك فهد 15", "الرياض 11564", "SAUDI ARABIA"},
		spelled: []string{"Mhmd Ali", "Shara Al-mlk Fhd 15", "Al-ryad 11564", "SAUDI ARABIA"},
		refused: `to.name: "م" (U+0645) at character 1 is not in the label's font
to.street[0]: "ش" (U+0634) at character 1 is not in the label's font
to.city: "ا" (U+0627) at character 1 is not in the label's font`,
	},
	{
		script: "Thai", fonts: "thai", to: carriers.Address{Name: "สมชาย ใจดี", Street: []string{"99/1 ถนนสุขุมวิท"}, City: "กรุงเทพมหานคร", PostalCode: "10110", Country: "TH"},
		drawn:   []string{"สมชาย ใจดี", "99/1 ถนนสุขุมวิท", "กรุงเทพมหานคร", "10110", "THAILAND"},
		spelled: []string{"Somchai Chaidi", "99/1 Thanon Sukhumwit", "Krung Thep Maha Nakhon", "10110", "THAILAND"},
		refused: `to.name: "ส" (U+0E2A) at character 1 is not in the label's font
to.street[0]: "ถ" (U+0E16) at character 6 is not in the label's font
to.city: "ก" (U+0E01) at character 1 is not in the label's font`,
	},
	{
		script: "Chinese", fonts: "cjk", to: carriers.Address{Name: "王伟", Street: []string{"朝阳区建国路88号"}, City: "北京市", PostalCode: "100022", Country: "CN"},
		drawn:   []string{"100022", "北京市", "朝阳区建国路88号", "王伟", "CHINA"},
		spelled: []string{"Wang Wei", "Chao Yang Qu Jian Guo Lu 88 Hao", "Bei Jing Shi", "100022", "CHINA"},
		refused: `to.name: "王" (U+738B) at character 1 is not in the label's font
to.street[0]: "朝" (U+671D) at character 1 is not in the label's font
to.city: "北" (U+5317) at character 1 is not in the label's font`,
	},
	{
		script: "Japanese", fonts: "cjk", to: carriers.Address{Name: "田中太郎様", Street: []string{"丸の内一丁目1"}, City: "千代田区", State: "東京都", PostalCode: "100-0005", Country: "JP"},
		drawn: []string{"〒100-0005", "東京都千代田区", "丸の内一丁目1", "田中太郎様", "JAPAN"},
		refused: `to.name: "田" (U+7530) at character 1 is not in the label's font
to.street[0]: "丸" (U+4E38) at character 1 is not in the label's font
to.city: "千" (U+5343) at character 1 is not in the label's font
to.state: "東" (U+6771) at character 1 is not in the label's font`,
	},
	{
		script: "kana", fonts: "cjk", to: carriers.Address{Name: "さとうケンジ", Street: []string{"1-1"}, City: "Chiyoda-ku", State: "Tokyo", PostalCode: "100-0005", Country: "JP"},
		drawn:   []string{"さとうケンジ", "1-1", "Chiyoda-ku, Tokyo 100-0005", "JAPAN"},
		spelled: []string{"Satoukenji", "1-1", "Chiyoda-ku, Tokyo 100-0005", "JAPAN"},
		refused: `to.name: "さ" (U+3055) at character 1 is not in the label's font`,
	},
	{
		script: "Korean", fonts: "cff", to: carriers.Address{Name: "김민수", Street: []string{"강남구 5"}, City: "서울특별시", PostalCode: "06236", Country: "KR"},
		drawn:   []string{"서울특별시", "강남구 5", "김민수", "06236", "SOUTH KOREA"},
		spelled: []string{"Gimminsu", "Gangnamgu 5", "Seoulteukbyeolsi 06236", "SOUTH KOREA"},
		refused: `to.name: "김" (U+AE40) at character 1 is not in the label's font
to.street[0]: "강" (U+AC15) at character 1 is not in the label's font
to.city: "서" (U+C11C) at character 1 is not in the label's font`,
	},
	{
		script: "an emoji", to: carriers.Address{Name: "Ann 😀", Street: []string{"5 Main St"}, City: "Oslo", PostalCode: "0150", Country: "NO"},
		refused: `to.name: "😀" (U+1F600) at character 5 is not in the label's font`,
	},
}

// TestScripts has an address in each script: it is drawn, spelled or refused,
// and never a box.
func TestScripts(t *testing.T) {
	for _, test := range scripts {
		t.Run(test.script, func(t *testing.T) {
			got, err := addressOf(t, test.to, label.Format{})
			if test.refused != "" {
				if !errors.Is(err, carriers.ErrInvalid) || err.Error() != test.refused {
					t.Errorf("without a font, error is\n%v\nwant\n%s", err, test.refused)
				}
			} else if diff := cmp.Diff(test.drawn, got); diff != "" || err != nil {
				t.Errorf("lines (-want +got):\n%s%v", diff, err)
			}
			if test.fonts != "" {
				got, err := addressOf(t, test.to, label.Format{Fonts: fonts(t, test.fonts)})
				if diff := cmp.Diff(test.drawn, got); diff != "" || err != nil {
					t.Errorf("lines with a font (-want +got):\n%s%v", diff, err)
				}
			}
			if test.refused == "" {
				return
			}
			got, err = addressOf(t, test.to, label.Format{ASCII: true})
			if test.spelled == nil && !errors.Is(err, carriers.ErrInvalid) {
				t.Errorf("in ASCII it is %q, error %v", got, err)
			}
			if diff := cmp.Diff(test.spelled, got); diff != "" {
				t.Errorf("lines in ASCII (-want +got):\n%s%v", diff, err)
			}
		})
	}
}

// addressOf returns the texts between "SHIP TO" and "SERVICE" of a parcel from
// New York.
func addressOf(t *testing.T, to carriers.Address, f label.Format) ([]string, error) {
	t.Helper()
	s := order()
	s.To = to
	f.Layout = "plain" // whose lines addressLines knows
	labels, err := f.New(s, quoted(s, "ups", "UPS Worldwide Expedited"), upsNumber)
	if err != nil {
		return nil, err
	}
	checkGeometry(t, labels[0])
	return addressLines(labels[0]), nil
}

func addressLines(l label.Label) []string {
	var lines []string
	in := false
	for _, e := range l.Elements {
		text, ok := e.(label.Text)
		switch {
		case !ok:
		case text.Text == "SHIP TO":
			in = true
		case text.Text == "SERVICE":
			in = false
		case in:
			lines = append(lines, text.Text)
		}
	}
	return lines
}

// TestRightToLeft holds where lines from the right stand: their right ends under
// each other.
func TestRightToLeft(t *testing.T) {
	s := order()
	s.To = scripts[4].to
	labels, err := label.New(s, quoted(s, "ups", "UPS"), upsNumber)
	if err != nil {
		t.Fatal(err)
	}
	long, _ := textWith(labels[0], "תל אביב 6688101")
	short, _ := textWith(labels[0], "ישראל ישראלי")
	if got, want := short.X+short.Width, long.X+long.Width; got != want || short.X <= long.X {
		t.Errorf("lines end at %d and %d", got, want)
	}
}

func TestTransliterate(t *testing.T) {
	tests := []struct{ claim, country, text, want string }{
		// The Revised Romanization of Korean, 2000, chapter 3.
		{"Korean sounds change", "KR", "백마 종로 왕십리 별내 신라", "Baengma Jongno Wangsimni Byeollae Silla"},
		{"finals stop", "KR", "구미 영동 백암 옥천 합덕 호법 월곶 벚꽃 한밭", "Gumi Yeongdong Baegam Okcheon Hapdeok Hobeop Wolgot Beotkkot Hanbat"},
		{"tense sounds are not shown", "KR", "압구정 낙동강 죽변 낙성대 합정 팔당 샛별 울산", "Apgujeong Nakdonggang Jukbyeon Nakseongdae Hapjeong Paldang Saetbyeol Ulsan"},
		{"ㅎ stays in nouns", "KR", "묵호 집현전", "Mukho Jiphyeonjeon"},
		{"roads stand behind a hyphen", "KR", "테헤란로 152 세종대로 가로수길", "Teheran-ro 152 Sejong-daero Garosu-gil"},
		// Names of provinces, as the Royal Society of Thailand spells them, without spaces.
		{"Thai provinces", "TH", "เชียงใหม่ เชียงราย ลำปาง ภูเก็ต กระบี่ ยะลา ตรัง น่าน", "Chiangmai Chiangrai Lampang Phuket Krabi Yala Trang Nan"},
		{"an unwritten vowel is o before the last, a before others", "TH", "ถนน ระนอง ชุมพร ชลบุรี สกลนคร", "Thanon Ranong Chumphon Chon Buri Sakon Nakhon"},
		{"letters under the mark of silence", "TH", "สุรินทร์ บุรีรัมย์", "Surin Buri Ram"},
		{"vowels around the consonant", "TH", "เลย พะเยา แพร่ ไทย เดือน เกาะ สวน", "Loei Phayao Phrae Thai Duean Ko Suan"},
		{"Hepburn", "JP", "さとう しゃちょう まっちゃ きっぷ トーキョー ファックス", "Satou Shachou Matcha Kippu Tokyo Fakkusu"},
		{"Chinese cities", "CN", "北京 上海 广州 重庆 长沙 成都 厦门 西藏", "Bei Jing Shang Hai Guang Zhou Chong Qing Chang Sha Cheng Du Xia Men Xi Zang"},
		{"Chinese in the letters of Taiwan", "TW", "臺北市 陳大文", "Tai Bei Shi Chen Da Wen"},
		{"ü", "CN", "吕女", "Lyu Nyu"},
		{"words and numbers are parted", "CN", "A座88号，3楼", "A Zuo 88 Hao, 3 Lou"},
		{"Arabic digits", "SA", "١٥", "15"},
		{"the article of Arabic", "SA", "الرياض", "Al-ryad"},
		{"full width", "JP", "Ａｂ－１", "Ab-1"},
		{"what is in the font stays", "", "Zoë Żak Київ", "Zoë Żak Київ"},
		{"a letter without its mark", "", "Z\u0337ak", "Zak"},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			got, err := label.Transliterate(test.text, test.country)
			if err != nil || got != test.want {
				t.Errorf("%q, error %v, want %q", got, err, test.want)
			}
		})
	}
}

func TestTransliterateRefuses(t *testing.T) {
	const elsewhere = " is not read here as in China, so its spelling is not known: write it in Latin letters, or give a font that has it"
	tests := []struct{ claim, country, text, want string }{
		{"Chinese characters in Japan", "JP", "東京", `"東" (U+6771) at character 1` + elsewhere},
		{"beside kana", "", "Ken 田さん", `"田" (U+7530) at character 5` + elsewhere},
		{"in Hong Kong, where 王 is Wong", "HK", "王", `"王" (U+738B) at character 1` + elsewhere},
		{"an emoji", "", "Ann 😀", `"😀" (U+1F600) at character 5 is not in the label's font, and has no ASCII spelling`},
		{"a mark of direction", "", "a\u202E", `"\u202e" (U+202E) at character 2 is not a printing character, and has no ASCII spelling`},
		{"a script that nobody here can spell", "", "नई", `"न" (U+0928) at character 1 is not in the label's font, and has no ASCII spelling`},
		{"broken UTF-8", "", "a\xff", `"\xff" at character 2 is not valid UTF-8`},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			got, err := label.Transliterate(test.text, test.country)
			if err == nil || err.Error() != test.want {
				t.Errorf("%q, error\n%v\nwant\n%s", got, err, test.want)
			}
		})
	}
}

// TestWrap has names of W, 760 of which 35 are in a line of 8 points, see TestFit.
func TestWrap(t *testing.T) {
	w := func(n int) string { return strings.Repeat("W", n) }
	tests := []struct {
		claim string
		name  string
		city  string
		want  []string
		err   string
	}{
		{"a name goes on in the next line", w(20) + " " + w(20), "", []string{w(20), w(20)}, ""},
		{"in as few lines as can be", w(10) + " " + w(10) + " " + w(10) + " " + w(10), "", []string{w(10) + " " + w(10) + " " + w(10), w(10)}, ""},
		{"a name that fits at the least height is not parted", w(17) + " " + w(17), "", []string{w(17) + " " + w(17)}, ""},
		{"a word that is too long is refused", w(10) + " " + w(40), "", nil, "to.name: 4.28 in wide at 8 points, over the 3.75 in limit"},
		{"a space that does not break", w(20) + "\u00A0" + w(20), "", nil, "to.name: 4.31 in wide at 8 points, over the 3.75 in limit"},
		{"a city is not parted from its code", "Ann", w(20) + " " + w(20), nil, "to.city: 4.85 in wide at 8 points, over the 3.75 in limit"},
		{"Chinese goes on between characters, but not before a comma", strings.Repeat("王伟", 17) + "，王" + strings.Repeat("伟", 10), "",
			[]string{strings.Repeat("王伟", 17)[:33*3], "伟，王" + strings.Repeat("伟", 10)}, ""},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			to := order().To
			to.Name, to.Street = test.name, []string{"5"}
			if test.city != "" {
				to.City = test.city
			}
			got, err := addressOf(t, to, label.Format{Fonts: fonts(t, "cjk")})
			if test.err != "" {
				if err == nil || err.Error() != test.err {
					t.Errorf("error is %v, want %s", err, test.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got[:len(got)-2]); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}
