package view_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"laurel/bot/view"
	"laurel/reviews"
)

// drawTroubles draws what people read when something did not go as it should.
func drawTroubles(drawn map[string]any) {
	drawn["trouble_saved_after_all"] = view.SavedAfterAll()
	drawn["trouble_done_but_long"] = view.DoneButLong()
	drawn["trouble_sentence"] = view.Sentence("Two sentences <fit>. Here they are.")
	s := reviews.Schedule{Name: "{year} {half}"}
	drawn["review_schedule_taken"] = view.ScheduleRefused(s, true, nil, called)
	drawn["review_schedule_refused"] = view.ScheduleRefused(s, false, append(refusals(), refusals()...), called)
	drawn["review_schedule_nobody"] = view.ScheduleRefused(s, false, nil, called)
}

// A view without a golden file is one that nobody held against Slack's rules.
func TestEveryViewIsDrawnForAGolden(t *testing.T) {
	t.Parallel()
	drawn := drawnViews(t)
	for name := range exported(t) {
		if !slices.Contains(drawn, name) {
			t.Errorf("view.%s is in no golden file", name)
		}
	}
}

// exported are the functions that return something for Slack to show.
func exported(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, file := range parsed(t, func(name string) bool { return !strings.HasSuffix(name, "_test.go") }) {
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if ok && f.Recv == nil && f.Name.IsExported() && showsSomething(f.Type.Results) {
				found[f.Name.Name] = true
			}
		}
	}
	if len(found) < 20 {
		t.Fatalf("only %d views were found", len(found))
	}
	return found
}

func showsSomething(results *ast.FieldList) bool {
	if results == nil || len(results.List) != 1 {
		return false
	}
	switch kind := results.List[0].Type.(type) {
	case *ast.Ident:
		return kind.Name == "Message"
	case *ast.SelectorExpr:
		return kind.Sel.Name == "ModalViewRequest" || kind.Sel.Name == "HomeTabViewRequest"
	}
	return false
}

// drawnViews are the functions of package view that the golden tests call.
func drawnViews(t *testing.T) (names []string) {
	t.Helper()
	for _, file := range parsed(t, func(name string) bool { return strings.HasPrefix(name, "golden_") }) {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
					if from, ok := sel.X.(*ast.Ident); ok && from.Name == "view" {
						names = append(names, sel.Sel.Name)
					}
				}
			}
			return true
		})
	}
	return names
}

func parsed(t *testing.T, want func(name string) bool) (files []*ast.File) {
	t.Helper()
	all, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range all {
		if !want(name) {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}
