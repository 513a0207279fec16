package draw

import (
	"html/template"
	"slices"
)

// Column is the look of a table's column.
func (p piece) Column(i int) string {
	settings, _ := p.Doc["column_settings"].([]any)
	align, wrapped := "left", ""
	if i < len(settings) {
		column, _ := settings[i].(map[string]any)
		if said := str(column, "align"); slices.Contains([]string{"left", "center", "right"}, said) {
			align = said
		}
		if yes(column, "is_wrapped") {
			wrapped = " wrapped"
		}
	}
	return "align-" + align + wrapped
}

// Cell draws one cell of a table: its text, or rich text.
func (p piece) Cell(v any) template.HTML {
	cell, _ := v.(map[string]any)
	if str(cell, "type") == "rich_text" {
		return p.RichText(cell)
	}
	if text := str(cell, "text"); text != "" {
		return escaped(text)
	}
	return escaped(raw(cell["value"]))
}
