package bot

import (
	"errors"
	"strings"
	"time"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/slots"
	"laurel/people"
	"laurel/reviews"
)

// cyclePlay plays a cycle on who runs it: every message and form that its people get, with the actor in all the parts, as
// pages of a modal. It stores nothing and tells nobody. The form that opens a cycle names a template, the page of a cycle
// that cycle.
func (b *Bot) cyclePlay(tx *db.Tx, actor people.Person, a act) (reply, error) {
	c := carried{Cycle: a.Value}
	if a.Value == "" {
		c.Template, c.Named = a.Fields.Text(view.FieldTemplate), strings.TrimSpace(a.Fields.Text(view.FieldName))
	}
	if c.Cycle == "" && c.Template == "" {
		return say(view.Sentence(view.PlayNoTemplate)), nil
	}
	summary, err := b.playSummary(tx, actor, a, c)
	if err != nil {
		return reply{}, err
	}
	page, err := b.playPage(tx, actor, c, summary)
	return reply{Open: page.Open}, err
}

// cyclePlayTurn shows another page.
func (b *Bot) cyclePlayTurn(tx *db.Tx, actor people.Person, a act) (reply, error) {
	c, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return say(view.Sentence(view.FormTooOld)), nil
	}
	c.Step = view.ReadPlayTurn(a.Value)
	page, err := b.playPage(tx, actor, c, c.Ask)
	return reply{Redraw: page.Open}, err
}

// cyclePlayed is what a button or field inside a rehearsal does, and what sending its last form does: nothing.
func (b *Bot) cyclePlayed(*db.Tx, people.Person, act) (reply, error) { return reply{}, nil }

// playSummary says what a cycle would send if it were opened now, or why it can't be.
func (b *Bot) playSummary(tx *db.Tx, actor people.Person, a act, c carried) (string, error) {
	if c.Cycle != "" {
		return view.PlayBegun, nil
	}
	name := c.Named
	if name == "" {
		name = view.PlayName
	}
	messages, err := b.RehearseCycle(tx, reviews.New{
		Name: name, Template: c.Template, Subjects: a.Fields[view.FieldSubjects], By: actor.ID,
	})
	var refused reviews.Refused
	switch {
	case errors.As(err, &refused):
		known, err := refusedNames(tx, refused.Refusals)
		return view.ReviewRefused(refused.Refusals, known), err
	case errors.Is(err, reviews.ErrNoSubjects):
		return view.ReviewNobody, nil
	case errors.Is(err, reviews.ErrNameTaken):
		return view.ReviewNameTaken, nil
	case errors.Is(err, reviews.ErrNoName), errors.Is(err, reviews.ErrLongName):
		return view.ReviewNoName, nil
	case err != nil:
		return "", err
	}
	to := map[string]bool{}
	for _, m := range messages {
		to[m.To] = true
	}
	return view.PlayWould(len(messages), len(to)), nil
}

func (b *Bot) playPage(tx *db.Tx, actor people.Person, c carried, summary string) (reply, error) {
	var played reviews.Played
	var err error
	if c.Cycle != "" {
		played, err = b.cycles.PlayCycle(tx, c.Cycle)
	} else {
		name := c.Named
		if name == "" {
			name = view.PlayName
		}
		played, err = b.cycles.PlayTemplate(tx, c.Template, name)
	}
	if err != nil {
		return reply{}, err
	}
	pages, err := b.playPages(tx, actor, played)
	if err != nil {
		return reply{}, err
	}
	c.Ask = summary
	metadata, err := b.carry(actor.ID, c)
	modal := view.PlayModal(pages, c.Step, played.Cycle.Name, summary, metadata)
	return reply{Open: &modal}, err
}

// player is whom a cycle is played on: in all the parts at once.
type player struct {
	person people.Person
	zone   *time.Location
	played reviews.Played
	pages  []view.PlayPage
}

// playPages are all messages and forms of a cycle, in the order in which they come.
func (b *Bot) playPages(tx *db.Tx, actor people.Person, played reviews.Played) ([]view.PlayPage, error) {
	p := player{person: actor, zone: b.location(actor), played: played}
	p.person.Manager, p.person.ManagerName = actor.ID, actor.Name
	if err := b.playNomination(tx, &p); err != nil {
		return nil, err
	}
	p.self(tx.Now())
	p.peers()
	p.packet()
	return p.pages, nil
}

func (p *player) add(to string, at time.Time, page view.PlayPage) {
	page.To, page.At = to, slots.NextWorking(at, p.zone).In(p.zone)
	p.pages = append(p.pages, page)
}

