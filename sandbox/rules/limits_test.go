package rules

import (
	"fmt"
	"slices"
	"testing"
)

// bound is one limit of Slack: the document that has n of something, how many it may have, and where Slack points.
type bound struct {
	what        string
	of          func(n int) any
	least, most int // no bound where it is negative
	unit        unit
	at          string
}

// unit says in which sentences a bound is told.
type unit struct{ over, under string }

var (
	characters = unit{"must be less than %d characters", "must be more than %d characters"}
	items      = unit{"no more than %d items allowed", "must provide at least %d items"}
	numbers    = unit{"must be less than %d", "must be greater than %d"}
)

func (b bound) over() string {
	if b.unit == characters {
		return fmt.Sprintf(b.unit.over, b.most+1)
	}
	return fmt.Sprintf(b.unit.over, b.most)
}

func (b bound) under() string {
	if b.unit == characters {
		return fmt.Sprintf(b.unit.under, b.least-1)
	}
	return fmt.Sprintf(b.unit.under, b.least)
}

func TestEveryLimitOfSlack(t *testing.T) {
	t.Parallel()
	for _, b := range slices.Concat(messageBounds, elementBounds, viewBounds, newBlockBounds, chartBounds) {
		t.Run(b.what, func(t *testing.T) {
			t.Parallel()
			for _, n := range []int{b.least, b.most} {
				if n < 0 {
					continue
				}
				if got := judged(b.of(n)); len(got) > 0 {
					t.Errorf("%d is refused: %v", n, got)
				}
			}
			if b.most >= 0 {
				saysOnly(t, judged(b.of(b.most+1)), b.at, b.over())
			}
			if b.least > 0 {
				saysOnly(t, judged(b.of(b.least-1)), b.at, b.under())
			}
		})
	}
}

// saysOnly holds that there is this problem and no other, but for what says that something inside is wrong.
func saysOnly(t *testing.T, got []Problem, at, says string) {
	t.Helper()
	found := false
	for _, p := range got {
		switch {
		case p.Pointer == at && p.Message == says:
			found = true
		case p.Message != "failed to match all allowed schemas":
			t.Errorf("%v is not expected", p)
		}
	}
	if !found {
		t.Errorf("%s at %s: got %v", says, at, got)
	}
}

// messageBounds: https://docs.slack.dev/reference/block-kit/blocks
var messageBounds = []bound{
	{"blocks of a message", func(n int) any { return repeat(n, divider()) }, 0, 50, items, "/blocks"},
	{
		"section text", func(n int) any { return alone(obj{"type": "section", "text": mrkdwn(n)}) },
		1, 3000, characters, "/blocks/0/text/text",
	},
	{
		"section fields", func(n int) any { return alone(obj{"type": "section", "fields": repeat(n, mrkdwn(1))}) },
		1, 10, items, "/blocks/0/fields",
	},
	{
		"section field", func(n int) any { return alone(obj{"type": "section", "fields": alone(plainObj(n))}) },
		1, 2000, characters, "/blocks/0/fields/0/text",
	},
	{
		"header text", func(n int) any { return alone(obj{"type": "header", "text": plainObj(n)}) },
		1, 150, characters, "/blocks/0/text/text",
	},
	{
		"header level", func(n int) any { return alone(obj{"type": "header", "text": plainObj(1), "level": n}) },
		1, 4, numbers, "/blocks/0/level",
	},
	{
		"context elements", func(n int) any { return alone(obj{"type": "context", "elements": repeat(n, mrkdwn(1))}) },
		1, 10, items, "/blocks/0/elements",
	},
	{
		"context text", func(n int) any { return alone(obj{"type": "context", "elements": alone(mrkdwn(n))}) },
		1, 3000, characters, "/blocks/0/elements/0/text",
	},
	{
		"actions elements", func(n int) any { return alone(actions(repeat(n, button(nil))...)) },
		1, 25, items, "/blocks/0/elements",
	},
	{"context_actions elements", func(n int) any {
		return alone(contextActions(repeat(n, obj{"type": "icon_button", "icon": "trash", "text": plainObj(1)})...))
	}, 1, 5, items, "/blocks/0/elements"},
	{
		"block_id", func(n int) any { return alone(more(divider(), obj{"block_id": long(n)})) },
		1, 255, characters, "/blocks/0/block_id",
	},
	{
		"image alt_text", func(n int) any { return alone(imageOf(obj{"alt_text": long(n)})) },
		1, 2000, characters, "/blocks/0/alt_text",
	},
	{
		"image title", func(n int) any { return alone(imageOf(obj{"title": plainObj(n)})) },
		1, 2000, characters, "/blocks/0/title/text",
	},
	{
		"image_url", func(n int) any { return alone(imageOf(obj{"image_url": address(n)})) },
		-1, 3000, characters, "/blocks/0/image_url",
	},
	{
		"video title", func(n int) any { return alone(video(obj{"title": plainObj(n)})) },
		1, 200, characters, "/blocks/0/title/text",
	},
	{
		"video author_name", func(n int) any { return alone(video(obj{"author_name": long(n)})) },
		0, 50, characters, "/blocks/0/author_name",
	},
	{
		"markdown", func(n int) any { return alone(obj{"type": "markdown", "text": long(n)}) },
		1, 12_000, characters, "/blocks/0/text",
	},
	{"markdown together", func(n int) any {
		return []obj{{"type": "markdown", "text": long(1)}, {"type": "markdown", "text": long(n - 1)}}
	}, -1, 12_000, characters, "/blocks"},
	{"table rows", func(n int) any { return alone(tableOf(n, 1)) }, 1, 100, items, "/blocks/0/rows"},
	{"table cells", func(n int) any { return alone(tableOf(1, n)) }, 1, 20, items, "/blocks/0/rows/0"},
	{"table text", func(n int) any {
		return alone(obj{"type": "table", "rows": [][]obj{{cell(), {"type": "raw_text", "text": long(n - 1)}}}})
	}, -1, 10_000, characters, "/blocks"},
}
