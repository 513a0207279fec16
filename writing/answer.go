package writing

import (
	"fmt"
	"regexp"
	"strings"
)

// Ids of the hints on what somebody writes about a colleague.
const (
	HintIdentity = "identity" // words that tell who wrote a confidential answer
	HintVague    = "vague"    // praise, and nothing that happened
	HintAbsolute = "absolute" // always or never, about a person
)

// An Answer is what somebody wrote about a colleague, to one question.
type Answer struct {
	Text    string
	Subject []string // what the colleague is called: first name, whole name
	Writer  []string // who writes, likewise, and the handle; none where the readers may learn it
}

// Hints asks what is worth asking, the surest first, each rule at most once. It is for the writer alone, and nothing is
// kept about it.
func (a Answer) Hints() []Hint {
	hints := []Hint{}
	if words := a.identity(); words != "" {
		hints = append(hints, Hint{HintIdentity, fmt.Sprintf("“%s” may tell the readers that it was you who wrote this.", words)})
	}
	if a.vague() {
		hints = append(hints, Hint{HintVague, "No example yet: in which release, incident or meeting did you see it?"})
	}
	if words := a.absolute(); words != "" {
		hints = append(hints, Hint{HintAbsolute, fmt.Sprintf("You wrote “%s”. Which time do you have in mind?", words)})
	}
	return hints
}

var answerWord = regexp.MustCompile(`[\p{L}\p{N}]+(?:[-'’./:_][\p{L}\p{N}]+)*`)

// mostVague is how many words a text may have that says nothing; a longer one has said something, whatever its words.
const mostVague = 25

// vague says whether a text is praise in words that fit anybody. One word that doesn't, and it may be the example.
func (a Answer) vague() bool {
	words := answerWord.FindAllString(a.Text, mostVague+1)
	if len(words) > mostVague {
		return false
	}
	praised := false
	for _, w := range words {
		low := strings.ToLower(w)
		switch {
		case praise[low]:
			praised = true
		case !fitsAnybody[low] && !a.isSubject(w):
			return false
		}
	}
	return praised
}

func (a Answer) isSubject(word string) bool {
	for _, name := range a.Subject {
		for part := range strings.FieldsSeq(name) {
			if word == part || word == part+"'s" || word == part+"’s" {
				return true
			}
		}
	}
	return false
}

var praise = set(`
	great amazing awesome good excellent fantastic brilliant outstanding wonderful terrific perfect impressive nice solid
	strong helpful friendly reliable professional supportive pleasure rockstar love lovely best smart happy enjoy lucky top`)

// fitsAnybody are words that can be said of each colleague and that tell of nothing that happened.
var fitsAnybody = set(`
	job work works working worked colleague colleagues team teammate player person people engineer scientist data product
	manager developer performer member communication attitude skills skill technical collaboration quality everything
	everybody everyone all overall around nothing anything something complain issues problems things thing situations ways
	half year quarter time expected keep up go going goes went well done doing very really so super too much real high highly
	always as with to of a an the and or but is was are were be been has have had do does did can it it's that this there i
	i'm we we're you he he's she she's they him her his them their our us my your in on at about from for only just say see
	no not thank thanks more continue extremely incredibly quite pretty truly such who what how together`)

// absolute is what is said of a person as if it held each time: "she never answers". What a machine always does is a
// fact, and "almost always" claims less.
func (a Answer) absolute() string {
	for _, at := range always.FindAllStringSubmatchIndex(a.Text, -1) {
		subject, word := a.Text[at[2]:at[3]], a.Text[at[4]:at[5]]
		if !strings.HasPrefix(a.Text[at[5]:], "-") && (absolutePeople[strings.ToLower(subject)] || a.isSubject(subject)) {
			return word
		}
	}
	if everybody := allPeople.FindStringSubmatch(a.Text); everybody != nil {
		return everybody[1]
	}
	return ""
}

var (
	always = regexp.MustCompile(`(?i)([\p{L}'’]+)\s+(?:(?:is|has|have|was|were|will|would|can|are|does)\s+)?` +
		`\b(always|never|constantly)\b`)
	allPeople = regexp.MustCompile(`(?i)\b(everybody|everyone|nobody|no one)\s+(?:thinks|agrees|likes|loves|knows|wants|trusts|says|feels)\b`)
)

// absolutePeople leaves out "they", who may be alerts.
var absolutePeople = set("she he you i we she's he's you've i've")
