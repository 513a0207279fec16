package feedback_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"laurel/feedback"
)

func TestWhatLeadsToTheWriterIsTakenOut(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"see https://wiki.example.com/x?y=1 for it":    "see [link] for it",
		"see <https://example.com|the page> and <@U1>": "see [link] and [link]",
		"ask @ben.adeyemi or ben@example.com":          "ask [link] or [link]",
		"I reviewed PR #1234, then #77 too":            "I reviewed [link], then [link] too",
		"as in MLP-1234 and plan.pdf":                  "as in [link] and [link]",
		"“Great” — really!!! :tada: 🎉 so good":         `"Great" — really! so good`,
		"#ranker  cut\tp99 to 80 ms at 12:30":          "#ranker cut p99 to 80 ms at 12:30",
		"ﬁne-tuned the model by 30 %":                  "fine-tuned the model by 30 %",
		"GPT-4 and UTF-8 stay, 3 < 4 > 2 too":          "GPT-4 and UTF-8 stay, 3 < 4 > 2 too",
	} {
		if got := feedback.Normalise(in); got != want {
			t.Errorf("%q becomes %q, not %q", in, got, want)
		}
	}
}

func TestNormalisingTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		once := feedback.Normalise(rapid.String().Draw(t, "text"))
		if twice := feedback.Normalise(once); twice != once {
			t.Fatalf("%q becomes %q", once, twice)
		}
	})
}

func TestParagraphsAreSplitWhereALineIsEmpty(t *testing.T) {
	t.Parallel()
	got := feedback.Paragraphs(feedback.Normalise("one\ntwo\n \n\nthree\n\n"))
	if !slices.Equal(got, []string{"one\ntwo", "three"}) {
		t.Fatalf("%q", got)
	}
}
