package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
)

// A postOffice plays the part of EasyPost that sells labels, with its recorded answers:
// a shipment for each reference, which is sold once.
type postOffice struct {
	recorded func(name string) []byte
	url      string

	mu        sync.Mutex
	shipments []map[string]any
	sold      int
}

func (s *postOffice) like(name string) map[string]any {
	var v map[string]any
	if err := json.Unmarshal(s.recorded("easypost/testdata/"+name), &v); err != nil {
		panic(err)
	}
	return v
}

// create makes a shipment, which is found again if it has a reference.
func (s *postOffice) create(body []byte) map[string]any {
	var asked struct {
		Shipment struct {
			Reference string `json:"reference"`
			To        struct {
				Zip string `json:"zip"`
			} `json:"to_address"`
		} `json:"shipment"`
	}
	if err := json.Unmarshal(body, &asked); err != nil {
		panic(err)
	}
	v := s.like("created.json")
	v["id"], v["reference"] = fmt.Sprintf("shp_%d", len(s.shipments)+1), asked.Shipment.Reference
	v["to_address"].(map[string]any)["zip"] = asked.Shipment.To.Zip
	s.shipments = append(s.shipments, v)
	return v
}

func (s *postOffice) find(name string) map[string]any {
	for _, v := range s.shipments {
		if v["id"] == name || v["reference"] == name {
			return v
		}
	}
	return nil
}

// sell gives a shipment its label, under a number of its own.
func (s *postOffice) sell(v map[string]any) {
	bought := s.like("bought.json")
	s.sold++
	number := fmt.Sprintf("940010011036807%07d", s.sold)
	label := bought["postage_label"].(map[string]any)
	label["label_file_type"], label["label_url"] = "application/pdf", s.url+"/files/"+number+".pdf"
	v["selected_rate"], v["postage_label"], v["tracking_code"] = bought["selected_rate"], label, number
}

func (s *postOffice) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if name, ok := strings.CutPrefix(r.URL.Path, "/files/"); ok {
		fmt.Fprintf(w, "%%PDF-1.4\n%s\n%%%%EOF\n", name)
		return
	}
	body, _ := io.ReadAll(r.Body)
	v := s.find(r.PathValue("id"))
	switch action := r.PathValue("action"); {
	case r.PathValue("id") == "":
		v = s.create(body)
	case v == nil:
		w.WriteHeader(http.StatusNotFound)
		v = map[string]any{"error": map[string]any{"code": "NOT_FOUND", "message": "The requested resource could not be found.", "errors": []any{}}}
	case action == "rerate":
		v = s.like("rerated.json")
	case action == "buy":
		s.sell(v)
	case action == "refund":
		v["refund_status"] = "submitted"
	}
	if err := json.NewEncoder(w).Encode(v); err != nil {
		panic(err)
	}
}
