package files

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"laurel/writing"
)

// object is a win as JSON: ours, or a simple one of text and date.
type object struct {
	Text       string   `json:"text"`
	Win        string   `json:"win"`
	Impact     string   `json:"impact"`
	Date       string   `json:"date"`
	OccurredOn string   `json:"occurred_on"`
	Visibility string   `json:"visibility"`
	Status     string   `json:"status"`
	Person     string   `json:"person"`
	Source     string   `json:"source"`
	Project    *string  `json:"project"`
	Competency *string  `json:"competency"`
	Stages     []string `json:"stages"`
	Links      texts    `json:"links"`
	Link       texts    `json:"link"`
	URL        texts    `json:"url"`
	line       int
}

// texts is a list that may be written as one text.
type texts []string

// UnmarshalJSON takes a text or a list of texts.
func (t *texts) UnmarshalJSON(data []byte) error {
	var one string
	if err := json.Unmarshal(data, &one); err == nil {
		*t = texts{one}
		return nil
	}
	var all []string
	if err := json.Unmarshal(data, &all); err != nil {
		return err
	}
	*t = all
	return nil
}

// json reads objects, a line each or in one list.
func (r *reader) json(data []byte) {
	in := json.NewDecoder(bytes.NewReader(data))
	list := bytes.HasPrefix(bytes.TrimSpace(data), []byte("["))
	if list {
		_, _ = in.Token()
	}
	lines := newLines(data)
	var all []object
	for {
		at := lines.of(begin(data, int(in.InputOffset())))
		if !in.More() {
			r.tail(in, at, list)
			break
		}
		var o object
		err := in.Decode(&o)
		var kind *json.UnmarshalTypeError
		switch {
		case errors.As(err, &kind):
			r.bad.add(at, fmt.Sprintf("%s is a %s; a win is an object like {\"text\": \"…\", \"date\": \"2026-11-23\"}",
				orThis(kind.Field), kind.Value))
			continue
		case err != nil:
			r.bad.add(at, "this is not JSON; nothing after it was read")
		}
		if err != nil {
			break
		}
		o.line = at
		all = append(all, o)
	}
	for _, o := range all {
		r.order = r.order.learned(o.OccurredOn + o.Date)
	}
	for _, o := range all {
		if o.Person != all[0].Person {
			r.bad.add(o.line, severalPeople)
			break
		}
	}
	for _, o := range all {
		r.add(o.found())
	}
}

// tail says when something stands behind the last win that is none, or a list doesn't end.
func (r *reader) tail(in *json.Decoder, at int, list bool) {
	if end, err := in.Token(); list && (err != nil || end != json.Delim(']')) {
		r.bad.add(at, "the list doesn't end with ]")
		return
	} else if !list && errors.Is(err, io.EOF) {
		return
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		r.bad.add(at, "this is not JSON; nothing after it was read")
	}
}

func (o object) found() found {
	f := found{
		Line: o.line, Text: o.Text, Win: o.Win, Impact: o.Impact, Date: o.Date, Visibility: o.Visibility, Status: o.Status,
	}
	if o.OccurredOn != "" {
		f.Date = o.OccurredOn
	}
	ours := o.Source != "" && o.Project != nil // what laurel writes has every field
	if o.Project != nil {
		if project := projectNamed(*o.Project); project != "" || ours {
			f.Said.Project = &project
		}
	}
	switch {
	case o.Competency != nil && slices.Contains(writing.CompetencyIDs, *o.Competency):
		f.Said.Competency = o.Competency
	case o.Competency == nil && ours:
		f.Said.Competency = new(string)
	}
	if stages := stagesIn(o.Stages); len(stages) > 0 || ours {
		f.Said.Stages, f.Said.NoStages = stages, len(stages) == 0
	}
	if !ours {
		f.Text = with(f.Text, f, strings.Join(slices.Concat(o.Links, o.Link, o.URL), "\n"))
	}
	return f
}

func orThis(field string) string {
	if field == "" {
		return "this"
	}
	return shortened(field, 40)
}

// begin is where the next value stands at or after an offset.
func begin(data []byte, at int) int {
	for at < len(data) && bytes.IndexByte([]byte(" \t\r\n,"), data[at]) >= 0 {
		at++
	}
	return at
}

// lines tells the line of a place in a file.
type lines []int // where each line begins

func newLines(data []byte) lines {
	all := lines{0}
	for i, c := range data {
		if c == '\n' {
			all = append(all, i+1)
		}
	}
	return all
}

// of is the number of the line, from 1, that an offset stands in.
func (l lines) of(offset int) int {
	at, found := slices.BinarySearch(l, offset)
	if found {
		return at + 1
	}
	return at
}
