package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// maxFile is the largest JSON file that is read.
const maxFile = 16 << 20

// readFile reads a file whole; - is stdin.
func readFile(w world, name string) ([]byte, error) {
	from := w.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		from = f
	}
	data, err := io.ReadAll(io.LimitReader(from, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("the file is over the %d byte limit", maxFile)
	}
	return data, err
}

// decodeStrict reads one JSON value. A name that is unknown, stands twice or is
// in another case is an error with its path, and so is what follows the value.
func decodeStrict(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return jsonError(data, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("something follows the JSON, at byte %d", dec.InputOffset())
	}
	return checkNames(json.NewDecoder(bytes.NewReader(data)), "")
}

// jsonError says where and what, in our words.
func jsonError(data []byte, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("line %d: %w", 1+bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n")), err)
	case errors.As(err, &kind):
		return fmt.Errorf("line %d: %s cannot be a %s", 1+bytes.Count(data[:min(int(kind.Offset), len(data))], []byte("\n")), kind.Field, kind.Value)
	case errors.Is(err, io.EOF):
		return errors.New("the file is empty")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the file ends in the middle of the JSON")
	}
	return errors.New(strings.TrimPrefix(err.Error(), "json: "))
}

// checkNames refuses a name that stands twice in one object, of which
// encoding/json takes the last, and one in another case, which it lets pass.
func checkNames(dec *json.Decoder, path string) error {
	token, err := dec.Token()
	if err != nil {
		return err
	}
	delim, _ := token.(json.Delim)
	seen := map[string]bool{}
	for i := 0; delim != 0 && dec.More(); i++ {
		at := fmt.Sprintf("%s[%d]", path, i)
		if delim == '{' {
			name, err := dec.Token()
			if err != nil {
				return err
			}
			key := fmt.Sprint(name)
			at = strings.TrimPrefix(path+"."+key, ".")
			if key != strings.ToLower(key) && !strings.HasSuffix(path, ".stock") { // the names of articles are their own
				return fmt.Errorf("%s: names are in lower case", at)
			}
			if seen[key] {
				return fmt.Errorf("%s stands twice", at)
			}
			seen[key] = true
		}
		if err := checkNames(dec, at); err != nil {
			return err
		}
	}
	if delim != 0 {
		_, err = dec.Token()
	}
	return err
}
