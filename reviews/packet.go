package reviews

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
	"laurel/writing"
)

// packetFormat is raised when the JSON of a packet changes its meaning.
const packetFormat = 1

// Packet is what a manager gets about one person: every statement in it is a win (W1…) or something that colleagues
// wrote (F1…). Nothing in it is computed from what people think of each other.
type Packet struct {
	Format      int         `json:"format"`
	Cycle       string      `json:"cycle"`
	CycleName   string      `json:"cycle_name"`
	Template    string      `json:"template"`
	Subject     string      `json:"subject"`
	SubjectName string      `json:"subject_name"`
	Function    people.Role `json:"function"`
	Manager     string      `json:"manager"` // for whom it was compiled
	From        string      `json:"from"`    // YYYY-MM-DD
	Until       string      `json:"until"`
	Wins        []PacketWin `json:"wins"`     // by project, then in the order of the chain, then by date
	Projects    []Project   `json:"projects"` // in the same order
	Feedback    []Pool      `json:"feedback"` // one for each slot; none where nobody answers in confidence
	Pooled      string      `json:"pooled"`   // who answers in confidence: PooledColleagues, PooledReports or ""
	Signed      []Signed    `json:"signed"`   // what was said under names, by function and then name
	Codes       []Coverage  `json:"codes"`
	Strength    Strength    `json:"strength"`
	Months      []Month     `json:"months"` // every month of the period, empty ones too

	ID      string `json:"-"` // of the stored version; "" when it isn't stored
	Version int    `json:"-"` // 1 for the first; the same content is not stored twice
}

// PacketWin is one win as a source.
type PacketWin struct {
	N          string           `json:"n"` // "W1"
	ID         string           `json:"id"`
	Text       string           `json:"text"`
	Win        string           `json:"win"`
	Impact     string           `json:"impact"`
	Project    string           `json:"project"`
	Competency string           `json:"competency"`
	OccurredOn string           `json:"occurred_on"`
	Stages     []string         `json:"stages"`
	Codes      []string         `json:"codes"`
	Metrics    []writing.Metric `json:"metrics"`
	Links      []string         `json:"links"`
	Witnesses  []string         `json:"witnesses"` // names
}

// Project is the story of one model or system: which stages its wins reach. Name "" gathers those without a project.
type Project struct {
	Name   string   `json:"name"`
	Stages []string `json:"stages"`
	Wins   []string `json:"wins"` // "W1"
}

// Pool is what colleagues wrote to one question, or nothing when too few did.
type Pool struct {
	Slot        string    `json:"slot"`
	Title       string    `json:"title"`
	ThreeOrMore bool      `json:"three_or_more"`
	Extracts    []Extract `json:"extracts"`
}

// Who is pooled: all colleagues, those who report to the subject among them, or these alone.
const (
	PooledColleagues = "colleagues"
	PooledReports    = "reports"
)

// Signed is what one colleague said under their name.
type Signed struct {
	Giver    string         `json:"giver"` // the name
	Function people.Role    `json:"function"`
	Mode     feedback.Mode  `json:"mode"` // named, or manager_only: the subject doesn't see it
	Answers  []SignedAnswer `json:"answers"`
}

