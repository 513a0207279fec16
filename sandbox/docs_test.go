package sandbox

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// docSection is a section of docs/sandbox.md, from its heading to the next of the same level.
func docSection(t *testing.T, heading string) string {
	t.Helper()
	text, err := os.ReadFile("../docs/sandbox.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(text), "\n"+heading+"\n")
	if !found {
		t.Fatalf("docs/sandbox.md has no %q", heading)
	}
	level, _, _ := strings.Cut(heading, " ")
	section, _, _ := strings.Cut(rest, "\n"+level+" ")
	return section
}

var (
	row  = regexp.MustCompile("(?m)^\\| `([^`]+)` \\|(.*)\\|$")
	code = regexp.MustCompile("`([^`\n]+)`")
)

// rows are the cells of a table behind its first column, which holds a name in back quotes.
func rows(section string) map[string][]string {
	found := map[string][]string{}
	for _, match := range row.FindAllStringSubmatch(section, -1) {
		cells := strings.Split(match[2], " |")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		found[match[1]] = cells
	}
	return found
}

func TestTheDocumentHasARowForEveryMethod(t *testing.T) {
	t.Parallel()
	documented := rows(docSection(t, "## Web API"))
	for name, m := range methods() {
		cells := documented[name]
		if len(cells) != 4 {
			t.Errorf("%s: docs/sandbox.md needs a row with five columns for it", name)
			continue
		}
		for _, scope := range m.scopes {
			if !strings.Contains(cells[0], "`"+scope+"`") {
				t.Errorf("%s needs the scope %s, and docs/sandbox.md says %s", name, scope, cells[0])
			}
		}
		limit := "–"
		if n := tiers[name]; n > 0 {
			limit = strconv.Itoa(n)
		}
		if cells[1] != limit && name != "chat.postMessage" {
			t.Errorf("%s may be called %s times a minute, and docs/sandbox.md says %s", name, limit, cells[1])
		}
		delete(documented, name)
	}
	for name := range documented {
		t.Errorf("docs/sandbox.md has a row for %s, which the workspace does not serve", name)
	}
}

func TestTheDocumentHasARowForEveryEvent(t *testing.T) {
	t.Parallel()
	section := docSection(t, "### Events")
	want := happening(t)
	if got := slices.Sorted(maps.Keys(rows(section))); !slices.Equal(got, want) {
		t.Errorf("docs/sandbox.md has rows for the events\n%v\nand what happens is\n%v", got, want)
	}
	_, never, _ := strings.Cut(section, "they never happen here:")
	var idle []string
	for _, match := range code.FindAllStringSubmatch(never, -1) {
		idle = append(idle, match[1])
	}
	slices.Sort(idle)
	silent := slices.DeleteFunc(sorted(eventScopes), func(name string) bool { return slices.Contains(want, name) })
	if !slices.Equal(idle, silent) {
		t.Errorf("docs/sandbox.md says that these never happen\n%v\nand those are\n%v", idle, silent)
	}
}

func TestTheDocumentNamesEveryAct(t *testing.T) {
	t.Parallel()
	_, kinds, _ := strings.Cut(docSection(t, "## Use it"), "The kinds of act are ")
	kinds, _, _ = strings.Cut(kinds, ". ")
	var got []string
	for _, match := range code.FindAllStringSubmatch(kinds, -1) {
		got = append(got, match[1])
	}
	slices.Sort(got)
	if want := sorted(acts); !slices.Equal(got, want) {
		t.Errorf("docs/sandbox.md names the acts\n%v\nand there are\n%v", got, want)
	}
}

// happening lists the events that the workspace sends: those that its code names outside the list of what a manifest may
// subscribe to. A message's event has its name from the kind of conversation.
func happening(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				return n.Names[0].Name != "eventScopes"
			case *ast.BasicLit:
				if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
					found[text] = true
				}
			}
			return true
		})
	}
	for _, kind := range []string{"channels", "groups", "im"} {
		found["message."+kind] = found["message."]
	}
	return slices.DeleteFunc(sorted(eventScopes), func(name string) bool { return !found[name] })
}
