package view_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"laurel/bot/view"
	"laurel/coaching"
	"laurel/feedback"
	"laurel/people"
	"laurel/reviews"
	"laurel/wins"
	"laurel/writing"
)

// hostile is what people could write to reach others, to hide words or to break a message.
var hostile = []string{
	"<!channel>", "<!here|x>", "<!subteam^S0ML|@ml>", "<@U0MIA>", "<@U0MIA|x>", "<#C0MLPLAT>", "<#C0MLPLAT|ranker>",
	"<http://evil.example|click>", "<https://evil.example|https://laurel.example>", "https://evil.example/?a=<!channel>|x",
	"https://evil.example/a|b>c", "https://xn--evil.example@evil.example", "javascript:alert(1)", "@channel @here #general",
	"`code` ```block```",
	"*bold* _it_ ~gone~ :trophy:", "&lt;!here&gt;", "&amp;lt;!here&amp;gt;", "<", ">", "&", "<<!channel>>",
	"\u202eevil\u202c", "a\u200bb\ufeffc\u2066d\u2069", "\u200b", `"quotes" 'single' \u003c!channel\u003e \"`,
	"Ada\n> Osei\r\n<!channel>\n```", "\x00\x1b[31m", "   ", strings.Repeat("<!channel> ", 300), strings.Repeat("&", 3000),
	strings.Repeat("長", 40_000), strings.Repeat("https://evil.example/<x|y> ", 120),
}

// secret stands in every answer and win: no notification may show it.
const secret = "offensichtlich"

func TestWhatPeopleWriteStaysWordsInEveryView(t *testing.T) {
	t.Parallel()
	for i, text := range hostile {
		t.Run(fmt.Sprintf("%d %.20q", i, text), func(t *testing.T) {
			t.Parallel()
			for name, value := range everything(text, text+" "+secret) {
				takes(t, value)
				inert(t, name, value)
			}
		})
	}
}

func TestNoNotificationShowsWhatSomebodyAnsweredOrAchieved(t *testing.T) {
	t.Parallel()
	for name, value := range everything("Ada Osei", "It is "+secret+".") {
		if m, ok := value.(view.Message); ok && strings.Contains(m.Text, secret) {
			t.Errorf("%s shows it on lock screens: %s", name, m.Text)
		}
	}
}

func TestSlackTakesViewsOfAnySize(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Repeat(rapid.StringN(1, 60, -1).Draw(t, "text"), rapid.IntRange(1, 60).Draw(t, "times")) + "."
		name := rapid.StringN(1, 80, -1).Draw(t, "name")
		n := rapid.IntRange(0, 200).Draw(t, "how many")
		for _, value := range crowds(name, text, n) {
			takes(t, value)
		}
	})
}

func TestEveryPartOfALongPacketIsOnSomePage(t *testing.T) {
	t.Parallel()
	p := packet(manyWins(200), inEverySlot(strings.Repeat("長い答え", 700), 15))
	shown := ""
	for page := range 100 {
		drawn := view.PacketPages(p, page, now)
		takes(t, drawn)
		shown += written(t, drawn)
	}
	for i := range p.Wins {
		if n := fmt.Sprintf("[W%d]", i+1); !strings.Contains(shown, n) {
			t.Errorf("no page has %s", n)
		}
	}
	for i := range 60 {
		if n := fmt.Sprintf("[F%d]", i+1); !strings.Contains(shown, n) {
			t.Errorf("no page has %s", n)
		}
	}
}

func TestAMessageAboutFortyPeopleShowsThoseWhoWaitFirst(t *testing.T) {
	t.Parallel()
	var asked []view.AskedPerson
	for i := range 40 {
		state := feedback.Answered
		if i >= 30 {
			state = feedback.Open
		}
		asked = append(asked, view.AskedPerson{Request: request(i, state), Subject: ada})
	}
	drawn := written(t, view.FeedbackAsk(view.Ask{Day: "2026-11-23", Now: now, Zone: berlin(), People: asked}))
	for _, p := range asked[30:] {
		if !strings.Contains(drawn, `"value": "`+p.Request.ID+`"`) {
			t.Errorf("%s can't be answered", p.Request.ID)
		}
	}
}

