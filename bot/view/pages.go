package view

import (
	"encoding/json"

	"github.com/slack-go/slack"
)

// onePage is one page of a list as a modal: a page beyond the end is the last. The blocks of an entry stay together where
// one page holds them. turn names the button that leads to a page, and its value.
func onePage(title string, all [][]slack.Block, page int, turn func(page int) (id, value string)) slack.ModalViewRequest {
	pages := pagesOf(all)
	page = max(0, min(page, len(pages)-1))
	blocks := pages[page]
	if len(pages) > 1 {
		var buttons []slack.BlockElement
		if page > 0 {
			id, value := turn(page - 1)
			buttons = append(buttons, button(id+":back", value, "Previous page"))
		}
		if page < len(pages)-1 {
			id, value := turn(page + 1)
			buttons = append(buttons, button(id+":on", value, "Next page"))
		}
		blocks = append(blocks, small("Page "+number(page+1)+" of "+number(len(pages))), slack.NewActionBlock("page", buttons...))
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: plain(cut(title, maxTitle)), Close: plain("Close"), Blocks: slack.Blocks{BlockSet: blocks},
	}
}

// A page of a modal holds at most so many blocks, of so many bytes together, beside those that turn it. Slack allows 100
// blocks, and 250 KB for a whole view.
const (
	pageBlocks = 60
	pageBytes  = 200_000
)

// pagesOf splits entries into pages, in order; there is at least one.
func pagesOf(entries [][]slack.Block) [][]slack.Block {
	pages, size := [][]slack.Block{nil}, 0
	full := func(blocks, bytes int) bool {
		return len(pages[len(pages)-1])+blocks > pageBlocks || size+bytes > pageBytes
	}
	turn := func() { pages, size = append(pages, nil), 0 }
	for _, entry := range entries {
		sizes, sum := sizesOf(entry)
		if full(len(entry), sum) && len(entry) <= pageBlocks && sum <= pageBytes {
			turn()
		}
		for i, block := range entry {
			if full(1, sizes[i]) {
				turn()
			}
			last := len(pages) - 1
			pages[last], size = append(pages[last], block), size+sizes[i]
		}
	}
	return pages
}

// sizesOf are the bytes of each block as Slack gets it, and of all together.
func sizesOf(blocks []slack.Block) (sizes []int, sum int) {
	for _, block := range blocks {
		text, err := json.Marshal(block)
		if err != nil { // it is refused later, with its reason
			text = nil
		}
		sizes, sum = append(sizes, len(text)+1), sum+len(text)+1
	}
	return sizes, sum
}
