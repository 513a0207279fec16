package view

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/feedback"
	"laurel/reviews"
	"laurel/writing"
)

// How much of a packet a message shows; the rest is one button away. At most 8 × 3 blocks of wins, 16 of answers and six
// more stay under Slack's 50; together they stay under the 12,000 or so characters beyond which Slack refuses a message
// with msg_blocks_too_long, which no page of Slack's says (https://github.com/slackapi/bolt-js/issues/2509).
const (
	packetWins        = 8
	packetExtracts    = 12
	packetWinText     = 400
	packetExtractText = 350
)

// PacketReady is the manager's message about one person: the essence of the packet, with its sources.
func PacketReady(p reviews.Packet, now time.Time) Message {
	blocks := []slack.Block{
		header(p.SubjectName + " · " + p.CycleName + " · ready for you"),
		section("packet.ready", plain(strength(p))),
	}
	shown := p.Wins[:min(len(p.Wins), packetWins)]
	blocks = append(blocks, winsBlocks(p, shown, packetWinText, now)...)
	general, about := byQuestion(p.Feedback)
	blocks = append(blocks, feedbackInShort(p, general)...)
	if len(about) > 0 {
		blocks = append(blocks, small("What colleagues said about single codes is in the packet."))
	}
	blocks = append(blocks, small(escape(thin(p))))
	if rest := len(p.Wins) - len(shown); rest > 0 {
		blocks = append(blocks, small(count(rest, "more win is", "more wins are")+" in the packet."))
	}
	open := primary(button(ReviewPacketOpen, packetValue(p, 0), "Open packet"))
	return said(PacketReadyText(p.SubjectName, p.CycleName), append(blocks, slack.NewActionBlock("packet.do", open)))
}

// PacketReadyText is the notification of PacketReady.
func PacketReadyText(subject, cycle string) string {
	return "The packet of " + escape(subject) + " for " + escape(cycle) + " is ready."
}

// byQuestion parts the pools of the questions that every template has from those about its codes.
func byQuestion(all []reviews.Pool) (general, about []reviews.Pool) {
	for _, pool := range all {
		if slices.Contains(feedback.Slots, pool.Slot) {
			general = append(general, pool)
		} else {
			about = append(about, pool)
		}
	}
	return general, about
}

// strength says in plain words what the evidence is made of.
func strength(p reviews.Packet) string {
	if p.Strength.Wins == 0 {
		return "No wins are on record for this period."
	}
	parts := []string{count(p.Strength.Wins, "win", "wins")}
	for _, part := range []struct {
		n    int
		word string
	}{
		{p.Strength.WithNumber, "with a number"},
		{p.Strength.WithLink, "with a link"},
		{p.Strength.WithWitness, "with a witness"},
	} {
		if part.n > 0 {
			parts = append(parts, number(part.n)+" "+part.word)
		}
	}
	if n := p.Strength.ReachingBusiness; n > 0 {
		parts = append(parts, count(n, "reaches the business", "reach the business"))
	}
	return strings.Join(parts, ", ")
}

// winsBlocks lists wins under their projects, in the order of the chain, each with at most so many characters.
func winsBlocks(p reviews.Packet, shown []reviews.PacketWin, most int, now time.Time) (blocks []slack.Block) {
	byNumber := map[string]reviews.PacketWin{}
	for _, w := range shown {
		byNumber[w.N] = w
	}
	for _, project := range p.Projects {
		title := "Other work"
		if project.Name != "" {
			title = project.Name
		}
		var lines []slack.Block
		for _, n := range project.Wins {
			if w, ok := byNumber[n]; ok {
				lines = append(lines, packetWin(w, most, now)...)
			}
		}
		if len(lines) == 0 {
			continue
		}
		blocks = append(blocks, section("", marked("*"+escape(title)+"*   "+chain(project.Stages))))
		blocks = append(blocks, lines...)
	}
	return blocks
}

// packetWin is one win with its sources: its number, its date, its links and who saw it.
func packetWin(w reviews.PacketWin, most int, now time.Time) []slack.Block {
	sources := []string{day(w.OccurredOn, now)}
	for _, link := range w.Links {
		sources = append(sources, linked(link))
	}
	if len(w.Witnesses) > 0 {
		sources = append(sources, "seen by "+escape(list(w.Witnesses)))
	}
	if len(w.Codes) > 0 {
		sources = append(sources, escape(strings.Join(w.Codes, ", ")))
	}
	return append(paragraphs("["+w.N+"] "+cut(w.Text, most)), small(cutMarked(strings.Join(sources, " · "), most)))
}

// paragraphs shows a text of any length, in as many sections as it takes.
func paragraphs(text string) (blocks []slack.Block) {
	for runes := []rune(text); len(runes) > 0; {
		n := min(len(runes), maxSection)
		blocks = append(blocks, section("", plain(string(runes[:n]))))
		runes = runes[n:]
	}
	return blocks
}

// linked makes an address that people can press. Only https is, and only hosts that can't be spelt with look-alikes of
// other letters; anything else is shown as it was written.
func linked(address string) string {
	address = writing.Clean(address)
	parsed, err := url.Parse(address)
	if err != nil || parsed.Scheme != "https" || !asciiHost.MatchString(parsed.Host) {
		return escape(cut(address, 200))
	}
	target := strings.NewReplacer("|", "%7C", "<", "%3C", ">", "%3E", " ", "%20", "&", "&amp;").Replace(parsed.String())
	return "<" + target + "|" + parsed.Host + ">"
}

var asciiHost = regexp.MustCompile(`^[A-Za-z0-9.-]+(:[0-9]+)?$`)

// poolsBlocks shows colleagues' answers, pooled per question: so many of them, each with so many characters, and it says
// so when there are more.
func poolsBlocks(p reviews.Packet, pools []reviews.Pool, most, characters int) []slack.Block {
	blocks := []slack.Block{slack.NewDividerBlock()}
	left := most
	for _, pool := range pools {
		title := "*" + escape(p.PoolTitle()) + "* · " + escape(pool.Title)
		switch {
		case pool.ThreeOrMore:
			blocks = append(blocks, section("", marked(title+" (3 or more answered)")))
		case pool.Slot != feedback.SlotAnythingElse:
			blocks = append(blocks, small(title+": not shown, "+reviews.TooFewAnswered))
		}
		shown := pool.Extracts[:min(left, len(pool.Extracts))]
		for _, extract := range shown {
			blocks = append(blocks, paragraphs("["+extract.N+"] "+cut(extract.Text, characters))...)
		}
		left -= len(shown)
		if len(shown) < len(pool.Extracts) {
			blocks = append(blocks, small("More answers to this are in the packet."))
		}
	}
	return blocks
}

// thin says where there is nothing yet.
func thin(p reviews.Packet) string {
	if len(p.Codes) == 0 {
		return "This template looks at no codes."
	}
	var missing []string
	for _, code := range p.Uncovered() {
		missing = append(missing, code.Code+" "+code.Title)
	}
	covered := len(p.Codes) - len(missing)
	line := number(covered) + " of " + count(len(p.Codes), "code", "codes") + " covered by wins"
	if len(missing) > 0 && covered > 0 {
		line += "; nothing yet on " + cut(list(missing), 400)
	}
	return line
}
