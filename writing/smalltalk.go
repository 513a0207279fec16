package writing

import (
	"regexp"
	"strings"
	"unicode"
)

// smallTalk are words of which greetings, thanks and nods are made, and nothing else.
var smallTalk = set(`
	hi hello hey heya hiya howdy yo moin hallo hola bonjour ciao servus greetings
	good morning afternoon evening night day bye goodbye cya see you later soon
	thanks thank thx ty tysm cheers danke merci gracias much appreciated
	so very a lot many again for the and to that it is are how what whats up who
	great nice cool awesome perfect wonderful excellent brilliant amazing lovely super
	ok okay k kk sure fine right yes yep yeah yup no nope nah not please pls sorry oops
	got understood noted sounds
	wow haha hahaha lol test ping pong laurel there all team everyone bot friend mate folks
	hm hmm um uh oh ah aha well i am me my we can could would help menu start s re`)

// emojiName is an emoji as Slack writes it in a text: :wave:, :+1::skin-tone-3:.
var emojiName = regexp.MustCompile(`:[a-z0-9_+'-]+:`)

// SmallTalk tells whether a text is nothing but a greeting, thanks, a nod, signs or emoji: nobody means that as
// something they did. It knows English and the commonest greetings of a few other languages, and takes what it does not
// know for meant.
func SmallTalk(text string) bool {
	words := strings.FieldsFunc(strings.ToLower(Clean(emojiName.ReplaceAllString(text, " "))), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if len(words) > smallTalkWords {
		return false
	}
	for _, word := range words {
		if !smallTalk[word] {
			return false
		}
	}
	return true
}

// smallTalkWords is how long small talk gets; what is longer was meant.
const smallTalkWords = 8

// Question tells whether a text is a short question without a number: to whoever reads it, and nothing that was done.
func Question(text string) bool {
	text = Clean(text)
	return strings.HasSuffix(text, "?") && len(text) <= questionLength && !strings.Contains(text, "\n") && len(strings.Fields(text)) <= questionWords &&
		!strings.ContainsFunc(text, unicode.IsDigit)
}

// How long a question to a bot gets, in words and in bytes.
const questionWords, questionLength = 14, 250
