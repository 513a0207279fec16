package writing

import (
	"regexp"
	"strings"
)

// identity finds words in a confidential answer that lead to its writer: what they are to the colleague, what only the two
// of them did, their own name.
func (a Answer) identity() string {
	if len(a.Writer) == 0 {
		return ""
	}
	for _, pattern := range givesAway {
		if found := pattern.FindString(a.Text); found != "" {
			return found
		}
	}
	if found := a.role(); found != "" {
		return found
	}
	return a.ownName()
}

const (
	changes  = `(?:PRs?|MRs?|(?i:pull|merge)[ -](?i:requests?)|(?i:code))\b`
	roleName = `(?i:pm|product (?:manager|owner)|(?:engineering |people )?manager|data scientist|data engineer|` +
		`(?:software |ml |mlops |machine learning |platform )?engineer|analyst|designer|researcher|mentor|mentee|buddy|` +
		`(?:tech |team )?lead|director|peer|partner|colleague|teammate|(?:direct )?report)\b`
)

// givesAway is what only one colleague can write.
var givesAway = []*regexp.Regexp{
	regexp.MustCompile(`\b[Aa]s (?i:your|her|his|their) (?:[\p{L}-]+ )?` + roleName),
	regexp.MustCompile(`\bI (?:have )?(?:reviewed|approved|merged|opened|wrote)(?: [\p{L}'’-]+){0,2} ` + changes),
	regexp.MustCompile(`\b[Mm]y (?:own )?(?:` + changes + `|(?:notebook|squad|team)\b)`),
	regexp.MustCompile(`\b[Oo]ur (?:[\p{L}-]+ )?(?:(?i:1[:-]1s?|1on1s?|one-on-ones?|pairing sessions?))\b`),
	regexp.MustCompile(`\b(?:[Ww]hen|[Ss]ince|[Ww]hile) (?:we paired|I was on[ -]call|I onboarded|I joined)\b`),
}

// asRole is "as a data scientist": of the writer only if "I" comes next, and not "she".
var asRole = regexp.MustCompile(`\b[Aa]s (?i:an?|the)(?: only| fellow)? (` + roleName + `)`)

var (
	firstPerson = regexp.MustCompile(`\b(?:I|[Mm]e|[Mm]y)\b`)
	otherPerson = regexp.MustCompile(`(?i)\b(?:she|he|they|you)\b|[.!?]`)
)

func (a Answer) role() string {
	for _, at := range asRole.FindAllStringIndex(a.Text, -1) {
		after := a.Text[at[1]:]
		i, other := firstPerson.FindStringIndex(after), otherPerson.FindStringIndex(after)
		if i != nil && (other == nil || i[0] < other[0]) {
			return a.Text[at[0]:at[1]]
		}
	}
	return ""
}

// ownName finds the writer's name or handle as a word of its own. A name that is an ordinary word as well tells
// nothing.
func (a Answer) ownName() string {
	for _, name := range a.Writer {
		if len([]rune(name)) < 2 || wordNames[strings.ToLower(name)] {
			continue
		}
		for at := 0; ; {
			i := strings.Index(a.Text[at:], name)
			if i < 0 {
				break
			}
			at += i + len(name)
			if !answerLetter.MatchString(a.Text[:at-len(name)]) && !letterFirst.MatchString(a.Text[at:]) {
				return name
			}
		}
	}
	return ""
}

var (
	answerLetter = regexp.MustCompile(`[\p{L}\p{N}]$`)
	letterFirst  = regexp.MustCompile(`^[\p{L}\p{N}]`)
)

// wordNames are names that are ordinary words as well.
var wordNames = set("will mark may grace hope faith rose art bill chase drew grant jack june april summer pat rich rob sandy sky sunny lane an so do")
