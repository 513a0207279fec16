package view

import (
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/reviews"
	"laurel/wins"
	"laurel/writing"
)

// SelfShown is a self-assessment as its subject sees it.
type SelfShown struct {
	Self     reviews.Self
	Manager  string // the name of who reads it, "" when there is nobody now
	Step     int    // from 0; one beyond the end is the last
	Names    map[string]string
	Today    time.Time // where the subject is
	Metadata string    // comes back unread
}

// How much one step shows, so that it is a view that Slack takes: a hundred blocks, ten boxes a group.
const (
	stepCodes = 8
	codeWins  = 30
	selfLists = 15 // chains and goals
)

// selfStep is a part of the form: some codes of a group, or what concerns everything.
type selfStep struct {
	group reviews.Group
	codes []reviews.Code
	text  string // whose text is written here: a group's id, reviews.SelfOverall, or "" when the group goes on
}

// selfSteps are the steps of the form: the groups in order, long ones in parts, and everything at the end.
func selfSteps(groups []reviews.Group) (steps []selfStep) {
	for _, group := range groups {
		for codes := range slices.Chunk(group.Codes, stepCodes) {
			steps = append(steps, selfStep{group: group, codes: codes})
		}
		if len(group.Codes) == 0 {
			steps = append(steps, selfStep{group: group})
		}
		steps[len(steps)-1].text = group.ID
	}
	return append(steps, selfStep{text: reviews.SelfOverall})
}

// SelfSteps is how many steps the form has.
func SelfSteps(s reviews.Self) int { return len(selfSteps(s.Groups)) }

// SelfForm is one step of the modal in which a subject writes about their own work. It tells laurel of every change, and
// holds what was written before.
func SelfForm(s SelfShown) slack.ModalViewRequest {
	steps := selfSteps(s.Self.Groups)
	at := max(0, min(s.Step, len(steps)-1))
	step, last := steps[at], at == len(steps)-1
	title := step.group.Title
	if last {
		title = "Altogether"
	}
	blocks := []slack.Block{
		section("self.step", marked("*"+escape(title)+"* · step "+number(at+1)+" of "+number(len(steps))+" · "+escape(s.Self.Cycle.Name))),
		small(escape(s.kept())),
	}
	for _, code := range step.codes {
		blocks = append(blocks, s.code(code)...)
	}
	if last {
		blocks = append(blocks, s.chains()...)
		blocks = append(blocks, s.goals()...)
	}
	if step.text != "" {
		blocks = append(blocks, s.text(step.text, selfQuestion(step, last)))
	}
	if at > 0 {
		blocks = append(blocks, slack.NewActionBlock("self.turn", button(ReviewSelfBack, "", "Back")))
	}
	send := "Next"
	if last {
		send = "Send"
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: ReviewSelf, PrivateMetadata: s.Metadata,
		Title: plain("Self-assessment"), Submit: plain(send), Close: plain("Close"), Blocks: slack.Blocks{BlockSet: blocks},
	}
}

func selfQuestion(step selfStep, last bool) string {
	if last {
		return "What did you achieve in this time, and what comes next?"
	}
	return step.group.Title + ": where do you stand, and what shows it?"
}

// kept says that nothing is lost, and who reads it.
func (s SelfShown) kept() string {
	readers := "Your manager, once you have one, reads what you send."
	if s.Manager != "" {
		readers = first(s.Manager) + " reads what you send, once colleagues have answered."
	}
	switch {
	case s.Self.Draft && s.Self.Sent:
		return "You changed this after you sent it: send it again. " + readers
	case s.Self.Draft:
		return "This is your draft. It is not sent yet. " + readers
	case s.Self.Sent:
		return "This is what you sent. You can change it until " + moment(s.Self.Cycle.StageEndsAt, s.Today.Location()) + ". " + readers
	}
	return "What you write is kept as you write it: you can close this and go on later. " + readers
}

// code is one thing that is looked at: what each level looks like, and the wins that fall under it.
func (s SelfShown) code(code reviews.Code) []slack.Block {
	blocks := anchored(code)
	all := s.Self.Wins[code.ID]
	if len(all) == 0 {
		return append(blocks, small("No win of this time falls under it."))
	}
	for i, some := range slices.Collect(slices.Chunk(all[:min(len(all), codeWins)], maxOptions)) {
		blocks = append(blocks, s.boxes(code, i, some))
	}
	if more := len(all) - codeWins; more > 0 {
		blocks = append(blocks, small("and "+count(more, "earlier win", "earlier wins")))
	}
	return blocks
}

