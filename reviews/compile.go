package reviews

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
	"laurel/writing"
)

// Compile puts together what is on record about a subject for one manager, and stores nothing. What a person keeps
// private is not in it. The same record gives the same bytes (Packet.JSON). Error: ErrNotFound when manager isn't
// the manager of record now, and for somebody who is not in the cycle.
func (c *Cycles) Compile(tx *db.Tx, cycle Cycle, subject, manager string) (Packet, error) {
	template, err := templateOf(cycle)
	if err != nil {
		return Packet{}, fmt.Errorf("compile a packet: %w", err)
	}
	released, err := c.Feedback.Release(tx, feedback.Viewer{Person: manager, Kind: feedback.ViewerManager},
		feedback.Scope{Cycle: cycle.ID, Subject: subject})
	if errors.Is(err, feedback.ErrNotFound) {
		return Packet{}, ErrNotFound
	}
	if err != nil {
		return Packet{}, fmt.Errorf("compile a packet: %w", err)
	}
	until := cmp.Or(cycle.PeriodUntil, c.today(tx, cycle))
	record, err := wins.List(tx, wins.Filter{
		Person: subject, Since: cycle.PeriodFrom, Until: until, Status: wins.StatusKept,
		Visibilities: []string{wins.VisibilityManager, wins.VisibilityFeedback},
	})
	if err != nil {
		return Packet{}, fmt.Errorf("compile a packet: %w", err)
	}
	known, err := people.Some(tx, append(concerned(subject, record), signers(released)...))
	if err != nil {
		return Packet{}, fmt.Errorf("compile a packet: %w", err)
	}
	packet := Packet{
		Format: packetFormat, Cycle: cycle.ID, CycleName: cycle.Name, Template: template.ID, Subject: subject,
		SubjectName: known[subject].Name, Function: known[subject].Role, Manager: manager,
		From: cycle.PeriodFrom, Until: until, Feedback: pools(template, released),
		Pooled: pooled(released),
	}
	packet.addSigned(template, released, known)
	packet.addWins(record, template, known)
	return packet, nil
}

// concerned lists the people whose names or functions the packet needs.
func concerned(subject string, record []wins.Win) []string {
	ids := []string{subject}
	for _, win := range record {
		ids = append(ids, win.Contributors...)
		for _, witness := range win.Witnesses {
			ids = append(ids, witness.Person)
		}
	}
	return ids
}

// pools numbers what colleagues wrote, through all slots.
func pools(template Template, released feedback.Released) []Pool {
	all, n := make([]Pool, 0, len(released.Slots)), 0
	for _, slot := range released.Slots {
		pool := Pool{Slot: slot.Slot, Title: template.SlotTitle(slot.Slot), ThreeOrMore: slot.ThreeOrMore, Extracts: []Extract{}}
		for _, text := range slot.Texts {
			n++
			pool.Extracts = append(pool.Extracts, Extract{N: fmt.Sprintf("F%d", n), Text: text})
		}
		all = append(all, pool)
	}
	return all
}

// pooled says who answers in confidence.
func pooled(released feedback.Released) string {
	switch {
	case released.Mode == feedback.Confidential:
		return PooledColleagues
	case released.Upward == feedback.Confidential && len(released.Slots) > 0:
		return PooledReports
	}
	return ""
}

func signers(released feedback.Released) (ids []string) {
	for _, one := range released.Signed {
		ids = append(ids, one.Giver)
	}
	return ids
}

// addSigned numbers what was said under names, after what is pooled.
func (p *Packet) addSigned(template Template, released feedback.Released, known map[string]people.Person) {
	n := 0
	for _, pool := range p.Feedback {
		n += len(pool.Extracts)
	}
	p.Signed = []Signed{}
	for _, one := range released.Signed {
		signed := Signed{Giver: cmp.Or(known[one.Giver].Name, one.Giver), Function: one.Function, Mode: one.Mode}
		for _, reply := range one.Replies {
			signed.Answers = append(signed.Answers, SignedAnswer{Slot: reply.Slot, Title: template.SlotTitle(reply.Slot), Text: reply.Text})
		}
		p.Signed = append(p.Signed, signed)
	}
	slices.SortStableFunc(p.Signed, func(x, y Signed) int {
		return cmp.Or(cmp.Compare(x.Function, y.Function), cmp.Compare(x.Giver, y.Giver))
	})
	for _, signed := range p.Signed {
		for i := range signed.Answers {
			n++
			signed.Answers[i].N = fmt.Sprintf("F%d", n)
		}
	}
}

