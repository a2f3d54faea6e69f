package live

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A folder keeps answers beyond the life of the process, one in a file. It is of
// use and never needed: what cannot be read or written is as if it were not kept.
type folder struct {
	dir     string // empty keeps nothing
	account [sha256.Size]byte
}

// suffix is what the names of its files end in; the files of others are left
// alone.
const suffix = ".answer"

// folderOf makes the folder of a config. Answers are those of the account: under
// another key or at another URL none of them is found.
func folderOf(config *Config) folder {
	h := sha256.New()
	parts := []string{config.Carrier, config.URL, config.Authorization}
	if l := config.Login; l != nil {
		parts = append(parts, l.ID, l.Secret)
	}
	for _, part := range parts {
		_, _ = io.WriteString(h, part)
		_, _ = h.Write([]byte{0})
	}
	return folder{config.KeepIn, [sha256.Size]byte(h.Sum(nil))}
}

// path names a file by the account and the question, of which nothing can be read
// from it.
func (f *folder) path(key [sha256.Size]byte) string {
	name := sha256.Sum256(append(f.account[:], key[:]...))
	return filepath.Join(f.dir, hex.EncodeToString(name[:])+suffix)
}

// find reads an answer, and when it was given. The first line of its file says
// the status and the time.
func (f *folder) find(key [sha256.Size]byte) (a Answer, at time.Time, ok bool) {
	if f.dir == "" {
		return a, at, false
	}
	file, err := os.Open(f.path(key))
	if err != nil {
		return a, at, false
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, MaxBody+100))
	if err != nil {
		return a, at, false
	}
	head, body, _ := bytes.Cut(data, []byte("\n"))
	var given string
	if _, err := fmt.Sscanf(string(head), "%d %s", &a.Status, &given); err != nil || !a.OK() {
		return a, at, false
	}
	if at, err = time.Parse(time.RFC3339Nano, given); err != nil {
		return a, at, false
	}
	a.JSON, err = ParseDocument(body)
	return a, at, err == nil
}

// keep writes an answer, readable by its owner alone, and drops what is too old.
func (f *folder) keep(key [sha256.Size]byte, a Answer, at time.Time, keep time.Duration) {
	if f.dir == "" || os.MkdirAll(f.dir, 0o700) != nil || f.sweep(at, keep) >= maxKept {
		return
	}
	file, err := os.CreateTemp(f.dir, "*.new"+suffix)
	if err != nil {
		return
	}
	_, err = fmt.Fprintf(file, "%d %s\n%s", a.Status, at.Format(time.RFC3339Nano), a.JSON.body)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Chtimes(file.Name(), at, at) // for the sweep
	}
	if err == nil {
		err = os.Rename(file.Name(), f.path(key))
	}
	if err != nil {
		_ = os.Remove(file.Name())
	}
}

// sweep removes the answers that are too old, and counts the others.
func (f *folder) sweep(now time.Time, keep time.Duration) (n int) {
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		return 0
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), suffix) {
			continue
		}
		if info, err := e.Info(); err == nil && now.Sub(info.ModTime()) >= keep {
			_ = os.Remove(filepath.Join(f.dir, e.Name()))
			continue
		}
		n++
	}
	return n
}

// kept finds an answer in memory or in the folder.
func (c *Client) kept(key [sha256.Size]byte) (Answer, bool) {
	now, keep := c.config.Clock(), c.config.Keep
	if a, ok := c.shelf.find(key, now, keep); ok || keep <= 0 {
		return a, ok
	}
	a, at, ok := c.folder.find(key)
	age := now.Sub(at)
	if !ok || age < 0 || age >= keep {
		return Answer{}, false
	}
	c.shelf.keep(key, a, at)
	a.Age = age
	return a, true
}

// keep puts an answer where kept finds it.
func (c *Client) keep(key [sha256.Size]byte, a Answer) {
	if c.config.Keep > 0 && a.OK() {
		at := c.config.Clock()
		a.JSON.own()
		c.shelf.keep(key, a, at)
		c.folder.keep(key, a, at, c.config.Keep)
	}
}

// Forget drops what is kept for a request: its answer made no sense.
func (c *Client) Forget(r Request) {
	key := r.key()
	c.shelf.drop(key)
	c.folder.drop(key)
}

func (f *folder) drop(key [sha256.Size]byte) {
	if f.dir != "" {
		_ = os.Remove(f.path(key))
	}
}
