package files

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"laurel/wins"
	"laurel/writing"
)

// Measures of a page, in millimetres, and of letters, in points.
const (
	pageWidth, pageHeight = 210.0, 297.0 // A4
	marginX, marginY      = 22.0, 24.0
	textWidth             = pageWidth - 2*marginX
	dateWidth             = 26.0

	titleSize, headSize, monthSize, bodySize, smallSize = 22.0, 14.0, 10.5, 10.0, 8.5
)

// sheet is a PDF while it is written.
type sheet struct{ *fpdf.Fpdf }

// pdf is the document to print: charts first, then the wins by project and month. Emoji are left out; words in a script
// that the font lacks stand as […], and the first page says so.
func (b Book) pdf() ([]byte, error) {
	_, lost := drawable(b.letters())
	s := b.newSheet()
	s.title(b, lost)
	s.months(b.Wins)
	all := chapters(b.Wins)
	s.coverage(all)
	for _, c := range all {
		s.chapter(b, c)
	}
	s.number("Wins of "+b.Person, "written on "+b.Today.Format("2 Jan 2006"))
	var out bytes.Buffer
	if err := s.Output(&out); err != nil {
		return nil, fmt.Errorf("write PDF: %w", err)
	}
	return out.Bytes(), nil
}

// letters is all that people wrote.
func (b Book) letters() string {
	var all bytes.Buffer
	all.WriteString(b.Person)
	for _, w := range b.Wins {
		all.WriteString(b.named(w.Text))
		for _, d := range b.details(w) {
			all.WriteString(d.Text)
		}
	}
	return all.String()
}

func (b Book) newSheet() *sheet {
	s := &sheet{Fpdf: fpdf.New("P", "mm", "A4", "")}
	s.AddUTF8FontFromBytes("Go", "", goregular.TTF)
	s.AddUTF8FontFromBytes("Go", "B", gobold.TTF)
	day := b.Today.Truncate(24 * time.Hour).UTC() // dates and order are fixed, so that the same wins give the same bytes
	s.SetCreationDate(day)
	s.SetModificationDate(day)
	s.SetCatalogSort(true)
	s.SetProducer("laurel", true)
	s.SetTitle("Wins of "+drawn(b.Person), true)
	s.SetLang("en-GB")
	s.SetMargins(marginX, marginY, marginX)
	s.SetCellMargin(0)
	s.SetAutoPageBreak(true, marginY)
	s.AddPage()
	return s
}

func (s *sheet) title(b Book, lost bool) {
	s.font("B", titleSize, ink)
	s.MultiCell(0, 9, shortened(drawn("Wins of "+b.Person), 100), "", "L", false)
	s.font("", bodySize, faint)
	text := b.summary() + ". Written on " + b.Today.Format("2 Jan 2006") + "." + b.privacy()
	if lost {
		text += " Words in scripts that this file can't draw stand as " + missing + "; the Markdown and CSV files have them whole."
	}
	s.MultiCell(0, 5, text, "", "L", false)
	s.Ln(4)
}

func (s *sheet) chapter(b Book, c *chapter) {
	title := c.Project
	if title == "" {
		title = "Without a project"
	}
	s.room(34)
	s.Ln(5)
	s.Bookmark(drawn(title), 0, -1)
	s.font("B", headSize, ink)
	s.MultiCell(0, 7, drawn(title), "", "L", false)
	if len(c.Stages) > 0 {
		s.font("", smallSize, faint)
		s.MultiCell(0, 4.5, c.together(), "", "L", false)
	}
	for _, m := range c.Months {
		s.room(20)
		s.Ln(3)
		s.font("B", monthSize, faint)
		s.MultiCell(0, 6, m.Name, "", "L", false)
		for _, w := range m.Wins {
			s.win(b, w)
		}
	}
}

func (s *sheet) win(b Book, w wins.Win) {
	s.room(11)
	s.font("", smallSize, faint)
	s.CellFormat(dateWidth, 5, longDay(w.OccurredOn), "", 0, "L", false, 0, "")
	s.font("", bodySize, ink)
	s.SetLeftMargin(marginX + dateWidth)
	s.MultiCell(textWidth-dateWidth, 5, drawn(b.named(w.Text)), "", "L", false)
	s.font("", smallSize, faint)
	for _, d := range b.details(w) {
		s.MultiCell(textWidth-dateWidth, 4.3, d.Name+": "+drawn(d.Text), "", "L", false)
	}
	s.SetLeftMargin(marginX)
	s.SetX(marginX)
	s.Ln(1.5)
}

// room begins a new page when less than a height is left of this one.
func (s *sheet) room(height float64) {
	if s.GetY()+height > pageHeight-marginY {
		s.AddPage()
	}
}

// number puts title, date and page x of y on every page.
func (s *sheet) number(title, date string) {
	s.SetAutoPageBreak(false, 0)
	total := s.PageCount()
	for page := 1; page <= total; page++ {
		s.SetPage(page)
		s.font("", smallSize, faint)
		s.SetXY(marginX, 12)
		s.CellFormat(textWidth, 5, shortened(drawn(title), 80), "", 0, "L", false, 0, "")
		s.SetXY(marginX, pageHeight-16)
		s.CellFormat(textWidth, 5, date, "", 0, "L", false, 0, "")
		s.SetXY(marginX, pageHeight-16)
		s.CellFormat(textWidth, 5, fmt.Sprintf("page %d of %d", page, total), "", 0, "R", false, 0, "")
	}
}

// colour is red, green and blue.
type colour [3]int

var (
	ink   = colour{28, 32, 30}
	faint = colour{98, 106, 102}
	line  = colour{214, 219, 216}
	none  = colour{190, 196, 193}
)

// stageColours go from light to dark along the chain, so that they can be told apart on a black and white printer too.
var stageColours = map[string]colour{
	writing.StageIDs[0]: {173, 211, 222}, writing.StageIDs[1]: {116, 178, 200}, writing.StageIDs[2]: {58, 133, 168},
	writing.StageIDs[3]: {66, 128, 92}, writing.StageIDs[4]: {31, 77, 58},
}

func (s *sheet) font(style string, size float64, c colour) {
	s.SetFont("Go", style, size)
	s.SetTextColor(c[0], c[1], c[2])
}

func (s *sheet) fill(c colour) { s.SetFillColor(c[0], c[1], c[2]) }
