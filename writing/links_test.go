package writing_test

import (
	"slices"
	"testing"

	"laurel/writing"
)

func TestLinksProjectsAndPeopleAreFound(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text                      string
		links, projects, mentions []string
	}{
		{text: "see https://a.example/x.", links: []string{"https://a.example/x"}},
		{text: "(http://a.example/x)", links: []string{"http://a.example/x"}},
		{
			text:  "https://a.example/wiki/F1_(score), twice: https://a.example/wiki/F1_(score)",
			links: []string{"https://a.example/wiki/F1_(score)"},
		},
		{
			text:  "<https://a.example/x?a=1|the run> and <https://b.example>",
			links: []string{"https://a.example/x?a=1", "https://b.example"},
		},
		{
			text: "https://a.example/#section #ranker", links: []string{"https://a.example/#section"},
			projects: []string{"ranker"},
		},
		{text: "#Ranker, #feature-store. #ranker #größe_2", projects: []string{"ranker", "feature-store", "größe_2"}},
		{text: "fixed #123 and PR#7, C#dev, ##x, a/#b &#39;"},
		{text: "#2-tower and (#a)", projects: []string{"2-tower", "a"}},
		{text: "in <#C0RANK|ranker> and <#C0X>", projects: []string{"ranker"}},
		{text: "<@U0ADA> and <@W0BEN|ben>, <!here>, <@U0ADA>", mentions: []string{"U0ADA", "W0BEN"}},
		{text: "mail ann@a.example, <mailto:a@b.example|a>, ftp://x, https:// http://", links: nil},
		{text: "javascript:alert(1) <javascript:alert(1)|x> xhttps://no.example < b >"},
		{text: "<https://x y>", links: []string{"https://x"}},
		{text: "<https://unclosed.example", links: []string{"https://unclosed.example"}},
	} {
		got := writing.Read(c.text)
		for part, pair := range map[string][2][]string{
			"links": {got.Links, c.links}, "projects": {got.Projects, c.projects},
			"mentions": {got.Mentions, c.mentions},
		} {
			if !slices.Equal(pair[0], pair[1]) {
				t.Errorf("%q: %s %q, want %q", c.text, part, pair[0], pair[1])
			}
		}
	}
}

func TestNothingInsideALinkIsRead(t *testing.T) {
	t.Parallel()
	got := writing.Read("https://a.example/p99-latency/from-120-to-80/AUC=0.82")
	if len(got.Metrics) > 0 || got.Competency != "" {
		t.Errorf("%+v", got)
	}
}
