package bot

import (
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

// goal is /goal: alone it lists the actor's goals, with a person those of who reports to the actor; new, or an objective,
// opens the form.
func (b *Bot) goal(tx *db.Tx, actor people.Person, a act) (reply, error) {
	text := strings.TrimSpace(unescape(a.Text))
	switch strings.ToLower(text) {
	case "", "list":
		return b.goalList(tx, actor, actor)
	case "new":
		return b.goalNew(tx, actor, a)
	case "help":
		return say(view.GoalHelp()), nil
	}
	if named := mentions.FindAllStringSubmatch(text, -1); strings.HasPrefix(text, "<@") || strings.HasPrefix(text, "@") {
		if len(named) != 1 || named[0][0] != text {
			return say(view.GoalSaid(view.GoalOnePerson)), nil
		}
		return b.goalsOf(tx, actor, named[0][1])
	}
	note := ""
	if utf8.RuneCountInString(text) > reviews.MaxGoal {
		note = view.GoalLong
	}
	return b.goalForm(a, reviews.GoalText{Objective: text}, note, carried{Response: a.Response})
}

// mentions are people as a command's text names them.
var mentions = regexp.MustCompile(`<@([A-Z0-9]+)(?:\|[^>]*)?>`)

// goalsOf lists somebody's goals to their manager of record. Anybody else reads the same as about somebody unknown.
func (b *Bot) goalsOf(tx *db.Tx, actor people.Person, id string) (reply, error) {
	if id == actor.ID {
		return b.goalList(tx, actor, actor)
	}
	owner, err := people.Get(tx, id)
	if errors.Is(err, people.ErrNotFound) {
		return say(view.GoalSaid(view.GoalNotYours)), nil
	}
	if err != nil {
		return reply{}, err
	}
	return b.goalList(tx, actor, owner)
}

func (b *Bot) goalList(tx *db.Tx, actor, owner people.Person) (reply, error) {
	shown, err := b.goalsShown(tx, actor, owner)
	if errors.Is(err, reviews.ErrNoGoal) {
		return say(view.GoalSaid(view.GoalNotYours)), nil
	}
	return say(view.GoalList(shown)), err
}

func (b *Bot) goalsShown(tx *db.Tx, actor, owner people.Person) (view.GoalsShown, error) {
	goals, err := reviews.GoalsFor(tx, actor.ID, owner.ID)
	return view.GoalsShown{
		Owner: owner, Own: actor.ID == owner.ID, Goals: goals, Today: tx.Now().In(b.location(actor)),
	}, err
}

// goalAll opens the list of all goals, goalAllPage turns its pages.
func (b *Bot) goalAll(tx *db.Tx, actor people.Person, a act) (reply, error) {
	r, err := b.goalAllPage(tx, actor, a)
	r.Open, r.Redraw = r.Redraw, nil
	return r, err
}

func (b *Bot) goalAllPage(tx *db.Tx, actor people.Person, a act) (reply, error) {
	page, id := view.ReadGoalPage(a.Value)
	owner, err := people.Get(tx, id)
	if errors.Is(err, people.ErrNotFound) {
		return say(view.GoalSaid(view.GoalGoneText)), nil
	}
	if err != nil {
		return reply{}, err
	}
	shown, err := b.goalsShown(tx, actor, owner)
	if errors.Is(err, reviews.ErrNoGoal) {
		return say(view.GoalSaid(view.GoalGoneText)), nil
	}
	modal := view.GoalPages(shown, page)
	return reply{Redraw: &modal}, err
}

// goalShow opens a goal, for its owner and their manager.
func (b *Bot) goalShow(tx *db.Tx, actor people.Person, a act) (reply, error) {
	goal, err := reviews.GoalFor(tx, actor.ID, a.Value)
	if errors.Is(err, reviews.ErrNoGoal) {
		return say(view.GoalSaid(view.GoalGoneText)), nil
	}
	if err != nil {
		return reply{}, err
	}
	shown, err := b.goalShown(tx, actor, goal)
	modal := view.GoalPage(shown)
	return reply{Open: &modal}, err
}

// goalShown gathers what belongs to a goal that the actor may see.
func (b *Bot) goalShown(tx *db.Tx, actor people.Person, goal reviews.Goal) (view.GoalShown, error) {
	s := view.GoalShown{Goal: goal, Owner: actor, Own: actor.ID == goal.Person, Today: tx.Now().In(b.location(actor))}
	var err error
	if !s.Own {
		if s.Owner, err = people.Get(tx, goal.Person); err != nil {
			return s, err
		}
	}
	if s.Wins, err = reviews.GoalWins(tx, actor.ID, goal); err != nil {
		return s, err
	}
	s.Names, err = b.mentioned(tx, s.Wins...)
	return s, err
}
