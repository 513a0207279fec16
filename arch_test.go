// Package laurel_test holds the architecture of laurel: which package may use which, from the top down.
package laurel_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// architecture lists every package: its folder, which of ours it may import, and what it may know.
// slack and zap are the libraries, clock is the time of day, sql is the database's language; what follows a colon are
// the only files that may. A new package is added here by hand: the moment to ask whether it is needed.
var architecture = []struct{ folder, imports, knows string }{
	{"cmd/laurel", `bot bot/view reviews feedback wins wins/files people writing migrations sandbox deploy
		internal/db internal/inbox internal/outbox internal/slots internal/seal`, "slack zap clock"},
	// bot's clock measures how long a flow or a job took; what time it is for them, their transaction says.
	{"bot", `bot/view reviews feedback coaching wins wins/files people writing
		internal/db internal/inbox internal/outbox internal/slots internal/seal`, "slack zap clock:serve.go clock:jobs.go"},
	{"bot/view", "reviews feedback coaching wins wins/files people writing", "slack"},

	{"reviews", "feedback wins people writing internal/db internal/seal internal/slots", "sql:store*.go"},
	{"feedback", "people writing internal/db internal/seal", "sql:store*.go"},
	{"wins/files", "wins writing", ""}, // wins as documents, and documents as wins
	{"coaching", "wins people writing internal/db internal/slots", "sql:store*.go"},
	{"wins", "people writing internal/db", "sql:store*.go"},
	{"people", "internal/db", "sql:store*.go"},
	{"writing", "", ""},

	{"migrations", "", "sql"},
	{"deploy", "", ""},
	{"sandbox", "sandbox/draw sandbox/rules", "clock"},
	{"sandbox/draw", "", ""},  // Block Kit as HTML
	{"sandbox/rules", "", ""}, // what Slack refuses
	{"sandbox/live", "sandbox/rules", ""},

	{"internal/inbox", "internal/db internal/seal", "sql zap clock:run.go"}, // when a lease must have ended
	{"internal/outbox", "internal/db internal/seal", "sql zap clock:run.go"},
	{"internal/slots", "internal/db", "sql"},
	{"internal/seal", "internal/db", "sql"},
	{"internal/db", "", "sql clock"},
	{"internal/dbtest", "internal/db internal/seal migrations", "sql clock"}, // for tests: no package above imports these
	{"internal/browsertest", "", ""},
}

// inTests is what any test may import besides: a Slack, a database, a browser, the manifest.
const inTests = "sandbox sandbox/rules internal/dbtest internal/browsertest migrations deploy"

// library says which imports need the permission: a path and all below it.
var library = map[string]string{
	"github.com/slack-go/slack": "slack",
	"go.uber.org/zap":           "zap",
	"github.com/jmoiron/sqlx":   "sql",
	"database/sql":              "sql",
}

// statement recognises SQL by its first words, in small letters or capitals; a sentence begins with one capital.
var statement = regexp.MustCompile(`^\s*(select\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|` +
	`with\s+\w+\s+as\s|SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|WITH\s+\w+\s+AS\s)`)

var (
	createsTable = regexp.MustCompile(`(?i)create\s+table\s+(\w+)`)
	usesTable    = regexp.MustCompile(`(?i)\b(?:from|join|into|update)\s+(\w+)`)
)

func TestEveryPackageImportsOnlyWhatStandsBelowIt(t *testing.T) {
	t.Parallel()
	files := goFiles(t)
	for _, p := range architecture {
		if len(files[p.folder]) == 0 {
			t.Errorf("%s: listed in arch_test.go, but it has no Go file", p.folder)
		}
		for _, name := range files[p.folder] {
			checkImports(t, name, p.folder, strings.Fields(p.imports))
		}
		delete(files, p.folder)
	}
	for folder := range files {
		t.Errorf("%s: not in arch_test.go; say there what it may import, or put the code where it belongs", folder)
	}
}

func TestSlackSQLLogsAndTheClockStayWhereTheyBelong(t *testing.T) {
	t.Parallel()
	files := goFiles(t)
	for _, p := range architecture {
		for _, name := range files[p.folder] {
			if !strings.HasSuffix(name, "_test.go") {
				checkKnowledge(t, name, p.knows)
			}
		}
	}
}

