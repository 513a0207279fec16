package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/wins"
	"laurel/wins/files"
	"laurel/writing"
)

const bragged = `date,text,project,visibility
2026-01-23,Cut p99 latency of #ranker from 120 ms to 80 ms with <@U0BEN>,,
Q1 2026,"=Wrote ""the"" runbook
and others use it",On-call handbook,private
`

func TestABragDocumentMovesInOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		s.does("people", "import", write(t, "people.csv", cast))
		file := write(t, "brag.csv", bragged)
		dry := s.does("wins", "import", file, "--person", "U0ADA", "--dry-run")
		has(t, dry, "2026-01-23", "ranker", "on-call-handbook", "private", "2 wins would be added, 0 there already",
			"brag.csv line 3: Q1 2026 names no day, so the first one was taken: 2026-01-01")
		if list := s.objects("wins", "list"); len(list) != 0 {
			t.Fatalf("a dry run kept %v", list)
		}
		has(t, s.does("wins", "import", file, "--person", "U0ADA"), "brag.csv: 2 wins added, 0 there already.")
		has(t, s.does("wins", "import", file, "--person", "U0ADA"), "brag.csv: 0 wins added, 2 there already.")
		list := s.objects("wins", "list", "--person", "U0ADA")
		if len(list) != 2 || list[0]["source"] != "import" || list[1]["text"] != "=Wrote \"the\" runbook\nand others use it" ||
			list[1]["project"] != "on-call-handbook" || list[1]["visibility"] != "private" || list[0]["visibility"] != "manager" {
			t.Errorf("kept %v", list)
		}
		s.in = "- Shipped the importer\n"
		has(t, s.does("wins", "import", "-", "--format", "md", "--person", "U0ADA", "--day", "2026-02-03", "--visibility", "private"),
			"standard input: 1 win added", "no date, so 2026-02-03 was taken")
		counts := s.objects("wins", "import", file, "--person", "U0BEN")
		if len(counts) != 1 || counts[0]["added"] != 2.0 || counts[0]["there"] != 0.0 {
			t.Errorf("%v", counts)
		}
	})
}

func TestABadWinIsNamedByItsLineAndNothingIsImported(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	s.does("people", "import", write(t, "people.csv", cast))
	bad := write(t, "wins.csv", bragged+"soon,x,,\n,y,,\n")
	status, _, sentence := s.run("wins", "import", bad, "--person", "U0ADA")
	if status != exitFailed {
		t.Errorf("it ended with %d", status)
	}
	has(t, sentence, "laurel: nothing was imported", `wins.csv line 5: "soon" is not a date`, "wins.csv line 6: there is no date")
	if list := s.objects("wins", "list"); len(list) != 0 {
		t.Errorf("kept %v", list)
	}
	has(t, s.refuses(exitFailed, "wins", "import", bad, "--person", "U0NOBODY"), "nobody with the id U0NOBODY", "laurel people list")
	has(t, s.refuses(exitFailed, "wins", "import", "no.csv", "--person", "U0ADA"), "no.csv")
	for _, line := range []string{
		"wins import x.docx --person U0ADA", "wins import x.csv", "wins import x --person U0ADA --format docx",
		"wins import x.csv --person U0ADA --day soon", "wins import x.csv --person U0ADA --visibility public",
		"wins export", "wins export --person U0ADA --format docx",
	} {
		s.refuses(exitUsage, strings.Fields(line)...)
	}
}

func TestAPersonsWinsAreWrittenAsADocument(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	s.does("people", "import", write(t, "people.csv", cast))
	s.does("wins", "import", write(t, "brag.csv", bragged), "--person", "U0ADA")
	has(t, s.does("wins", "export", "--person", "U0ADA"), "# Wins of Ada Osei", "## ranker", "\\@Ben Adeyemi", "=Wrote")
	has(t, s.does("wins", "export", "--person", "U0ADA", "--format", "json"), `"project":"on-call-handbook"`)
	out := filepath.Join(t.TempDir(), "wins.pdf")
	s.does("wins", "export", "--person", "U0ADA", "--format", "pdf", "-o", out)
	if pdf, err := os.ReadFile(out); err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Errorf("%v %.10q", err, pdf)
	}
	has(t, s.refuses(exitFailed, "wins", "export", "--person", "U0NOBODY"), "nobody with the id U0NOBODY")
	csv := write(t, "again.csv", s.does("wins", "export", "--person", "U0ADA", "--format", "csv"))
	has(t, s.does("wins", "import", csv, "--person", "U0ADA"), "0 wins added, 2 there already")
}

