package writing

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A span is a stretch of the text, in bytes.
type span struct{ start, end int }

// references are the parts of a text that point elsewhere; spans lie in order and do not overlap.
type references struct {
	links, projects, mentions []string
	spans                     []span
}

// refer finds links (bare, or as Slack sends them: <https://…|label>), projects (#name, <#C123|name>) and people
// (<@U123>).
func refer(text string) references {
	var r references
	for i := 0; i < len(text); {
		end := 0
		switch text[i] {
		case '<':
			end = r.bracket(text, i)
		case 'h', 'H':
			end = r.link(text, i)
		case '#':
			end = r.project(text, i)
		}
		if end == 0 {
			i++
			continue
		}
		r.spans = append(r.spans, span{i, end})
		i = end
	}
	return r
}

// longestBracket bounds the search for ">", so that a text of nothing but "<" is read in linear time. Slack's own
// limit for a whole message is 40,000 characters; a link of more than 4,000 is not one that people share.
const longestBracket = 4000

// bracket reads Slack's <…> at i and returns where it ends, 0 if it is something else.
// https://docs.slack.dev/messaging/formatting-message-text
func (r *references) bracket(text string, i int) int {
	rest := text[i+1 : min(len(text), i+1+longestBracket)]
	stop := strings.IndexAny(rest, "<>\n")
	if stop < 0 || rest[stop] != '>' {
		return 0
	}
	body, label, _ := strings.Cut(rest[:stop], "|")
	switch {
	case web(body) && !strings.ContainsAny(body, " \t"):
		r.links = appendNew(r.links, body)
	case strings.HasPrefix(body, "mailto:"):
	case strings.HasPrefix(body, "@") && slackID(body[1:]):
		r.mentions = appendNew(r.mentions, body[1:])
	case strings.HasPrefix(body, "#") && slackID(body[1:]):
		if name, n := projectName(label); n == len(label) && name != "" {
			r.projects = appendNew(r.projects, name)
		}
	case strings.HasPrefix(body, "!"): // <!here>, <!subteam^S1>, <!date^…>
	default:
		return 0
	}
	return i + 1 + stop + 1
}

// link reads a bare link at i and returns where it ends, 0 if there is none.
func (r *references) link(text string, i int) int {
	if !web(text[i:]) || i > 0 && wordByte(text[i-1]) {
		return 0
	}
	rest := text[i:]
	end := strings.IndexFunc(rest, func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune("<>\"`|", c) })
	if end < 0 {
		end = len(rest)
	}
	url := strings.TrimRight(rest[:end], ".,;:!?'*_~")
	for _, pair := range []string{"()", "[]", "{}"} {
		if strings.HasSuffix(url, pair[1:]) && strings.Count(url, pair[1:]) > strings.Count(url, pair[:1]) {
			url = strings.TrimRight(url[:len(url)-1], ".,;:!?")
		}
	}
	if !web(url) {
		return 0
	}
	r.links = appendNew(r.links, url)
	return i + len(url)
}

// project reads #name at i and returns where it ends; #123 is an issue's number and no project.
func (r *references) project(text string, i int) int {
	if i > 0 && (wordByte(text[i-1]) || text[i-1] == '&' || text[i-1] == '/' || text[i-1] == '#') {
		return 0
	}
	name, n := projectName(text[i+1:])
	if n == 0 {
		return 0
	}
	if name != "" {
		r.projects = appendNew(r.projects, name)
	}
	return i + 1 + n
}

// projectName folds the name that text starts with; n is its length as written. The name is "" without any letter.
func projectName(text string) (name string, n int) {
	letter := false
	for i, c := range text {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '-' && c != '_' && !unicode.Is(unicode.M, c) {
			break
		}
		letter = letter || unicode.IsLetter(c)
		n = i + utf8.RuneLen(c)
		if n > 80 { // Slack's longest channel name
			return "", n
		}
	}
	written := strings.TrimRight(text[:n], "-_")
	if !letter {
		return "", n
	}
	return strings.ToLower(written), len(written)
}

// ProjectName is a project's name as texts name it, with or without #, in small letters; "" for what can't be one.
func ProjectName(written string) string {
	written = strings.TrimPrefix(strings.TrimSpace(written), "#")
	name, n := projectName(written)
	if n != len(written) {
		return ""
	}
	return name
}

func web(s string) bool {
	for _, scheme := range []string{"https://", "http://"} {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			c, _ := utf8.DecodeRuneInString(s[len(scheme):])
			return unicode.IsLetter(c) || unicode.IsDigit(c) || c == '['
		}
	}
	return false
}

func slackID(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool {
		return (c < 'A' || c > 'Z') && (c < '0' || c > '9')
	})
}

func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= utf8.RuneSelf
}

// mostReferences bounds each list: a message with more than this is a paste, and the search for repeats stays linear.
const mostReferences = 100

func appendNew(list []string, s string) []string {
	if len(list) >= mostReferences || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
