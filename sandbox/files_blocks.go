package sandbox

import (
	"encoding/json"
	"strconv"
	"strings"

	"laurel/sandbox/rules"
)

// fileProblems are the images in blocks that name a file which cannot be shown: Slack takes only images that the app
// may see and that it has processed, which then have a type (https://github.com/slackapi/python-slack-sdk/issues/1797,
// https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object). At is the pointer of the blocks.
func (w *Workspace) fileProblems(blocks json.RawMessage, at string) []rules.Problem {
	named := slackFiles(blocks, at)
	var problems []rules.Problem
	for _, pointer := range sorted(named) {
		f := w.fileNamed(named[pointer])
		if f == nil || f.deleted || !f.appSees() || !strings.HasPrefix(f.Mimetype, "image/") {
			problems = append(problems, rules.Problem{Pointer: pointer, Message: "invalid slack file"})
		}
	}
	return problems
}

// showsFile tells whether blocks show a file as an image.
func (w *Workspace) showsFile(blocks json.RawMessage, f *file) bool {
	for _, named := range slackFiles(blocks, "") {
		if w.fileNamed(named) == f {
			return true
		}
	}
	return false
}

// slackFiles are the slack_file objects of all images in blocks, by their pointers.
func slackFiles(blocks json.RawMessage, at string) map[string]obj {
	found := map[string]obj{}
	var walk func(v any, at string)
	walk = func(v any, at string) {
		switch v := v.(type) {
		case []any:
			for i, item := range v {
				walk(item, at+"/"+strconv.Itoa(i))
			}
		case obj:
			if named, ok := v["slack_file"].(obj); ok && str(v, "type") == "image" {
				found[at+"/slack_file"] = named
			}
			for name, item := range v {
				walk(item, at+"/"+name)
			}
		}
	}
	var doc any
	if len(blocks) > 0 && decode(blocks, &doc) == nil {
		walk(doc, at)
	}
	return found
}

// fileNamed is the file that a slack_file object means, by its id or by one of its addresses; nil when there is none.
func (w *Workspace) fileNamed(named obj) *file {
	if id := str(named, "id"); id != "" {
		return w.files[id]
	}
	address, found := strings.CutPrefix(str(named, "url"), w.base+"/files/")
	if !found {
		return nil
	}
	first, rest, _ := strings.Cut(address, "/")
	if id, private := strings.CutPrefix(first, TeamID+"-"); private {
		return w.files[id]
	}
	id, _, _ := strings.Cut(rest, "/") // a permalink names the owner first
	return w.files[id]
}
