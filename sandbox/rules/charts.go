package rules

import (
	"slices"
	"strconv"
)

// chartRule is a data_visualization block. Six segments or series were the bound at first and are slack-go's; the page
// now says twelve (https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block). Six are safe with
// both. Of more than two charts in a message Slack draws two, and refuses nothing.
var chartRule = typed(blockIDProp, must("title", text(1, 50)), must("chart", byType(map[string]rule{
	"pie":  typed(must("segments", list(1, 6, segmentRule))),
	"bar":  plottedRule,
	"area": plottedRule,
	"line": plottedRule,
})))

var (
	segmentRule = object(must("label", text(1, 20)), must("value", positive))
	pointRule   = object(must("label", text(1, 20)), must("value", numeric))
	seriesRule  = object(must("name", text(1, 20)), must("data", list(1, 20, pointRule)))
	axesRule    = object(must("categories", list(1, 20, text(1, 20)).and(noneTwice)), may("x_label", text(1, 50)),
		may("y_label", text(1, 50)))
	plottedRule = typed(must("series", list(1, 6, seriesRule)), must("axis_config", axesRule)).also(onePointEach)
)

func positive(c *checker, v any) {
	if n, ok := number(v); !ok {
		c.invalidType("must provide a number")
	} else if n <= 0 {
		c.fail("minimum", 0, n, "must be greater than 0")
	}
}

func noneTwice(c *checker, v any) {
	seen := map[any]bool{}
	for _, item := range v.([]any) {
		seen[item] = true
	}
	if len(seen) < len(v.([]any)) {
		c.fail("unique_items", nil, nil, "Input contains duplicate items")
	}
}

// onePointEach: each series has exactly one point for each category, and a name of its own. The page says that this
// is looked at when the message is sent; the sentences are assumptions.
func onePointEach(c *checker, v any) {
	doc := v.(obj)
	axes, _ := doc["axis_config"].(obj)
	categories, _ := axes["categories"].([]any)
	names := map[string]bool{}
	for i, s := range objects(doc["series"]) {
		here := []string{"series", strconv.Itoa(i)}
		if names[str(s, "name")] {
			c.deep(append(here, "name"), func(c *checker, _ any) {
				c.fail("unique_items", nil, str(s, "name"), "Input contains duplicate items")
			})
		}
		names[str(s, "name")] = true
		if !covers(objects(s["data"]), categories) {
			c.deep(append(here, "data"), func(c *checker, _ any) {
				c.fail("enum", categories, nil, "must provide exactly one point for each category")
			})
		}
	}
}

func covers(points []obj, categories []any) bool {
	var labels []any
	for _, p := range points {
		labels = append(labels, p["label"])
	}
	if len(labels) != len(categories) {
		return false
	}
	for _, category := range categories {
		if !slices.Contains(labels, category) {
			return false
		}
	}
	return true
}