// anchored names a code, and says what each level of it looks like.
func anchored(code reviews.Code) []slack.Block {
	anchors := []string{
		"*Exceeds expectations:* " + escape(code.Anchors.Exceeds), "*Meets expectations:* " + escape(code.Anchors.Meets),
		"*Needs development:* " + escape(code.Anchors.NeedsDevelopment),
	}
	var levels []slack.MixedElement
	for _, anchor := range anchors {
		levels = append(levels, marked(cutMarked(anchor, 900)))
	}
	return []slack.Block{
		section("", marked("*"+escape(code.ID+" "+code.Title)+"* · "+escape(cut(code.Description, 500)))),
		slack.NewContextBlock("", levels...),
	}
}

func (s SelfShown) boxes(code reviews.Code, n int, some []wins.Win) slack.Block {
	id := selfWins + code.ID
	label := "Include"
	if n > 0 {
		id, label = id+"/"+number(n+1), "Include, continued"
	}
	boxes := slack.NewCheckboxGroupsBlockElement(ReviewSelfDraft + ":" + id)
	for _, w := range some {
		text := strings.Join(strings.Fields(writing.Clean(Named(w.Text, s.Names))), " ")
		box := slack.NewOptionBlockObject(w.ID, plain(cut(day(w.OccurredOn, s.Today)+" · "+text, maxButton)), nil)
		boxes.Options = append(boxes.Options, box)
		if slices.Contains(s.Self.Text.Wins[code.ID], w.ID) {
			boxes.InitialOptions = append(boxes.InitialOptions, box)
		}
	}
	field := slack.NewInputBlock(id, plain(label), nil, boxes)
	field.Optional, field.DispatchAction = true, true
	return field
}

func (s SelfShown) text(part, question string) slack.Block {
	words := slack.NewPlainTextInputBlockElement(nil, ReviewSelfDraft+":"+selfText+part)
	words.Multiline, words.MaxLength = true, reviews.MaxSelf
	words.InitialValue = cut(s.Self.Text.Texts[part], reviews.MaxSelf)
	words.DispatchActionConfig = &slack.DispatchActionConfig{TriggerActionsOn: []string{"on_character_entered"}}
	field := slack.NewInputBlock(selfText+part, plain(cut(question, maxLabel)), nil, words)
	field.Optional, field.DispatchAction = true, true
	return field
}

// chains say which projects' chains stop early, and where.
func (s SelfShown) chains() []slack.Block {
	if len(s.Self.Chains) == 0 {
		return nil
	}
	blocks := []slack.Block{section("", marked("*Not shown yet* · these projects do not reach the business so far. "+
		"If you know what followed, add it to a win, or say it below."))}
	for _, c := range s.Self.Chains[:min(len(s.Self.Chains), selfLists)] {
		blocks = append(blocks, small("*"+escape(cut(c.Project, maxProject))+"* · "+chain(c.Stages)))
	}
	if more := len(s.Self.Chains) - selfLists; more > 0 {
		blocks = append(blocks, small("and "+number(more)+" more"))
	}
	return blocks
}

// goals say where the subject's goals stand.
func (s SelfShown) goals() []slack.Block {
	if len(s.Self.Goals) == 0 {
		return []slack.Block{small("You have no goals. `/goal` sets one.")}
	}
	blocks := []slack.Block{section("", marked("*Your goals*"))}
	for _, g := range s.Self.Goals[:min(len(s.Self.Goals), selfLists)] {
		blocks = append(blocks, small("*"+escape(cut(g.Objective, 200))+"* · "+goalWhen(g, s.Today)+" · "+escape(goalMeasure(g.GoalText))))
	}
	if more := len(s.Self.Goals) - selfLists; more > 0 {
		blocks = append(blocks, small("and "+number(more)+" more; `/goal` has them all"))
	}
	return blocks
}

// Fields of the form are named by what they are about.
const (
	selfWins = "wins."
	selfText = "text."
)

// ReadSelf takes out of a form, sent or not, what one step of it says.
func ReadSelf(f Fields, groups []reviews.Group, step int) reviews.SelfText {
	steps := selfSteps(groups)
	at := steps[max(0, min(step, len(steps)-1))]
	said := reviews.SelfText{Wins: map[string][]string{}, Texts: map[string]string{}}
	for _, code := range at.codes {
		chosen := []string{}
		for field, values := range f {
			if name, _, _ := strings.Cut(field, "/"); name == selfWins+code.ID {
				chosen = append(chosen, values...)
			}
		}
		slices.Sort(chosen)
		said.Wins[code.ID] = chosen
	}
	if at.text != "" {
		said.Texts[at.text] = f.Text(selfText + at.text)
	}
	return said
}

// SelfField is the field of a part's text.
func SelfField(part string) string { return selfText + part }
