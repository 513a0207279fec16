package main

import (
	"strings"
	"testing"

	"laurel/internal/dbtest"
)

func TestAnAdminChecksAddsAndRemovesATemplate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		text := s.does("template", "show", "ml-engineer")
		own := strings.NewReplacer("id: ml-engineer", "id: ranking", "title: ML engineer", "title: Ranking").Replace(text)
		broken := strings.Replace(own, "days: 10", "days: 0", 1)
		for _, command := range []string{"check", "add"} {
			status, out, said := s.run("template", command, write(t, "ranking.yaml", broken))
			has(t, said, "laurel: the template was not taken; mend these lines", "ranking.yaml line 17: stage peer needs days")
			if status != exitFailed || out != "" {
				t.Errorf("%s ended with %d and printed %q", command, status, out)
			}
		}
		if n := rows(t, b, "templates"); n != 0 {
			t.Fatalf("%d templates are stored", n)
		}
		has(t, s.does("template", "check", write(t, "ranking.yaml", own)), "ranking: nothing is wrong")
		has(t, s.does("template", "add", write(t, "ranking.yaml", own)), "ranking is stored")
		has(t, s.does("template", "list"), "ranking", "Ranking", "Nomination → Self-assessment → Peer review")
		if list := s.objects("template", "list"); len(list) != 3 {
			t.Fatalf("the list is %v", list)
		}
		has(t, s.does("template", "remove", "ranking"), "ranking is removed")
		has(t, s.refuses(exitFailed, "template", "remove", "ml-engineer"), "built-in ones stay")
		has(t, s.refuses(exitFailed, "template", "show", "ranking"), "laurel template list")
	})
}