// everything draws each view with a name in place of every name and a text in place of every text.
func everything(name, text string) map[string]any {
	drawn := crowds(name, text, 3)
	who := person(name)
	w := hostileWin(name, text)
	saved := view.SavedWin{Win: w, Owner: who, Manager: name, ProjectWins: 2, Today: now}
	saved.Names = map[string]string{"U0MIA": name}
	drawn["win saved"], drawn["win changed"] = view.WinSaved(saved), view.WinChanged(saved)
	drawn["win already"] = view.WinAlready(saved, "id")
	drawn["win apart"], drawn["win message deleted"] = view.WinApart(saved, view.ApartEdited), view.WinMessageDeleted(saved)
	drawn["win removed"] = view.WinRemoved(w, saved.Names)
	for _, status := range []string{wins.StatusKept, wins.StatusPending, wins.StatusRemoved} {
		undone, act := saved, wins.Act{Did: wins.ActEdited, At: now}
		undone.Win.Status, undone.Undo, undone.Private = status, "id 1", view.PrivateSaid
		drawn["win undone, "+status] = view.WinUndone(undone, act)
		drawn["win not undone, "+status] = view.WinUndoOld(undone, act)
	}
	drawn["win not found"] = view.WinList(view.WinPage{Words: []string{text}, Typed: text, Names: saved.Names, Today: now})
	drawn["win question"] = view.WinQuestion(text)
	drawn["win misspelt"] = view.WinMisspelt(text, "list")
	parts, _ := view.SplitText(w.Text)
	drawn["win form"] = view.WinForm(view.WinDraft{Win: &w, Parts: parts}, "")
	drawn["win text"] = view.WinText(w, saved.Names)
	saved.Contributors = []view.Contributor{{Person: who, Known: true, State: wins.ContributionAsked}}
	drawn["win saved, somebody asked"] = view.WinSaved(saved)
	who.ManagerName = name
	for _, state := range []string{wins.ContributionAsked, wins.ContributionConfirmed, wins.ContributionDeclined} {
		q := view.Question{Win: w, Owner: who, Names: saved.Names, Contribution: wins.Contribution{State: state}}
		drawn["contribution "+state] = view.Contribution(q)
	}
	witnessed := saved
	witnessed.Win.Witnesses = []wins.Witness{{Person: "U0MIA"}, {Person: "U0ADA"}}
	drawn["pending"], drawn["left out"] = view.WinPending(witnessed, "C0OURS"), view.WinLeftOut(w, saved.Names)
	drawn["witness now"], drawn["of guest"] = view.WitnessNow("id", name, false), view.MessageOfGuest(who)
	drawn["without words"] = view.MessageWithoutWords(name)
	drawn["witnessed"], drawn["witness gone"] = view.WinWitnessed(witnessed, "C0OURS"), view.WitnessGone(saved, name)
	saved.Hint = &writing.Hint{ID: writing.HintBaseline, Text: text}
	drawn["hint"] = view.WinSaved(saved)
	drawn["extend form"] = view.ExtendForm(view.Extension{Win: w, Names: saved.Names, Ask: text}, "")
	nominates(drawn, name)
	f := form(who)
	f.Request.CycleName = name
	f.Questions[0].Text = text
	answer := []rune(w.Text)
	f.Previous = feedback.Answers{feedback.SlotNext: {Text: string(answer[:min(len(answer), f.MaxLength)])}}
	answers := answering(f, name)
	answers.Wins, answers.Form.Draft = 1, feedback.Draft{ChangedAt: now, Answers: f.Previous}
	answers.Hints = map[string][]writing.Hint{feedback.SlotNext: {{ID: writing.HintVague, Text: text}}}
	drawn["feedback form"] = view.FeedbackForm(answers)
	drawn["feedback decline"] = view.FeedbackDeclineForm(answers.Form, name, "")
	drawn["feedback wins"] = view.FeedbackWinPages(view.SharedWins{Subject: who, Wins: []wins.Win{w}, Names: saved.Names, Today: now}, 0)
	drawn["review form"] = view.ReviewForm([]reviews.Template{{ID: "mlops-engineer", Title: "T " + name}})
	drawn["review advanced"] = view.ReviewAdvanced(reviews.Advanced{
		Cycle: reviews.Cycle{Name: name}, To: reviews.StageManager,
	})
	run := view.CycleShown{Progress: progress(3, name), Names: map[string]string{"U0DAN": name}, Zone: berlin(), Note: name + "."}
	run.Record = []reviews.Event{{At: now, By: "U0DAN", Kind: reviews.EventExtended, Was: text, Becomes: text, Reason: text}}
	drawn["cycle page"], drawn["cycle extend"] = view.CyclePage(run, ""), view.CycleExtendForm(run.Progress, berlin(), "")
	drawn["cycle reopen"] = view.ReopenForm(run.Progress.Cycle, due, "")
	in := reviews.Standing{Cycle: run.Progress.Cycle, Person: who, In: true, Lines: []people.Line{{Manager: "U0DAN", From: now}}}
	drawn["cycle person"] = view.PersonPage(view.PersonShown{Standing: in, Names: run.Names, Now: now, Note: name + "."})
	in.In = false
	drawn["cycle person outside"] = view.PersonPage(view.PersonShown{Standing: in, Names: run.Names, Now: now})
	status := []reviews.Status{{CycleName: name, Subject: who, StageTitle: name, Until: due}}
	drawn["review status"] = view.ReviewStatus(status, status, berlin())
	drawn["cycle play"] = view.PlayModal([]view.PlayPage{view.PlayForm(view.FeedbackForm(answers))}, 0, name, name+".", "")
	drawn["cycle swap"] = view.SwapForm(who, "")
	drawn["cycle manager"] = view.ManagerForm(who, now, "")
	drawn["feedback said"] = view.FeedbackSaid(name + ".")
	return drawn
}

