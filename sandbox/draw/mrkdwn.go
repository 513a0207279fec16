package draw

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Slack's markup (https://docs.slack.dev/messaging/formatting-message-text). Text arrives escaped (&amp; &lt; &gt;);
// angle brackets that are left are tokens: links, people, channels, dates. Everything else is text, whatever it looks
// like.

var decode = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace

// mrkdwn writes preformatted stretches, quotes and lines. Verbatim leaves bare addresses as text.
func (w *writer) mrkdwn(s string, verbatim bool) {
	for i, part := range fences(s) {
		if i%2 == 1 {
			w.tag("pre", w.words(w.flat(strings.TrimPrefix(part, "\n"))))
			continue
		}
		w.lines(part, verbatim)
	}
}

// fences splits at ``` so that the odd parts are preformatted; a fence without its end is text.
func fences(s string) []string {
	parts := strings.Split(s, "```")
	if last := len(parts) - 1; last%2 == 1 {
		parts[last-1] += "```" + parts[last]
		parts = parts[:last]
	}
	return parts
}

// quoteMark opens a quote at the start of a line; three quote all that follows.
var quoteMark = regexp.MustCompile(`^(?:(>>>|&gt;&gt;&gt;)|>|&gt;) ?`)

func (w *writer) lines(s string, verbatim bool) {
	list := strings.Split(s, "\n")
	for i := 0; i < len(list); i++ {
		if quoteMark.MatchString(list[i]) {
			end := quoteEnd(list, i)
			w.tag("blockquote", func() { w.quoted(list[i:end], verbatim) })
			i = end - 1
			continue
		}
		w.line(list[i], verbatim)
		if i < len(list)-1 && !quoteMark.MatchString(list[i+1]) {
			w.text("\n")
		}
	}
}

// quoteEnd is where the quote that begins at a line ends.
func quoteEnd(list []string, from int) int {
	end := from
	for end < len(list) {
		mark := quoteMark.FindStringSubmatch(list[end])
		if mark == nil {
			return end
		}
		if mark[1] != "" {
			return len(list)
		}
		end++
	}
	return end
}

func (w *writer) quoted(list []string, verbatim bool) {
	open := false
	for i, line := range list {
		if i > 0 {
			w.text("\n")
		}
		mark := quoteMark.FindStringSubmatch(line)
		if mark != nil && !open {
			line, open = line[len(mark[0]):], mark[1] != ""
		}
		w.line(line, verbatim)
	}
}

// line writes what stands within one line: code, tokens, emoji, styles and addresses, in the order they begin.
func (w *writer) line(s string, verbatim bool) {
	begun := 0 // of the plain text that is not written yet
	for i := 0; i < len(s); {
		length, write := w.special(s, i, verbatim)
		if length == 0 {
			i++
			continue
		}
		w.text(decode(s[begun:i]))
		write()
		i += length
		begun = i
	}
	w.text(decode(s[begun:]))
}

var styleTags = map[byte]string{'*': "strong", '_': "em", '~': "s"}

// special finds what begins at a byte of a line: how long it is, and how it is written; 0 for plain text.
func (w *writer) special(s string, at int, verbatim bool) (length int, write func()) {
	rest := s[at:]
	switch c := rest[0]; c {
	case '`':
		if end := strings.IndexByte(rest[1:], '`'); end > 0 {
			return end + 2, func() { w.tag("code", w.words(w.flat(rest[1:end+1]))) }
		}
	case '<':
		if end := strings.IndexAny(rest[1:], "<>"); end > 0 && rest[end+1] == '>' {
			return end + 2, func() { w.token(rest[1 : end+1]) }
		}
	case ':':
		if found := emojiName.FindStringSubmatchIndex(rest); found != nil && found[0] == 0 {
			return found[1], func() { w.emoji(rest[found[2]:found[3]]) }
		}
	case '*', '_', '~':
		if end := styleEnd(s, at); end > 0 {
			return end + 1 - at, func() { w.tag(styleTags[c], func() { w.line(s[at+1:end], verbatim) }) }
		}
	case 'h':
		if length := bareAddress(rest); length > 0 && !verbatim {
			return length, func() { w.link(decode(rest[:length]), nil) }
		}
	}
	return 0, nil
}

// maxStyled is the longest stretch, in bytes, that one mark styles: it keeps a line of a thousand asterisks cheap.
const maxStyled = 3000

// styleEnd is where the mark at a position closes; 0 when it does not. A mark opens after something that is no letter
// or digit, closes before such, and has no space inside its edges.
func styleEnd(s string, at int) int {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	first, _ := utf8.DecodeRuneInString(s[at+1:])
	if at > 0 && wordly(before) || at+1 == len(s) || unicode.IsSpace(first) {
		return 0
	}
	for end := at + 2; end < len(s) && end-at <= maxStyled; end++ {
		if s[end] != s[at] {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(s[:end])
		after, _ := utf8.DecodeRuneInString(s[end+1:])
		if !unicode.IsSpace(last) && (end+1 == len(s) || !wordly(after)) {
			return end
		}
	}
	return 0
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// bareAddress is how long the address is that a text begins with, without the punctuation after it; 0 for none.
func bareAddress(s string) int {
	if !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
		return 0
	}
	end := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("<>|", r) })
	if end < 0 {
		end = len(s)
	}
	length := len(strings.TrimRight(s[:end], `.,;:!?)'"*_~`))
	if length <= len("https://") {
		return 0
	}
	return length
}

// token writes what stands in angle brackets: target, and after a bar what it is called.
func (w *writer) token(body string) {
	target, label, named := strings.Cut(body, "|")
	switch {
	case strings.HasPrefix(target, "@"):
		w.mention(target[1:], decode(label))
	case strings.HasPrefix(target, "#"):
		w.channel(target[1:], decode(label))
	case strings.HasPrefix(target, "!"):
		w.command(target[1:], decode(label))
	case !named && !safe(target):
		w.text("<" + decode(target) + ">")
	case label == "":
		w.link(decode(target), nil)
	default:
		w.link(decode(target), func() { w.line(label, true) })
	}
}

// command writes @channel and its like, and dates.
func (w *writer) command(body, label string) {
	parts := strings.Split(body, "^")
	switch {
	case parts[0] == "date" && len(parts) > 1:
		form, address := "{date}", ""
		if len(parts) > 2 {
			form = decode(parts[2])
		}
		if len(parts) > 3 {
			address = decode(parts[3])
		}
		w.date(parts[1], form, address, label)
	case parts[0] == "subteam" && label == "" && len(parts) > 1:
		w.inert(parts[1])
	case parts[0] == "subteam":
		w.inert(label)
	default:
		w.inert("@" + parts[0])
	}
}

var anyToken = regexp.MustCompile(`<([^<>\n]+)>`)

// flat is text with its tokens resolved to their words only, for code.
func (w *writer) flat(s string) string {
	return decode(anyToken.ReplaceAllStringFunc(s, func(token string) string {
		target, label, _ := strings.Cut(token[1:len(token)-1], "|")
		switch {
		case strings.HasPrefix(target, "@"):
			if name, _, ok := w.person(target[1:]); ok {
				return "@" + name
			}
			return "@" + target[1:]
		case label != "":
			return label
		}
		return strings.TrimPrefix(target, "!")
	}))
}
