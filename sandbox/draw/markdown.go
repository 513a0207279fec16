package draw

import (
	"html/template"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	emoji "github.com/yuin/goldmark-emoji"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// converter reads the text of markdown blocks. It leaves raw HTML out and links of unsafe schemes without their target;
// pictures become their words, because the page fetches nothing.
var converter = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.GFM, emoji.Emoji),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(tame{}, 100))),
	)
})

// markdown draws the text of a markdown block (https://docs.slack.dev/reference/block-kit/blocks/markdown-block).
func markdown(source string) template.HTML {
	var out strings.Builder
	if err := converter().Convert([]byte(source), &out); err != nil {
		return template.HTML(template.HTMLEscapeString(source)) //nolint:gosec // escaped
	}
	return template.HTML(out.String()) //nolint:gosec // goldmark escapes text and omits raw HTML
}

// tame makes a parsed text fit to stand in the page.
type tame struct{}

// Transform implements [parser.ASTTransformer]: headings begin one level lower, because the heading of the page or modal
// stands above them; links open in a new tab, or stay words where they lead nowhere safe; a picture becomes a link.
func (tame) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	var found []ast.Node // changed after the walk, which a change would lead astray
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			n.Level = min(n.Level+1, 6)
		case *ast.Link, *ast.AutoLink, *ast.Image:
			found = append(found, n)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range found {
		switch n := n.(type) {
		case *ast.Link:
			lead(n, string(n.Destination))
		case *ast.AutoLink:
			if address := n.URL(reader.Source()); safe(string(address)) {
				outside(n)
			} else {
				n.Parent().ReplaceChild(n.Parent(), n, ast.NewString(n.Label(reader.Source())))
			}
		case *ast.Image:
			link := ast.NewLink()
			link.Destination = n.Destination
			adopt(link, n)
			n.Parent().ReplaceChild(n.Parent(), n, link)
			lead(link, string(link.Destination))
		}
	}
}

// lead has a link open in a tab of its own; of one that is not safe only the words stay.
func lead(n *ast.Link, address string) {
	if safe(address) {
		outside(n)
		return
	}
	for child := n.FirstChild(); child != nil; child = n.FirstChild() {
		n.Parent().InsertBefore(n.Parent(), n, child)
	}
	n.Parent().RemoveChild(n.Parent(), n)
}

func adopt(parent, from ast.Node) {
	for child := from.FirstChild(); child != nil; child = from.FirstChild() {
		parent.AppendChild(parent, child)
	}
}

func outside(n ast.Node) {
	n.SetAttributeString("target", []byte("_blank"))
	n.SetAttributeString("rel", []byte("noopener noreferrer"))
}
