package writing_test

import (
	"testing"

	"laurel/writing"
)

func TestSmallTalkIsGreetingsThanksAndNods(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"hi", "Hello!", "hey laurel :wave:", "Good morning", "thanks!", "Thank you so much :pray::skin-tone-3:", "ty",
		"ok", "OK, got it", "👍", ":+1:", "?", "...", "", "  \n", "test", "Great, thanks again!", "that's great", "hallo",
		"what is it?", "Who are you?", "Good night, see you",
	} {
		if !writing.SmallTalk(text) {
			t.Errorf("%q is taken for something done", text)
		}
	}
}

func TestWhatSomebodyDidIsNoSmallTalk(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Shipped the importer", "Helped Ben", "Thanks to the cache, p99 is 80 ms", "Hi, I shipped the importer", "p99 down",
		"Tested the importer", "Great AUC", "Good recall on ranker", "100%", "v2 live", "Danke an alle: Modell ist live",
		"Fixed it", "done", "推荐模型上线", "#ranker", "https://wiki.example/1", "ok ok ok ok ok ok ok ok ok",
	} {
		if writing.SmallTalk(text) {
			t.Errorf("%q is taken for small talk", text)
		}
	}
}
