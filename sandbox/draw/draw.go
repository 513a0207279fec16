// Package draw turns Block Kit and Slack's markup into HTML, as one reader sees it in the sandbox's page.
//
// It draws what passed the rules of package sandbox, and what it does not know it says. Text of people and apps is
// escaped here and nowhere else: links keep only the schemes http, https and mailto, and nothing is fetched.
package draw

import (
	"embed"
	"encoding/json"
	"html/template"
	"strings"
	"time"
)

// Reader is who looks: names, dates and choices are drawn as they see them.
type Reader struct {
	ID    string         // whose own mentions stand out
	Zone  *time.Location // of every date and time
	Now   time.Time      // what "today" and "ago" are measured from
	Names Names
}

// Names resolves ids for the reader. What a reader may not see is not found.
type Names interface {
	// Person is a person's name and title; ok is false for an id nobody has.
	Person(id string) (name, title string, ok bool)
	// Channel is a channel's name without its sign.
	Channel(id string) (name string, ok bool)
	// People are those who can be chosen from a menu of people.
	People() []Choice
	// Channels are those who can be chosen from a menu of conversations; kinds are Slack's words public, private and im.
	Channels(kinds []string, bots bool) []Choice
}

// Choice is a line of a menu: what is kept when it is chosen, what it is called, and what stands smaller beside it.
type Choice struct{ Value, Label, Note string }

// Place is where blocks stand.
type Place struct {
	Surface string                                // message, modal or home
	Key     string                                // begins the ids of the drawn nodes; no two places of a page share it
	Value   func(block, action string) (pick any) // what a field holds: a text, a list of texts, rich text, or nil
	Errors  map[string]string                     // sentences under the fields of a modal, by block_id
	Here    string                                // the conversation, for menus that begin with it
}

// Blocks draws blocks, one div.block each, in their order.
func (r Reader) Blocks(blocks []map[string]any, at Place) template.HTML {
	d := &drawing{Reader: r, at: at}
	var out strings.Builder
	for _, b := range blocks {
		out.WriteString(string(d.draw("block", piece{d, b, b})))
	}
	return template.HTML(out.String()) //nolint:gosec // made of templates
}

// Plain is a plain_text with the names of emoji replaced, for where no markup can stand.
func Plain(text string) string {
	return emojiName.ReplaceAllStringFunc(text, func(name string) string { return Glyph(strings.Trim(name, ":")) })
}

// Text draws what somebody wrote, in Slack's markup (mrkdwn).
func (r Reader) Text(mrkdwn string) template.HTML {
	w := writer{reader: r}
	w.mrkdwn(mrkdwn, false)
	return w.html()
}

// drawing is one run over the blocks of a place.
type drawing struct {
	Reader
	at Place
}

// piece is what a template gets: a block, an element or a part of one, and the drawing around it.
type piece struct {
	*drawing
	Doc   map[string]any
	Block map[string]any // the block that an element stands in; of a block, itself
}

//go:embed *.gohtml
var files embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"str": str, "objects": objects, "raw": raw, "boxes": newBox,
}).ParseFS(files, "*.gohtml"))

// draw executes a template. One that fails is a fault of this package, and is seen as one.
func (d *drawing) draw(name string, data any) template.HTML {
	var out strings.Builder
	if err := templates.ExecuteTemplate(&out, name, data); err != nil {
		return template.HTML("<p class=\"error\">" + template.HTMLEscapeString(err.Error()) + "</p>") //nolint:gosec // escaped
	}
	return template.HTML(out.String()) //nolint:gosec // made by html/template
}

// Kind draws the inside of a block by its type.
func (p piece) Kind() template.HTML {
	kind := str(p.Doc, "type")
	switch kind {
	case "rich_text":
		return p.RichText(p.Doc)
	case "markdown":
		return markdown(str(p.Doc, "text"))
	case "data_visualization":
		return p.chart()
	}
	if templates.Lookup("block-"+kind) == nil {
		kind = "unknown"
	}
	return p.draw("block-"+kind, p)
}

// Type is the block's type, for its class and the heading of one that is not known.
func (p piece) Type() string { return str(p.Doc, "type") }

// Surface is where the blocks stand.
func (p piece) Surface() string { return p.at.Surface }

// Words draws a text object: plain_text with its emoji, or mrkdwn.
func (p piece) Words(object any) template.HTML {
	doc, _ := object.(map[string]any)
	w := writer{reader: p.Reader}
	if str(doc, "type") == "mrkdwn" {
		w.mrkdwn(str(doc, "text"), yes(doc, "verbatim"))
	} else {
		w.plain(str(doc, "text"), doc["emoji"] != false)
	}
	return w.html()
}

// RichText draws a rich_text block or value.
func (p piece) RichText(doc map[string]any) template.HTML {
	w := writer{reader: p.Reader}
	w.richText(doc)
	return w.html()
}

// Element draws what stands beside or among others: a button, a menu, a field, a picture.
func (p piece) Element(el any) template.HTML {
	doc, _ := el.(map[string]any)
	part := piece{p.drawing, doc, p.Block}
	switch kind := str(doc, "type"); {
	case kind == "image", kind == "button", kind == "workflow_button", kind == "overflow":
		return p.draw("element-"+strings.TrimPrefix(kind, "workflow_"), part)
	case inputs[kind] != "":
		return part.field("", nil)
	}
	return p.draw("element-unknown", part)
}

// JSON is the block as it came, for one that is not drawn.
func (p piece) JSON() string {
	text, err := json.MarshalIndent(p.Doc, "", "  ")
	if err != nil {
		return ""
	}
	return string(text)
}

// Local tells whether a picture's address is one that only this computer knows: Slack's servers fetch pictures, so such
// an address fails there.
func (p piece) Local(address string) bool {
	rest, found := strings.CutPrefix(address, "https://")
	if !found {
		rest = strings.TrimPrefix(address, "http://")
	}
	for _, host := range []string{"localhost", "127.", "10.", "192.168.", "[::1]"} {
		if strings.HasPrefix(rest, host) {
			return true
		}
	}
	return false
}

// Link tells whether a button may lead somewhere.
func (p piece) Link(address string) bool { return safe(address) }

func str(doc map[string]any, name string) string {
	s, _ := doc[name].(string)
	return s
}

func yes(doc map[string]any, name string) bool {
	b, _ := doc[name].(bool)
	return b
}

func objects(v any) []map[string]any {
	list, _ := v.([]any)
	var out []map[string]any
	for _, item := range list {
		if doc, ok := item.(map[string]any); ok {
			out = append(out, doc)
		}
	}
	return out
}

// raw is a JSON value as text: numbers as they were written, nothing for null.
func raw(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case json.Number:
		return v.String()
	}
	text, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(text)
}
