package writing_test

import (
	"errors"
	"html"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"laurel/writing"
)

func TestATranscriptIsWhatIsSaidInItsCues(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ file, want string }{
		"as Slack makes it": {
			"\uFEFFWEBVTT \n\n00:00:00.000 --> 00:00:02.120\n- Cut p99 latency of the ranker from\n\n" +
				"00:00:02.120 --> 00:00:04.000\n120 &lt; 80 &amp; more\n\n\n",
			"Cut p99 latency of the ranker from 120 < 80 & more",
		},
		"names, notes, styles, settings, tags": {
			"WEBVTT - a title\nKind: captions\n\nNOTE nobody says this\nnor this\n\nSTYLE\n::cue { color: red }\n\n" +
				"1\n00:01.000 --> 00:02.000 align:start\n<v Ada>It is <i>live</i></v>\n<00:01.500>since Monday\n\nlast\n" +
				"00:02.000 --> 00:03.000\nTom&nbsp;too",
			"It is live since Monday Tom too",
		},
		"old line ends":              {"WEBVTT\r\r00:01.000 --> 00:02.000\rone\r\n\r\n00:02.000 --> 00:03.000\r\ntwo", "one two"},
		"a cue right after the next": {"WEBVTT\n\n00:01.000 --> 00:02.000\none\n00:02.000 --> 00:03.000\ntwo", "one two"},
		"nobody speaks":              {"WEBVTT\n\n", ""},
		"the word alone":             {"WEBVTT", ""},
		"a tag without an end":       {"WEBVTT\n\n00:01.000 --> 00:02.000\nhalf <v", "half"},
	} {
		got, err := writing.Transcript([]byte(c.file))
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
}

func TestAPageIsNoTranscript(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"", "<!DOCTYPE html><title>Sign in</title>", "WEBVTTS\n\n", "webvtt\n", " WEBVTT\n", "{}"} {
		if got, err := writing.Transcript([]byte(file)); !errors.Is(err, writing.ErrNotWebVTT) {
			t.Errorf("%q was read as %q, %v", file, got, err)
		}
	}
}

func TestWhatIsSaidComesThroughWebVTTWordForWord(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		said := rapid.SliceOfN(rapid.StringMatching(`[a-zA-Z0-9äß語<>&%.,;'"#@-]{1,12}`), 1, 40).Draw(t, "words")
		per := rapid.IntRange(1, 9).Draw(t, "words in a cue")
		var file strings.Builder
		file.WriteString("WEBVTT\n\n")
		for at := 0; at < len(said); at += per {
			cue := html.EscapeString(strings.Join(said[at:min(at+per, len(said))], " "))
			file.WriteString("00:00:01.000 --> 00:00:02.000\n- " + cue + "\n\n")
		}
		got, err := writing.Transcript([]byte(file.String()))
		if want := strings.Join(said, " "); err != nil || got != want {
			t.Fatalf("%q, %v; want %q", got, err, want)
		}
	})
}

func FuzzTranscript(f *testing.F) {
	for _, seed := range []string{
		"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>a &amp; b\n", "\uFEFFWEBVTT \r\r--> \r- -->\r", "WEBVTT\n\n-->\n\xff<\x00", "<html>",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		got, err := writing.Transcript(file)
		if err != nil && got != "" {
			t.Errorf("%q with %v", got, err)
		}
		if got != writing.Clean(got) || strings.ContainsAny(got, "\n\r\t") {
			t.Errorf("not one clean line: %q", got)
		}
	})
}
