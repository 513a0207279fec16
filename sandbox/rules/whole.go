package rules

import (
	"iter"
	"slices"
	"strconv"
)

// uniqueIDs holds that no two blocks share a block_id, and no two elements of a block an action_id. Seen for action_id
// (https://github.com/ColeMurray/background-agents/pull/868); block_id is assumed to be told alike.
func uniqueIDs(c *checker, v any) {
	seen := map[string]bool{}
	for i, b := range objects(v) {
		if id := str(b, "block_id"); id != "" && seen[id] {
			c.deep([]string{strconv.Itoa(i), "block_id"}, exists("block_id", id))
		} else {
			seen[id] = true
		}
		for _, name := range []string{"elements", "actions"} {
			if list := objects(b[name]); len(list) > 1 {
				c.deep([]string{strconv.Itoa(i), name}, func(c *checker, _ any) { uniqueActions(c, list) })
			}
		}
	}
}

func uniqueActions(c *checker, elements []obj) {
	seen := map[string]bool{}
	for i, el := range elements {
		if id := str(el, "action_id"); id != "" && seen[id] {
			c.deep([]string{strconv.Itoa(i), "action_id"}, exists("action_id", id))
		} else {
			seen[id] = true
		}
	}
}

func exists(name, id string) rule {
	return func(c *checker, _ any) { c.fail("unique_items", nil, id, "`"+name+"` "+`"`+id+`" already exists`) }
}

// submitForInputs is seen to point at the input
// (`must define submit` with json-pointer:/view/blocks/2/input, and no other line).
func submitForInputs(c *checker, v any) {
	doc := v.(obj)
	if doc["submit"] != nil {
		return
	}
	at := slices.IndexFunc(objects(doc["blocks"]), func(b obj) bool { return str(b, "type") == "input" })
	if at >= 0 {
		c.deep([]string{"blocks", strconv.Itoa(at), "input"}, func(c *checker, _ any) {
			c.fail("any_of", nil, nil, "must define `submit` to use an `input` block in modals")
		})
	}
}

// countedBlocks holds that the blocks in layouts count, too
// (https://docs.slack.dev/reference/block-kit/blocks/layout-block).
func countedBlocks(most int) rule {
	return func(c *checker, v any) {
		n := 0
		for b := range nestedBlocks(v) {
			if n++; str(b, "type") == "container" {
				n -= len(objects(b["child_blocks"]))
			}
		}
		if n > most {
			c.fail("max_items", most, n, "no more than "+strconv.Itoa(most)+" items allowed")
		}
	}
}

// focusOnce: only one element of a view may take the focus
// (https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element). The sentence is our own.
func focusOnce(c *checker, v any) {
	found := 0
	for i, b := range objects(v) {
		for path, el := range elementsAt(b) {
			if el["focus_on_load"] != true {
				continue
			}
			if found++; found == 2 {
				c.deep(append([]string{strconv.Itoa(i)}, path...), func(c *checker, _ any) {
					c.fail("unique_items", nil, nil, "only one element can have `focus_on_load` set to true")
				})
			}
		}
	}
}

// elementsAt yields the elements of a block and where they stand in it.
func elementsAt(block obj) iter.Seq2[[]string, obj] {
	return func(yield func([]string, obj) bool) {
		for _, name := range []string{"accessory", "element"} {
			if el, ok := block[name].(obj); ok && !yield([]string{name}, el) {
				return
			}
		}
		for i, el := range objects(block["elements"]) {
			if !yield([]string{"elements", strconv.Itoa(i)}, el) {
				return
			}
		}
	}
}

// nestedBlocks yields blocks and the blocks in them.
func nestedBlocks(v any) iter.Seq[obj] {
	return func(yield func(obj) bool) { yieldBlocks(v, yield) }
}

func yieldBlocks(v any, yield func(obj) bool) bool {
	for _, b := range objects(v) {
		if !yield(b) || !yieldBlocks(b["child_blocks"], yield) {
			return false
		}
		for _, row := range objects(b["rows"]) {
			for _, item := range objects(row["items"]) {
				if !yieldBlocks([]any{item["block"]}, yield) {
					return false
				}
			}
		}
	}
	return true
}
