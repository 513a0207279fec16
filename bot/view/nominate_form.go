package view

import (
	"cmp"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"laurel/feedback"
	"laurel/people"
	"laurel/reviews"
	"laurel/writing"
)

// NominateDraft is what the form for naming colleagues is drawn from.
type NominateDraft struct {
	Nominating
	Suggestions []reviews.Suggestion
}

// NominateForm is the modal in which a subject names colleagues.
func NominateForm(d NominateDraft, metadata string) slack.ModalViewRequest {
	blocks := []slack.Block{
		section("feedback.nominate.form", plain("Up to "+colleagues(d.Most)+" for "+d.Cycle.Name+", until "+
			moment(d.Cycle.StageEndsAt, d.Zone)+". laurel adds at least one colleague itself, so that nobody knows all who answer.")),
	}
	blocks = append(blocks, d.suggestions("You worked with", ""), d.others("Others", "Leave all empty if you have no preference."))
	blocks = append(blocks, d.never()...)
	blocks = append(blocks, small(whoSeesNominees(d.Nominating)))
	return nominateModal(FeedbackNominate, "Whom to ask", "Save", blocks, metadata)
}

// NominateChangeForm is the modal in which a manager looks at a list, changes and approves it.
func NominateChangeForm(d NominateDraft, metadata string) slack.ModalViewRequest {
	name := first(d.Subject.Name)
	blocks := []slack.Block{
		section("feedback.nominate.change", plain("Whom "+d.Subject.Name+" wants to be asked for "+d.Cycle.Name+", up to "+
			colleagues(d.Most)+", until "+moment(d.Cycle.StageEndsAt, d.Zone)+". laurel adds at least one colleague itself.")),
	}
	blocks = append(blocks, d.suggestions("Ask these", "named by "+name), d.others("Others", "Nobody at all is fine: then laurel chooses."))
	blocks = append(blocks, d.never()...)
	blocks = append(blocks, small(escape(name)+" doesn't see whom you add, only whom of theirs you take off. The colleagues see nothing of it."))
	return nominateModal(FeedbackNominateChange, "Whom to ask", "Approve", blocks, metadata)
}

func nominateModal(id, title, submit string, blocks []slack.Block, metadata string) slack.ModalViewRequest {
	blocks = slices.DeleteFunc(blocks, func(b slack.Block) bool { return b == nil })
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: id, PrivateMetadata: metadata,
		Title: plain(title), Submit: plain(submit), Close: plain("Cancel"), Blocks: slack.Blocks{BlockSet: blocks},
	}
}

// offered are the people in boxes: who is on the list and who is suggested, at most Slack's ten.
func (d NominateDraft) offered() (ids []string) {
	ids = d.IDs()
	for _, s := range d.Suggestions {
		if !slices.Contains(ids, s.Person.ID) {
			ids = append(ids, s.Person.ID)
		}
	}
	return ids[:min(len(ids), 10)]
}

// suggestions are the boxes; nil where nobody is to be offered. by says beside whom the subject named that they did.
func (d NominateDraft) suggestions(label, by string) slack.Block {
	var options, ticked []*slack.OptionBlockObject
	for _, id := range d.offered() {
		name := cmp.Or(strings.TrimSpace(writing.Clean(nameOr(d.Names, id))), id)
		why := d.why(id)
		at := slices.IndexFunc(d.Nominees, func(n reviews.Nominee) bool { return n.Person == id })
		if by != "" && at >= 0 && d.Nominees[at].AddedBy == "" {
			why = append([]string{by}, why...)
		}
		var reason *slack.TextBlockObject
		if len(why) > 0 {
			reason = plain(cut(strings.Join(why, " · "), maxButton))
		}
		option := slack.NewOptionBlockObject(id, plain(cut(name, maxButton)), reason)
		options = append(options, option)
		if at >= 0 {
			ticked = append(ticked, option)
		}
	}
	if len(options) == 0 {
		return nil
	}
	boxes := slack.NewCheckboxGroupsBlockElement(FieldSuggested, options...)
	boxes.InitialOptions = ticked
	input := slack.NewInputBlock(FieldSuggested, plain(label), nil, boxes)
	input.Optional = true
	return input
}

// why says how it shows that somebody worked with the subject.
func (d NominateDraft) why(id string) (why []string) {
	at := slices.IndexFunc(d.Suggestions, func(s reviews.Suggestion) bool { return s.Person.ID == id })
	if at < 0 {
		return nil
	}
	s := d.Suggestions[at]
	if s.Together > 0 {
		why = append(why, count(s.Together, "win", "wins")+" together")
	}
	switch len(s.Projects) {
	case 0:
	case 1, 2:
		word := "project "
		if len(s.Projects) == 2 {
			word = "projects "
		}
		why = append(why, word+list(s.Projects))
	default:
		why = append(why, number(len(s.Projects))+" projects")
	}
	if s.Witness > 0 {
		why = append(why, count(s.Witness, "win", "wins")+" witnessed")
	}
	return why
}

