package view_test

import (
	"laurel/bot/view"
	"laurel/wins/files"
)

// drawExports draws what is said about wins as a file.
func drawExports(drawn map[string]any) {
	drawn["export_choice"] = view.ExportChoice(1200, "")
	drawn["export_choice_unknown"] = view.ExportChoice(1, "<!here> *docx*")
	drawn["export_ordered"] = view.ExportOrdered(files.PDF)
	drawn["export_nothing"] = view.ExportNothing()
	drawn["export_large"] = view.ExportTooLarge(31<<20, 20<<20)
	drawn["export_refused"] = view.ExportRefused("file_uploads_disabled")
	drawn["export_refused_scope"] = view.ExportRefused("missing_scope")
	drawn["export_refused_full"] = view.ExportRefused("storage_limit_reached")
	sentences := map[string]any{"title": view.ExportTitle(ada.Name), "title_long": view.ExportTitle(long.Name + long.Name)}
	for _, f := range files.Formats {
		sentences["comment_"+string(f)] = view.ExportComment(f, 128, "wins-2026-11-23-1a2b3c4d."+f.Ending())
	}
	drawn["export_sentences"] = sentences
}
