package writing

import (
	"strings"
	"unicode/utf8"
)

// A measure says what a unit measures and how large it is, so that "from 6 hours to 90 minutes" can be compared.
// Units of one dimension convert into each other; percent and percentage points have dimensions of their own, and
// never do.
type measure struct {
	dimension string
	size      float64
}

var units = map[string]measure{
	"%": {"percent", 1}, "percent": {"percent", 1}, "per cent": {"percent", 1}, "pct": {"percent", 1},
	"pp": {"pp", 1}, "ppt": {"pp", 1}, "ppts": {"pp", 1}, "pps": {"pp", 1}, "p.p.": {"pp", 1},
	"percentage points": {"pp", 1}, "percentage point": {"pp", 1}, "%-points": {"pp", 1}, "% points": {"pp", 1},
	"points": {"points", 1}, "point": {"points", 1}, "pts": {"points", 1}, "bps": {"bps", 1}, "bp": {"bps", 1},
	"x": {"factor", 1}, "×": {"factor", 1}, "times": {"factor", 1},
	"ns": {"time", 1e-9}, "µs": {"time", 1e-6}, "μs": {"time", 1e-6}, "us": {"time", 1e-6}, "ms": {"time", 1e-3},
	"msec": {"time", 1e-3}, "millisecond": {"time", 1e-3}, "milliseconds": {"time", 1e-3},
	"s": {"time", 1}, "sec": {"time", 1}, "secs": {"time", 1}, "second": {"time", 1}, "seconds": {"time", 1},
	"m": {"time", 60}, "min": {"time", 60}, "mins": {"time", 60}, "minute": {"time", 60}, "minutes": {"time", 60},
	"h": {"time", 3600}, "hr": {"time", 3600}, "hrs": {"time", 3600}, "hour": {"time", 3600}, "hours": {"time", 3600},
	"d": {"time", 86400}, "day": {"time", 86400}, "days": {"time", 86400},
	"wk": {"time", 604800}, "wks": {"time", 604800}, "week": {"time", 604800}, "weeks": {"time", 604800},
	"month": {"months", 1}, "months": {"months", 1}, "quarter": {"months", 3}, "quarters": {"months", 3},
	"year": {"months", 12}, "years": {"months", 12},
	"kb": {"bytes", 1e3}, "mb": {"bytes", 1e6}, "gb": {"bytes", 1e9}, "tb": {"bytes", 1e12}, "pb": {"bytes", 1e15},
	"kib": {"bytes", 1 << 10}, "mib": {"bytes", 1 << 20}, "gib": {"bytes", 1 << 30}, "tib": {"bytes", 1 << 40},
	"usd": {"USD", 1}, "$": {"USD", 1}, "dollar": {"USD", 1}, "dollars": {"USD", 1},
	"eur": {"EUR", 1}, "€": {"EUR", 1}, "euro": {"EUR", 1}, "euros": {"EUR", 1},
	"gbp": {"GBP", 1}, "£": {"GBP", 1}, "pounds": {"GBP", 1}, "chf": {"CHF", 1}, "jpy": {"JPY", 1}, "¥": {"JPY", 1},
	"inr": {"INR", 1}, "₹": {"INR", 1},
	"req/s": {"rate", 1}, "requests/s": {"rate", 1}, "rps": {"rate", 1}, "qps": {"rate", 1},
	"tok/s": {"tokens", 1}, "tokens/s": {"tokens", 1}, "events/s": {"events", 1}, "rows/s": {"rows", 1},
	"°": {"angle", 1}, "°c": {"°C", 1}, "°f": {"°F", 1}, "pt": {"points", 1},
	"ct": {"cents", 1}, "cts": {"cents", 1}, "cent": {"cents", 1}, "cents": {"cents", 1}, "joule": {"joules", 1}, "joules": {"joules", 1},
	"fps": {"fps", 1}, "wh": {"energy", 1}, "kwh": {"energy", 1e3}, "mwh": {"energy", 1e6}, "gwh": {"energy", 1e9},
	"kw": {"power", 1e3}, "mw": {"power", 1e6}, "gw": {"power", 1e9}, "kgco2e": {"carbon", 1}, "kg": {"weight", 1},
	"km": {"length", 1e3}, "kilometre": {"length", 1e3}, "kilometres": {"length", 1e3}, "kilometer": {"length", 1e3}, "kilometers": {"length", 1e3}, "miles": {"miles", 1}, "mj": {"millijoules", 1}, "cm": {"length", 1e-2}, "mm": {"length", 1e-3}, "db": {"level", 1}, "khz": {"kHz", 1},
	"k€": {"EUR", 1e3}, "k$": {"USD", 1e3}, "yr": {"months", 12}, "yrs": {"months", 12},
}

