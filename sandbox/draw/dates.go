package draw

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

var dateToken = regexp.MustCompile(`\{(\w+)\}`)

// dateForms are the tokens of Slack's date templates in the sandbox's own style: day before month, 24 hours.
var dateForms = map[string]string{
	"date_num": time.DateOnly, "date": "2 January 2006", "date_short": "Mon 2 Jan 2006",
	"date_long": "Monday 2 January 2006", "day_divider": "Monday 2 January", "time": "15:04", "time_secs": "15:04:05",
}

// slackDate fills a template such as "{date_short_pretty} at {time}"; a token it does not know stays as it is.
func (r Reader) slackDate(at time.Time, form string) string {
	return dateToken.ReplaceAllStringFunc(form, func(token string) string {
		name := strings.Trim(token, "{}")
		if name == "ago" {
			return ago(r.Now.Sub(at))
		}
		plain, pretty := strings.CutSuffix(name, "_pretty")
		layout, known := dateForms[plain]
		switch near := r.near(at); {
		case !known:
			return token
		case pretty && near != "":
			return near
		default:
			return at.Format(layout)
		}
	})
}

// near is the word for a day next to the reader's own; empty for any other.
func (r Reader) near(at time.Time) string {
	today := r.Now.In(r.zone())
	for word, days := range map[string]int{"today": 0, "yesterday": -1, "tomorrow": 1} {
		if at.Format(time.DateOnly) == today.AddDate(0, 0, days).Format(time.DateOnly) {
			return word
		}
	}
	return ""
}

// ago says how long something is past, or ahead, in its largest unit.
func ago(d time.Duration) string {
	form := "%d %s ago"
	if d < 0 {
		form, d = "in %d %s", -d
	}
	for _, unit := range []struct {
		name string
		size time.Duration
	}{{"day", 24 * time.Hour}, {"hour", time.Hour}, {"minute", time.Minute}, {"second", time.Second}} {
		n := int(d / unit.size)
		if n == 0 && unit.size > time.Second {
			continue
		}
		if n != 1 {
			unit.name += "s"
		}
		return fmt.Sprintf(form, n, unit.name)
	}
	return ""
}
