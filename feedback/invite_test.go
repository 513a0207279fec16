package feedback_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/dbtest"
)

func (o *office) invites(givers ...string) feedback.Invitation {
	o.t.Helper()
	invitation, err := o.store.Invite(o.tx, subject, givers, "the move of #feature-store")
	o.must(err)
	return invitation
}

func (o *office) invitedTo(giver string) (topics []string) {
	o.t.Helper()
	list, err := o.store.InvitationsTo(o.tx, giver, subject)
	o.must(err)
	for _, one := range list {
		topics = append(topics, one.Topic+", "+string(one.State))
	}
	return topics
}

// daily runs each step in a transaction of its own, since a transaction has one time.
func daily(t *testing.T, b dbtest.Base, wait time.Duration, step func(o *office)) {
	t.Helper()
	b.Clock.Advance(wait)
	do(t, b.DB, func(tx *db.Tx) error {
		step(&office{t: t, tx: tx, store: &feedback.Store{Seal: b.Seal}})
		return nil
	})
}

func TestWhoIsInvitedIsAskedUntilTheyWroteOrDeclinedOrItEnds(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		var invitation feedback.Invitation
		daily(t, b, 0, func(o *office) {
			invitation = o.invites("UBEN", "USAM", "UPIA", "UBEN")
			o.gives("UBEN", about("the move"))
			_, err := o.store.DeclineInvited(o.tx, "USAM", invitation.ID)
			o.must(err)
			for giver, want := range map[string][]string{
				"UBEN": {"the move of #feature-store, answered"}, "USAM": nil, "UPIA": {"the move of #feature-store, open"}, "UDAN": nil,
			} {
				if d := cmp.Diff(want, o.invitedTo(giver)); d != "" {
					t.Errorf("%s: %s", giver, d)
				}
			}
			_, err = o.store.DeclineInvited(o.tx, "UBEN", invitation.ID)
			is(t, err, feedback.ErrAnswered)
			for _, stranger := range []string{"UDAN", subject, manager} {
				_, err = o.store.DeclineInvited(o.tx, stranger, invitation.ID)
				is(t, err, feedback.ErrNotFound)
			}
			o.takesBack("UBEN")
			if d := cmp.Diff([]string{"the move of #feature-store, open"}, o.invitedTo("UBEN")); d != "" {
				t.Errorf("after it was taken back: %s", d)
			}
		})
		daily(t, b, 14*24*time.Hour-time.Minute, func(o *office) {
			due, err := o.store.DueInvitations(o.tx)
			o.must(err)
			if len(due) != 0 {
				t.Errorf("a minute early %q end", due)
			}
		})
		daily(t, b, time.Minute, func(o *office) {
			if d := cmp.Diff([]string(nil), o.invitedTo("UPIA")); d != "" {
				t.Errorf("after two weeks: %s", d)
			}
			due, err := o.store.DueInvitations(o.tx)
			o.must(err)
			if d := cmp.Diff([]string{invitation.ID}, due); d != "" {
				t.Error(d)
			}
			all, err := o.store.EndInvitation(o.tx, invitation.ID)
			o.must(err)
			again, err := o.store.EndInvitation(o.tx, invitation.ID)
			o.must(err)
			if len(all) != 3 || len(again) != 0 || all[1].State != feedback.Withdrawn {
				t.Errorf("it ends for %+v, and then for %+v", all, again)
			}
			_, err = o.store.DeclineInvited(o.tx, "UPIA", invitation.ID)
			is(t, err, feedback.ErrClosed)
		})
	})
}