// nominates draws what is said about nominations, with a name in place of every name.
func nominates(drawn map[string]any, name string) {
	n := nomination("U0MIA", "U0ADA")
	n.Subject, n.Cycle.Name = person(name), name
	n.Subject.Manager, n.Subject.ManagerName = "U0MIA", name
	all := view.Nominating{Nomination: n, Names: map[string]string{"U0MIA": name, "U0ADA": name}, Zone: berlin()}
	draft := view.NominateDraft{Nominating: all, Suggestions: []reviews.Suggestion{{Person: person(name), Projects: []string{name}}}}
	drawn["named"], drawn["nominees changed"] = view.NominateAsk(all), view.NominateChanged(all, []string{"U0MIA"})
	drawn["nominate form"], drawn["change nominees"] = view.NominateForm(draft, ""), view.NominateChangeForm(draft, "")
	drawn["stale list"], drawn["nominees over"] = view.NominateStale(name), view.NominateOver(name)
	all.NominatedAt = time.Time{}
	drawn["nominate"] = view.NominateAsk(all)
}

// crowds draws the views that grow with what there is: n of everything.
func crowds(name, text string, n int) map[string]any {
	who, names := person(name), map[string]string{"U0MIA": name, "U0ADA": name}
	var list []wins.Win
	w := hostileWin(name, text)
	week, home := reviews.Digest{Wins: n * n}, view.Home{Person: who, Now: now, Zone: berlin(), Names: names}
	ask := view.Ask{Day: "2026-11-23", Now: now, Zone: berlin()}
	var cycles []reviews.Progress
	opened := reviews.Opened{Cycle: reviews.Cycle{Name: name}}
	lists := view.Approving{Manager: "U0MIA", Names: names, Zone: berlin()}
	states := []feedback.State{feedback.Open, feedback.Answered, feedback.Declined, feedback.Withdrawn}
	for i := range n {
		w.ID = fmt.Sprint("win", i)
		list = append(list, w)
		asked := view.AskedPerson{
			Request: request(i, states[i%4]), Subject: who, Manager: name, Later: []reviews.Later{reviews.LaterTomorrow},
		}
		asked.Request.CycleName = name
		ask.People, home.Waiting = append(ask.People, asked), append(home.Waiting, asked)
		cycles = append(cycles, progress(i, name))
		home.Packets = append(home.Packets, reviews.Packet{
			ID: fmt.Sprint(i), Subject: "U0ADA", SubjectName: name, CycleName: name,
		})
		home.Questions = append(home.Questions, view.Question{Win: w, Owner: who, Names: names})
		home.Asked = 2 * n
		week.Waiting = append(week.Waiting, reviews.Waiting{
			Kind:    []string{reviews.WaitingAnswer, reviews.WaitingEvaluate, reviews.WaitingApprove}[i%3],
			Subject: "U0ADA", Cycle: fmt.Sprint(i), CycleName: name, Until: due,
		})
		list := nomination("U0MIA", "U0ADA")
		list.Subject, list.Cycle.ID, list.Cycle.Name = who, fmt.Sprint(i), name
		list.Subject.Manager = "U0MIA"
		lists.List = append(lists.List, list)
		opened.Refused = append(opened.Refused, reviews.Refusal{Subject: "U0ADA", Reason: reviews.NoManager})
	}
	home.ToName, home.ToApprove = lists.List, lists.List
	for range n {
		week.People = append(week.People, reviews.PersonWins{Person: who, Wins: list[:min(n, 7)]})
	}
	home.Goals = goals(n)
	home.Wins, home.Pending, home.Overview = list, list, overview(list)
	home.Overview.Pending = n
	for i := range n {
		home.Overview.Projects = append(home.Overview.Projects, wins.Project{Name: fmt.Sprint(name, i), Wins: i + 1, LastOn: "2026-11-23"})
	}
	story, projects := view.Story{Project: name, Chapters: wins.Chapters(list), Names: names, Today: now}, home.Overview.Projects
	p := hostilePacket(name, text, list, n)
	found := view.WinPage{Wins: list, Total: n, Project: name, Names: names, Today: now}
	searched := found
	searched.Words = []string{text, "ms", "<@U0MIA>"}
	asked := coaching.FollowUps{Person: who, Day: "2026-11-23"}
	for i, w := range list {
		answers := []string{"", coaching.AnswerHeld, coaching.AnswerChanged, coaching.AnswerEarly, coaching.AnswerStop}
		asked.List = append(asked.List, coaching.FollowUp{Win: w, Days: 30, Answer: answers[i%5], AnsweredAt: now})
	}
	weekly := coaching.WeeklyQuestion{Person: who, Week: "2026-W48", Last: true}
	weekly.Pending, weekly.Extend = list[:min(n, 20)], list[:min(n, 20)]
	drawn := map[string]any{
		"ask": view.FeedbackAsk(ask), "home": view.HomeTab(home), "digest": view.DigestWeek(week, names, berlin()),
		"cycles": view.ReviewCycles(cycles[:min(len(cycles), 20)], len(cycles), berlin()), "opened": view.ReviewOpened(opened, names),
		"lists":      view.NominateApprove(lists),
		"follow-ups": view.FollowUps(asked, names, now), "weekly": view.WeeklyAsk(weekly, names, now),
		"list": view.WinList(found), "packet": view.PacketReady(p, now), "found": view.WinList(searched),
		"projects": view.Projects(projects, now), "all projects": view.ProjectPages(projects, 0, now),
		"last projects": view.ProjectPages(projects, n, now), "no story": view.StoryNone(name, projects, now),
		"story": view.StoryTold(story), "markdown": view.StoryMarkdown(cut(text)), "story pages": view.StoryPages(story, 0), "story's end": view.StoryPages(story, n),
		"first page": view.PacketPages(p, 0, now), "last page": view.PacketPages(p, n, now),
	}
	hostileGoals(drawn, name, text, n)
	hostileSelf(drawn, name, text, n)
	hostileGiven(drawn, name, text, n)
	return drawn
}

