package livetest

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strings"
	"sync"
)

// A PostOffice plays the part of EasyPost that sells labels and makes scan forms,
// with its recorded answers: a shipment for each reference, which is sold once and
// put on one form.
type PostOffice struct {
	Recorded func(name string) []byte // reads a file of carriers/live/easypost/testdata
	URL      string                   // of the server, where labels and forms are fetched

	// Drop begins the reference whose sale is answered by a lost connection, once;
	// DropForm says the same of the next form.
	Drop     string
	DropForm bool

	// NoFile begins the references whose labels are sold, and whose files are a page
	// of HTML.
	NoFile string

	mu        sync.Mutex
	shipments []map[string]any
	sold      map[string]int // by reference
	forms     []map[string]any
}

// Sold tells how often each reference was sold.
func (p *PostOffice) Sold() map[string]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.sold)
}

// Forms tells how many scan forms were made.
func (p *PostOffice) Forms() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.forms)
}

func (p *PostOffice) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if name, ok := strings.CutPrefix(r.URL.Path, "/files/"); ok {
		if strings.HasPrefix(name, "none-") {
			_, _ = io.WriteString(w, "<html>try again</html>")
			return
		}
		fmt.Fprintf(w, "%%PDF-1.4\n%s\n%%%%EOF\n", name)
		return
	}
	body, _ := io.ReadAll(r.Body)
	what, id, action := parts(r.URL.Path)
	status, v := http.StatusOK, p.find(id)
	switch {
	case r.Method == "POST" && what == "scan_forms":
		status, v = p.form(body)
	case what == "scan_forms":
		v = p.formOf(func(form map[string]any) bool { return form["id"] == id })
	case r.Method == "POST" && id == "":
		v = p.create(body)
	case v == nil:
	case action == "rerate":
		v = p.like("rerated.json")
	case action == "buy":
		status, v = p.sell(v)
	case action == "refund":
		v["refund_status"] = "submitted"
	}
	if v == nil {
		status, v = http.StatusNotFound, refused("NOT_FOUND", "The requested resource could not be found.")
	}
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // to a client that is gone by then
}

// parts are those of "/v2/shipments/shp_1/buy".
func parts(path string) (what, id, action string) {
	list := append(strings.Split(strings.TrimPrefix(path, "/v2/"), "/"), "", "")
	return list[0], list[1], list[2]
}

func refused(code, words string) map[string]any {
	return map[string]any{"error": map[string]any{"code": code, "message": words, "errors": []any{}}}
}

// like is a recorded answer, with its files here.
func (p *PostOffice) like(name string) map[string]any {
	var v map[string]any
	text := strings.ReplaceAll(string(p.Recorded(name)), "https://easypost-files.s3.us-west-2.amazonaws.com", p.URL)
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		panic(err)
	}
	return v
}

// create makes a shipment. Those without a reference ask for prices.
func (p *PostOffice) create(body []byte) map[string]any {
	var asked struct {
		Shipment struct {
			Reference string `json:"reference"`
			To        struct {
				Zip string `json:"zip"`
			} `json:"to_address"`
		} `json:"shipment"`
	}
	if json.Unmarshal(body, &asked) != nil {
		return refused("BAD_REQUEST", "The body is not JSON.")
	}
	v := p.like("created.json")
	v["id"], v["reference"] = fmt.Sprintf("shp_%d", len(p.shipments)+1), asked.Shipment.Reference
	v["to_address"].(map[string]any)["zip"] = asked.Shipment.To.Zip
	p.shipments = append(p.shipments, v)
	return v
}

// find returns a shipment by its ID or its reference, nil if there is none.
func (p *PostOffice) find(name string) map[string]any {
	for _, v := range p.shipments {
		if v["id"] == name || v["reference"] == name {
			return v
		}
	}
	return nil
}

// sell gives a shipment its label, under a number of its own.
func (p *PostOffice) sell(v map[string]any) (status int, answer map[string]any) {
	reference := v["reference"].(string)
	if p.sold[reference] > 0 {
		return http.StatusUnprocessableEntity, refused("SHIPMENT.POSTAGE.EXISTS", "Postage already exists for this shipment.")
	}
	if p.sold == nil {
		p.sold = map[string]int{}
	}
	p.sold[reference]++
	bought := p.like("bought.json")
	number := fmt.Sprintf("940010011036807%07d", len(p.sold))
	label := bought["postage_label"].(map[string]any)
	label["label_file_type"], label["label_url"] = "application/pdf", p.URL+"/files/"+number+".pdf"
	if p.NoFile != "" && strings.HasPrefix(reference, p.NoFile) {
		label["label_url"] = p.URL + "/files/none-" + number + ".pdf"
	}
	v["selected_rate"], v["postage_label"], v["tracking_code"] = bought["selected_rate"], label, number
	if p.Drop != "" && strings.HasPrefix(reference, p.Drop) {
		p.Drop = ""
		panic(http.ErrAbortHandler)
	}
	return http.StatusOK, v
}

func (p *PostOffice) formOf(is func(form map[string]any) bool) map[string]any {
	for _, form := range p.forms {
		if is(form) {
			return form
		}
	}
	return nil
}

// form puts shipments on a form, which are sold, not given back and on none.
func (p *PostOffice) form(body []byte) (status int, answer map[string]any) {
	var asked struct {
		Shipments []struct {
			ID string `json:"id"`
		} `json:"shipments"`
	}
	if json.Unmarshal(body, &asked) != nil {
		return http.StatusBadRequest, refused("BAD_REQUEST", "The body is not JSON.")
	}
	form := p.like("scan_form.json")
	var codes []any
	for _, s := range asked.Shipments {
		v := p.find(s.ID)
		if v == nil || v["tracking_code"] == nil || v["refund_status"] == "submitted" || v["scan_form"] != nil {
			return http.StatusUnprocessableEntity, refused("SCAN_FORM.CREATE.ERROR", "The shipment "+s.ID+" cannot be put on a form.")
		}
		codes = append(codes, v["tracking_code"])
	}
	id := fmt.Sprintf("sf_made%d", len(p.forms)+1)
	form["id"], form["tracking_codes"], form["form_url"] = id, codes, p.URL+"/files/"+id+".pdf"
	for _, s := range asked.Shipments {
		p.find(s.ID)["scan_form"] = form
	}
	p.forms = append(p.forms, form)
	if p.DropForm {
		p.DropForm = false
		panic(http.ErrAbortHandler)
	}
	return http.StatusCreated, form
}