// addWins numbers the wins and counts them from every side that the packet shows.
func (p *Packet) addWins(record []wins.Win, template Template, known map[string]people.Person) {
	inOrder(record)
	p.Wins, p.Projects, p.Months = []PacketWin{}, []Project{}, months(p.From, p.Until)
	for _, group := range template.Groups {
		for _, code := range group.Codes {
			p.Codes = append(p.Codes, Coverage{Code: code.ID, Title: code.Title, Group: group.Title, Wins: []string{}})
		}
	}
	codes := template.Codes()
	for i, win := range record {
		source, seen := packetWin(i+1, win, known), inView(win, known)
		for j := range codes {
			if codes[j].covers(seen) {
				source.Codes = append(source.Codes, codes[j].ID)
				p.Codes[j].Wins = append(p.Codes[j].Wins, source.N)
			}
		}
		p.Wins = append(p.Wins, source)
		p.addToProject(source)
		p.addToMonth(source)
		p.Strength.add(source)
	}
}

// inOrder sorts wins as the packet tells them: by project, those without one last; then along the chain; then by date.
func inOrder(record []wins.Win) {
	slices.SortFunc(record, func(x, y wins.Win) int {
		if (x.Project == "") != (y.Project == "") {
			return cmp.Compare(y.Project, x.Project)
		}
		return cmp.Or(cmp.Compare(x.Project, y.Project), cmp.Compare(x.Begins(), y.Begins()),
			cmp.Compare(x.OccurredOn, y.OccurredOn), cmp.Compare(x.ID, y.ID))
	})
}

// furthest is the last stage of the chain that a win reaches, "" for none.
func furthest(stages []string) string {
	for _, stage := range slices.Backward(writing.StageIDs) {
		if slices.Contains(stages, stage) {
			return stage
		}
	}
	return ""
}

func packetWin(n int, win wins.Win, known map[string]people.Person) PacketWin {
	source := PacketWin{
		N: fmt.Sprintf("W%d", n), ID: win.ID, Text: named(win.Text, known), Win: named(win.Win, known),
		Impact: named(win.Impact, known), Project: win.Project,
		Competency: win.Competency, OccurredOn: win.OccurredOn, Stages: append([]string{}, win.Stages...),
		Codes: []string{}, Metrics: append([]writing.Metric{}, win.Metrics...), Links: append([]string{}, win.Links...),
		Witnesses: []string{},
	}
	for _, witness := range win.Witnesses {
		source.Witnesses = append(source.Witnesses, cmp.Or(known[witness.Person].Name, witness.Person))
	}
	slices.Sort(source.Witnesses)
	source.Witnesses = slices.Compact(source.Witnesses)
	return source
}

var mention = regexp.MustCompile(`<@([A-Z0-9]+)(?:\|[^>]*)?>`)

// named puts names where Slack keeps ids: a packet is read in files too.
func named(text string, known map[string]people.Person) string {
	return mention.ReplaceAllStringFunc(text, func(found string) string {
		id := mention.FindStringSubmatch(found)[1]
		return "@" + cmp.Or(known[id].Name, id)
	})
}

func (p *Packet) addToProject(win PacketWin) {
	if n := len(p.Projects); n == 0 || p.Projects[n-1].Name != win.Project {
		p.Projects = append(p.Projects, Project{Name: win.Project, Stages: []string{}})
	}
	project := &p.Projects[len(p.Projects)-1]
	project.Wins = append(project.Wins, win.N)
	reached := append(slices.Clone(project.Stages), win.Stages...)
	project.Stages = project.Stages[:0]
	for _, stage := range writing.StageIDs {
		if slices.Contains(reached, stage) {
			project.Stages = append(project.Stages, stage)
		}
	}
}

func (p *Packet) addToMonth(win PacketWin) {
	for i := range p.Months {
		if strings.HasPrefix(win.OccurredOn, p.Months[i].Month) {
			p.Months[i].Wins++
			p.Months[i].ByStage[furthest(win.Stages)]++
		}
	}
}

func (s *Strength) add(win PacketWin) {
	s.Wins++
	s.WithNumber += one(len(win.Metrics) > 0)
	s.WithLink += one(len(win.Links) > 0)
	s.WithWitness += one(len(win.Witnesses) > 0)
	s.ReachingBusiness += one(slices.Contains(win.Stages, "business_outcome"))
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// months lists the months that a period touches.
func months(from, until string) []Month {
	all := []Month{}
	day, err := time.Parse(dateLayout, from)
	if err != nil || len(until) < len("2006-01") {
		return all
	}
	for day = day.AddDate(0, 0, 1-day.Day()); day.Format("2006-01") <= until[:7]; day = day.AddDate(0, 1, 0) {
		all = append(all, Month{Month: day.Format("2006-01"), ByStage: map[string]int{}})
	}
	return all
}
