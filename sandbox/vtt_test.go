package sandbox

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var cueLine = regexp.MustCompile(`^(\d\d):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d\d):([0-5]\d):([0-5]\d)\.(\d{3})$`)

// readVTT reads a transcript by the rules of WebVTT, strictly, and returns what was said. Its cues must follow each other
// without a gap from the start to the end.
func readVTT(t interface{ Fatalf(string, ...any) }, body string, duration time.Duration) string {
	header, rest, found := strings.Cut(strings.TrimPrefix(body, "\uFEFF"), "\n\n")
	if !found || strings.TrimRight(header, " ") != "WEBVTT" {
		t.Fatalf("the header is %q", header)
	}
	var said []string
	end := time.Duration(0)
	for cue := range strings.SplitSeq(strings.TrimRight(rest, "\n"), "\n\n") {
		if rest == "\n" {
			break // no cues
		}
		timing, text, _ := strings.Cut(cue, "\n")
		at := cueLine.FindStringSubmatch(timing)
		if at == nil || text == "" || strings.ContainsAny(text, "\n<>") {
			t.Fatalf("the cue %q", cue)
		}
		moment := func(i int) time.Duration {
			d, _ := time.ParseDuration(at[i] + "h" + at[i+1] + "m" + at[i+2] + "s" + at[i+3] + "ms")
			return d
		}
		if moment(1) != end || moment(5) <= end {
			t.Fatalf("the cue %q begins before or after %s, or does not last", cue, end)
		}
		end = moment(5)
		said = append(said, text)
	}
	if len(said) > 0 && end != duration.Truncate(time.Millisecond) {
		t.Fatalf("the last cue ends at %s", end)
	}
	text := strings.TrimPrefix(strings.Join(said, " "), "- ")
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(text)
}

func TestATranscriptLooksAsSlacksDoes(t *testing.T) {
	t.Parallel()
	const want = "\uFEFFWEBVTT \n\n00:00:00.000 --> 00:00:12.000\n- This is an audio clip sent from the\n\n" +
		"00:00:12.000 --> 00:00:15.000\nphone today.\n\n\n"
	if got := string(vtt("This is an audio clip sent from the phone today.", 15*time.Second)); got != want {
		t.Errorf("%q", got)
	}
}

func TestEveryTranscriptIsWellFormedWebVTT(t *testing.T) {
	t.Parallel()
	word := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"-->", "<v Ada>", "&amp;", "\n\nNOTE", "00:00:01.000 --> 00:00:02.000"}))
	rapid.Check(t, func(t *rapid.T) {
		clip := Clip{
			Said:     strings.Join(rapid.SliceOfN(word, 0, 60).Draw(t, "words"), " "),
			Duration: time.Duration(rapid.IntRange(1, 300_000).Draw(t, "ms")) * time.Millisecond,
		}.completed()
		said := strings.ReplaceAll(clip.Said, "\x00", "\uFFFD")
		if got := readVTT(t, string(vtt(clip.Said, clip.Duration)), clip.Duration); got != said {
			t.Fatalf("%q became %q", said, got)
		}
	})
}
