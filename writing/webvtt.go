package writing

import (
	"errors"
	"html"
	"regexp"
	"strings"
)

// ErrNotWebVTT is returned for what is no WebVTT file: a page to sign in, for example.
var ErrNotWebVTT = errors.New("the transcript is no WebVTT file")

// Transcript is what is said in a WebVTT file (https://www.w3.org/TR/webvtt1/), as one line: its cues without their
// times, names, tags and settings, and without the dash before who speaks. It may be empty. Error: ErrNotWebVTT.
func Transcript(file []byte) (string, error) {
	text := strings.TrimPrefix(strings.ToValidUTF8(string(file), ""), "\uFEFF")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	head, body, _ := strings.Cut(text, "\n")
	if after, ok := strings.CutPrefix(head, "WEBVTT"); !ok || after != "" && after[0] != ' ' && after[0] != '\t' {
		return "", ErrNotWebVTT
	}
	var said []string
	inCue := false // before the first arrow stand the head's own lines
	for line := range strings.SplitSeq(body, "\n") {
		switch {
		case strings.Contains(line, "-->"):
			inCue = true
		case line == "":
			inCue = false // what follows is a name, a note or a style, until the next arrow
		case inCue:
			said = append(said, strings.TrimPrefix(cueWords(line), "- "))
		}
	}
	return strings.Join(strings.Fields(Clean(strings.Join(said, " "))), " "), nil
}

// cueTag is <v Ada>, <c.loud>, <00:01.000>, </i>; one that is not closed goes on to the end.
var cueTag = regexp.MustCompile(`<[^>]*>?`)

func cueWords(line string) string { return html.UnescapeString(cueTag.ReplaceAllString(line, "")) }