// TestEachTableHasOneOwner holds that no other package joins or writes it: it asks the owner's Go function.
func TestEachTableHasOneOwner(t *testing.T) {
	t.Parallel()
	tables := map[string]string{} // by name: the first package seen to use it, "" before that
	scripts, err := filepath.Glob("migrations/*.sql")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no migrations: ", err)
	}
	for _, name := range scripts {
		script, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range createsTable.FindAllSubmatch(script, -1) {
			tables[string(found[1])] = ""
		}
	}
	files := goFiles(t)
	for _, p := range architecture {
		for _, name := range files[p.folder] {
			if strings.HasSuffix(name, "_test.go") || !allows(p.knows, "sql", name) {
				continue
			}
			for _, table := range tablesIn(t, name) {
				if owner, ok := tables[table]; ok && owner != "" && owner != p.folder {
					t.Errorf("%s uses the table %s, as does %s: one of the two should ask the other", name, table, owner)
				} else if ok {
					tables[table] = p.folder
				}
			}
		}
	}
}

// checkImports reports the imports of ours that a file may not have. Its own folder is for a test of the outside.
func checkImports(t *testing.T, name, folder string, may []string) {
	if strings.HasSuffix(name, "_test.go") {
		may = slices.Concat(may, strings.Fields(inTests), []string{folder})
	}
	_, file := parse(t, name, parser.ImportsOnly)
	for _, spec := range file.Imports {
		if ours, ok := strings.CutPrefix(unquoted(spec.Path), "laurel/"); ok && !slices.Contains(may, ours) {
			t.Errorf("%s imports %s, which stands beside or above it", name, ours)
		}
	}
}

// checkKnowledge reports what a file knows without being allowed to.
func checkKnowledge(t *testing.T, name, knows string) {
	set, file := parse(t, name, parser.SkipObjectResolution)
	refuse := func(n ast.Node, needs, what string) {
		if !allows(knows, needs, name) {
			t.Errorf("%s: %s is not for this file: arch_test.go does not give it %q", set.Position(n.Pos()), what, needs)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			for root, needs := range library {
				if p := unquoted(n.Path); p == root || strings.HasPrefix(p, root+"/") {
					refuse(n, needs, p)
				}
			}
		case *ast.BasicLit:
			if n.Kind == token.STRING && statement.MatchString(unquoted(n)) {
				refuse(n, "sql", "SQL")
			}
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" && (n.Sel.Name == "Now" || n.Sel.Name == "Since") {
				refuse(n, "clock", "time."+n.Sel.Name)
			}
		}
		return true
	})
}

// allows reads one entry of the table's last column.
func allows(knows, kind, name string) bool {
	for what := range strings.FieldsSeq(knows) {
		granted, files, some := strings.Cut(what, ":")
		fits, _ := path.Match(files, path.Base(name))
		if granted == kind && (fits || !some) {
			return true
		}
	}
	return false
}

// tablesIn lists what the SQL of a file reads or writes, and words that only look like it.
func tablesIn(t *testing.T, name string) (tables []string) {
	_, file := parse(t, name, parser.SkipObjectResolution)
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			for _, found := range usesTable.FindAllStringSubmatch(unquoted(lit), -1) {
				tables = append(tables, found[1])
			}
		}
		return true
	})
	return tables
}

// goFiles finds the Go files of this module, but for those at the root, by the folder they are in.
func goFiles(t *testing.T) map[string][]string {
	t.Helper()
	files := map[string][]string{}
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		switch folder := path.Dir(name); {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (d.Name() == "testdata" || d.Name() == "tools" || d.Name()[0] == '.'):
			return fs.SkipDir
		case !d.IsDir() && folder != "." && path.Ext(name) == ".go":
			files[folder] = append(files[folder], name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func parse(t *testing.T, name string, mode parser.Mode) (*token.FileSet, *ast.File) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, filepath.FromSlash(name), nil, mode)
	if err != nil {
		t.Fatal(err)
	}
	return set, file
}

func unquoted(lit *ast.BasicLit) string {
	text, err := strconv.Unquote(lit.Value)
	if err != nil {
		return lit.Value
	}
	return text
}
