package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/seal"
)

// cast is who works here: Mia manages Ada; five others are there to be asked.
const cast = `slack_id,name,email,role,manager,timezone,team
U0DAN,Dana Whitfield,dana@laurel.example,Director,,America/New_York,Leadership
U0MIA,Mia Torres,mia@laurel.example,Engineering Manager,U0DAN,Europe/Berlin,ML Platform
U0ADA,Ada Osei,ada@laurel.example,MLOps Engineer,U0MIA,Europe/Berlin,ML Platform
U0RAV,Ravi Nair,ravi@laurel.example,ML Engineer,mia@laurel.example,Europe/Berlin,ML Platform
U0BEN,Ben Adeyemi,ben@laurel.example,Data Scientist,U0DAN,Europe/London,Ranking
U0LIN,Lin Zhao,lin@laurel.example,Data Scientist,U0DAN,Asia/Seoul,Ranking
U0SAM,Sam Keller,sam@laurel.example,Software Engineer,U0DAN,America/New_York,Storefront
U0PIA,Pia Novak,pia@laurel.example,Product Manager,U0DAN,Europe/Berlin,Ranking
`

// shell runs command lines in this process, with an environment of its own.
type shell struct {
	*testing.T
	env variablesOf
	in  string
}

// newShell is a shell with an empty SQLite database.
func newShell(t *testing.T) shell {
	t.Helper()
	return shell{T: t, env: variablesOf{"DATABASE_URL": "sqlite:" + filepath.Join(t.TempDir(), "laurel.db")}}
}

// shellOn is a shell with a database that is there already.
func shellOn(t *testing.T, b dbtest.Base) shell {
	t.Helper()
	return shell{T: t, env: variablesOf{"DATABASE_URL": b.URL, "LAUREL_KEY": keyset(t)}}
}

func keyset(t *testing.T) string {
	t.Helper()
	text, err := seal.NewKeyset()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func (s shell) run(args ...string) (status int, out, err string) {
	s.Helper()
	var stdout, stderr bytes.Buffer
	p := program{
		In: strings.NewReader(s.in), Out: &stdout, Err: &stderr,
		Env: s.look,
	}
	status = p.run(s.Context(), args)
	return status, stdout.String(), stderr.String()
}

// does runs a line that succeeds, and returns what it prints.
func (s shell) does(args ...string) string {
	s.Helper()
	status, out, err := s.run(args...)
	if status != exitDone || err != "" {
		s.Fatalf("laurel %s ended with %d: %s", strings.Join(args, " "), status, err)
	}
	return out
}

// refuses runs a line that ends with a status and one sentence on standard error, which it returns.
func (s shell) refuses(status int, args ...string) string {
	s.Helper()
	have, out, err := s.run(args...)
	if have != status || out != "" || !strings.HasPrefix(err, "laurel: ") || strings.Count(err, "\n") != 1 {
		s.Fatalf("laurel %s ended with %d, not %d, and printed %q and the sentence %q", strings.Join(args, " "), have,
			status, out, err)
	}
	return err
}

// objects runs a line with --json and returns the objects, one a line.
func (s shell) objects(args ...string) (list []map[string]any) {
	s.Helper()
	for line := range strings.Lines(s.does(append(args, "--json")...)) {
		var object map[string]any
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			s.Fatalf("%v in the line %q", err, line)
		}
		list = append(list, object)
	}
	return list
}

// has fails the test when a text lacks one of the parts.
func has(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("it lacks %q:\n%s", part, text)
		}
	}
}

// keys fails the test when an object has other keys than these.
func hasKeys(t *testing.T, object map[string]any, keys ...string) {
	t.Helper()
	var have []string
	for key := range object {
		have = append(have, key)
	}
	slices.Sort(have)
	slices.Sort(keys)
	if !slices.Equal(have, keys) {
		t.Errorf("the keys are %v, not %v", have, keys)
	}
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func executes(t *testing.T, b dbtest.Base, statements ...string) {
	t.Helper()
	err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
		for _, statement := range statements {
			if _, err := tx.Exec(statement); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