// TestWhatLaurelWritesItReadsBack writes the wins of a person, whatever their texts, as CSV and JSON, reads the file where
// there are none, and finds the same wins; a second time it adds nothing.
func TestWhatLaurelWritesItReadsBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		undo := errors.New("undo")
		within := func(t *rapid.T, f func(tx *db.Tx) error) {
			err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
				if err := f(tx); err != nil {
					return err
				}
				return undo // fast, and nothing there for the next
			})
			if !errors.Is(err, undo) {
				t.Fatal(err)
			}
		}
		rapid.Check(t, func(t *rapid.T) {
			var was []wins.Win
			within(t, func(tx *db.Tx) (err error) {
				for range rapid.IntRange(1, 5).Draw(t, "wins") {
					if err := anyWin(t, tx); err != nil {
						return err
					}
				}
				was, err = wins.List(tx, wins.Filter{Person: "U0ADA"})
				return err
			})
			if len(was) == 0 {
				return
			}
			format := rapid.SampledFrom([]files.Format{files.CSV, files.JSON}).Draw(t, "format")
			book := files.Book{Wins: was, Names: map[string]string{"U0BEN": rapid.String().Draw(t, "name")}}
			data, err := book.Write(format)
			if err != nil {
				t.Fatal(err)
			}
			content, err := files.Read(bytes.NewReader(data), "f", format, files.Options{Today: b.Clock.Now()})
			if err != nil {
				t.Fatalf("%v\n%s", err, data)
			}
			within(t, func(tx *db.Tx) error { return sameWins(t, tx, was, content) })
		})
	})
}

// anyWin keeps a win of Ada's with a text, parts, a date and corrections of any kind.
func anyWin(t *rapid.T, tx *db.Tx) error {
	pieces := rapid.SampledFrom([]string{
		"=1+1", "'", "'=x", "-", "+", "@", "\t", "\n", "\r\n", "\"", ",", ";", "<@U0BEN>", "#ranker", "https://a.example/x?y=1,2", " ",
		"AUC from 0.81 to 0.84", "p99 latency 120 ms to 80 ms", "é計🦊", "\ufeff", "\u2028", "\x00", "null", "{", "\\", "＝", "\u00a0=",
	})
	text := func(label string) string {
		return strings.Join(rapid.SliceOfN(pieces, 0, 6).Draw(t, label), "") + rapid.String().Draw(t, label+" more")
	}
	n := wins.New{
		Person: "U0ADA", Source: wins.SourceCommand, Text: text("text"),
		Visibility: rapid.SampledFrom([]string{wins.VisibilityPrivate, wins.VisibilityManager, wins.VisibilityFeedback}).Draw(t, "seen by"),
		OccurredOn: tx.Now().AddDate(0, 0, -rapid.IntRange(0, 3).Draw(t, "days")).Format(time.DateOnly),
	}
	if rapid.Bool().Draw(t, "in parts") {
		n.Win, n.Impact = text("win"), text("impact")
	}
	w, err := wins.Add(tx, n)
	if errors.Is(err, wins.ErrEmpty) {
		return nil
	}
	if err != nil || !rapid.Bool().Draw(t, "corrected") {
		return err
	}
	_, err = wins.Edit(tx, "U0ADA", w.ID, wins.Change{Seen: &wins.Seen{
		Competency: rapid.SampledFrom(append([]string{""}, writing.CompetencyIDs...)).Draw(t, "competency"),
		Stages:     rapid.SliceOfDistinct(rapid.SampledFrom(writing.StageIDs), rapid.ID).Draw(t, "stages"),
		Kind:       w.Kind, Project: rapid.SampledFrom([]string{"", "churn", "feature-store", "日本"}).Draw(t, "project"),
	}})
	return err
}

func sameWins(t *rapid.T, tx *db.Tx, was []wins.Win, c files.Content) error {
	var entries []wins.Entry
	for _, item := range c.Items {
		entries = append(entries, item.Entry)
	}
	done, err := wins.Import(tx, "U0ADA", entries)
	if err != nil {
		return err
	}
	is, err := wins.List(tx, wins.Filter{Person: "U0ADA"})
	if err != nil {
		return err
	}
	// What a file can't carry: when it was kept, by which act and in which version, and which words were corrected.
	but := cmpopts.IgnoreFields(wins.Win{}, "ID", "Source", "CreatedAt", "ChangedAt", "Version", "Touched", "Corrections",
		"Competencies", "Kind", "Missing")
	byText := cmpopts.SortSlices(func(a, b wins.Win) bool { return key(a) < key(b) })
	if diff := cmp.Diff(was, is, but, byText, cmpopts.EquateEmpty()); diff != "" || len(done.Added) != len(was) {
		t.Fatalf("%d of %d were added; -was +is\n%s", len(done.Added), len(was), diff)
	}
	again, err := wins.Import(tx, "U0ADA", entries)
	if len(again.Added) != 0 || again.There != len(was) {
		t.Fatalf("again: %+v", again)
	}
	return err
}

func key(w wins.Win) string {
	return fmt.Sprint(w.OccurredOn, w.Text, w.Win, w.Impact, w.Visibility, w.Project, w.Competency, w.Stages)
}
