package main

import (
	"testing"

	"laurel/internal/dbtest"
)

func TestWhatACommandDidIsOneObject(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		one := func(args ...string) map[string]any {
			t.Helper()
			list := s.objects(args...)
			if len(list) != 1 {
				t.Fatalf("%v printed %v", args, list)
			}
			return list[0]
		}
		if got := one("migrate", "status"); got["version"] != got["wanted"] || got["status"] != "up to date" {
			t.Errorf("migrate status: %v", got)
		}
		if got := one("people", "import", write(t, "people.csv", cast)); got["people"] != 8.0 || got["added"] != 8.0 {
			t.Errorf("people import: %v", got)
		}
		what := []string{"--template", "mlops-engineer", "--subjects", "U0ADA", "--name"}
		cycle := []string{"name", "template", "state", "stage", "opened_at", "stage_ends_at"}
		opened := one(append([]string{"cycle", "open"}, append(what, "2026 H1")...)...)
		hasKeys(t, opened, append(cycle, "people", "requests", "colleagues", "refused", "shortages")...)
		if opened["name"] != "2026 H1" || opened["requests"].(float64) < 3 {
			t.Errorf("cycle open: %v", opened)
		}
		advanced := one("cycle", "advance", "--name", "2026 H1")
		hasKeys(t, advanced, append(cycle, "from", "to")...)
		if closed := one("cycle", "close", "--name", "2026 H1"); closed["state"] != "closed" {
			t.Errorf("cycle close: %v", closed)
		}
		s.does(append([]string{"cycle", "open"}, append(what, "2026 H2")...)...)
		if cancelled := one("cycle", "cancel", "--name", "2026 H2"); cancelled["state"] != "cancelled" {
			t.Errorf("cycle cancel: %v", cancelled)
		}
		added := one("cycle", "schedule", "add", "--template", "mlops-engineer", "--name", "{year}", "--cron", "0 9 * * *")
		hasKeys(t, added, "id", "name", "template", "cron", "timezone", "last", "next")
	})
}
