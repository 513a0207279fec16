package files

import (
	"fmt"
	"strings"

	"laurel/wins"
	"laurel/writing"
)

// Story writes the wins of one project along the impact chain, as Markdown to read: all wins of the book are taken for
// the project's. What people wrote stands in it as text and nothing else.
func (b Book) Story(project string) []byte {
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	b.Wins = newestFirst(b.Wins)
	together := ""
	if stages := b.stages(); len(stages) > 0 {
		together = ", which show " + strings.ReplaceAll(strings.Join(stages, ", "), "_", " ")
	}
	line("# The story of %s\n", inert(project))
	line("%s · %s%s. Written on %s.%s", inert(b.Person), b.summary(), together, b.Today.Format("2 Jan 2006"), b.privacy())
	for _, c := range wins.Chapters(b.Wins) {
		title := "Other work on it"
		if c.Stage != "" {
			title = strings.ToUpper(c.Stage[:1]) + strings.ReplaceAll(c.Stage[1:], "_", " ")
		}
		line("\n## %s\n", title)
		for _, w := range c.Wins {
			b.item(line, w)
			if w.Held != "" {
				line("  - Measured: %s", heldWords[w.Held])
			}
		}
	}
	return []byte(out.String())
}

var heldWords = map[string]string{
	wins.HeldOffline: "offline only", wins.HeldShadow: "in shadow", wins.HeldCanary: "in a canary",
	wins.HeldTest: "in an A/B test", wins.HeldLive: "live",
}

// stages are those that the wins show together, in the order of the chain.
func (b Book) stages() []string {
	shown := map[string]bool{}
	for _, w := range b.Wins {
		for _, stage := range w.Stages {
			shown[stage] = true
		}
	}
	var stages []string
	for _, stage := range writing.StageIDs {
		if shown[stage] {
			stages = append(stages, stage)
		}
	}
	return stages
}
