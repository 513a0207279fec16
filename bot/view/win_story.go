package view

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"laurel/wins"
	"laurel/writing"
)

// Story is a project's wins along the impact chain, as their owner reads them.
type Story struct {
	Project  string
	Chapters []wins.Chapter // at least one
	Names    map[string]string
	Today    time.Time
}

// How much of a story a message shows; the rest is one button away.
const (
	storyWins = 10
	storyText = 400
)

// StoryTold is the story as a message.
func StoryTold(s Story) Message {
	blocks := slices.Concat([]slack.Block{header("The story of " + s.Project), s.summary()},
		slices.Concat(s.told(storyWins, storyText)...))
	var buttons []slack.BlockElement
	if s.longer() {
		buttons = append(buttons, primary(button(WinStory, storyValue(0, s.Project), "Read all of it")))
	}
	if more := s.wins() - storyWins; more > 0 {
		blocks = append(blocks, small("and "+count(more, "more win", "more wins")))
	}
	blocks = append(blocks, slack.NewActionBlock("win.story.do", append(buttons, s.markdownButton())...))
	return said("The story of a project of yours. Only you see this message.", blocks)
}

// StoryPages is the whole story as a modal, page by page. A page beyond the end shows the last.
func StoryPages(s Story, page int) slack.ModalViewRequest {
	title := "Story of " + s.Project
	all := [][]slack.Block{{s.summary(), slack.NewActionBlock("win.story.do", s.markdownButton())}}
	if utf8.RuneCountInString(title) > maxTitle { // which shows the beginning of the name only
		all[0] = slices.Insert(all[0], 0, slack.Block(header("The story of "+s.Project)))
	}
	return onePage(title, append(all, s.told(s.wins(), wins.MaxLength)...), page,
		func(page int) (id, value string) { return WinStoryPage, storyValue(page, s.Project) })
}

func (s Story) markdownButton() *slack.ButtonBlockElement {
	return button(WinStoryMarkdown, storyValue(0, s.Project), "As Markdown")
}

// StoryFits tells whether StoryMarkdown can show a text.
func StoryFits(text string) bool { return utf8.RuneCountInString(text) <= maxInput }

// StoryMarkdown shows a story's Markdown in a field, from which it can be copied on any device.
func StoryMarkdown(text string) slack.ModalViewRequest {
	words := slack.NewPlainTextInputBlockElement(nil, WinStoryMarkdown)
	words.Multiline, words.InitialValue = true, text
	field := slack.NewInputBlock("", plain("Select all of it, and copy"), plain("What you change here is not kept."), words)
	field.Optional = true
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: WinStoryMarkdown, Title: plain("As Markdown"), Submit: plain("Done"), Close: plain("Close"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{field}},
	}
}

// StoryTitle is the title of a story's file in Slack.
func StoryTitle(project string) string {
	return "The story of " + cut(writing.Clean(project), maxProject)
}

// summary says how many wins there are, from when to when, and what they show together.
func (s Story) summary() slack.Block {
	return section("win.story", marked(escape(s.span())+"\n"+chain(s.stages())))
}

// told are the blocks of so many wins, each with at most so many characters. A chapter's title stands with its first.
func (s Story) told(most, characters int) (entries [][]slack.Block) {
	for _, c := range s.Chapters {
		for i, w := range c.Wins {
			if len(entries) == most {
				return entries
			}
			var entry []slack.Block
			if i == 0 {
				entry = append(entry, section("", marked("*"+cmp.Or(stageNames[c.Stage], "Other work on it")+"*")))
			}
			entry = append(entry, paragraphs(day(w.OccurredOn, s.Today)+" · "+cut(Named(w.Text, s.Names), characters))...)
			if sources := s.sources(w); sources != "" {
				entry = append(entry, small(sources))
			}
			entries = append(entries, entry)
		}
	}
	return entries
}

// sources are what stands behind a win: its numbers and where they were seen, its witnesses, its links.
func (s Story) sources(w wins.Win) string {
	var parts []string
	if read := metricsLine(w.Metrics); read != "" {
		parts = append(parts, escape(cut(read, 300)))
	}
	if w.Held != "" {
		parts = append(parts, heldWords[w.Held])
	}
	if who := witnessNames(w, s.Names); len(who) > 0 {
		parts = append(parts, escape(cut("seen by "+list(who), 300)))
	}
	if by := strings.TrimPrefix(confirmedBy(w, s.Names), " · "); by != "" {
		parts = append(parts, escape(cut(by, 300)))
	}
	for _, link := range w.Links {
		parts = append(parts, linked(link))
	}
	if w.Visibility == wins.VisibilityPrivate {
		parts = append(parts, "only you can see it")
	}
	return strings.Join(parts, " · ")
}

// witnessNames are the names of those who marked a win, in the order in which they did.
func witnessNames(w wins.Win, names map[string]string) (who []string) {
	for _, witness := range w.Witnesses {
		who = append(who, cmp.Or(names[witness.Person], witness.Person))
	}
	return who
}

var heldWords = map[string]string{
	wins.HeldOffline: "measured offline only", wins.HeldShadow: "measured in shadow", wins.HeldCanary: "measured in a canary",
	wins.HeldTest: "measured in an A/B test", wins.HeldLive: "measured live",
}

func (s Story) wins() (n int) {
	for _, c := range s.Chapters {
		n += len(c.Wins)
	}
	return n
}

// longer tells whether the message leaves something out.
func (s Story) longer() bool {
	for _, c := range s.Chapters {
		for _, w := range c.Wins {
			if utf8.RuneCountInString(Named(w.Text, s.Names)) > storyText {
				return true
			}
		}
	}
	return s.wins() > storyWins
}

// stages are those that the wins show together.
func (s Story) stages() (all []string) {
	for _, c := range s.Chapters {
		for _, w := range c.Wins {
			all = append(all, w.Stages...)
		}
	}
	return all
}

// span is how many wins there are, from when to when: "6 wins, 13 Jul to 11 Nov".
func (s Story) span() string {
	first, last := "", ""
	for _, c := range s.Chapters {
		for _, w := range c.Wins {
			if first == "" || w.OccurredOn < first {
				first = w.OccurredOn
			}
			last = max(last, w.OccurredOn)
		}
	}
	text := count(s.wins(), "win", "wins") + ", " + day(first, s.Today)
	if first != last {
		text += " to " + day(last, s.Today)
	}
	return text
}
