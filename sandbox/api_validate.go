package sandbox

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"laurel/sandbox/rules"
)

// maxValidated is how long an argument of blocks.validate may be, in code points.
const maxValidated = 100_000

// blocksValidate is Slack's own validator for exactly one of blocks, message and view, without a scope
// (https://docs.slack.dev/reference/methods/blocks.validate). Pointers start at what was given: the page shows
// /0/text/type for blocks, and SDKs /blocks/0/… for a message; for a view this is assumed.
func (c *call) blocksValidate() (obj, *apiError) {
	kind, raw, err := c.validated()
	if err != nil {
		return nil, err
	}
	var problems []rules.Problem
	switch kind {
	case "view":
		problems = rules.View(raw)
	case "message":
		problems = validateMessageDocument(raw)
	default:
		problems = rules.Blocks(raw)
	}
	problems = append(problems, c.w.fileProblems(raw, map[string]string{"view": "/view"}[kind])...)
	if len(problems) == 0 {
		return nil, nil
	}
	errors := make([]obj, len(problems))
	for i, p := range problems {
		errors[i] = problemJSON(p)
	}
	return nil, &apiError{code: "invalid_" + kind, extra: obj{"errors": errors}}
}

// validated is the one argument that was given, and its name.
func (c *call) validated() (kind string, raw json.RawMessage, err *apiError) {
	for _, name := range []string{"blocks", "message", "view"} {
		given := c.raw(name)
		switch {
		case given == nil:
			continue
		case kind != "":
			return "", nil, onlyOneValidated()
		case utf8.RuneCount(given) > maxValidated:
			return "", nil, invalidArguments("must be less than 100001 characters [json-pointer:/" + name + "]")
		case !json.Valid(given):
			return "", nil, invalidArguments("must provide valid JSON [json-pointer:/" + name + "]")
		}
		kind, raw = name, given
	}
	if kind == "" {
		return "", nil, onlyOneValidated()
	}
	return kind, raw, nil
}

// onlyOneValidated is the page's own example, which has no [ERROR].
func onlyOneValidated() *apiError {
	return &apiError{code: "invalid_arguments", extra: obj{"response_metadata": obj{
		"messages": []string{"must provide exactly one of `blocks`, `view`, or `message`"},
	}}}
}

// validateMessageDocument looks at the blocks of a message; that Slack looks at more of it is not known.
func validateMessageDocument(raw json.RawMessage) []rules.Problem {
	var doc obj
	if decode(raw, &doc) != nil || doc == nil {
		return []rules.Problem{{Message: "must provide an object", Code: rules.InvalidType}}
	}
	if doc["blocks"] == nil {
		return nil
	}
	return rules.Message(encode(doc["blocks"]))
}

func problemJSON(p rules.Problem) obj {
	doc := obj{"pointer": strings.TrimPrefix(p.Pointer, "/view"), "code": p.Code, "message": p.Message}
	if p.Field != "" {
		doc["field"] = p.Field
	}
	if p.Constraint != nil {
		doc["constraint"] = p.Constraint
	}
	return doc
}