// SignedAnswer is the answer to one question as a source.
type SignedAnswer struct {
	N     string `json:"n"` // "F7"
	Slot  string `json:"slot"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// Extract is one paragraph as a source.
type Extract struct {
	N    string `json:"n"` // "F1"
	Text string `json:"text"`
}

// Coverage says which wins fall under a code. None means that nothing is on record yet, not that nothing was done.
type Coverage struct {
	Code  string   `json:"code"`
	Title string   `json:"title"`
	Group string   `json:"group"`
	Wins  []string `json:"wins"`
}

// Strength counts the evidence, not the person.
type Strength struct {
	Wins             int `json:"wins"`
	WithNumber       int `json:"with_number"`
	WithLink         int `json:"with_link"`
	WithWitness      int `json:"with_witness"`
	ReachingBusiness int `json:"reaching_business"`
}

// Month counts the wins of one month, each under the furthest stage of the chain that it reaches ("" for none).
type Month struct {
	Month   string         `json:"month"` // "2026-06"
	Wins    int            `json:"wins"`
	ByStage map[string]int `json:"by_stage"`
}

// JSON is the packet in its one form: the same packet gives the same bytes.
func (p Packet) JSON() ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out) // map keys come sorted
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(p); err != nil {
		return nil, fmt.Errorf("write a packet: %w", err)
	}
	return bytes.TrimRight(out.Bytes(), "\n"), nil
}

// Uncovered lists the codes without a win.
func (p Packet) Uncovered() (none []Coverage) {
	for _, code := range p.Codes {
		if len(code.Wins) == 0 {
			none = append(none, code)
		}
	}
	return none
}

// PacketFor is the newest packet about a subject that was compiled for viewer; for a manager who came later it is
// compiled anew, for what one manager may read depends on whether they answered themselves. Error: ErrNotFound, for
// everybody but the manager of record now, for a subject who is not in the cycle, and before colleagues' answers are
// sealed.
func (c *Cycles) PacketFor(tx *db.Tx, viewer, cycleName, subject string) (Packet, error) {
	cycle, err := loadCycle(tx, cycleName)
	if err != nil {
		return Packet{}, err
	}
	manager, err := people.ManagerOf(tx, subject, tx.Now())
	if err != nil {
		return Packet{}, fmt.Errorf("look up a manager: %w", err)
	}
	if viewer == "" || manager != viewer || cycle.State == Cancelled || cycle.PeriodUntil == "" {
		return Packet{}, ErrNotFound
	}
	packet, found, err := c.keptPacket(tx, cycle.ID, subject, viewer)
	if err != nil || found {
		return packet, err
	}
	if found, _, err := subjectIn(tx, cycle.ID, subject); err != nil || found.LeftAt > 0 {
		return Packet{}, cmp.Or(err, ErrNotFound)
	}
	return c.Compile(tx, cycle, subject, viewer)
}

// PacketsOf lists the newest packet about each of those who report to a manager now, the latest first. Cancelled cycles
// don't count.
func (c *Cycles) PacketsOf(tx *db.Tx, manager string) ([]Packet, error) {
	reports, err := people.Reports(tx, manager, tx.Now())
	if err != nil {
		return nil, fmt.Errorf("list packets: %w", err)
	}
	ids := make([]string, len(reports))
	for i, report := range reports {
		ids[i] = report.ID
	}
	rows, err := packetsFor(tx, manager, ids)
	if err != nil {
		return nil, err
	}
	var packets []Packet
	for _, row := range rows {
		packet, err := c.openPacket(tx, row)
		if err != nil {
			return nil, err
		}
		packets = append(packets, packet)
	}
	return packets, nil
}

// keepPacket stores a packet as its next version, sealed under the subject's key, unless the last one says the same.
func (c *Cycles) keepPacket(tx *db.Tx, p Packet) (Packet, error) {
	text, err := p.JSON()
	if err != nil {
		return Packet{}, err
	}
	last, found, err := c.keptPacket(tx, p.Cycle, p.Subject, p.Manager)
	if err != nil {
		return Packet{}, err
	}
	if found {
		before, err := last.JSON()
		if err != nil || bytes.Equal(before, text) {
			return last, err
		}
	}
	key, err := c.Seal.Key(tx, "person:"+p.Subject)
	if err != nil {
		return Packet{}, fmt.Errorf("store a packet: %w", err)
	}
	p.ID, p.Version = db.NewID(), last.Version+1
	sealed, err := key.Seal("packets", p.ID, "sealed", text)
	if err != nil {
		return Packet{}, fmt.Errorf("store a packet: %w", err)
	}
	return p, insertPacket(tx, p, sealed)
}

func (c *Cycles) keptPacket(tx *db.Tx, cycle, subject, viewer string) (p Packet, found bool, err error) {
	row, found, err := lastPacket(tx, cycle, subject, viewer)
	if err != nil || !found {
		return Packet{}, false, err
	}
	p, err = c.openPacket(tx, row)
	return p, err == nil, err
}

func (c *Cycles) openPacket(tx *db.Tx, row packetRow) (p Packet, err error) {
	key, err := c.Seal.Key(tx, "person:"+row.Subject)
	if err != nil {
		return Packet{}, fmt.Errorf("open a packet: %w", err)
	}
	text, err := key.Open("packets", row.ID, "sealed", row.Sealed)
	if err != nil {
		return Packet{}, fmt.Errorf("open a packet: %w", err)
	}
	if err := json.Unmarshal(text, &p); err != nil {
		return Packet{}, fmt.Errorf("read a packet: %w", err)
	}
	p.ID, p.Version = row.ID, row.Version
	return p, nil
}
