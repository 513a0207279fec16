package reviews_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/people"
	"laurel/reviews"
	"laurel/wins"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// directory is the cast: Mia manages Ada and Juno; Tom manages who works with them. Gus is a guest, Ola has no manager,
// nobody knows what Uma does.
const directory = `slack_id,name,email,role,manager,timezone,team
UDAN,Dana Whitfield,dana@example.com,Director,,America/New_York,
UMIA,Mia Torres,mia@example.com,Engineering Manager,UDAN,Europe/Berlin,platform
UTOM,Tom Lindqvist,tom@example.com,Engineering Manager,UDAN,America/New_York,shop
UADA,Ada Osei,ada@example.com,MLOps Engineer,UMIA,Europe/Berlin,platform
UJUNO,Juno Park,juno@example.com,ML Engineer,UMIA,Asia/Seoul,platform
URAVI,Ravi Nair,ravi@example.com,ML Engineer,UTOM,Europe/Berlin,shop
UBEN,Ben Adeyemi,ben@example.com,Data Scientist,UTOM,Europe/London,shop
USAM,Sam Keller,sam@example.com,Software Engineer,UTOM,America/New_York,shop
UPIA,Pia Novak,pia@example.com,Product Manager,UTOM,Europe/Berlin,shop
ULEA,Lea Brandt,lea@example.com,Software Engineer,UTOM,Europe/Berlin,shop
UOLA,Ola Berg,ola@example.com,MLOps Engineer,,Europe/Berlin,
UUMA,Uma Das,uma@example.com,,UTOM,Europe/Berlin,
`

// company is laurel with the cast in it, at 09:00 UTC on Monday 23 November 2026.
type company struct {
	t      testing.TB
	b      dbtest.Base
	cycles *reviews.Cycles
}

func each(t *testing.T, body func(t *testing.T, c *company)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) { body(t, found(t, b, directory)) })
}

func found(t testing.TB, b dbtest.Base, csv string) *company {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	answers := &feedback.Store{Seal: b.Seal, Random: rand.NewChaCha8([32]byte{7})}
	c := &company{t: t, b: b, cycles: &reviews.Cycles{Feedback: answers, Seal: b.Seal, Location: berlin}}
	c.imports(csv)
	return c
}

func (c *company) imports(csv string) {
	c.t.Helper()
	c.do(func(tx *db.Tx) error {
		rows, err := people.ReadCSV(strings.NewReader(csv), "people.csv")
		if err == nil {
			_, err = people.Import(tx, rows, "people.csv")
		}
		return err
	})
}

// do runs f in a transaction that must succeed.
func (c *company) do(f func(tx *db.Tx) error) {
	c.t.Helper()
	if err := c.b.DB.Do(context.Background(), f); err != nil {
		c.t.Fatal(err)
	}
}

// fails runs f in a transaction that must fail with want.
func (c *company) fails(want error, f func(tx *db.Tx) error) {
	c.t.Helper()
	if err := c.b.DB.Do(context.Background(), f); !errors.Is(err, want) {
		c.t.Fatalf("got %v, want %v", err, want)
	}
}

// opens opens a cycle and ends the stages before the colleagues are asked.
func (c *company) opens(name, template string, subjects ...string) (opened reviews.Opened) {
	c.t.Helper()
	opened = c.begins(name, template, subjects...)
	for opened.Cycle.Stage != reviews.StagePeer {
		advanced := c.advances(name)
		opened.Cycle, opened.Asking = advanced.Cycle, advanced.Asking
	}
	return opened
}

// begins opens a cycle, in its first stage.
func (c *company) begins(name, template string, subjects ...string) (opened reviews.Opened) {
	c.t.Helper()
	c.do(func(tx *db.Tx) (err error) {
		opened, err = c.cycles.Open(tx, reviews.New{Name: name, Template: template, Subjects: subjects, By: "UDAN"})
		return err
	})
	return opened
}

func (c *company) advances(name string) (advanced reviews.Advanced) {
	c.t.Helper()
	c.do(func(tx *db.Tx) (err error) {
		advanced, err = c.cycles.Advance(tx, name)
		return err
	})
	return advanced
}

// compiles makes the packets that are due, as the job does: each in a transaction of its own.
func (c *company) compiles() (packets []reviews.Packet) {
	c.t.Helper()
	for _, due := range c.duePackets() {
		c.do(func(tx *db.Tx) error {
			packet, made, err := c.cycles.CompilePacket(tx, due)
			if made {
				packets = append(packets, packet)
			}
			return err
		})
	}
	return packets
}

func (c *company) duePackets() (due []reviews.DuePacket) {
	c.t.Helper()
	c.do(func(tx *db.Tx) (err error) {
		due, err = c.cycles.DuePackets(tx, 5000)
		return err
	})
	return due
}

// wins records a win of a person's on a day.
func (c *company) wins(person, day, visibility, text string) (win wins.Win) {
	c.t.Helper()
	c.do(func(tx *db.Tx) (err error) {
		win, err = wins.Add(tx, wins.New{
			Person: person, Text: text, Source: wins.SourceCommand, OccurredOn: day, Visibility: visibility,
		})
		return err
	})
	return win
}

// answers has the first n givers answer what they are asked about a subject.
func (c *company) answers(requests []feedback.Request, subject string, n int) {
	c.t.Helper()
	for _, r := range requests {
		if r.Subject != subject || n == 0 {
			continue
		}
		n--
		c.do(func(tx *db.Tx) error {
			_, err := c.cycles.Feedback.Answer(tx, r.Giver, r.ID, feedback.Answers{
				feedback.SlotWorked:   {Text: fmt.Sprintf("The releases became calm, reason number %d.", n)},
				feedback.SlotHindered: {Text: fmt.Sprintf("The hand-over was hard to follow, case %d.", n)},
				feedback.SlotNext:     {CantAssess: true},
			})
			return err
		})
	}
}

func (c *company) packet(viewer, cycle, subject string) (packet reviews.Packet) {
	c.t.Helper()
	c.do(func(tx *db.Tx) (err error) {
		packet, err = c.cycles.PacketFor(tx, viewer, cycle, subject)
		return err
	})
	return packet
}
