package files_test

import (
	"bytes"
	"compress/zlib"
	"encoding/csv"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"pgregory.net/rapid"

	"laurel/wins"
	"laurel/wins/files"
)

var golden = flag.Bool("golden", false, "write testdata anew")

func TestGoldenDocumentsAreWrittenAsReviewed(t *testing.T) {
	t.Parallel()
	for _, f := range files.Formats {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			got, name := write(t, halfAYear(), f), "wins."+f.Ending()
			if f == files.PDF { // the words in the order of writing; how it looks is for eyes
				got, name = []byte(strings.Join(words(t, got), "\n")+"\n"), "wins.pdf.txt"
			}
			file := filepath.Join("testdata", name)
			if *golden {
				if err := os.WriteFile(file, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("it is written otherwise now (make golden accepts that; -committed +now):\n%s", diff)
			}
		})
	}
}

func TestTheSameWinsGiveTheSameBytesInWhateverOrderTheyCome(t *testing.T) {
	t.Parallel()
	b := halfAYear()
	turned := b
	turned.Wins = nil
	for i := range b.Wins {
		turned.Wins = append(turned.Wins, b.Wins[len(b.Wins)-1-i])
	}
	for _, f := range files.Formats {
		first := write(t, b, f)
		for range 3 {
			if !bytes.Equal(first, write(t, turned, f)) {
				t.Errorf("%s differs", f)
			}
		}
	}
}

func TestNothingThatAnybodyWroteBecomesMarkdown(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		nasty := rapid.StringOf(rapid.SampledFrom([]rune("#*_`[]()!<>&|~-+=:.\\/@$1 2\n\n\tahtps:w\"'^{}\u00a0é")))
		phrase := rapid.SampledFrom([]string{
			"", "[a](http://b.example)", "![x](https://e.example/p.png)", "<img src=x onerror=alert(1)>", "# h", "\n\n# h\n\n", "\n===\n",
			"\n---\n", "https://a.example/`b", "www.evil.example", "mail@evil.example", "<https://x.example|y>", "```\ncode\n```", "~~~",
			"    indented", "1. one", "- [ ] task", "> quote", "[a]: http://b.example", "[^1]", "&lt;script&gt;", "&#35; h", "a | b\n- | -\n1 | 2",
			"ftp://c.example", "<!-- x -->", "<?php", "\\", "https://a.example/)]*_x_", "xmpp:a@b.example",
		})
		said := nasty.Draw(t, "a") + phrase.Draw(t, "b") + nasty.Draw(t, "c") + phrase.Draw(t, "d")
		b := halfAYear()
		b.Person, b.Names = said, map[string]string{"U0BEN": said}
		b.Wins = []wins.Win{win(1, "2026-11-20", said+" "), win(2, "2026-11-20", "<@U0BEN> and I did it")}
		b.Wins[0].Project, b.Wins[0].Links = "x", []string{said}
		becomesNothing(t, said, write(t, b, files.Markdown), 5) // the title, two projects with a month each
		b.Wins[0].Stages, b.Wins[1].Stages = []string{"data_quality"}, nil
		becomesNothing(t, said, b.Story(said), 3) // the title, two chapters
	})
}

// becomesNothing fails the test when a document has other than so many headings, lists and text.
func becomesNothing(t *rapid.T, said string, source []byte, want int) {
	t.Helper()
	doc := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList)).
		Parser().Parse(text.NewReader(source))
	headings, items := 0, 0
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Heading:
			headings++
		case *ast.ListItem:
			items++
		case *ast.HTMLBlock:
			if line := n.Lines().At(0); entering && !strings.HasPrefix(string(line.Value(source)), "<!-- wins, written by laurel -->") {
				t.Fatalf("%q becomes HTML:\n%s", said, source)
			}
		case *ast.Paragraph, *ast.TextBlock, *ast.Text, *ast.String, *ast.Document, *ast.List, *ast.CodeSpan:
		case *ast.Emphasis:
			if entering && n.Level != 2 {
				t.Fatalf("%q becomes emphasis:\n%s", said, source)
			}
		default:
			t.Fatalf("%q becomes a %s:\n%s", said, n.Kind(), source)
		}
		return ast.WalkContinue, nil
	})
	if headings != 2*want { // each is entered and left
		t.Fatalf("%q makes %d headings:\n%s", said, headings/2, source)
	}
}

func TestNoCellOfTheTableCanBeAFormula(t *testing.T) {
	t.Parallel()
	for _, said := range []string{
		"=1+1", "+1", "-1", "@SUM(A1)", "＝1", " =1", "'=1", "''=cmd|' /C calc'!A0", "\u00a0=1", "a\n=b",
	} {
		b := halfAYear()
		b.Wins = []wins.Win{win(1, "2026-11-20", "x")}
		b.Wins[0].Text, b.Wins[0].Win, b.Wins[0].Impact, b.Wins[0].Project = said, said, "\t=1", "\r=1"
		b.Wins[0].Contributors, b.Names = []string{"U0BEN"}, map[string]string{"U0BEN": said}
		rows, err := csv.NewReader(bytes.NewReader(write(t, b, files.CSV))).ReadAll()
		if err != nil || len(rows) != 2 || len(rows[0]) != len(rows[1]) {
			t.Fatalf("%v %v", rows, err)
		}
		for _, cell := range rows[1] {
			if trimmed := strings.TrimLeft(cell, " \u00a0"); trimmed != "" && strings.ContainsRune("=+-@＝\t\r", []rune(trimmed)[0]) {
				t.Errorf("%q becomes the cell %q", said, cell)
			}
		}
	}
}

func TestThePDFSaysWhatItCanNotDraw(t *testing.T) {
	t.Parallel()
	b := halfAYear()
	b.Wins = []wins.Win{win(1, "2026-11-20", "計測しました, moved 🦊 the cafe\u0301 to 新しい cluster")}
	said := strings.Join(words(t, write(t, b, files.PDF)), "\n")
	for _, part := range []string{"Words in scripts that this file can't draw stand as […]", "[…], moved the café to […] cluster", "page 1 of 1"} {
		if !strings.Contains(strings.ReplaceAll(said, "\n", " "), part) {
			t.Errorf("it lacks %q:\n%s", part, said)
		}
	}
	b.Wins = []wins.Win{win(1, "2026-11-20", "Ζοё 🦊 naïve → 80 ms")}
	if said := strings.Join(words(t, write(t, b, files.PDF)), "\n"); strings.Contains(said, "[…]") {
		t.Errorf("it leaves out what it can draw:\n%s", said)
	}
}

func write(t interface {
	Helper()
	Fatal(args ...any)
}, b files.Book, f files.Format,
) []byte {
	t.Helper()
	out, err := b.Write(f)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var (
	streams = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)
	shown   = regexp.MustCompile(`(?s)\(((?:\\.|[^\\)])*)\) ?Tj`)
	escapes = strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r")
)

// words are the pieces of text of a PDF, page by page.
func words(t *testing.T, pdf []byte) (all []string) {
	t.Helper()
	for _, found := range streams.FindAllSubmatch(pdf, -1) {
		unpacked, err := zlib.NewReader(bytes.NewReader(found[1]))
		if err != nil {
			continue
		}
		page, err := io.ReadAll(unpacked)
		if err != nil {
			continue
		}
		for _, piece := range shown.FindAllSubmatch(page, -1) {
			raw := []byte(escapes.Replace(string(piece[1])))
			var units []uint16
			for i := 0; i+1 < len(raw); i += 2 {
				units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
			}
			all = append(all, string(utf16.Decode(units)))
		}
	}
	return all
}
