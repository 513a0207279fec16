package draw

import (
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A chart is drawn as a plain picture: bars side by side, areas, lines or a pie, with a legend, and all its numbers in
// words for who can't see them (https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block).

const (
	chartWidth  = 520.0
	chartHeight = 220.0
	chartLeft   = 40.0
	chartTop    = 10.0
	seriesMost  = 6 // colours that the page has
)

// picture is what the template chart gets: lines of the grid, marks, and words along the axes.
type picture struct {
	Title, Words string
	Pie          bool
	Grid         []mark
	Marks        []mark
	Axis         []mark
	Legend       []string
}

// mark is one thing drawn: a rectangle, a path, a circle or a word, whichever its fields say.
type mark struct {
	Shape          string // rect, path, circle, line, text
	Series         int
	Look           string // stroke or area, of paths
	Path           string
	X, Y, W, H, R  float64
	X2, Y2         float64
	Anchor, Turned string
	Text           string // a word, or what pointing at it says
}

// Number writes a coordinate as SVG takes it.
func (mark) Number(v float64) string { return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) }

type series struct {
	name   string
	values []float64 // one per category
}

func (p piece) chart() template.HTML {
	chart, _ := p.Doc["chart"].(map[string]any)
	pic := picture{Title: str(p.Doc, "title"), Pie: str(chart, "type") == "pie"}
	if pic.Pie {
		pic.pie(chart)
	} else {
		pic.plot(chart)
	}
	return p.draw("chart", pic)
}

func (pic *picture) plot(chart map[string]any) {
	axes, _ := chart["axis_config"].(map[string]any)
	categories := texts(axes["categories"])
	all := readSeries(chart, categories)
	least, most, whole := 0.0, 1.0, true
	for _, s := range all {
		pic.Legend = append(pic.Legend, s.name)
		for _, v := range s.values {
			least, most, whole = min(least, v), max(most, v), whole && v == math.Trunc(v)
		}
	}
	bottom := 24.0
	if str(axes, "x_label") != "" {
		bottom = 42
	}
	low, high, steps := ticks(least, most, whole)
	f := frame{
		categories: categories, all: all, step: (chartWidth - chartLeft) / max(1, float64(len(categories))),
		y: func(v float64) float64 {
			return chartTop + (chartHeight-chartTop-bottom)*(1-(v-low)/(high-low))
		},
	}
	for _, v := range steps {
		pic.Grid = append(pic.Grid, mark{Shape: "line", X: chartLeft, X2: chartWidth, Y: f.y(v), Y2: f.y(v)})
		pic.word(short(v), chartLeft-6, f.y(v)+4, "end", "")
	}
	switch str(chart, "type") {
	case "line":
		pic.Marks = f.lines()
	case "area":
		pic.Marks = f.areas()
	default:
		pic.Marks = f.bars()
	}
	for i, category := range categories {
		pic.word(fit(category, f.step), f.x(i), chartHeight-bottom+16, "middle", "")
	}
	pic.word(str(axes, "x_label"), chartLeft+(chartWidth-chartLeft)/2, chartHeight-4, "middle", "")
	pic.word(str(axes, "y_label"), -(chartHeight-bottom)/2, 10, "middle", "rotate(-90)")
	pic.Words = pic.Title + ". " + strings.Join(f.sentences(), ". ")
}

func (pic *picture) word(text string, x, y float64, anchor, turned string) {
	if text != "" {
		pic.Axis = append(pic.Axis, mark{Shape: "text", X: x, Y: y, Anchor: anchor, Turned: turned, Text: text})
	}
}

func readSeries(chart map[string]any, categories []string) []series {
	var all []series
	for _, doc := range objects(chart["series"]) {
		s := series{name: str(doc, "name"), values: make([]float64, len(categories))}
		for _, point := range objects(doc["data"]) {
			if at := slices.Index(categories, str(point, "label")); at >= 0 {
				s.values[at] = number(point["value"])
			}
		}
		all = append(all, s)
	}
	return all
}

// ticks are round numbers that hold the smallest and the largest value; whole ones for counts.
func ticks(least, most float64, whole bool) (low, high float64, at []float64) {
	rough := (most - least) / 4
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	step := 10 * power
	for _, factor := range []float64{1, 2, 5} {
		if factor*power >= rough {
			step = factor * power
			break
		}
	}
	if whole {
		step = max(1, math.Ceil(step))
	}
	low = math.Floor(least/step) * step
	for v, n := low, 0; n < 12; v, n = v+step, n+1 {
		at = append(at, v)
		if v >= most {
			break
		}
	}
	return low, at[len(at)-1], at
}