func person(name string) people.Person {
	return people.Person{ID: "U0ADA", Name: name, Role: people.Other, RoleText: name}
}

// hostileWin is a win that says the text. Its own texts were cleaned and cut when it was kept, as all are.
func hostileWin(name, text string) wins.Win {
	w := win(0, text+" from 120 ms to 80 ms for <@U0MIA>")
	w.Project, w.Links = name, append(slices.Clone(w.Links), name, "https://laurel.example/?q="+name)
	w.Witnesses = []wins.Witness{{Person: "U0MIA"}}
	return w
}

// hostilePacket has each win in a project of its own, and up to 60 answers.
func hostilePacket(name, text string, list []wins.Win, n int) reviews.Packet {
	p := packet(list, inEverySlot(text, min(n, 15)))
	p.SubjectName, p.CycleName, p.Projects = name, name, nil
	for i := range p.Wins {
		p.Wins[i].Witnesses = []string{name, name}
		p.Projects = append(p.Projects, reviews.Project{Name: fmt.Sprint(name, i), Wins: []string{p.Wins[i].N}})
	}
	p.Codes = append(p.Codes, reviews.Coverage{Code: name, Title: text, Group: name})
	for i := range n {
		p.Signed = append(p.Signed, reviews.Signed{
			Giver: name, Function: people.Other, Mode: feedback.Modes[1+i%2],
			Answers: []reviews.SignedAnswer{{N: fmt.Sprint("F", 100+i), Title: name, Text: text}},
		})
	}
	return p
}

