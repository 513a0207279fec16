package rules

import (
	"fmt"
	"strconv"
)

// Limits of tables: code points over all cells of a message
// (https://docs.slack.dev/reference/block-kit/blocks/table-block and .../data-table-block).
const (
	maxTableText     = 10_000
	maxDataTableText = 20_000
)

// tableRule has rows of cells; null skips a column's settings.
var tableRule = typed(blockIDProp, must("rows", list(1, 100, list(1, 20, byType(cellRules)))),
	may("column_settings", list(0, 20, orNull(object(may("align", oneOf("left", "center", "right")),
		may("is_wrapped", boolean))))))

// dataTableRule has a header, a caption and pages.
var dataTableRule = typed(blockIDProp, must("caption", text(1, endless)), must("rows", list(2, 201, list(1, 20,
	byType(union(cellRules, map[string]rule{"action_cell": actionCellRule}))))), may("page_size", whole(1, 100)),
	may("row_header_column_index", whole(0, 19))).also(plainHeader, evenRows)

var cellRules = map[string]rule{
	"raw_text":   typed(must("text", text(1, endless))),
	"raw_number": typed(must("value", numeric), may("text", text(1, endless))),
	"rich_text":  richTextRule,
}

// https://docs.slack.dev/reference/block-kit/blocks/data-table-block/#schema-for-action_cell
var actionCellRule = typed(must("element", byType(map[string]rule{"button": buttonRules["button"]})), may("fallback",
	byType(map[string]rule{"raw_text": cellRules["raw_text"], "raw_number": cellRules["raw_number"]})))

func orNull(r rule) rule {
	return func(c *checker, v any) {
		if v != nil {
			r(c, v)
		}
	}
}

// plainHeader holds that the first row is plain text; evenRows that every row has as many cells. The page says so, the
// sentences are assumptions.
func plainHeader(c *checker, v any) {
	rows, _ := v.(obj)["rows"].([]any)
	for i, cell := range objects(rows[0]) {
		if kind := str(cell, "type"); kind != "raw_text" {
			c.deep([]string{"rows", "0", strconv.Itoa(i), "type"}, func(c *checker, _ any) {
				c.fail("enum", []string{"raw_text"}, kind, "unsupported type: "+kind)
			})
		}
	}
}

func evenRows(c *checker, v any) {
	rows, _ := v.(obj)["rows"].([]any)
	first, _ := rows[0].([]any)
	for i, r := range rows {
		if row, _ := r.([]any); len(row) != len(first) {
			c.deep([]string{"rows", strconv.Itoa(i)}, func(c *checker, _ any) {
				c.fail("min_items", len(first), len(row), fmt.Sprintf("must provide exactly %d items", len(first)))
			})
		}
	}
}

// oneTable: a message has one table, of either kind and also in a container
// (https://docs.slack.dev/reference/block-kit/blocks/table-block).
func oneTable(c *checker, v any) {
	tables := 0
	for b := range nestedBlocks(v) {
		if kind := str(b, "type"); kind == "table" || kind == "data_table" {
			tables++
		}
	}
	if tables > 1 {
		c.say(Problem{Message: "only_one_table_allowed", Code: failedConstraint, Instead: "invalid_attachments"})
	}
}

// tableText bounds what all cells hold together. The sentence is an assumption.
func tableText(c *checker, v any) {
	for b := range nestedBlocks(v) {
		bound := map[string]int{"table": maxTableText, "data_table": maxDataTableText}[str(b, "type")]
		if n := letters(b["rows"]); bound > 0 && n > bound {
			c.fail("max_length", bound, n, fmt.Sprintf("must be less than %d characters", bound+1))
		}
	}
}
