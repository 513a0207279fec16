package rules

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits of the text of a whole message.
const (
	MaxMarkdown = 12_000 // over all markdown blocks (https://docs.slack.dev/reference/block-kit/blocks/markdown-block)

	// Over all other blocks. Undocumented: "12,000 text characters with a buffer for block containers"
	// (https://github.com/slackapi/bolt-js/issues/2509). Twenty for a block fits what was measured: 9,597 characters
	// in 50 blocks pass, 11,341 in 45 do not (https://github.com/slackapi/bolt-js/issues/2867).
	maxAllBlocks   = 12_000
	blockContainer = 20
)

// markdownTotal bounds the markdown blocks of a message together. The sentence is an assumption.
func markdownTotal(c *checker, v any) {
	total := 0
	for b := range nestedBlocks(v) {
		if str(b, "type") == "markdown" {
			total += utf8.RuneCountInString(str(b, "text"))
		}
	}
	if total > MaxMarkdown {
		c.fail("max_length", MaxMarkdown, total, "must be less than "+strconv.Itoa(MaxMarkdown+1)+" characters")
	}
}

// allText bounds the blocks of a message together, but for those that have a bound of their own. Slack gives the code
// and no line.
func allText(c *checker, v any) {
	total := 0
	for _, b := range objects(v) {
		switch str(b, "type") {
		case "markdown", "table", "data_table":
		default:
			total += letters(b) + blockContainer
		}
	}
	if total > maxAllBlocks {
		c.say(Problem{Message: "msg_blocks_too_long", Code: failedConstraint, Instead: "msg_blocks_too_long"})
	}
}

// downloaded: Slack fetches the image itself, so an address of this computer or its network fails
// (https://github.com/slackapi/python-slack-sdk/issues/1782). The sandbox fetches nothing.
func downloaded(c *checker, v any) {
	if !fetchable(str(v.(obj), "image_url")) {
		c.in("image_url", func(c *checker, _ any) { c.fail("format", nil, nil, "downloading image failed") }, nil)
	}
}

func fetchable(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return false
	}
	host := u.Hostname()
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsGlobalUnicast() && !ip.IsPrivate()
	}
	return strings.Contains(host, ".") && !strings.HasSuffix(host, ".localhost") && !strings.HasSuffix(host, ".local")
}

// letters counts the code points of everything called text.
func letters(v any) int {
	n := 0
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			n += letters(item)
		}
	case obj:
		for name, inner := range v {
			if s, ok := inner.(string); ok && name == "text" {
				n += utf8.RuneCountInString(s)
			} else if !ok {
				n += letters(inner)
			}
		}
	}
	return n
}
