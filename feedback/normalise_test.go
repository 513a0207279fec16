package feedback_test

import (
	"slices"
	"strings"
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

		"thanks @ben@sam":   "thanks [link][link]",
		"@A@A":              "[link][link]",
		"Thanks@sam did it": "Thanks[link] did it",
		"(cc @ben.), @Zoë!": "(cc [link].), [link]!",
		"see grafana.example/d/1 and wandb.ai/ben/run1":      "see [link] and [link]",
		"on grafana.corp:3000/d/1, s3://bucket/ben/x":        "on [link] [link]",
		"ML-42 and INC-7, GH-12 or AB2C-1":                   "[link] and [link], [link] or [link]",
		"pull/12, acme/ranker/issues/7, acme/ranker#12":      "[link], [link], [link]",
		"commit 3f2a9bc1d2, 3F2A9BC":                         "commit [link], [link]",
		"run 123e4567-e89b-12d3-a456-426614174000":           "run [link]",
		"ranker_train.py and model.pkl notes.md":             "[link] and [link] [link]",
		"src/models/train.v2.py, ~/ben/x.tar.gz":             "[link], [link]",
		"ping U0BEN, W012A3CDE in C0MLPLAT":                  "ping [link], [link] in [link]",
		"PRs 12 and 13":                                      "[link]",
		"PRs #12, #13 and #14; issue 7/8":                    "[link]; [link]",
		"pull request 12, MR !5, ticket 7, issues 3 & 4":     "[link], [link], [link], [link]",
		"(#12),#13 and [#14]":                                "([link]),[link] and [[link]]",
		":wave::smile: well done:tada: :+1::skin-tone-2: ok": "well done:tada: ok",
		"great!:tada:": "great!",
		"Ben.Adeyemi+x@mail.example.co, bén@exämple.de": "[link], [link]",
	} {
		if got := feedback.Normalise(in); got != want {
			t.Errorf("%q becomes %q, not %q", in, got, want)
		}
	}
}

// ordinary sentences of the trade look a little like links, handles, tickets and files.
var ordinary = []string{
	"p99 latency from 120 ms to 80 ms", "an A/B test over 14 days", "and/or", "our CI/CD pipeline", "NDCG@10 up by 3.5 pp",
	"recall@20 and precision@k", "mAP@0.5, hit@1, pass@k, NDCG@10.Then it fell", "v2.1 replaced v2.0.3", "e.g. the ranker, i.e. #ranker",
	"Node.js and Vue.js", "Node.js/TypeScript", "scikit-learn", "precision/recall", "on call 24/7", "GPT-4, GPT-4.1 and BERT-2",
	"UTF-8 and ISO-8601", "SHA-256, AES-128 and TLS-1.3", "P-99 and p-95", "COVID-19, UTC-5 and SEV-1", "TOP-10, FP-16 and INT-8",
	"numpy@1.26 and tool@latest", "1e-5, 3e6 and 10^-3", "20261123 and 12345678", "effaced, defaced and facade", "our #1 priority",
	"C#8 and F#6", "issues 40% of the time", "an issue 3 times a week", "x > 3 and y < 4", "at 12:30:45", "std::vector and a::b",
	"ratio 3:1, 95% CI 0.7 to 1.6", "train/serve skew", "input/output, read/write", "k8s, s3 and ec2", "torch.nn.functional and np.log(x)",
	"QPS @10k", "the two-tower model", "us-east-1", "llama.cpp", "#feature-store", "A100 and H100 GPUs", "5.10.2026", "km/h and req/s",
	"XGBoost, BM-25 and TF-IDF", "it said: no, again", "F1 of 0.83/0.91", "T5 and U2", "We tried. It worked", "top-10",
}

func TestOrdinaryTechnicalSentencesStay(t *testing.T) {
	t.Parallel()
	for _, sentence := range ordinary {
		if got := feedback.Normalise(sentence); got != sentence {
			t.Errorf("%q becomes %q", sentence, got)
		}
	}
}

func TestNormalisingTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	piece := rapid.OneOf(rapid.String(), rapid.StringN(0, 2, -1), rapid.SampledFrom(pieces), rapid.SampledFrom(ordinary))
	rapid.Check(t, func(t *rapid.T) {
		once := feedback.Normalise(strings.Join(rapid.SliceOfN(piece, 0, 8).Draw(t, "text"), ""))
		if twice := feedback.Normalise(once); twice != once {
			t.Fatalf("%q becomes %q", once, twice)
		}
	})
}

// pieces are what traces are made of.
var pieces = []string{
	"@", "@A", "@ben", "A", "ben", ".", "/", ":", "#", "!", "-", "<", ">", "|", "[", "]", "[link]", "link", " ", "\n", "://", "www.",
	"PR", "PRs ", "issue ", "12", "7", " and ", ", ", "ML-", "GPT-", "U0", "3f2a9bc", ".py", ".js", "x.ai/", ":wave:", ":wa", "ve:", "🎉",
	"\u200d", "\u0301", "e", "ﬁ", "＠", "pull/", "mailto:", "?", "recall", "1",
}

func FuzzNormalisingTwiceChangesNothing(f *testing.F) {
	for _, text := range append(ordinary, "@A@A", "thanks @ben@sam", ":wave::smile:", "PRs 12 and 13", "x@y.zz/a.py#12") {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := feedback.Normalise(text)
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
