package people_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"laurel/people"
)

func TestAFileIsReadInAnyOrderOfColumnsAndWithAnyLineEnds(t *testing.T) {
	t.Parallel()
	want := []people.Row{
		{Line: 2, ID: "UADA", Name: `Ada "A." Osei, PhD`, Role: "ML Engineer", Manager: "UMIA", Team: "platform"},
		{Line: 5, ID: "UMIA", Name: "Mia", Email: "mia@example.com", Timezone: "UTC"},
	}
	for name, file := range map[string]string{
		"as in the documentation": "slack_id,name,email,role,manager,timezone,team\n" +
			"UADA,\"Ada \"\"A.\"\" Osei, PhD\",,ML Engineer,UMIA,,platform\n\n,,,,,,\nUMIA,Mia,mia@example.com,,,UTC,\n",
		"from a spreadsheet": "\ufeffSlack ID,Name,Email,Role,Manager,Timezone,Team,,\r\n" +
			"UADA,\"Ada \"\"A.\"\" Osei, PhD\",,ML Engineer,UMIA,,platform,,\r\n\r\n,,,,,,,,\r\n" +
			"UMIA,Mia,mia@example.com,,,UTC,,,",
		"in another order": "team,timezone,manager,role,email,NAME , slack_id\n" +
			"platform,,UMIA,ML Engineer,,\" Ada \"\"A.\"\" Osei, PhD\u200b\",UADA\n\n \n,UTC,,,mia@example.com,\u00a0Mia,UMIA\n",
	} {
		got, err := people.ReadCSV(strings.NewReader(file), "people.csv")
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// badFiles are files and what is said about them.
var badFiles = map[string]struct{ file, want string }{
	"an empty file":    {"", `people.csv line 1: the header is missing: slack_id,name,email,role,manager,timezone,team`},
	"a missing column": {"slack_id,name,email,role,manager,timezone\n", `people.csv line 1: there is no column "team"`},
	"an unknown column": {
		"salary,slack_id,name,email,role,manager,timezone,team\n",
		`people.csv line 1: the column "salary" is not one of slack_id,name,email,role,manager,timezone,team`,
	},
	"a column twice": {
		"name,slack_id,name,email,role,manager,timezone,team\n",
		`people.csv line 1: the column "name" is there twice`,
	},
	"a bad id": {
		header + "uada,,,,,,\nBADA,,,,,,\nUA,,,,,,\n,Ada,,,,,\n",
		`people.csv line 2: slack_id "uada" is not a Slack user id like U0123ABCD
people.csv line 3: slack_id "BADA" is not a Slack user id like U0123ABCD
people.csv line 4: slack_id "UA" is not a Slack user id like U0123ABCD
people.csv line 5: slack_id "" is not a Slack user id like U0123ABCD`,
	},
	"somebody twice": {
		header + "UADA,,ada@example.com,,,,\nUADA,,,,,,\nUBEN,,ADA@example.com,,,,\n",
		`people.csv line 3: slack_id "UADA" is in line 2 already
people.csv line 4: email "ADA@example.com" is in line 2 already`,
	},
	"time zones": {
		header + "UADA,,,,,Local,\nUBEN,,,,,Mars/Olympus,\nUMIA,,,,,../../etc/passwd,\n",
		`people.csv line 2: timezone "Local" is not known; use a name like Europe/Berlin
people.csv line 3: timezone "Mars/Olympus" is not known; use a name like Europe/Berlin
people.csv line 4: timezone "../../etc/passwd" is not known; use a name like Europe/Berlin`,
	},
	"the physical line, after cells with line breaks and blank lines": {
		header + "UADA,\"Ada\n\nOsei\",,,,,\n\nUBEN,Ben,ben,,,,\n",
		`people.csv line 2: name holds a line break or another control character
people.csv line 6: email "ben" is not an address`,
	},
	"several things wrong with a row": {
		header + "ada,,ada,,,,\n",
		`people.csv line 2: slack_id "ada" is not a Slack user id like U0123ABCD; email "ada" is not an address`,
	},
	"too few and too many columns": {
		header + "UADA,Ada\nUBEN,Ben,,,,,research,42\n",
		"people.csv line 2: it has 2 columns and the header 7\npeople.csv line 3: it has 8 columns and the header 7",
	},
	"NUL": {header + "UADA,A\x00da,,,,,\n", "people.csv line 2: name holds a line break or another control character"},
	"another encoding": {
		header + "UADA,Zo\xeb,,,,,\n",
		"people.csv line 2: name is not UTF-8; save the file as CSV UTF-8",
	},
	"a novel": {
		header + "UADA," + strings.Repeat("é", 201) + ",,,,,\n",
		"people.csv line 2: name is longer than 200 characters",
	},
	"a quote that doesn't end": {
		header + "ada,,,,,,\nUBEN,\"Ben,,,,,\n",
		`people.csv line 2: slack_id "ada" is not a Slack user id like U0123ABCD
people.csv line 3: a quoted cell doesn't end, or goes on after its "; nothing after this row was read`,
	},
	"a quote in the middle": {
		header + "UBEN,B\"en,,,,,\n",
		`people.csv line 2: a " stands inside a cell that isn't quoted; nothing after this row was read`,
	},
}

func TestEveryBadRowIsNamedByItsLine(t *testing.T) {
	t.Parallel()
	for name, c := range badFiles {
		rows, err := people.ReadCSV(strings.NewReader(c.file), "some/where/people.csv")
		if err == nil || err.Error() != c.want || rows != nil {
			t.Errorf("%s: %d rows and\n%v\nwant\n%s", name, len(rows), err, c.want)
		}
	}
}

func TestAFileWithSemicolonsIsToldSo(t *testing.T) {
	t.Parallel()
	_, err := people.ReadCSV(strings.NewReader("slack_id;name;email;role;manager;timezone;team\n"), "people.csv")
	if err == nil || !strings.Contains(err.Error(), "columns are separated by commas") {
		t.Fatalf("it says %v", err)
	}
}

func TestOnlyTwentyBadRowsAreSpelledOut(t *testing.T) {
	t.Parallel()
	_, err := people.ReadCSV(strings.NewReader(header+strings.Repeat("ada,,,,,,\n", 123)), "people.csv")
	var bad *people.Bad
	if !errors.As(err, &bad) || len(bad.Rows) != 123 || bad.File != "people.csv" {
		t.Fatalf("got %v", err)
	}
	if lines := strings.Split(err.Error(), "\n"); len(lines) != 21 || lines[20] != "and 103 more" {
		t.Fatalf("it says %d lines, the last %q", len(lines), lines[len(lines)-1])
	}
}

func TestAFileThatCannotBeReadIsNotABadFile(t *testing.T) {
	t.Parallel()
	torn := errors.New("the disk is on fire")
	for _, start := range []string{"", header + "UADA,"} {
		_, err := people.ReadCSV(io.MultiReader(strings.NewReader(start), iotest.ErrReader(torn)), "people.csv")
		if bad := (*people.Bad)(nil); !errors.Is(err, torn) || errors.As(err, &bad) {
			t.Errorf("after %q: %v", start, err)
		}
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add(cast)
	f.Add("\ufeff" + strings.ReplaceAll(cast, "\n", "\r\n"))
	f.Add(header + "UADA,\"A\nda\",\x00,\xff,UADA,Local,\n")
	f.Add("slack_id;name\n")
	f.Fuzz(func(t *testing.T, file string) {
		rows, err := people.ReadCSV(strings.NewReader(file), "people.csv")
		lines := 1 + strings.Count(file, "\n")
		if err != nil {
			var bad *people.Bad
			if !errors.As(err, &bad) || rows != nil {
				t.Fatalf("%d rows and %v", len(rows), err)
			}
			for _, row := range bad.Rows {
				if row.Line < 1 || row.Line > lines {
					t.Fatalf("line %d of %d: %s", row.Line, lines, row.Problem)
				}
			}
			return
		}
		seen := map[string]bool{}
		for _, row := range rows {
			whole := strings.Join([]string{row.ID, row.Name, row.Email, row.Role, row.Manager, row.Timezone, row.Team}, "")
			if seen[row.ID] || row.ID == "" || row.Line < 2 || row.Line > lines ||
				!utf8.ValidString(whole) || strings.ContainsAny(whole, "\x00\n\r") {
				t.Fatalf("accepted %+v", row)
			}
			seen[row.ID] = true
		}
	})
}
