package writing_test

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"laurel/writing"
)

// A labelled win is a line of testdata/wins.tsv or heldout.tsv.
type labelled struct {
	line                        int
	text, competency, kind      string
	metrics, stages, gapsInText []string
	hints                       *string // nil where the file does not label them
}

func TestReadAgreesWithTheLabelledWins(t *testing.T) {
	t.Parallel()
	floors := map[string]map[string]float64{
		"wins.tsv":    {"metrics": .9, "stages": .9, "competency": .9, "kind": .9, "missing": .9},
		"second.tsv":  {"metrics": .9, "stages": .9, "competency": .9, "kind": .9, "missing": .85, "hints": .9},
		"heldout.tsv": {"metrics": .75, "stages": .8, "competency": .8, "kind": .8, "missing": .75, "hints": .8},
	}
	for file, floor := range floors {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			wins := labelledWins(t, file)
			right := map[string]int{}
			for _, want := range wins {
				got := writing.Read(want.text)
				check := func(part, got, want2 string) {
					if got == want2 {
						right[part]++
						return
					}
					t.Logf("%s:%d %s\n\t%q\n\tgot  %s\n\twant %s", file, want.line, part, want.text, got, want2)
				}
				check("metrics", strings.Join(metricNotes(got.Metrics), "; "), strings.Join(want.metrics, "; "))
				check("stages", strings.Join(got.Stages, ","), strings.Join(want.stages, ","))
				check("competency", got.Competency, want.competency)
				check("kind", got.Kind, want.kind)
				if want.hints != nil {
					check("hints", strings.Join(hintIDs(got.Hints), ","), *want.hints)
				}
				check("missing", strings.Join(got.Missing, ","), strings.Join(want.gapsInText, ","))
			}
			for part, least := range floor {
				share := float64(right[part]) / float64(len(wins))
				t.Logf("%s: %s right in %d of %d (%.1f%%)", file, part, right[part], len(wins), 100*share)
				if share < least {
					t.Errorf("%s: %s right in %.1f%%, at least %.0f%% expected", file, part, 100*share, 100*least)
				}
			}
		})
	}
}

// metricNotes writes metrics as the labels do: "p99 latency: 120>80 ms down better".
func metricNotes(metrics []writing.Metric) []string {
	number := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	dash := func(s string) string {
		if s == "" {
			return "-"
		}
		return s
	}
	var notes []string
	for _, m := range metrics {
		value, verdict := "~"+number(m.Change), "-"
		if m.Change == nil {
			value = number(m.From) + ">" + number(m.To)
		}
		if m.Better != nil {
			verdict = map[bool]string{true: "better", false: "worse"}[*m.Better]
		}
		notes = append(notes, fmt.Sprintf("%s: %s %s %s %s", m.Name, value, dash(m.Unit), dash(m.Direction), verdict))
	}
	return notes
}

func hintIDs(hints []writing.Hint) []string {
	var ids []string
	for _, h := range hints {
		ids = append(ids, h.ID)
	}
	return ids
}

func labelledWins(t *testing.T, file string) []labelled {
	t.Helper()
	var list []labelled
	for n, line := range lines(t, "testdata/"+file) {
		col := strings.Split(line, "\t")
		if len(col) < 6 || len(col) > 7 {
			t.Fatalf("%s:%d has %d columns, not 6 or 7", file, n, len(col))
		}
		var hints *string
		if len(col) == 7 {
			hints = &col[6]
		}
		list = append(list, labelled{
			hints: hints, line: n, text: col[0], metrics: items(col[1], "; "), stages: items(col[2], ","),
			competency: strings.Trim(col[3], "-"), kind: col[4], gapsInText: items(col[5], ","),
		})
	}
	slices.SortFunc(list, func(a, b labelled) int { return a.line - b.line })
	return list
}

func items(cell, sep string) []string {
	if cell == "" || cell == "-" {
		return nil
	}
	return strings.Split(cell, sep)
}

// lines gives the lines of a file by number, without comments.
func lines(t *testing.T, path string) map[int]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list := map[int]string{}
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		if line := in.Text(); line != "" && !strings.HasPrefix(line, "# ") {
			list[n] = line
		}
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}
