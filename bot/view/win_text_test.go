package view_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"laurel/bot/view"
	"laurel/wins"
	"laurel/writing"
)

func TestALongTextComesBackFromItsFieldsAsItWas(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-zé長🦊]{0,400}[ \n\t]{0,12}`), 0, 250).Draw(t, "words")
		text := writing.Clean(strings.Join(words, ""))
		parts, between := view.SplitText(text)
		for i, part := range parts {
			if n := utf8.RuneCountInString(part); n > 3000 {
				t.Fatalf("part %d has %d characters", i, n)
			}
		}
		w := win(0, text)
		w.Text = text
		form := view.WinForm(view.WinDraft{Win: &w, Parts: parts}, "")
		if back := view.JoinText(initial(t, form), between); back != text {
			t.Fatalf("%d characters in %d parts came back as %d", len(text), len(parts), len(back))
		}
	})
}

func TestAnEmptiedPartOfALongTextGoes(t *testing.T) {
	t.Parallel()
	parts, between := view.SplitText(strings.Repeat("a", 2000) + " " + strings.Repeat("b", 2000) + " " + strings.Repeat("c", 2000))
	if len(parts) != 3 {
		t.Fatalf("%d parts", len(parts))
	}
	f := view.Fields{"text": {parts[0]}, "text.3": {parts[2]}}
	if got := view.JoinText(f, between); got != parts[0]+" "+parts[2] {
		t.Errorf("without the second part: %q", got)
	}
	if got := view.JoinText(view.Fields{"text.2": {"b"}}, between); got != "b" {
		t.Errorf("without the others: %q", got)
	}
}

// initial are a form's text fields as it opens, as Slack sends them back.
func initial(t interface{ Fatal(args ...any) }, form any) view.Fields {
	raw, err := json.Marshal(form)
	if err != nil {
		t.Fatal(err)
	}
	var parsed struct {
		Blocks []struct {
			ID      string `json:"block_id"`
			Element struct {
				Initial string `json:"initial_value"`
			} `json:"element"`
		} `json:"blocks"`
	}
	if err := json.Unmarshal(raw, &parsed); err != nil {
		t.Fatal(err)
	}
	f := view.Fields{}
	for _, b := range parsed.Blocks {
		if b.Element.Initial != "" {
			f[b.ID] = []string{b.Element.Initial}
		}
	}
	return f
}

func TestTheOwnersWordComesBackFromTheForm(t *testing.T) {
	t.Parallel()
	w := win(0, texts[0])
	seen := view.SeenIn(view.Fields{"competency": {"-"}, "kind": {writing.KindEnabling}, "metrics": {"1"}}, w)
	if seen.Competency != "" || seen.Kind != writing.KindEnabling || len(seen.NotMetrics) != 1 ||
		seen.NotMetrics[0] != w.Metrics[0].Raw {
		t.Errorf("read %+v", seen)
	}
	if held := view.HeldIn(view.Fields{"held": {wins.HeldShadow}}); held != wins.HeldShadow {
		t.Errorf("held %q", held)
	}
	if held := view.HeldIn(view.Fields{"held": {"-"}}); held != "" {
		t.Errorf("not said is %q", held)
	}
}

func TestNamesInAFormBecomeMentionsAgain(t *testing.T) {
	t.Parallel()
	names := map[string]string{"U0BEN": "Ben Adeyemi", "U0BEA": "Ben Adeyemi-Long"}
	ids := []string{"U0BEN", "U0BEA", "U0NEW"}
	for text, want := range map[string]string{
		"with @Ben Adeyemi, done":   "with <@U0BEN>, done",
		"@Ben Adeyemi-Long did it":  "<@U0BEA> did it",
		"by @U0NEW and @U0NEWER":    "by <@U0NEW> and @U0NEWER",
		"write to me@Ben Adeyemist": "write to me@Ben Adeyemist",
		"@@Ben Adeyemi@":            "@<@U0BEN>@",
	} {
		if got := view.Mentions(text, ids, names); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.SampledFrom([]string{"a", " ", "<@U0BEN>", "<@U0BEA>", "<@U0NEW>", "@ ", "\n", "é"})).Draw(t, "words")
		text := strings.Join(words, " ")
		if back := view.Mentions(view.Named(text, names), ids, names); back != text {
			t.Fatalf("%q came back as %q", text, back)
		}
	})
}
