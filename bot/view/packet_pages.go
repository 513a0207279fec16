package view

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/reviews"
)

// PacketPages is the whole packet as a modal, page by page. A page beyond the end shows the last.
func PacketPages(p reviews.Packet, page int, now time.Time) slack.ModalViewRequest {
	all := []slack.Block{section("packet.pages", plain(strength(p)))}
	all = append(all, winsBlocks(p, p.Wins, math.MaxInt, now)...)
	if p.Pooled != "" {
		all = append(all, poolsBlocks(p, p.Feedback, math.MaxInt, math.MaxInt)...)
	}
	all = append(all, signedBlocks(p)...)
	all = append(all, codesBlocks(p)...)
	return onePage("Packet: "+p.SubjectName, [][]slack.Block{all}, page, func(page int) (id, value string) {
		return ReviewPacketOpen, packetValue(p, page)
	})
}

func codesBlocks(p reviews.Packet) []slack.Block {
	blocks := []slack.Block{slack.NewDividerBlock(), section("", marked("*Codes*"))}
	group := ""
	var lines []string
	flush := func() {
		if len(lines) > 0 {
			blocks = append(blocks, section("", plain(group+"\n"+strings.Join(lines, "\n"))))
		}
		lines = nil
	}
	for _, code := range p.Codes {
		if code.Group != group {
			flush()
			group = code.Group
		}
		evidence := "nothing yet"
		if len(code.Wins) > 0 {
			evidence = "[" + strings.Join(code.Wins, "] [") + "]"
		}
		lines = append(lines, code.Code+" "+code.Title+": "+evidence)
	}
	flush()
	return blocks
}

// packetValue names a packet and a page in a button. Who may read it is decided when it is pressed.
func packetValue(p reviews.Packet, page int) string {
	return strconv.Itoa(page) + " " + p.Subject + " " + p.CycleName
}

// ReadPacketValue reads a button's value: the page, the subject's id and the cycle's name.
func ReadPacketValue(value string) (page int, subject, cycle string) {
	first, rest, _ := strings.Cut(value, " ")
	subject, cycle, _ = strings.Cut(rest, " ")
	page, err := strconv.Atoi(first)
	if err != nil {
		page = 0
	}
	return page, subject, cycle
}

// PacketNone answers somebody who may not read a packet, or asks for one that isn't there: the two look alike.
func PacketNone() Message { return note("packet.none", "There is no such packet for you.") }