func (b *Bot) playNomination(tx *db.Tx, p *player) error {
	cycle, begins, ok := p.played.At(reviews.StageNomination)
	if !ok {
		return nil
	}
	n := reviews.Nomination{Cycle: cycle, Subject: p.person, Most: cycle.MayName(), LeaveOut: 1}
	draft := view.NominateDraft{Nominating: view.Nominating{Nomination: n, Zone: p.zone}}
	var err error
	if draft.Suggestions, err = b.cycles.Suggest(tx, n); err != nil {
		return err
	}
	p.add(view.PlaySubject, begins, view.PlayMessage(view.NominateAsk(draft.Nominating)))
	p.add(view.PlaySubject, begins, view.PlayForm(view.NominateForm(draft, "")))
	n.Nominees, n.NominatedAt = []reviews.Nominee{{Person: p.person.ID}}, begins
	draft.Nomination, draft.Names = n, map[string]string{p.person.ID: p.person.Name}
	approve := view.Approving{Manager: p.person.ID, List: []reviews.Nomination{n}, Names: draft.Names, Zone: p.zone}
	p.add(view.PlayManager, begins, view.PlayMessage(view.NominateApprove(approve)))
	p.add(view.PlayManager, begins, view.PlayForm(view.NominateChangeForm(draft, "")))
	return nil
}

func (p *player) self(now time.Time) {
	cycle, begins, ok := p.played.At(reviews.StageSelf)
	if !ok {
		return
	}
	due := reviews.SelfDue{Kind: reviews.SelfAsk, Subject: p.person, Cycle: cycle, Manager: p.person}
	p.add(view.PlaySubject, begins, view.PlayMessage(view.SelfAsked(due, p.zone)))
	shown := view.SelfShown{
		Self:    reviews.Self{Cycle: cycle, Subject: p.person, Groups: p.played.Template.Groups},
		Manager: p.person.Name, Today: now.In(p.zone),
	}
	for step := range view.SelfSteps(shown.Self) {
		shown.Step = step
		p.add(view.PlaySubject, begins, view.PlayForm(view.SelfForm(shown)))
	}
	due.Kind = reviews.SelfRemind
	p.add(view.PlaySubject, cycle.StageEndsAt.Add(-8*time.Hour), view.PlayMessage(view.SelfAsked(due, p.zone)))
}

func (p *player) peers() {
	cycle, begins, ok := p.played.At(reviews.StagePeer)
	if !ok {
		return
	}
	template := p.played.Template
	request := feedback.Request{
		ID: "rehearsal", Cycle: cycle.ID, CycleName: cycle.Name, Subject: p.person.ID, Giver: p.person.ID, Function: p.person.Role,
		Mode: template.Mode.Colleagues, State: feedback.Open, AskedAt: begins, DueAt: cycle.StageEndsAt,
	}
	asked := []view.AskedPerson{{Request: request, Subject: p.person, Manager: p.person.Name}}
	ask := view.Ask{Zone: p.zone, Day: begins.In(p.zone).Format(time.DateOnly), Now: begins, People: asked}
	p.add(view.PlayColleague, begins, view.PlayMessage(view.FeedbackAsk(ask)))
	answering := view.Answering{Form: playForm(template, request, p.person), Manager: p.person.Name, Now: begins, Zone: p.zone}
	answering.Codes = map[string]reviews.Code{}
	for _, code := range template.Codes() {
		answering.Codes[code.ID] = code
	}
	for step := range answering.Steps() {
		answering.Step = step
		p.add(view.PlayColleague, begins, view.PlayForm(view.FeedbackForm(answering)))
	}
	ask.Remind, ask.Now = true, cycle.StageEndsAt.Add(-8*time.Hour)
	ask.Day = ask.Now.In(p.zone).Format(time.DateOnly)
	p.add(view.PlayColleague, ask.Now, view.PlayMessage(view.FeedbackAsk(ask)))
}

// playForm is the form about somebody, with the questions for their own function.
func playForm(template reviews.Template, request feedback.Request, person people.Person) feedback.Form {
	all := template.Questions()
	questions := all[person.Role]
	if len(questions) == 0 {
		questions = all[people.Other]
	}
	form := feedback.Form{
		Request: request, Subject: person, Manager: person.ID, Mode: request.Mode, Threshold: feedback.Threshold,
		MinLength: template.Answer.Min, MaxLength: template.Answer.Max, Enough: true,
	}
	name, _, _ := strings.Cut(person.Name, " ")
	for _, q := range questions {
		q.Text = strings.ReplaceAll(q.Text, "{name}", name)
		form.Questions = append(form.Questions, q)
	}
	return form
}

func (p *player) packet() {
	cycle, begins, ok := p.played.At(reviews.StageManager)
	if _, _, peers := p.played.At(reviews.StagePeer); !ok || !peers {
		return
	}
	packet := reviews.Packet{
		CycleName: cycle.Name, Subject: p.person.ID, SubjectName: p.person.Name, Function: p.person.Role, Manager: p.person.ID,
		From: cycle.PeriodFrom, Until: begins.In(p.zone).Format(time.DateOnly),
	}
	if template := p.played.Template; template.Mode.Colleagues == feedback.Confidential {
		packet.Pooled = reviews.PooledColleagues
		for _, slot := range feedback.Slots {
			packet.Feedback = append(packet.Feedback, reviews.Pool{Slot: slot, Title: template.SlotTitle(slot)})
		}
	}
	p.add(view.PlayManager, begins, view.PlayMessage(view.PacketReady(packet, begins)))
}
