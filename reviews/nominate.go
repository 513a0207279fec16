package reviews

import (
	"errors"
	"slices"
	"time"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
)

// Nomination is how a subject stands with naming colleagues, as far as one reader may know: the subject or their manager.
type Nomination struct {
	Cycle    Cycle
	Subject  people.Person // Manager is who manages them now, "" when nobody who works here does
	Most     int           // so many may be on the list
	LeaveOut int           // so many the reader may ask not to ask
	// Nominees are in the subject's order. The subject sees their own only, never whom the manager added.
	Nominees    []Nominee
	Never       []string  // whom the reader asked not to ask; what the other one said is never shown
	NominatedAt time.Time // zero: the subject has not said anything yet
	ApprovedAt  time.Time // zero: the manager has not looked at it as it is now
	ApprovedBy  string    // "" when the end of the stage did it

	ToldTo, ToldOn string // whose message has it, and of which day
}

// Nominee is somebody on the list of those to be asked.
type Nominee struct {
	Person  string
	AddedBy string // the manager who added them; "" for the subject
}

// IDs are the people on the list.
func (n Nomination) IDs() []string {
	ids := make([]string, len(n.Nominees))
	for i, nominee := range n.Nominees {
		ids[i] = nominee.Person
	}
	return ids
}

// Waits tells that the list is for the manager to look at.
func (n Nomination) Waits() bool {
	return n.Open() && len(n.Nominees) > 0 && !n.NominatedAt.IsZero() && n.ApprovedAt.IsZero()
}

// Open tells that the list can still be changed.
func (n Nomination) Open() bool { return n.Cycle.State == Open && n.Cycle.Stage == StageNomination }

var (
	// ErrListChanged means that the subject changed the list after the manager saw it, or never made one.
	ErrListChanged = errors.New("the list of nominees has changed since it was seen")
	// ErrApproved means that the list was approved before.
	ErrApproved = errors.New("the list of nominees is approved already")
)

// BarUnknown is why somebody can't be asked who isn't in the directory.
const BarUnknown feedback.Bar = "unknown"

// BadNominee is somebody who can't be asked about a subject, and why.
type BadNominee struct {
	Person people.Person // only the id, for BarUnknown
	Why    feedback.Bar
}

// BadNominees is the error for a list that can't be taken. Nothing was stored.
type BadNominees struct {
	Bad      []BadNominee // people who are never asked about the subject, wherever they were named
	Both     []string     // people who are to be asked and not to be asked
	Named    int          // how many were named, where that is more than Most
	Most     int
	Left     int // how many are not to be asked, where that is more than LeaveOut
	LeaveOut int
}

func (BadNominees) Error() string { return "these colleagues can't be nominated" }

// MayName is how many colleagues a subject of the cycle may name.
func (c Cycle) MayName() int {
	template, err := templateOf(c)
	if err != nil {
		return 0
	}
	return template.Nominate
}

// Subjects lists who is reviewed in a cycle, by id.
func (c *Cycles) Subjects(tx *db.Tx, cycleID string) ([]string, error) {
	return subjectsOf(tx, cycleID)
}

// Nomination reads how a subject of a cycle stands. Only the subject and who manages them now may: to everybody else
// there is no such thing. Errors: ErrNotFound; ErrNotOpen when the stage is over, together with what was reached.
func (c *Cycles) Nomination(tx *db.Tx, reader, cycleID, subject string) (Nomination, error) {
	n, _, err := c.nomination(tx, reader, cycleID, subject)
	return n, err
}

// Nominate stores whom a subject names, dearest first, and whom they ask not to ask. Nobody named means that they have no
// preference. A list that differs from the one before waits for the manager anew; whom the manager added stays on it
// while there is room. Errors: ErrNotFound, ErrNotOpen, BadNominees.
func (c *Cycles) Nominate(tx *db.Tx, subject, cycleID string, nominees, never []string) (Nomination, error) {
	if err := holdNomination(tx, cycleID); err != nil {
		return Nomination{}, err
	}
	n, circle, err := c.nomination(tx, subject, cycleID, subject)
	if err != nil {
		return n, err
	}
	nominees, never = once(nominees), once(never)
	if err := circle.check(n, nominees, never); err != nil {
		return n, err
	}
	if err := saveNever(tx, n, subject, never); err != nil {
		return n, err
	}
	if !n.NominatedAt.IsZero() && slices.Equal(nominees, n.IDs()) {
		return c.Nomination(tx, subject, cycleID, subject)
	}
	if err := renominate(tx, n, nominees); err != nil {
		return n, err
	}
	return c.Nomination(tx, subject, cycleID, subject)
}

// renominate stores a subject's new list.
func renominate(tx *db.Tx, n Nomination, nominees []string) error {
	list := make([]Nominee, 0, n.Most)
	for _, id := range nominees {
		list = append(list, Nominee{Person: id})
	}
	all, err := nomineesOf(tx, n.Cycle.ID, n.Subject.ID)
	if err != nil {
		return err
	}
	for _, nominee := range all {
		if nominee.AddedBy != "" && !slices.Contains(nominees, nominee.Person) && len(list) < n.Most {
			list = append(list, nominee)
		}
	}
	if err := saveNominees(tx, n.Cycle.ID, n.Subject.ID, list); err != nil {
		return err
	}
	return markNominated(tx, n.Cycle.ID, n.Subject.ID)
}

// once is a list without what is in it twice.
func once(ids []string) []string {
	var list []string
	for _, id := range ids {
		if !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

// nomination reads what the reader may see, with the people among whom one can choose.
func (c *Cycles) nomination(tx *db.Tx, reader, cycleID, subject string) (Nomination, circle, error) {
	n, err := loadNomination(tx, cycleID, subject)
	if err != nil {
		return Nomination{}, circle{}, err
	}
	template, err := templateOf(n.Cycle)
	if err != nil {
		return Nomination{}, circle{}, err
	}
	everybody, err := people.All(tx)
	if err != nil {
		return Nomination{}, circle{}, err
	}
	circle := newCircle(everybody, subject, template)
	n.Subject, n.Most = circle.subject, template.Nominate
	if reader != subject && (n.Subject.Manager == "" || reader != n.Subject.Manager) {
		return Nomination{}, circle, ErrNotFound
	}
	n.LeaveOut = circle.leaveOut(reader == subject)
	if n.Nominees, err = nomineesOf(tx, cycleID, subject); err != nil {
		return Nomination{}, circle, err
	}
	if reader == subject {
		n.Nominees = slices.DeleteFunc(n.Nominees, func(x Nominee) bool { return x.AddedBy != "" })
	}
	if n.Never, err = neverOf(tx, cycleID, subject, reader); err != nil {
		return Nomination{}, circle, err
	}
	if !n.Open() {
		return n, circle, ErrNotOpen
	}
	return n, circle, nil
}
