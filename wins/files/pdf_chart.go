package files

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"laurel/wins"
	"laurel/writing"
)

// bar is a span of time and how many wins it has by the furthest stage that each shows; "" for none.
type bar struct {
	Label, Year string
	Wins        map[string]int
	Total       int
}

const mostBars = 36

// bars counts wins, newest first, by month; by quarter or year where that would make more than 36 bars.
func bars(list []wins.Win) (what string, all []bar) {
	if len(list) == 0 {
		return "month", nil
	}
	first, _ := time.Parse(time.DateOnly, list[len(list)-1].OccurredOn)
	last, _ := time.Parse(time.DateOnly, list[0].OccurredOn)
	for _, step := range []struct {
		what   string
		months int
	}{{"month", 1}, {"quarter", 3}, {"year", 12}} {
		all = spans(first, last, step.months)
		if what = step.what; len(all) <= mostBars {
			break
		}
	}
	all = all[max(0, len(all)-mostBars):]
	at := map[string]int{}
	for i, b := range all {
		at[b.Year+b.Label] = i
	}
	for _, w := range list {
		day, _ := time.Parse(time.DateOnly, w.OccurredOn)
		year, label := spanOf(day, what)
		if i, ok := at[year+label]; ok {
			all[i].Wins[furthest(w.Stages)]++
			all[i].Total++
		}
	}
	return what, all
}

func spans(first, last time.Time, months int) (all []bar) {
	what := map[int]string{1: "month", 3: "quarter", 12: "year"}[months]
	begin := time.Date(first.Year(), (first.Month()-1)/time.Month(months)*time.Month(months)+1, 1, 0, 0, 0, 0, time.UTC)
	for t := begin; !t.After(last); t = t.AddDate(0, months, 0) {
		year, label := spanOf(t, what)
		all = append(all, bar{Year: year, Label: label, Wins: map[string]int{}})
	}
	return all
}

func spanOf(t time.Time, what string) (year, label string) {
	switch year = strconv.Itoa(t.Year()); what {
	case "month":
		return year, t.Format("Jan")
	case "quarter":
		return year, fmt.Sprintf("Q%d", (t.Month()-1)/3+1)
	default:
		return year, ""
	}
}

// furthest is the last stage of the chain among those of a win.
func furthest(stages []string) string {
	for _, id := range slices.Backward(writing.StageIDs) {
		if slices.Contains(stages, id) {
			return id
		}
	}
	return ""
}

// months draws how many wins each month has.
func (s *sheet) months(list []wins.Win) {
	what, all := bars(list)
	if len(all) == 0 {
		return
	}
	s.heading("Wins by "+what, "Each win counts once, at the furthest stage of the impact chain that it shows.")
	s.legend()
	const height = 45.0
	top, most := s.GetY()+5, 1
	for _, b := range all {
		most = max(most, b.Total)
	}
	s.SetDrawColor(line[0], line[1], line[2])
	s.Line(marginX, top+height, marginX+textWidth, top+height)
	pitch := min(textWidth/float64(len(all)), 24)
	for i, b := range all {
		s.bar(b, marginX+float64(i)*pitch, top, pitch, height/float64(most), height)
		if b.Label == "" || i == 0 || all[i-1].Year != b.Year {
			s.font("", 7, faint)
			s.SetXY(marginX+float64(i)*pitch, top+height+3.5)
			s.CellFormat(max(pitch, 9), 4, b.Year, "", 0, alignment(pitch), false, 0, "")
		}
	}
	s.SetXY(marginX, top+height+10)
}

// alignment keeps a year that is wider than its bar where the bar begins.
func alignment(pitch float64) string {
	if pitch < 9 {
		return "L"
	}
	return "C"
}

// bar draws one bar that stands on top+height.
func (s *sheet) bar(b bar, x, top, pitch, unit, height float64) {
	y, width := top+height, pitch*0.64
	for _, id := range append(slices.Clone(writing.StageIDs), "") {
		n := b.Wins[id]
		if n == 0 {
			continue
		}
		c, known := stageColours[id]
		if !known {
			c = none
		}
		s.fill(c)
		y -= float64(n) * unit
		s.Rect(x+(pitch-width)/2, y, width, float64(n)*unit, "F")
	}
	s.font("", 7, faint)
	if b.Total > 0 {
		s.SetXY(x, y-4)
		s.CellFormat(pitch, 4, strconv.Itoa(b.Total), "", 0, "C", false, 0, "")
	}
	label := b.Label
	if pitch < 6 && len(label) == 3 {
		label = label[:1]
	}
	s.SetXY(x, top+height+0.5)
	s.CellFormat(pitch, 4, label, "", 0, "C", false, 0, "")
}