// frame is the room in which series are drawn.
type frame struct {
	categories []string
	all        []series
	step       float64
	y          func(float64) float64
}

func (f frame) x(i int) float64 { return chartLeft + f.step*(float64(i)+0.5) }

func (f frame) bars() []mark {
	full := min(f.step*0.7, 90)
	if len(f.all) == 1 {
		full = min(f.step*0.7, 44)
	}
	each := full / max(1, float64(len(f.all)))
	var out []mark
	for i := range f.categories {
		for n, s := range f.all {
			top, base := f.y(s.values[i]), f.y(0)
			out = append(out, mark{
				Shape: "rect", Series: n % seriesMost, X: f.x(i) - full/2 + each*float64(n), W: max(1, each-2),
				Y: min(top, base), H: math.Abs(top - base), Text: f.point(s, i),
			})
		}
	}
	return out
}

func (f frame) lines() []mark {
	var out []mark
	for n, s := range f.all {
		out = append(out, mark{Shape: "path", Series: n % seriesMost, Look: "stroke", Path: f.path(s), Text: s.name})
		for i, v := range s.values {
			out = append(out, mark{
				Shape: "circle", Series: n % seriesMost, X: f.x(i), Y: f.y(v), R: 3, Text: f.point(s, i),
			})
		}
	}
	return out
}

func (f frame) areas() []mark {
	var out []mark
	last := len(f.categories) - 1
	for n, s := range f.all {
		path := fmt.Sprintf("%sL%.2f %.2fL%.2f %.2fZ", f.path(s), f.x(last), f.y(0), f.x(0), f.y(0))
		out = append(out, mark{Shape: "path", Series: n % seriesMost, Look: "area", Path: path, Text: s.name})
	}
	return out
}

func (f frame) path(s series) string {
	var b strings.Builder
	for i, v := range s.values {
		command := "L"
		if i == 0 {
			command = "M"
		}
		fmt.Fprintf(&b, "%s%.2f %.2f", command, f.x(i), f.y(v))
	}
	return b.String()
}

func (f frame) point(s series, i int) string {
	return fmt.Sprintf("%s, %s: %s", s.name, f.categories[i], short(s.values[i]))
}

// sentences are the drawing in words, one per series.
func (f frame) sentences() []string {
	var out []string
	for _, s := range f.all {
		points := make([]string, len(f.categories))
		for i, category := range f.categories {
			points[i] = category + " " + short(s.values[i])
		}
		out = append(out, s.name+": "+strings.Join(points, ", "))
	}
	return out
}

func (pic *picture) pie(chart map[string]any) {
	const radius = 90.0
	segments := objects(chart["segments"])
	sum := 0.0
	for _, s := range segments {
		sum += number(s["value"])
	}
	edge := func(turn float64) string {
		return fmt.Sprintf("%.2f %.2f", radius*math.Sin(2*math.Pi*turn), -radius*math.Cos(2*math.Pi*turn))
	}
	turn := 0.0
	var words []string
	for n, s := range segments {
		share := number(s["value"]) / max(sum, 1e-9)
		large := 0
		if share > 0.5 {
			large = 1
		}
		m := mark{Shape: "path", Series: n % seriesMost, Text: str(s, "label") + ": " + raw(s["value"])}
		m.Path = fmt.Sprintf("M0 0L%sA%v %v 0 %d 1 %sZ", edge(turn), radius, radius, large, edge(turn+share))
		if len(segments) == 1 { // an arc from a point to itself would draw nothing
			m.Shape, m.R = "circle", radius
		}
		turn += share
		pic.Marks = append(pic.Marks, m)
		pic.Legend = append(pic.Legend, str(s, "label"))
		words = append(words, str(s, "label")+" "+raw(s["value"]))
	}
	pic.Words = pic.Title + ". " + strings.Join(words, ", ")
}

func texts(list any) []string {
	items, _ := list.([]any)
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = raw(item)
	}
	return out
}

func number(v any) float64 {
	switch n := v.(type) {
	case json.Number:
		f, _ := n.Float64()
		return f
	case float64:
		return n
	}
	return 0
}

func short(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

// fit cuts a word to the room below a category.
func fit(text string, room float64) string {
	runes := []rune(text)
	most := max(3, int(room/6))
	if len(runes) <= most {
		return text
	}
	return string(runes[:most-1]) + "…"
}
