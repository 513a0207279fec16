package files_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/wins"
	"laurel/wins/files"
)

const elsewhere = `---
title: Brag document
---
# Ada's brag doc 2025

Things I did, so that I don't forget.

## Goals for next year

- Learn Rust

## 2026

### Q3 – Search Ranking

- Moved the **ranker** to the *new* cluster, see [the runbook](https://wiki.example/run?a=1&amp;b=2)
  and its ` + "`config.yaml`" + `
  - p99 from 120 ms to 80 ms
  - nobody paged

  A second paragraph.
- 2026-08-14: A/B test of the two-tower model, conversion up 1.2 pp
- Fixed the build (Sep 2026)

### November

* [x] Wrote the on-call handbook \#1
* [ ] Talk about it

## Churn (Oct 2026)

1. Null rate alert:

   ` + "```sql" + `
   select count(*) from clicks -- # no heading
   ` + "```" + `
2. 5 Nov – <b>second</b> alert &amp; more
- December 2025
  - Canary releases
  - Rollback in 4 min
`

func TestABragDocumentFromElsewhereMovesIn(t *testing.T) {
	t.Parallel()
	got := read(t, elsewhere, files.Markdown, files.Options{Today: today})
	want := []string{
		"16 2026-07-01 search-ranking: Moved the ranker to the new cluster, see the runbook (https://wiki.example/run?a=1&b=2) and its " +
			"config.yaml\n- p99 from 120 ms to 80 ms\n- nobody paged\nA second paragraph.",
		"22 2026-08-14 search-ranking: A/B test of the two-tower model, conversion up 1.2 pp",
		"23 2026-09-01 search-ranking: Fixed the build (Sep 2026)",
		"27 2026-11-01 : Wrote the on-call handbook #1",
		"32 2026-10-01 churn: Null rate alert:\nselect count(*) from clicks -- # no heading",
		"37 2026-11-05 churn: <b>second</b> alert & more",
		"39 2025-12-01 churn: Canary releases",
		"40 2025-12-01 churn: Rollback in 4 min",
	}
	if diff := cmp.Diff(want, told(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	notes := ""
	for _, n := range got.Notes {
		notes += fmt.Sprintln(n.Line, n.Lines, n.Text)
	}
	for _, part := range []string{
		"6 1 left out, because it stands in no list", "10 1 left out, because it stands under “Goals for next year”",
		"28 1 left out, because its box is not ticked", "16 1 Q3 names no day, so the first one was taken: 2026-07-01",
	} {
		if !strings.Contains(notes, part) {
			t.Errorf("the notes lack %q:\n%s", part, notes)
		}
	}
}

func told(c files.Content) (lines []string) {
	for _, i := range c.Items {
		project := ""
		if i.Said.Project != nil {
			project = *i.Said.Project
		}
		lines = append(lines, fmt.Sprintf("%d %s %s: %s", i.Line, i.OccurredOn, project, i.Text))
	}
	return lines
}

func TestOurOwnMarkdownGivesTheWordsBack(t *testing.T) {
	t.Parallel()
	b := halfAYear()
	got := read(t, string(write(t, b, files.Markdown)), files.Markdown, files.Options{Today: today})
	want := map[string]bool{}
	for _, w := range b.Wins {
		want[w.OccurredOn+" "+w.Project+" "+plainly(w.Text)] = true
	}
	if len(got.Items) != len(b.Wins) {
		t.Errorf("%d wins", len(got.Items))
	}
	for _, i := range got.Items {
		project := ""
		if i.Said.Project != nil {
			project = *i.Said.Project
		} else if w := win(1, i.OccurredOn, i.Text); w.Project != "" {
			project = w.Project
		}
		if key := i.OccurredOn + " " + project + " " + plainly(i.Text); !want[key] {
			t.Errorf("there is none like %q", key)
		}
	}
}

// plainly is a text without what Markdown can't carry: empty lines, indents, and ids of people.
func plainly(text string) string {
	text = strings.NewReplacer("<@U0BEN>", "@Ben Adeyemi", "<@U0JUN>", "@Juno Park", "<@U0EVA>", "@Eva <b>*Duarte*</b>").Replace(text)
	return strings.Join(strings.Fields(text), " ")
}

func TestATableFromElsewhereIsReadByItsHeaders(t *testing.T) {
	t.Parallel()
	got := read(t, "\ufeffWhen;What I did;Impact;Metric;Area;URL;Mood\r\n"+
		"23.11.2026;\"Moved it\r\nall\";On-call sleeps;p99 120 → 80 ms;Search Ranking;https://a.example;fine\r\n"+
		";;;;;;\r\n"+
		"Q3 2026;'=SUM of work;;;;;\r\n"+
		"Nov 2026;#churn model;;;Ranker;;\r\n", files.CSV, files.Options{Today: today, Visibility: wins.VisibilityPrivate})
	want := []string{
		"2 2026-11-23 search-ranking: Moved it\nall\np99 120 → 80 ms\nhttps://a.example",
		"5 2026-07-01 : =SUM of work", "6 2026-11-01 ranker: #churn model",
	}
	if diff := cmp.Diff(want, told(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got.Items[0].Impact != "On-call sleeps" || got.Items[0].Visibility != wins.VisibilityPrivate ||
		got.Notes[0].Text != "not read: the columns Mood" {
		t.Errorf("%+v %+v", got.Items[0], got.Notes)
	}
}

func TestASimpleJSONIsRead(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"{\"text\":\"Shipped it\",\"date\":\"Nov 2026\",\"link\":\"https://a.example\"}\n\n{\"win\":\"Moved it\",\"impact\":\"Sleep\"," +
			"\"date\":\"2026-11-20T10:00:00Z\",\"mood\":3}\n",
		"[{\"text\":\"Shipped it\",\"date\":\"Nov 2026\",\"links\":[\"https://a.example\"]},\n\n{\"win\":\"Moved it\",\"impact\":\"Sleep\"," +
			"\"date\":\"20 Nov 2026\"}]",
	} {
		got := read(t, text, files.JSON, files.Options{Today: today})
		want := []string{"1 2026-11-01 : Shipped it\nhttps://a.example", "3 2026-11-20 : "}
		if diff := cmp.Diff(want, told(got)); diff != "" || got.Items[1].Win != "Moved it" || got.Items[1].Impact != "Sleep" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

func TestDatesAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		"2026-11-23": "2026-11-23", "2026/11/3": "2026-11-03", "2026-11-23 10:00": "2026-11-23", "2026-11-23T10:00:00+01:00": "2026-11-23",
		"23 Nov 2026": "2026-11-23", "23. November 2026": "2026-11-23", "Nov 23, 2026": "2026-11-23", "November 3rd, 2026": "2026-11-03",
		"Mon 23 Nov 2026": "2026-11-23", "Monday, 23rd of November 2026": "2026-11-23", "23.11.2026": "2026-11-23",
		"11/23/2026": "2026-11-23", "23/11/26": "2026-11-23", "4/4/2026": "2026-04-04",
		"Nov 2026": "2026-11-01", "2026-11": "2026-11-01", "2026 November": "2026-11-01", "Sept 2026": "2026-09-01",
		"Q3 2026": "2026-07-01", "2026 Q3": "2026-07-01", "2026-Q3": "2026-07-01", "H2 2026": "2026-07-01", "2026": "2026-01-01",
		"Oct – Nov 2026": "2026-10-01", "2026-10-05 to 2026-11-05": "2026-10-05", "Jan 2026 - Mar 2026": "2026-01-01",
	} {
		got := read(t, "date,text\n\""+written+"\",x\n", files.CSV, files.Options{Today: today})
		if got.Items[0].OccurredOn != want {
			t.Errorf("%q is %s, want %s", written, got.Items[0].OccurredOn, want)
		}
		if whole := want == written || len(got.Notes) == 0; !whole && !strings.Contains(got.Notes[0].Text, want) {
			t.Errorf("%q notes %v", written, got.Notes)
		}
	}
	both := read(t, "date,text\n3/4/2026,x\n23/10/2026,y\n", files.CSV, files.Options{Today: today})
	if both.Items[0].OccurredOn != "2026-04-03" {
		t.Errorf("3/4 beside 23/10 is %s", both.Items[0].OccurredOn)
	}
}

func TestWhatCanNotBeTakenIsNamedByItsLine(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", wins.MaxLength+1)
	for _, c := range []struct {
		format files.Format
		text   string
		says   string
	}{
		{files.CSV, "", "line 1: the file is empty"},
		{files.CSV, "date,mood\n2026-11-23,fine\n", "line 1: there is no column for what was done"},
		{files.CSV, "date,text\n", "line 1: there is no win in this file"},
		{files.CSV, "date,text\n2026-02-30,x\nsoon,y\n3/4/2026,z\n,a\n2026-12-01,b\nNov,c\n2026-11-01,\n", "line 2: \"2026-02-30\" is not a date"},
		{files.CSV, "date,text\n3/4/2026,z\n", "line 2: \"3/4/2026\" can be day and month or month and day"},
		{files.CSV, "date,text\n,z\n", "line 2: there is no date; write one, or give one for all that have none with --day"},
		{files.CSV, "date,text\n2026-12-01,z\n", "line 2: 2026-12-01 has not come yet"},
		{files.CSV, "date,text\nNov,z\n", "line 2: \"Nov\" has no year"},
		{files.CSV, "date,text,visibility\n2026-11-01,\"a\nb\",public\n2026-11-01,,\n", "line 2: visibility \"public\" is not"},
		{files.CSV, "date,text,visibility\n2026-11-01,x,\n2026-11-01,,\n", "line 3: there is no text"},
		{files.CSV, "date,text\n2026-11-01," + long + "\n", "line 2: the text has 40,001 characters; a win holds 40,000"},
		{files.CSV, "date,text\n2026-11-01,\"x\n", "line 2: a quoted cell doesn't end"},
		{files.CSV, "date,text\n2026-11-01,a\"x\n", "line 2: a \" stands inside a cell"},
		{files.CSV, "date,text\n2026-11-01,x\n2026-11-01,\xff\n", "line 3: this is not UTF-8"},
		{files.CSV, "\xff\xfed\x00a\x00", "line 1: the file is UTF-16"},
		{files.CSV, "date,text,person\n2026-11-01,x,U0ADA\n2026-11-01,y,U0BEN\n", "line 3: this is another person's win"},
		{files.JSON, "{\"text\":\"x\",\"date\":\"2026-11-01\"}\n{\"text\":", "line 2: this is not JSON"},
		{files.JSON, "[{\"text\":\"x\",\"date\":\"2026-11-01\"}", "line 1: the list doesn't end with ]"},
		{files.JSON, "[{\"text\":\"x\",\"date\":\"2026-11-01\"}] x", "line 1: this is not JSON"},
		{files.JSON, "{\"text\":5}\n7\n", "line 1: text is a number; a win is an object like"},
		{files.JSON, "{\"text\":\"x\",\"date\":\"2026-11-01\",\"person\":\"U0ADA\"}\n{\"text\":\"x\",\"date\":\"2026-11-01\"}", "line 2: this is another person's"},
		{files.JSON, "null", "line 1: there is no text"},
		{files.Markdown, "\n\n- shipped it\n", "line 3: there is no date"},
		{files.Markdown, "# 2027\n- shipped it\n", "line 2: 2027 has not come yet"},
		{files.Markdown, "## November\n- shipped it\n", "line 2: \"November\" has no year, nor has a heading above it"},
		{files.Markdown, "# nothing\n", "line 1: there is no win in this file"},
		{files.Markdown, strings.Repeat("> ", 5000), "line 1: lists or quotations are nested too deep"},
		{files.Markdown, strings.Repeat("x\n\n", 1<<20), "line 1: the file has more than 2 MB"},
		{files.CSV, strings.Repeat("x", 11<<20), "line 1: the file has more than 10 MB"},
		{files.Markdown, "# 2026\n- " + strings.Repeat("x", 201<<10), "line 2: a paragraph has more than 200 KB"},
		{files.Markdown, strings.Repeat("[", 20_001), "line 1: the file has more than 20,000 brackets"},
		{files.CSV, "date,text\n" + strings.Repeat("2026-11-01,x\n", 10_001), "line 10002: the file has more than 10,000 wins"},
	} {
		_, err := files.Read(strings.NewReader(c.text), "/some/where/wins.x", c.format, files.Options{Today: today})
		if err == nil || !strings.Contains(err.Error(), "wins.x "+c.says) {
			t.Errorf("%.40q says %v\nwant %s", c.text, err, c.says)
		}
	}
}

func TestHostileDocumentsAreReadInTime(t *testing.T) {
	t.Parallel()
	for _, piece := range []string{
		"- ", "> ", "* a\n", "[", "![", "*a **b ", "`", "``a", "<", "&", "\\", "1. ", "  - x\n", "# x\n", "_a", "[a](", "<!--", "~~~\n", "\t",
		"- x\n\n    ", "]: ", "[x]: y\n", "a\n- ", "\n> - 1. ",
	} {
		begun := time.Now()
		text := "# 2026\n" + strings.Repeat(piece, (1<<19)/len(piece))
		_, _ = files.Read(strings.NewReader(text), "a.md", files.Markdown, files.Options{Today: today})
		if took := time.Since(begun); took > 20*time.Second {
			t.Errorf("%q takes %s", piece, took)
		} else if took > time.Second {
			t.Logf("%q takes %s", piece, took)
		}
	}
	deep := "# 2026\n"
	for i := range 150 {
		deep += strings.Repeat("  ", i) + "- x\n"
	}
	begun := time.Now()
	_, err := files.Read(strings.NewReader(deep), "a.md", files.Markdown, files.Options{Today: today})
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("deep lists take %s (%v)", took, err)
	}
}

func read(t interface {
	Helper()
	Fatal(args ...any)
}, text string, f files.Format, o files.Options,
) files.Content {
	t.Helper()
	got, err := files.Read(strings.NewReader(text), "wins."+f.Ending(), f, o)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func FuzzReadMarkdown(f *testing.F) {
	f.Add([]byte(elsewhere))
	for _, seed := range []string{"- [ ] x\n- [x] y", "> - a\n>   b", "a\n\nb", "<div>\n- x\n</div>", "[a]: b\n\n- [a]\n- ![c](d)", "---\n---\n- x"} {
		f.Add([]byte(seed))
	}
	f.Add(mustWrite(files.Markdown))
	f.Fuzz(func(t *testing.T, data []byte) { keepsItsPromises(t, data, files.Markdown) })
}

func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{"date,text\n2026-11-01,x\n", "when;what\n;\n", "text\n'=x", "text\tdate\n\"a\nb\"\tQ3 2026"} {
		f.Add([]byte(seed))
	}
	f.Add(mustWrite(files.CSV))
	f.Fuzz(func(t *testing.T, data []byte) { keepsItsPromises(t, data, files.CSV) })
}

func FuzzReadJSON(f *testing.F) {
	for _, seed := range []string{"[]", "{}", "[{}]", "{\"text\":\"x\"}{\"text\":\"y\"}", "[[]]", "]", "{\"link\":[\"a\"]}"} {
		f.Add([]byte(seed))
	}
	f.Add(mustWrite(files.JSON))
	f.Fuzz(func(t *testing.T, data []byte) { keepsItsPromises(t, data, files.JSON) })
}

func mustWrite(format files.Format) []byte {
	data, err := halfAYear().Write(format)
	if err != nil {
		panic(err)
	}
	return data
}

// keepsItsPromises: whatever the file, it is either refused by its lines, or gives wins that can be kept.
func keepsItsPromises(t *testing.T, data []byte, format files.Format) {
	got, err := files.Read(bytes.NewReader(data), "f", format, files.Options{Today: today, Day: "2026-11-01"})
	lines := bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte("\r")) + 1
	if err != nil {
		bad := new(files.Bad)
		if !asBad(err, &bad) || len(bad.Rows) == 0 {
			t.Fatalf("%v", err)
		}
		for _, row := range bad.Rows {
			if row.Line < 1 || row.Line > lines || row.Problem == "" {
				t.Fatalf("%+v of %d lines", row, lines)
			}
		}
		return
	}
	if len(got.Items) == 0 {
		t.Fatal("nothing was read, and nothing refused")
	}
	for _, i := range got.Items {
		day, err := time.Parse(time.DateOnly, i.OccurredOn)
		if err != nil || day.After(today) || i.Line < 1 || i.Line > lines || i.Text == "" && i.Win == "" || i.Visibility == "" {
			t.Fatalf("%+v of %d lines", i, lines)
		}
	}
}

func asBad(err error, bad **files.Bad) bool { return errors.As(err, bad) }
