package sandbox

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"unicode/utf8"
)

// checkInput is Slack's own check of one field before the app is asked; empty when all is well.
func checkInput(e Element, state obj) string {
	f := fieldTypes[e.Type]
	value := state[f.key]
	list, isList := value.([]any)
	switch {
	case value == nil || isList && len(list) == 0:
		if e.Optional {
			return ""
		}
		return "Please complete this required field."
	case e.Type == "file_input":
		return checkFiles(e, objects(value))
	case isList:
		if most, ok := number(e.doc["max_selected_items"]); ok && float64(len(list)) > most {
			return fmt.Sprintf("Select no more than %d.", int(most))
		}
		return ""
	}
	text, _ := value.(string)
	return checkText(e, text)
}

var plainNumber = regexp.MustCompile(`^[-+]?[0-9]*\.?[0-9]+$`)

func checkText(e Element, text string) string {
	length := float64(utf8.RuneCountInString(text))
	if least, ok := number(e.doc["min_length"]); ok && length < least {
		return fmt.Sprintf("Must be at least %d characters.", int(least))
	}
	if most, ok := number(e.doc["max_length"]); ok && length > most {
		return fmt.Sprintf("Must be no more than %d characters.", int(most))
	}
	switch e.Type {
	case "number_input":
		return checkNumber(e.doc, text)
	case "email_text_input":
		if at := strings.Index(text, "@"); at < 1 || at == len(text)-1 {
			return "Please enter a valid email address."
		}
	case "url_text_input":
		if !strings.Contains(text, "://") {
			return "Please enter a valid URL."
		}
	}
	return ""
}

// checkNumber takes digits only: a power of ten can be written in a few of them and be too much to work out.
func checkNumber(el obj, text string) string {
	if !plainNumber.MatchString(text) {
		return "Please enter a valid number."
	}
	n, ok := new(big.Rat).SetString(text)
	if decimal, _ := el["is_decimal_allowed"].(bool); !ok || !decimal && !n.IsInt() {
		return "Please enter a valid number."
	}
	if least, given := new(big.Rat).SetString(str(el, "min_value")); given && n.Cmp(least) < 0 {
		return "Must be " + str(el, "min_value") + " or more."
	}
	if most, given := new(big.Rat).SetString(str(el, "max_value")); given && n.Cmp(most) > 0 {
		return "Must be " + str(el, "max_value") + " or less."
	}
	return ""
}
