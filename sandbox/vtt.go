package sandbox

import (
	"fmt"
	"strings"
	"time"
)

const (
	vttName   = "file.vtt"
	wordInCue = 8
)

// cueText escapes what WebVTT reads as markup (https://www.w3.org/TR/webvtt1/#webvtt-cue-text); an escaped > can also
// be no part of an arrow.
var cueText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\x00", "\uFFFD")

// vtt is a transcript as WebVTT (https://www.w3.org/TR/webvtt1/), with cues over the whole duration. It looks as
// Slack's was seen to look: a byte order mark, a space after the word WEBVTT, cues without names, and a dash before the
// first words.
func vtt(said string, duration time.Duration) []byte {
	words := strings.Fields(said)
	var b strings.Builder
	b.WriteString("\uFEFFWEBVTT \n\n")
	dash := "- "
	perCue := max(wordInCue, ceil(len(words), max(1, int(duration.Milliseconds()))))
	for at := 0; at < len(words); at += perCue {
		end := min(at+perCue, len(words))
		fmt.Fprintf(&b, "%s --> %s\n%s%s\n\n", cueTime(duration, at, len(words)), cueTime(duration, end, len(words)),
			dash, cueText.Replace(strings.Join(words[at:end], " ")))
		dash = ""
	}
	b.WriteString("\n")
	return []byte(b.String())
}

// cueTime is the moment at which so many of all words have been said.
func cueTime(duration time.Duration, words, all int) string {
	ms := int(duration.Milliseconds()) * words / all
	return fmt.Sprintf("%02d:%02d:%02d.%03d", ms/3_600_000, ms/60_000%60, ms/1000%60, ms%1000)
}

func ceil(n, by int) int { return (n + by - 1) / by }
