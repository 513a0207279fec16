package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// printing is the flag that every command with data takes.
type printing struct {
	JSON bool `name:"json" help:"One JSON object a line."`
}

// rows prints data as aligned columns under a header, or one JSON object a line.
func (f printing) rows(out io.Writer, header []string, n int, row func(i int) (columns []string, object any)) error {
	if f.JSON {
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		for i := range n {
			_, object := row(i)
			if err := encoder.Encode(object); err != nil {
				return fmt.Errorf("print: %w", err)
			}
		}
		return nil
	}
	table := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, strings.ToUpper(strings.Join(header, "\t")))
	for i := range n {
		columns, _ := row(i)
		for j, column := range columns {
			columns[j] = strings.Join(strings.Fields(column), " ") // a tab or line end inside would break the columns
		}
		fmt.Fprintln(table, strings.Join(columns, "\t"))
	}
	return table.Flush()
}

// result prints what a command did: sentences for people, or the same as one JSON object.
func (f printing) result(out io.Writer, sentences string, object map[string]any) error {
	if f.JSON {
		return f.rows(out, nil, 1, func(int) ([]string, any) { return nil, object })
	}
	_, err := io.WriteString(out, sentences)
	return err
}

// short cuts text for a column; the whole of it is in --json.
func short(text string, limit int) string {
	runes := []rune(text)
	if len(runes) <= limit {
		return text
	}
	return string(runes[:limit-1]) + "…"
}
