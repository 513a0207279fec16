package reviews

import (
	"fmt"
	"slices"
	"strings"

	"laurel/feedback"
	"laurel/people"
)

// Markdown is the packet as plain text for a file or a terminal. What people wrote is escaped: it can't become a link,
// a heading or HTML.
func (p Packet) Markdown() string {
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	line("# %s · %s\n", escape(p.SubjectName), escape(p.CycleName))
	line("%s · %s to %s · template %s\n", p.Function.Title(), p.From, p.Until, p.Template)
	line("Wins: %d; with a number: %d, with a link: %d, with a witness: %d, reaching the business: %d.",
		p.Strength.Wins, p.Strength.WithNumber, p.Strength.WithLink, p.Strength.WithWitness, p.Strength.ReachingBusiness)
	if none := p.Uncovered(); len(none) > 0 {
		line("Nothing on record yet for %s.", list(none))
	}
	line("\n## Wins")
	for _, project := range p.Projects {
		p.project(line, project)
	}
	line("\n## Codes\n")
	for _, code := range p.Codes {
		line("- **%s %s** (%s): %s", code.Code, code.Title, code.Group, orNone(strings.Join(code.Wins, ", ")))
	}
	if p.Pooled != "" {
		line("\n## %s", escape(p.PoolTitle()))
	}
	for _, pool := range p.Feedback {
		line("\n### %s\n", escape(pool.Title))
		if !pool.ThreeOrMore {
			line("Not shown: %s.", TooFewAnswered)
		}
		for _, extract := range pool.Extracts {
			line("- %s `[%s]`", escape(extract.Text), extract.N)
		}
	}
	p.signed(line)
	line("\n## Wins by month\n")
	for _, month := range p.Months {
		line("- %s: %d", month.Month, month.Wins)
	}
	return out.String()
}

// signed is what was said under names, by function. What only the manager sees is said to be so.
func (p Packet) signed(line func(string, ...any)) {
	function := people.Role("")
	for i, one := range p.Signed {
		if i == 0 || one.Function != function {
			function = one.Function
			line("\n## %s", FunctionTitle(function))
		}
		line("\n### %s\n", escape(one.Giver))
		if one.Mode == feedback.ManagerOnly {
			line("%s\n", escape(p.ForManager()))
		}
		for _, answer := range one.Answers {
			line("- %s: %s `[%s]`", escape(answer.Title), escape(answer.Text), answer.N)
		}
	}
}

func (p Packet) project(line func(string, ...any), project Project) {
	title := "Without a project"
	if project.Name != "" {
		title = escape(project.Name)
	}
	line("\n### %s\n", title)
	if len(project.Stages) > 0 {
		line("Chain: %s\n", strings.ReplaceAll(strings.Join(project.Stages, " → "), "_", " "))
	}
	for _, win := range p.Wins {
		if !slices.Contains(project.Wins, win.N) {
			continue
		}
		line("- `[%s]` %s — %s", win.N, win.OccurredOn, escape(win.Text))
		var numbers []string
		for _, metric := range win.Metrics {
			numbers = append(numbers, escape(metric.Raw))
		}
		for _, part := range []struct{ name, text string }{
			{"Numbers", strings.Join(numbers, "; ")},
			{"Links", escape(strings.Join(win.Links, " "))},
			{"Witnesses", escape(strings.Join(win.Witnesses, ", "))},
			{"Codes", strings.Join(win.Codes, ", ")},
		} {
			if part.text != "" {
				line("  %s: %s  ", part.name, part.text)
			}
		}
	}
}

func list(codes []Coverage) string {
	all := make([]string, len(codes))
	for i, code := range codes {
		all[i] = code.Code + " " + code.Title
	}
	return strings.Join(all, ", ")
}

func orNone(text string) string {
	if text == "" {
		return "nothing on record yet"
	}
	return text
}

var markdown = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`,
	">", `\>`, "#", `\#`, "|", `\|`, "!", `\!`, "&", `\&`, "~", `\~`)

// escape puts a text on one line and takes the meaning from its marks.
func escape(text string) string { return markdown.Replace(strings.Join(strings.Fields(text), " ")) }