func (d NominateDraft) others(label, hint string) slack.Block {
	users := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, plain("Choose people"), FieldOthers)
	for _, id := range d.IDs() {
		if !slices.Contains(d.offered(), id) {
			users.InitialUsers = append(users.InitialUsers, id)
		}
	}
	input := slack.NewInputBlock(FieldOthers, plain(label), plain(hint), users)
	input.Optional = true
	return input
}

// never is the field for whom not to ask; none where nobody may be left out.
func (d NominateDraft) never() []slack.Block {
	if d.LeaveOut == 0 && len(d.Never) == 0 {
		return nil
	}
	users := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, plain("Nobody"), FieldNever)
	users.InitialUsers = d.Never
	input := slack.NewInputBlock(FieldNever, plain("Please don't ask"),
		plain("Where there is a conflict. Only laurel reads this: nobody is told, neither they nor anybody else."), users)
	input.Optional = true
	return []slack.Block{input}
}

// ReadNominees reads NominateForm or NominateChangeForm: who is to be asked, and who is not.
func ReadNominees(f Fields) (nominees, never []string) {
	return slices.Concat(f[FieldSuggested], f[FieldOthers]), f[FieldNever]
}

// NomineeErrors says under its fields what is wrong with a list; by is who made it.
func NomineeErrors(f Fields, bad reviews.BadNominees, subject people.Person, by string, names map[string]string) FieldErrors {
	sentences := map[string][]string{}
	under := func(field, sentence string) {
		if len(f[field]) == 0 {
			field = FieldOthers // a field that was not there can't have an error
		}
		sentences[field] = append(sentences[field], sentence)
	}
	for _, b := range bad.Bad {
		for _, field := range []string{FieldSuggested, FieldOthers, FieldNever} {
			if slices.Contains(f[field], b.Person.ID) {
				under(field, barText(b, subject, by))
			}
		}
	}
	for _, id := range bad.Both {
		under(FieldNever, nameOr(names, id)+" can't be both asked and not asked.")
	}
	if bad.Named > 0 {
		under(FieldOthers, "These are "+number(bad.Named)+". Choose up to "+colleagues(bad.Most)+".")
	}
	if bad.Left > 0 {
		under(FieldNever, tooManyNever(bad.LeaveOut, subject, by))
	}
	errors := FieldErrors{}
	for field, all := range sentences {
		errors[field] = cut(strings.Join(all, " "), 500)
	}
	return errors
}

func tooManyNever(most int, subject people.Person, by string) string {
	text := "Choose at most " + number(most) + " here: with more, too few could be asked."
	if most == 0 {
		text = "Nobody can be left out: too few could be asked then."
	}
	if by == subject.ID && subject.ManagerName != "" {
		text += " If there is another conflict, speak with " + first(subject.ManagerName) + ", who can leave out others."
	}
	return text
}

// barText says why somebody can't be asked about the subject, or be named as one not to ask.
func barText(b reviews.BadNominee, subject people.Person, by string) string {
	name := cmp.Or(writing.Clean(b.Person.Name), b.Person.ID)
	whom, own := "about "+first(subject.Name), by == subject.ID
	if own {
		whom = "about you"
	}
	switch b.Why {
	case feedback.BarSelf:
		if own {
			return "You are not asked about yourself."
		}
		return name + " is not asked about themself."
	case feedback.BarManager:
		if own {
			return name + " is your manager and writes the evaluation."
		}
		return "You are the manager and write the evaluation."
	case feedback.BarReport:
		return name + " reports to " + strings.TrimPrefix(whom, "about ") + ", and is not asked " + whom + "."
	case feedback.BarNotMember:
		return notMember(b.Person, name)
	case feedback.BarNoFunction:
		return "laurel doesn't know what " + name + " does, so it can't ask them. An admin can add that."
	case feedback.BarNoPlace:
		return "laurel doesn't know " + name + "'s manager, so it can't ask them. An admin can add that."
	default:
		return "laurel doesn't know " + name + ", so it can't ask them. An admin can add them."
	}
}

func notMember(p people.Person, name string) string {
	switch {
	case p.Bot:
		return name + " is an app, and can't be asked."
	case p.Deleted:
		return name + " has left, and can't be asked."
	case p.Guest:
		return name + " is a guest. Guests are not part of laurel, and can't be asked."
	default:
		return name + " is not of this workspace, and can't be asked."
	}
}
