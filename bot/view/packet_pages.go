package view

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/reviews"
)

// A page of the modal shows at most so many blocks of a packet, of so many bytes together. Slack allows 100 blocks, and
// 250 KB for a whole view.
const (
	packetPage      = 60
	packetPageBytes = 200_000
)

// PacketPages is the whole packet as a modal, page by page. A page beyond the end shows the last.
func PacketPages(p reviews.Packet, page int, now time.Time) slack.ModalViewRequest {
	all := []slack.Block{section("packet.pages", plain(strength(p)))}
	all = append(all, winsBlocks(p, p.Wins, math.MaxInt, now)...)
	all = append(all, poolsBlocks(p.Feedback, math.MaxInt, math.MaxInt)...)
	all = append(all, codesBlocks(p)...)
	pages := paged(all)
	page = max(0, min(page, len(pages)-1))
	blocks := pages[page]
	if len(pages) > 1 {
		blocks = append(blocks, pageButtons(p, page, len(pages))...)
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: plain(cut("Packet: "+p.SubjectName, maxTitle)), Close: plain("Close"),
		Blocks: slack.Blocks{BlockSet: blocks},
	}
}

// paged splits blocks into pages, in order; there is at least one.
func paged(blocks []slack.Block) [][]slack.Block {
	pages, size := [][]slack.Block{nil}, 0
	for _, block := range blocks {
		text, err := json.Marshal(block)
		if err != nil {
			continue // a block that can't be written can't be shown
		}
		last := len(pages) - 1
		if len(pages[last]) == packetPage || size+len(text) > packetPageBytes {
			pages, size, last = append(pages, nil), 0, last+1
		}
		pages[last] = append(pages[last], block)
		size += len(text) + 1
	}
	return pages
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

func pageButtons(p reviews.Packet, page, pages int) []slack.Block {
	var buttons []slack.BlockElement
	if page > 0 {
		buttons = append(buttons, button(ReviewPacketOpen+":back", packetValue(p, page-1), "Previous page"))
	}
	if page < pages-1 {
		buttons = append(buttons, button(ReviewPacketOpen+":on", packetValue(p, page+1), "Next page"))
	}
	return []slack.Block{
		small(fmt.Sprintf("Page %d of %d", page+1, pages)),
		slack.NewActionBlock("packet.page", buttons...),
	}
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