// What the asker sees depends on what they asked, not on what became of it.
func TestTheAskerSeesTheSameWhateverTheOthersDo(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		daily(t, b, 0, func(o *office) {
			invitation := o.invites("UBEN", "USAM", "UPIA")
			sees := func() (list []feedback.Invitation, again error) {
				list, err := o.store.Invitations(o.tx, subject)
				o.must(err)
				_, again = o.store.Invite(o.tx, subject, []string{"UBEN", "USAM", "UPIA", "UDAN"}, "something else")
				return list, again
			}
			before, refused := sees()
			if want := (feedback.InvitedAlready{Givers: []string{"UBEN", "UPIA", "USAM"}}); cmp.Diff(want, refused) != "" {
				t.Errorf("a second time: %v", refused)
			}
			o.gives("UBEN", about("the move"))
			_, err := o.store.DeclineInvited(o.tx, "USAM", invitation.ID)
			o.must(err)
			after, still := sees()
			if d := cmp.Diff(before, after) + cmp.Diff(refused, still); d != "" || len(after) != 1 {
				t.Errorf("it shows: %s", d)
			}
		})
		daily(t, b, 14*24*time.Hour, func(o *office) { o.invites("UBEN") })
	})
}

func TestAnInvitationThatIsNoneIsRefused(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, nil, func(o *office) {
			for name, c := range map[string]struct {
				givers []string
				topic  string
				want   error
			}{
				"nobody":      {nil, "the move", feedback.ErrNobodyInvited},
				"seven":       {everybody[:7], "the move", feedback.ErrManyInvited},
				"no topic":    {[]string{"UBEN"}, " \u200b ", feedback.ErrNoTopic},
				"a long one":  {[]string{"UBEN"}, strings.Repeat("長", 301), feedback.TopicLong{Have: 301}},
				"the longest": {[]string{"UBEN"}, strings.Repeat("長", 300), nil},
			} {
				if _, err := o.store.Invite(o.tx, subject, c.givers, c.topic); !errors.Is(err, c.want) {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	})
}

func TestWhatIsHeldOfAPersonIsListedAndForgotten(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			o.gives("UBEN", about("taken by the first cycle"))
			o.seals()
			request := o.gives("UBEN", about("waits for the second"))
			o.must(o.store.SaveDraft(o.tx, "UBEN", request.ID, draft(0, "not sent")))
			o.gives("USAM", about("of Sam"))
			o.invites("UBEN", "USAM")
			held, err := o.store.HeldAnyTime(o.tx, "UBEN")
			o.must(err)
			if len(held.Given) != 2 || len(held.Invited) != 1 || len(held.Invitations) != 0 {
				t.Fatalf("of Ben is held %+v", held)
			}
			waits, pooled := held.Given[0], held.Given[1]
			if pooled.Cycle != cycle || !strings.Contains(pooled.Answers[feedback.SlotNext].Text, "first cycle") ||
				waits.Cycle != "" || !strings.Contains(waits.Answers[feedback.SlotNext].Text, "second") ||
				waits.Draft[feedback.SlotWorked].Text != "not sent" {
				t.Errorf("Ben wrote %+v", held.Given)
			}
			o.must(o.store.ForgetAnyTime(o.tx, "UBEN"))
			o.must(o.store.ForgetAnyTime(o.tx, "UBEN"))
			held, err = o.store.HeldAnyTime(o.tx, "UBEN")
			o.must(err)
			if len(held.Given) != 1 || held.Given[0].Cycle != cycle || len(held.Invited) != 0 {
				t.Errorf("then of Ben is held %+v", held)
			}
			if left := o.given("USAM"); len(left) != 1 {
				t.Errorf("of Sam is left %+v", left)
			}
			o.must(o.store.ForgetAnyTime(o.tx, subject))
			held, err = o.store.HeldAnyTime(o.tx, "USAM")
			o.must(err)
			if len(held.Given) != 0 || len(held.Invited) != 0 {
				t.Errorf("about Ada is held %+v", held)
			}
			if got := o.gives("USAM", about("begun anew")); !slices.ContainsFunc(o.given("USAM"), func(g feedback.Gift) bool { return g.Request.ID == got.ID }) {
				t.Error("nobody can write about Ada any more")
			}
		})
	})
}