func inEverySlot(text string, n int) map[string][]string {
	answers := map[string][]string{}
	for _, slot := range feedback.Slots {
		answers[slot] = slices.Repeat([]string{text}, n)
	}
	return answers
}

// ours are the only marks that laurel writes itself: a channel's id that Slack told, and links to plain https addresses.
var ours = regexp.MustCompile(`<#C0OURS>|<https://[A-Za-z0-9.-]+(:[0-9]+)?[^<>|\s]*\|[A-Za-z0-9.-]+(:[0-9]+)?>`)

// chains are what laurel itself begins a line with.
var chains = regexp.MustCompile("\n[○●] data ")

// inert fails the test when something in a view is more than words to Slack.
func inert(t *testing.T, name string, value any) {
	t.Helper()
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := json.Unmarshal(raw, &tree); err != nil {
		t.Fatal(err)
	}
	if text, ok := tree["text"].(string); ok {
		markedIsInert(t, name+", notification", text)
		if strings.Contains(text, secret) {
			t.Errorf("%s: the notification tells: %.200s", name, text)
		}
	}
	for _, element := range elements(tree["blocks"]) {
		text, _ := element["text"].(string)
		switch element["type"] {
		case slack.MarkdownType:
			markedIsInert(t, name, text)
		case "link", "user", "usergroup", "channel", "broadcast", "team", "emoji", "color", "date":
			t.Errorf("%s has a rich text element %v", name, element)
		}
		if hidden.MatchString(text) {
			t.Errorf("%s hides or turns text around: %.200q", name, text)
		}
	}
}

var hidden = regexp.MustCompile("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\\x00\\x1b]")

func markedIsInert(t *testing.T, name, text string) {
	t.Helper()
	rest := ours.ReplaceAllString(text, "")
	if strings.ContainsAny(rest, "<>") {
		t.Errorf("%s: Slack would act on %.300q", name, rest)
	}
	if strings.Contains(chains.ReplaceAllString(text, ""), "\n") {
		t.Errorf("%s: people's words begin a line of marked text: %.300q", name, text)
	}
	for i, char := range rest {
		if char == '&' && !strings.HasPrefix(rest[i:], "&amp;") && !strings.HasPrefix(rest[i:], "&lt;") &&
			!strings.HasPrefix(rest[i:], "&gt;") {
			t.Errorf("%s: an escape is cut in two: %.300q", name, rest[i:])
			return
		}
	}
}

// elements lists all JSON objects within a value.
func elements(value any) (all []map[string]any) {
	switch value := value.(type) {
	case []any:
		for _, v := range value {
			all = append(all, elements(v)...)
		}
	case map[string]any:
		all = append(all, value)
		for _, v := range value {
			all = append(all, elements(v)...)
		}
	}
	return all
}

// cut is a text of the length that StoryFits lets through.
func cut(text string) string {
	for !view.StoryFits(text) {
		text = string([]rune(text)[:len([]rune(text))/2])
	}
	return text
}
