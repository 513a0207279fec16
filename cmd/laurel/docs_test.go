package main

import (
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// root is the repository, as seen from here.
const root = "../.."

func TestREADMEListsEveryVariableAndNoOther(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, settings, found := strings.Cut(string(text), "\n## Settings\n")
	settings, _, _ = strings.Cut(settings, "\n## ")
	if !found {
		t.Fatal("README.md has no Settings")
	}
	var listed []string
	for _, match := range regexp.MustCompile("`([A-Z]+_[A-Z_]+)`").FindAllStringSubmatch(settings, -1) {
		listed = append(listed, match[1])
		if !slices.Contains(variables, match[1]) {
			t.Errorf("README.md lists %s, which laurel does not read", match[1])
		}
	}
	for _, name := range variables {
		if !slices.Contains(listed, name) {
			t.Errorf("laurel reads %s, which README.md does not list", name)
		}
	}
}

func TestTheListOfVariablesIsWhatIsRead(t *testing.T) {
	t.Parallel()
	asked := map[string]bool{}
	_, err := readConfig(func(name string) (string, bool) { asked[name] = true; return "", false })
	if err != nil {
		t.Fatal(err)
	}
	for name := range asked {
		if !slices.Contains(variables, name) {
			t.Errorf("%s is read and not in variables", name)
		}
	}
	if len(asked) != len(variables) {
		t.Errorf("%d variables are read and %d listed", len(asked), len(variables))
	}
}

var (
	link  = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	fence = regexp.MustCompile("(?ms)^```.*?^```")
	code  = regexp.MustCompile("`[^`\n]*`")
)

func TestEveryLinkInTheDocumentsLeadsSomewhere(t *testing.T) {
	t.Parallel()
	documents, err := filepath.Glob(filepath.Join(root, "*.md"))
	if err != nil || len(documents) < 4 {
		t.Fatalf("%v: only %v", err, documents)
	}
	err = filepath.WalkDir(filepath.Join(root, "docs"), func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".md") {
			documents = append(documents, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, document := range documents {
		text, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		prose := code.ReplaceAllString(fence.ReplaceAllString(string(text), ""), "")
		for _, match := range link.FindAllStringSubmatch(prose, -1) {
			checkLink(t, document, match[1])
		}
	}
}

func checkLink(t *testing.T, document, address string) {
	t.Helper()
	target, err := url.Parse(address)
	if err != nil {
		t.Errorf("%s: %v", document, err)
		return
	}
	if target.Scheme != "" || target.Path == "" {
		return // another site, or a heading of the same page
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(document), target.Path)); err != nil {
		t.Errorf("%s links to %s, which is not there", document, address)
	}
}