// spelled are the units whose signs stand for a name; every other unit stays as it is written.
var spelled = map[string]string{
	"percent": "%", "per cent": "%", "pct": "%", "percentage points": "pp", "percentage point": "pp", "%-points": "pp",
	"% points": "pp", "p.p.": "pp", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "×": "x",
}

var multipliers = map[string]float64{
	"k": 1e3, "K": 1e3, "M": 1e6, "mn": 1e6, "Mn": 1e6, "mio": 1e6, "million": 1e6, "thousand": 1e3,
	"B": 1e9, "bn": 1e9, "billion": 1e9,
}

func money(dimension string) bool {
	return len(dimension) == 3 && dimension == strings.ToUpper(dimension)
}

// unitAt reads a unit at the start of text, which follows a number with or without a space; n is the length it takes.
func unitAt(text string) (unit string, n int) {
	gap := 0
	if strings.HasPrefix(text, " ") || strings.HasPrefix(text, "\u00a0") || strings.HasPrefix(text, "\u202f") {
		_, gap = utf8.DecodeRuneInString(text)
	} else if strings.HasPrefix(text, "-") { // a 30-second wait
		gap = 1
	}
	written, isUnit := longestUnit(text[gap:])
	if !isUnit || gap == 1 && text[0] == '-' && written == "%" {
		return "", 0
	}
	if name, ok := spelled[strings.ToLower(written)]; ok {
		return name, gap + len(written)
	}
	if m := units[strings.ToLower(written)]; money(m.dimension) {
		return m.dimension, gap + len(written)
	}
	return written, gap + len(written)
}

// longestUnit tries two words ("percentage points"), a rate ("req/s"), then one word or sign.
func longestUnit(text string) (string, bool) {
	head := text[:min(len(text), 20)]
	for _, s := range []string{"percentage points", "percentage point", "per cent", "%-points", "% points", "p.p."} {
		if len(head) >= len(s) && strings.EqualFold(head[:len(s)], s) && !letterAt(text, len(s)) {
			return head[:len(s)], true
		}
	}
	for _, s := range []string{"°C", "°F", "°"} {
		if strings.HasPrefix(text, s) {
			return s, true
		}
	}
	first, size := utf8.DecodeRuneInString(text)
	if strings.ContainsRune("%×€$£¥₹", first) && first != utf8.RuneError {
		return text[:size], true
	}
	n := letters(text)
	if end := perTime(text, n); end > 0 {
		return text[:end], true
	}
	if hour := n == 1 && text[0] == 'h' && digitAt(text, 1) && digitAt(text, 2) && !digitAt(text, 3) && letters(text[3:]) == 0; hour {
		return text[:1], true // 5h20
	}
	if n == 0 || n > 12 || digitAt(text, n) {
		return "", false
	}
	_, ok := units[strings.ToLower(text[:n])]
	return text[:n], ok && text[:n] != "US" && text[:n] != "us"
}

// perTime reads a rate, whose first n letters are what it counts: "tok/s", "img/sec", "reqs/min"; 0 when there is none.
func perTime(text string, n int) int {
	if n == 0 || n > 12 || n >= len(text) || text[n] != '/' {
		return 0
	}
	size := letters(text[n+1:])
	switch text[n+1 : n+1+size] {
	case "s", "sec", "second", "min", "minute", "h", "hr", "hour", "day", "d", "week", "wk", "night":
		return n + 1 + size
	}
	return 0
}
