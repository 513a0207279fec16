package sandbox

import (
	"encoding/json"
	"slices"
	"unicode/utf8"

	"laurel/sandbox/rules"
)

// checkBlocks refuses blocks of a message as the chat methods do: the code, and each problem with its pointer, twice.
// What is too long together is only refused when it is posted, not in an answer to a response_url
// (https://github.com/slackapi/bolt-js/issues/2867).
func (c *call) checkBlocks(raw json.RawMessage) *apiError {
	if raw == nil {
		return nil
	}
	var list []obj
	if json.Unmarshal(raw, &list) != nil {
		return refuse("invalid_blocks_format")
	}
	problems := append(rules.Message(raw), c.w.fileProblems(raw, "/blocks")...)
	if c.method == "" {
		problems = slices.DeleteFunc(problems, func(p rules.Problem) bool { return p.Instead == "msg_blocks_too_long" })
	}
	return refuseBlocks(problems)
}

func refuseBlocks(problems []rules.Problem) *apiError {
	switch {
	case len(problems) == 0:
		return nil
	case problems[0].Instead == problems[0].Message: // then Slack says no more than the code
		return refuse(problems[0].Instead)
	}
	code := "invalid_blocks"
	if problems[0].Instead != "" {
		code = problems[0].Instead
	}
	lines := rules.Lines(problems)
	return &apiError{code: code, extra: obj{"errors": lines, "response_metadata": obj{"messages": errorLines(lines)}}}
}

func errorLines(lines []string) []string {
	marked := make([]string, len(lines))
	for i, line := range lines {
		marked[i] = "[ERROR] " + line
	}
	return marked
}

// markdown reads markdown_text, which stands alone (https://docs.slack.dev/reference/methods/chat.postMessage). The
// code for one that is too long is an assumption.
func (c *call) markdown(m *Message) *apiError {
	text := c.str("markdown_text")
	switch {
	case text == "":
		return nil
	case m.Body != "" || c.raw("blocks") != nil:
		return refuse("markdown_text_conflict")
	case utf8.RuneCountInString(text) > rules.MaxMarkdown:
		return refuse("msg_too_long")
	}
	m.Body = text
	m.Blocks = withIDs(encode([]obj{{"type": "markdown", "text": text}}))
	return nil
}

// checkView holds for views in calls and for those in acknowledgements; kind empty means any.
func (w *Workspace) checkView(raw json.RawMessage, kind string) *apiError {
	var doc obj
	problems := rules.View(raw)
	if len(problems) > 0 && problems[0].Instead != "" {
		return refuse(problems[0].Instead)
	}
	_ = decode(raw, &doc) // the rules have said so if it is no object
	problems = append(problems, w.fileProblems(encode(doc["blocks"]), "/view/blocks")...)
	if len(problems) == 0 && kind != "" && str(doc, "type") != kind {
		problems = []rules.Problem{{Pointer: "/view/type", Message: "must be a valid enum value"}}
	}
	if len(problems) > 0 {
		return invalidArguments(rules.Lines(problems)...)
	}
	return w.checkFiles(doc)
}

// checkFiles: a file_input needs files:read
// (https://docs.slack.dev/reference/block-kit/block-elements/file-input-element). That its absence is told like that
// of any other scope is an assumption.
func (w *Workspace) checkFiles(view obj) *apiError {
	asks := slices.ContainsFunc(objects(view["blocks"]), func(b obj) bool {
		el, _ := b["element"].(obj)
		return str(el, "type") == "file_input"
	})
	if !asks {
		return nil
	}
	return (&call{w: w}).scoped("files:read")
}
