package view

import (
	"github.com/slack-go/slack"

	"laurel/feedback"
	"laurel/reviews"
)

// How many answers under names a packet's message shows, alone and beside pooled ones, and how many of these then: two
// blocks each, of Slack's 50.
const (
	packetSigned       = 5
	packetSignedBeside = 2
	packetPooledBeside = 4
)

// feedbackInShort is what a packet's message shows of what colleagues said. What is for the manager only stays out of it:
// a message may be kept for ever, and exported.
func feedbackInShort(p reviews.Packet, pools []reviews.Pool) (blocks []slack.Block) {
	pooled, left := packetExtracts, packetSigned
	if len(p.Signed) > 0 && p.Pooled != "" {
		pooled, left = packetPooledBeside, packetSignedBeside
	}
	switch {
	case p.Pooled != "":
		blocks = poolsBlocks(p, pools, pooled, packetExtractText)
	case len(p.Signed) == 0:
		return []slack.Block{small("No colleague answered.")}
	}
	hidden, more := false, false
	for _, one := range p.Signed {
		for _, answer := range one.Answers {
			switch {
			case one.Mode != feedback.Named:
				hidden = true
			case left == 0:
				more = true
			default:
				left--
				line := "*" + escape(one.Giver) + "* · " + escape(reviews.FunctionTitle(one.Function)) + " · " + escape(answer.Title)
				blocks = append(blocks, small(line))
				blocks = append(blocks, paragraphs("["+answer.N+"] "+cut(answer.Text, packetExtractText))...)
			}
		}
	}
	if more {
		blocks = append(blocks, small("More answers are in the packet."))
	}
	if hidden {
		blocks = append(blocks, small(":lock: What colleagues wrote for you only is in the packet, with their names."))
	}
	return blocks
}

// signedBlocks shows all that was said under names, by function.
func signedBlocks(p reviews.Packet) (blocks []slack.Block) {
	if len(p.Signed) == 0 {
		return nil
	}
	blocks = append([]slack.Block{slack.NewDividerBlock()}, forManager(p)...)
	for i, one := range p.Signed {
		if i == 0 || one.Function != p.Signed[i-1].Function {
			blocks = append(blocks, section("", marked("*"+escape(reviews.FunctionTitle(one.Function))+"*")))
		}
		line := "*" + escape(one.Giver) + "*"
		if one.Mode == feedback.ManagerOnly {
			line += " · for you only"
		}
		blocks = append(blocks, small(line))
		for _, answer := range one.Answers {
			blocks = append(blocks, paragraphs("["+answer.N+"] "+answer.Title+": "+answer.Text)...)
		}
	}
	return blocks
}

// forManager is the banner over what only the manager sees.
func forManager(p reviews.Packet) []slack.Block {
	for _, one := range p.Signed {
		if one.Mode == feedback.ManagerOnly {
			return []slack.Block{small(":lock: " + escape(p.ForManager()))}
		}
	}
	return nil
}
