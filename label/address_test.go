package label_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
)

// TestCustoms has addresses as the posts of their countries print them in their
// guides, but for the name of the person.
func TestCustoms(t *testing.T) {
	tests := []struct {
		country, street, city, state, code string
		want                               string // the lines after the name
	}{
		{"CA", "111 Wellington St", "Ottawa", "ON", "K1A 0A4", "111 Wellington St|Ottawa ON  K1A 0A4|CANADA"},
		{"AU", "200 Broadway Av", "West Beach", "SA", "5024", "200 Broadway Av|West Beach SA 5024|AUSTRALIA"},
		{"GB", "10 Downing Street", "London", "", "SW1A 2AA", "10 Downing Street|London|SW1A 2AA|UNITED KINGDOM"},
		{"IE", "5 Main Street", "Athlone", "", "N37 A0N1", "5 Main Street|Athlone|N37 A0N1|IRELAND"},
		{"DE", "Rhondorfer Str. 666", "Köln", "", "50939", "Rhondorfer Str. 666|50939 Köln|GERMANY"},
		{"FR", "25 rue de l'Église", "Paris", "", "75010", "25 rue de l'Église|75010 Paris|FRANCE"},
		{"PL", "ul. Bednarska 16", "Warszawa", "", "00-321", "ul. Bednarska 16|00-321 Warszawa|POLAND"},
		{"NL", "Prins Bernhardplein 200", "Amsterdam", "", "1097 JB", "Prins Bernhardplein 200|1097 JB  Amsterdam|NETHERLANDS"},
		{"IT", "Via del Corso 5", "Roma", "RM", "00187", "Via del Corso 5|00187 Roma RM|ITALY"},
		{"ES", "Calle Mayor 5", "Alcorcón", "Madrid", "28921", "Calle Mayor 5|28921 Alcorcón|Madrid|SPAIN"},
		{"HU", "Honvéd utca 13", "Budapest", "", "1055", "Budapest|Honvéd utca 13|1055|HUNGARY"},
		{"SE", "Storgatan 1", "Stockholm", "", "114 55", "Storgatan 1|114 55 Stockholm|SWEDEN"},
		{"LV", "Brīvības iela 5", "Rīga", "", "LV-1010", "Brīvības iela 5|Rīga, LV-1010|LATVIA"},
		{"BR", "Rua Visconde 5", "Brasília", "DF", "70002-900", "Rua Visconde 5|Brasília-DF|70002-900|BRAZIL"},
		{"MX", "Calle Reforma 5", "Guadalajara", "Jal.", "44100", "Calle Reforma 5|44100 Guadalajara, Jal.|MEXICO"},
		{"JP", "1-1 Marunouchi", "Chiyoda-ku", "Tokyo", "100-0005", "1-1 Marunouchi|Chiyoda-ku, Tokyo 100-0005|JAPAN"},
		{"KR", "152 Teheran-ro", "Gangnam-gu", "Seoul", "06236", "152 Teheran-ro|Gangnam-gu, Seoul 06236|SOUTH KOREA"},
		{"IN", "5 Janpath", "New Delhi", "Delhi", "110001", "5 Janpath|New Delhi 110001|Delhi|INDIA"},
		{"NZ", "5 Queen Street", "Auckland", "", "1010", "5 Queen Street|Auckland 1010|NEW ZEALAND"},
		{"TR", "Atatürk Caddesi 5", "Çankaya", "Ankara", "06420", "Atatürk Caddesi 5|06420 Çankaya/Ankara|TÜRKIYE"},
		{"TR", "Atatürk Caddesi 5", "Ankara", "", "06420", "Atatürk Caddesi 5|06420 Ankara|TÜRKIYE"},
		{"GB", "5 High Street", "Luton", "Bedfordshire", "LU1 2AA", "5 High Street|Luton, Bedfordshire|LU1 2AA|UNITED KINGDOM"},
		{"HK", "5 Nathan Road", "Kowloon", "", "999077", "5 Nathan Road|Kowloon|HONG KONG"},
	}
	for _, test := range tests {
		t.Run(test.country+" "+test.city, func(t *testing.T) {
			to := carriers.Address{Name: "Ann", Street: []string{test.street}, City: test.city, State: test.state, PostalCode: test.code, Country: test.country}
			got, err := addressOf(t, to, label.Format{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff("Ann|"+test.want, strings.Join(got, "|")); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

// TestCustomPatterns holds that no pattern loses a field.
func TestCustomPatterns(t *testing.T) {
	for _, table := range []map[string]string{label.Customs, label.LocalCustoms} {
		for country, pattern := range table {
			for _, field := range "NOACZ" {
				if n := strings.Count(pattern, string(field)); n != 1 && (field != 'Z' || !strings.Contains("HK MO AE", country)) {
					t.Errorf("%s: %q has %c %d times", country, pattern, field, n)
				}
			}
		}
	}
}

func TestCapitals(t *testing.T) {
	tests := []struct{ claim, country, code, name, want string }{
		{"USPS addresses are in capitals", "DE", "50939", "Zoë Żak", "ZOË ŻAK"},
		{"ß is two letters", "DE", "50939", "Jörg Groß", "JÖRG GROSS"},
		{"a Turkish i keeps its dot", "TR", "06420", "Işık Demir", "IŞIK DEMİR"},
		{"elsewhere it has none", "DE", "50939", "Demir", "DEMIR"},
		{"letters without capitals stay", "IL", "6688101", "שלום a", "שלום A"},
		{"the micro sign has no capital of its own here", "DE", "50939", "5 µm", "5 ΜM"},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			s := order()
			s.To = carriers.Address{Name: test.name, Street: []string{"5"}, City: "x", PostalCode: test.code, Country: test.country}
			labels, err := label.New(s, quoted(s, "usps", "Priority Mail International"), "LZ123456785US")
			if err != nil {
				t.Fatal(err)
			}
			if got := addressLines(labels[0]); got[0] != test.want || got[1] != "5" {
				t.Errorf("lines are %q, want first %q", got, test.want)
			}
		})
	}
}

// TestCountryNames compares with the names of Unicode's CLDR, but for those that
// the standard has changed since, or that CLDR shortens with "St." and "&".
func TestCountryNames(t *testing.T) {
	other := map[string]bool{}
	for code := range strings.FieldsSeq("BN BY CC CD CG CV FK FM HK MK MM MO PS SX SZ TL TR") {
		other[code] = true
	}
	shorten := strings.NewReplacer("SAINT ", "ST. ", " AND THE ", " & ", " AND ", " & ")
	english, french := display.English.Regions(), display.French.Regions()
	n := 0
	for code, names := range label.CountryNames {
		region, err := language.ParseRegion(code)
		if err != nil {
			t.Errorf("%s is not a code: %v", code, err)
			continue
		}
		n++
		if other[code] {
			continue
		}
		if want := strings.ToUpper(english.Name(region)); names[0] != want && shorten.Replace(names[0]) != want {
			t.Errorf("%s in English is %q, want %q", code, names[0], want)
		}
		if want := strings.ToUpper(french.Name(region)); names[1] != want {
			t.Errorf("%s in French is %q, want %q", code, names[1], want)
		}
		for _, name := range names {
			if _, err := (label.Text{Text: name, Height: 30}).Shape(); err != nil {
				t.Error(code, err)
			}
		}
	}
	if n < 249 {
		t.Errorf("%d countries, want the 249 of ISO 3166 at least", n)
	}
}

func TestFrenchMail(t *testing.T) {
	s := order()
	s.From = carriers.Address{Name: "Zoé", Street: []string{"5 rue Neuve"}, City: "Lyon", PostalCode: "69001", Country: "FR"}
	s.To = carriers.Address{Name: "Ann", Street: []string{"5 Hauptstr."}, City: "Köln", PostalCode: "50939", Country: "DE"}
	labels, err := label.New(s, quoted(s, "ups", "UPS"), upsNumber)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := textWith(labels[0], "ALLEMAGNE"); !ok {
		t.Errorf("lines are %q, want the country in French", addressLines(labels[0]))
	}
}
