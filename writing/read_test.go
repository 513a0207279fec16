package writing_test

import (
	"encoding/json"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/writing"
)

const rankerWin = "Cut p99 latency of #ranker from 120 ms to 80 ms, checkout errors down 18% " +
	"https://grafana.example/d/1"

func TestReadPrintsTheShapeThatAnalyzePromises(t *testing.T) {
	t.Parallel()
	got, err := json.MarshalIndent(writing.Read(rankerWin), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "text": "` + rankerWin + `",
  "competency": "mlops_production",
  "competencies": [
    {
      "id": "mlops_production",
      "score": 0.54
    },
    {
      "id": "business_impact",
      "score": 0.46
    }
  ],
  "stages": [
    "production_reliability",
    "business_outcome"
  ],
  "metrics": [
    {
      "name": "p99 latency",
      "raw": "p99 latency of #ranker from 120 ms to 80 ms",
      "from": 120,
      "to": 80,
      "change": null,
      "unit": "ms",
      "direction": "down",
      "better": true
    },
    {
      "name": "checkout errors",
      "raw": "checkout errors down 18%",
      "from": null,
      "to": null,
      "change": 18,
      "unit": "%",
      "direction": "down",
      "better": true
    }
  ],
  "kind": "result",
  "missing": [],
  "hints": []
}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestAnEmptyReadingHasNullAndEmptyLists(t *testing.T) {
	t.Parallel()
	want := `{"text":"","competency":null,"competencies":[],"stages":[],"metrics":[],` +
		`"kind":"result","missing":[],"hints":[]}`
	got, err := json.Marshal(writing.Read(""))
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
	if got, err = json.Marshal(writing.Reading{Kind: writing.KindResult}); err != nil || string(got) != want {
		t.Errorf("the zero Reading: got %s, %v\nwant %s", got, err, want)
	}
}

func TestMetricsSurviveJSON(t *testing.T) {
	t.Parallel()
	want := writing.Read("AUC 0.82, latency from 80 to 120 ms, 18% fewer tickets").Metrics
	stored, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got []writing.Metric
	if err := json.Unmarshal(stored, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPercentAndPercentagePointsAreNeverConverted(t *testing.T) {
	t.Parallel()
	for text, unit := range map[string]string{
		"Conversion rate up 2%":                       "%",
		"Conversion rate up 2 percent":                "%",
		"Conversion rate up 2 pp":                     "pp",
		"Conversion rate up 2 percentage points":      "pp",
		"Conversion rate up 2 %-points":               "pp",
		"Conversion rate up 20 bps":                   "bps",
		"Raised the conversion rate by 2 points":      "points",
		"Conversion rate went from 3% to 5%, (+2 pp)": "%",
	} {
		got := writing.Read(text).Metrics
		if len(got) == 0 || got[0].Unit != unit {
			t.Errorf("%q: unit %q expected, got %+v", text, unit, got)
		}
	}
	if got := writing.Read("Conversion rate went from 3% to 2 pp").Metrics; len(got) > 0 && got[0].From != nil {
		t.Errorf("percent and percentage points were compared: %+v", got)
	}
}

func TestEverydayWordsAreNoTerms(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"I recall that Ray had a spark of genius", "A feast with Ann, a beam of light and a comet",
		"Our map of the city",
		"auc psi em ap sm", "the president and his triton", "Prefect weather at the lake", "We had loss of sleep",
		"The conversion of the barn is done", "Evidently we need more coffee",
		"My recovery after the flu is going well",
		"Thanks to Ray", "The availability of rooms is good",
	} {
		got := writing.Read(text)
		if got.Competency != "" || len(got.Stages) > 0 || len(got.Metrics) > 0 {
			t.Errorf("%q: competency %q, stages %v, metrics %+v", text, got.Competency, got.Stages, got.Metrics)
		}
	}
}

func TestOtherLanguagesAreLeftAlone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Die Latenz von #ranker ist von 120 ms auf 80 ms gesenkt und die Fehler sind weniger",
		"La tasa de conversión del modelo ha subido un 3% para los clientes",
		"Nous avons réduit le taux d'erreur de 4% à 2% pour le modèle",
		"モデルの精度が 0.81 から 0.86 に上がりました", "Снизили задержку p99 с 120 мс до 80 мс",
		"خفضنا زمن الاستجابة من 120 إلى 80",
	} {
		got := writing.Read(text)
		if got.Competency != "" || len(got.Metrics)+len(got.Stages)+len(got.Missing)+len(got.Hints) > 0 {
			t.Errorf("%q: %+v", text, got)
		}
		if !got.Foreign {
			t.Errorf("%q: nothing says that it was not read", text)
		}
	}
	for _, text := range []string{
		"", "🎉", "AUC 0.82", "p99 → 80 ms", "EM 70 and DER 12", "Kraków team: p99 down 20%", "Thanks to Müller and Łukasz: AUC 0.82 → 0.85",
		"Naïve baseline beaten, MAPE 14% → 12%",
	} {
		if writing.Read(text).Foreign {
			t.Errorf("%q: taken for another language", text)
		}
	}
	got := writing.Read("Die Latenz von #ranker und das <@U0ADA>")
	if len(got.Projects) != 1 || len(got.Mentions) != 1 {
		t.Errorf("projects and people are the same in every language: %+v", got)
	}
}

func TestAHintQuotesTheNumbersThatContradictTheVerb(t *testing.T) {
	t.Parallel()
	want := []writing.Hint{{
		ID: "direction", Text: "You wrote “improved”, and latency went up, from 80 to 120 ms.",
	}}
	if diff := cmp.Diff(want, writing.Read("Improved latency from 80 to 120 ms").Hints); diff != "" {
		t.Error(diff)
	}
}

func TestReadIsTheSameFromManyGoroutines(t *testing.T) {
	t.Parallel()
	want := writing.Read(rankerWin)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if diff := cmp.Diff(want, writing.Read(rankerWin)); diff != "" {
				t.Error(diff)
			}
		})
	}
	wg.Wait()
}
