package feedback_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/people"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// directory is the cast: Mia manages Ada and Juno, Dan manages Mia and the others.
const directory = `slack_id,name,email,role,manager,timezone,team
UDAN,Dan Whitlock,dan@example.com,Director,,Europe/Berlin,
UMIA,Mia Ferrante,mia@example.com,Engineering Manager,UDAN,Europe/Berlin,platform
UADA,Ada Osei,ada@example.com,MLOps Engineer,UMIA,Europe/London,platform
UJUNO,Juno Park,juno@example.com,ML Engineer,UMIA,Europe/Berlin,platform
UBEN,Ben Adeyemi,ben@example.com,Data Scientist,UDAN,Europe/Berlin,research
USAM,Sam Quist,sam@example.com,Software Engineer,UDAN,America/New_York,shop
UPIA,Pia Lindqvist,pia@example.com,Product Manager,UDAN,Europe/Berlin,shop
URAVI,Ravi Menon,ravi@example.com,ML Engineer,UDAN,Asia/Kolkata,research
ULEA,Lea Brandt,lea@example.com,Software Engineer,UDAN,Europe/Berlin,shop
`

var givers = []string{"UBEN", "USAM", "UPIA", "URAVI", "ULEA"}

const (
	cycle   = "cycle-1"
	subject = "UADA"
	manager = "UMIA"
)

// each runs body on both databases, with the cast in them.
func each(t *testing.T, body func(t *testing.T, b dbtest.Base)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		imports(t, b, directory)
		body(t, b)
	})
}

func imports(t *testing.T, b dbtest.Base, csv string) {
	t.Helper()
	err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
		rows, err := people.ReadCSV(strings.NewReader(csv), "people.csv")
		if err == nil {
			_, err = people.Import(tx, rows, "people.csv")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// office is one cycle in which colleagues are asked about Ada.
type office struct {
	t     fataler
	store *feedback.Store
	tx    *db.Tx
	asked map[string]feedback.Request // by giver
}

// fataler is a *testing.T or a *rapid.T.
type fataler interface {
	Helper()
	Context() context.Context
	Fatalf(format string, args ...any)
}

// inOffice runs body in one transaction that is rolled back, so that properties can try many histories quickly.
func inOffice(t fataler, b dbtest.Base, asked []string, body func(o *office)) {
	t.Helper()
	inOfficeAs(t, b, round(), asked, body)
}

func inOfficeAs(t fataler, b dbtest.Base, how feedback.Round, asked []string, body func(o *office)) {
	t.Helper()
	over := errors.New("over")
	err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
		o := openAs(t, b, tx, how, asked)
		body(o)
		return over
	})
	if !errors.Is(err, over) {
		t.Fatalf("the office: %v", err)
	}
}

func open(t fataler, b dbtest.Base, tx *db.Tx, asked []string) *office {
	t.Helper()
	return openAs(t, b, tx, round(), asked)
}

func openAs(t fataler, b dbtest.Base, tx *db.Tx, how feedback.Round, asked []string) *office {
	t.Helper()
	o := &office{t: t, tx: tx, asked: map[string]feedback.Request{}}
	o.store = &feedback.Store{Seal: b.Seal, Random: rand.NewChaCha8([32]byte{7})}
	o.must(o.store.Start(tx, how))
	var assignments []feedback.Assignment
	for _, giver := range asked {
		person, err := people.Get(tx, giver)
		o.must(err)
		assignments = append(assignments, feedback.Assignment{Subject: subject, Giver: giver, Function: person.Role})
	}
	requests, err := o.store.Ask(tx, cycle, assignments)
	o.must(err)
	for _, request := range requests {
		o.asked[request.Giver] = request
	}
	return o
}

func round() feedback.Round {
	questions := []feedback.Question{
		{Slot: feedback.SlotWorked, Text: "What did {name} do that worked?"},
		{Slot: feedback.SlotHindered, Text: "What got in the way?"},
		{Slot: feedback.SlotNext, Text: "What should {name} do next?"},
		{Slot: feedback.SlotAnythingElse, Text: "Anything else about {name}?", Optional: true},
	}
	return feedback.Round{
		Cycle: cycle, Name: "2026 H2", Mode: feedback.Confidential, MinLength: 20, MaxLength: 3000,
		DueAt:     time.Date(2026, time.December, 4, 16, 0, 0, 0, time.UTC),
		Questions: map[people.Role][]feedback.Question{people.Other: questions},
	}
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatalf("%v", err)
	}
}

// says has a giver answer all three questions with texts that carry the same words.
func (o *office) says(giver, words string) {
	o.t.Helper()
	o.replies(giver, feedback.Answers{
		feedback.SlotWorked:   {Text: "What worked for us was this: " + words},
		feedback.SlotHindered: {Text: "What got in our way was this: " + words},
		feedback.SlotNext:     {Text: "What should come next is this: " + words},
	})
}

func (o *office) replies(giver string, answers feedback.Answers) {
	o.t.Helper()
	_, err := o.store.Answer(o.tx, giver, o.asked[giver].ID, answers)
	o.must(err)
}

func (o *office) seals() {
	o.t.Helper()
	o.must(o.store.SealSubject(o.tx, cycle, subject))
}

func (o *office) reads(viewer string, kind feedback.Kind) feedback.Released {
	o.t.Helper()
	released, err := o.store.Release(o.tx, feedback.Viewer{Person: viewer, Kind: kind},
		feedback.Scope{Cycle: cycle, Subject: subject})
	o.must(err)
	return released
}

func (o *office) adaReads() feedback.Released { return o.reads(subject, feedback.ViewerSubject) }

func (o *office) miaReads() feedback.Released { return o.reads(manager, feedback.ViewerManager) }
