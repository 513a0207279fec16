package view

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"laurel/wins/files"
	"laurel/writing"
)

// exportNames are the sorts of file, on buttons and in a sentence.
var exportNames = map[files.Format]struct{ Button, As string }{
	files.Markdown: {"Markdown", "as Markdown"}, files.PDF: {"PDF", "as a PDF with charts"},
	files.CSV: {"CSV", "as CSV for a spreadsheet"}, files.JSON: {"JSON", "as JSON, one win a line"},
}

// ExportChoice asks as what the wins shall come. unknown is what was asked for and isn't there, or "".
func ExportChoice(total int, unknown string) Message {
	line := "What you have kept, " + count(total, "win", "wins") + ", private ones too, comes as a file to your messages with laurel: " +
		"Markdown to read and pass on, a PDF with charts to print, CSV for a spreadsheet, or JSON for a program."
	if unknown != "" {
		line = "There is no export called " + escape(cut(unknown, 40)) + ", and nothing was saved as a win. " + line
	}
	var buttons []slack.BlockElement
	for _, f := range files.Formats {
		buttons = append(buttons, button(WinExport+":"+string(f), string(f), exportNames[f].Button))
	}
	return said("As what shall your wins come?", []slack.Block{
		section("win.export", marked(line)), slack.NewActionBlock("win.export.as", buttons...),
	})
}

// ExportOrdered answers whoever asked for a file.
func ExportOrdered(f files.Format) Message {
	return note("win.export.ordered", "It is on its way to your messages with laurel, "+exportNames[f].As+".")
}

// ExportNothing answers whoever has nothing to export.
func ExportNothing() Message {
	return note("win.export.nothing", "You have no wins to export yet. /win followed by what you did saves the first.")
}

// ExportTitle is the title of the file in Slack.
func ExportTitle(person string) string { return "Wins of " + cut(writing.Clean(person), 100) }

// ExportComment is the line that comes with the file.
func ExportComment(f files.Format, total int, name string) string {
	return fmt.Sprintf("Your %s, private ones too, %s. Only you got this file, `%s`.",
		count(total, "win", "wins"), exportNames[f].As, name)
}

// ExportTooLarge comes instead of a file that is too large.
func ExportTooLarge(have, limit int) Message {
	return note("win.export.large", fmt.Sprintf("Your file would have %d MB; laurel sends up to %d MB. A PDF is the smallest, "+
		"then Markdown and CSV. Whoever runs laurel can write any of them with laurel wins export.",
		have>>20+1, limit>>20))
}

// ExportRefused comes instead of a file that Slack doesn't take, whatever is in it; reason is Slack's code.
func ExportRefused(reason string) Message {
	why := "This workspace takes no files from apps (Slack says " + reason + ")."
	switch {
	case reason == "missing_scope":
		why = "laurel may not send files here yet: an admin must install it again with the scope files:write, which laurel " +
			"manifest has."
	case strings.HasPrefix(reason, "storage"):
		why = "This workspace has no room for files left."
	}
	return note("win.export.refused", why+" Nothing is lost: whoever runs laurel can write the file with laurel wins export.")
}