// legend says which colour is which stage.
func (s *sheet) legend() {
	x, y := marginX, s.GetY()+1
	s.font("", 7, faint)
	for _, id := range append(slices.Clone(writing.StageIDs), "") {
		name, c := stageNames([]string{id}), stageColours[id]
		if id == "" {
			name, c = "no stage read", none
		}
		s.fill(c)
		s.Rect(x, y+0.8, 2.6, 2.6, "F")
		s.SetXY(x+3.2, y)
		width := s.GetStringWidth(name) + 3
		s.CellFormat(width, 4.2, name, "", 0, "L", false, 0, "")
		x += width + 4
	}
	s.SetXY(marginX, y+5)
}

// mostRows is how many projects the chart of coverage shows.
const mostRows = 15

// coverage draws which stages the wins of each project show, most wins first.
func (s *sheet) coverage(all []*chapter) {
	named := slices.DeleteFunc(slices.Clone(all), func(c *chapter) bool { return c.Project == "" })
	if len(named) == 0 {
		return
	}
	slices.SortStableFunc(named, func(a, b *chapter) int { return cmp.Compare(b.Wins, a.Wins) })
	more := max(0, len(named)-mostRows)
	named = named[:len(named)-more]
	s.room(30 + 6*float64(len(named)))
	s.heading("The impact chain of each project", "How many wins show each stage. A strong project links neighbours.")
	const nameWidth, row = 42.0, 6.0
	pitch := (textWidth - nameWidth) / float64(len(writing.StageIDs))
	s.font("", 7, faint)
	for i, id := range writing.StageIDs {
		s.SetXY(marginX+nameWidth+float64(i)*pitch, s.GetY())
		s.CellFormat(pitch, 4, stageNames([]string{id}), "", 0, "C", false, 0, "")
	}
	s.SetXY(marginX, s.GetY()+5)
	for _, c := range named {
		s.covered(c, nameWidth, pitch, row)
	}
	if more > 0 {
		s.font("", smallSize, faint)
		s.MultiCell(0, 5, fmt.Sprintf("and %s with fewer wins, below", count(more, "project", "projects")), "", "L", false)
	}
}

func (s *sheet) covered(c *chapter, nameWidth, pitch, row float64) {
	y := s.GetY()
	s.font("", smallSize, ink)
	s.CellFormat(nameWidth, row, shortened(drawn(c.Project), 26), "", 0, "L", false, 0, "")
	s.SetLineWidth(0.3)
	s.SetDrawColor(none[0], none[1], none[2])
	middle := y + row/2
	x := func(i int) float64 { return marginX + nameWidth + (float64(i)+0.5)*pitch }
	s.Line(x(0), middle, x(len(writing.StageIDs)-1), middle)
	for i, id := range writing.StageIDs {
		n := c.shows(id)
		colour, style := stageColours[id], "F"
		if n == 0 {
			colour, style = [3]int{255, 255, 255}, "FD"
		}
		s.fill(colour)
		s.Circle(x(i), middle, 2.3, style)
		if n > 0 {
			s.font("B", 7, shade(id))
			s.SetXY(x(i)-5, middle-2)
			s.CellFormat(10, 4, inCircle(n), "", 0, "C", false, 0, "")
		}
	}
	s.SetXY(marginX, y+row)
}

// inCircle is a number that fits into a circle.
func inCircle(n int) string {
	if n > 99 {
		return "99+"
	}
	return strconv.Itoa(n)
}

// shade is the colour of a number on that of its stage.
func shade(stage string) colour {
	if slices.Index(writing.StageIDs, stage) < 2 {
		return ink
	}
	return colour{255, 255, 255}
}

// shows counts the chapter's wins that show a stage.
func (c *chapter) shows(stage string) (n int) {
	for _, m := range c.Months {
		for _, w := range m.Wins {
			if slices.Contains(w.Stages, stage) {
				n++
			}
		}
	}
	return n
}

func (s *sheet) heading(title, text string) {
	s.Ln(3)
	s.font("B", monthSize, ink)
	s.MultiCell(0, 6, title, "", "L", false)
	s.font("", smallSize, faint)
	s.MultiCell(0, 4.5, text, "", "L", false)
	s.Ln(1)
}
