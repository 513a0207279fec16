package sandbox

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// call is one call of a Web API method with its arguments, however they were sent.
type call struct {
	w      *Workspace
	method string
	token  string
	args   map[string]json.RawMessage // values of forms are JSON strings
}

// apiError is a refusal: Slack's code and whatever else stands in the answer.
type apiError struct {
	code  string
	extra obj
	retry string // Retry-After
}

func refuse(code string) *apiError { return &apiError{code: code} }

// readCall takes the token from the header or the form, and the arguments from the query, a form, a multipart form
// or a JSON body (https://docs.slack.dev/apis/web-api).
func (w *Workspace) readCall(r *http.Request) (*call, *apiError) {
	c := &call{w: w, method: r.PathValue("method"), args: map[string]json.RawMessage{}}
	r.Body = http.MaxBytesReader(nil, r.Body, 4<<20)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		c.take(r.URL.Query())
		body, err := io.ReadAll(r.Body)
		if err != nil || len(body) > 0 && json.Unmarshal(body, &c.args) != nil {
			return c, refuse("invalid_json")
		}
	case "multipart/form-data":
		if r.ParseMultipartForm(4<<20) != nil {
			return c, refuse("invalid_form_data")
		}
		c.take(r.Form)
	default:
		if r.ParseForm() != nil {
			return c, refuse("invalid_form_data")
		}
		c.take(r.Form)
	}
	c.token = c.str("token")
	if header, found := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); found {
		c.token = header
	}
	delete(c.args, "token")
	return c, nil
}

func (c *call) take(form url.Values) {
	for name := range form {
		c.args[name] = encode(form.Get(name))
	}
}

// str is an argument as text; numbers and booleans of a JSON body come as they are written.
func (c *call) str(name string) string {
	var s string
	if json.Unmarshal(c.args[name], &s) == nil {
		return s
	}
	if text := string(c.args[name]); text != "null" {
		return text
	}
	return ""
}

// raw is an argument that is JSON itself, also when it came inside a string; nil when absent, empty or null.
func (c *call) raw(name string) json.RawMessage {
	text := strings.TrimSpace(c.str(name))
	if text == "" || text == "null" {
		return nil
	}
	return json.RawMessage(text)
}

func (c *call) flag(name string) bool {
	s := c.str(name)
	return s == "true" || s == "1"
}

// whole is a whole number, or otherwise when the argument is absent or none.
func (c *call) whole(name string, otherwise int) int {
	n, err := strconv.Atoi(c.str(name))
	if err != nil {
		return otherwise
	}
	return n
}

// need returns an argument that must be there.
func (c *call) need(name string) (string, *apiError) {
	s := c.str(name)
	if s == "" {
		return "", invalidArguments("missing required field: " + name)
	}
	return s, nil
}

// texts are all arguments as text, for the log.
func (c *call) texts() map[string]string {
	out := map[string]string{}
	for name := range c.args {
		out[name] = c.str(name)
	}
	return out
}

func invalidArguments(messages ...string) *apiError {
	for i := range messages {
		messages[i] = "[ERROR] " + messages[i]
	}
	return &apiError{code: "invalid_arguments", extra: obj{"response_metadata": obj{"messages": messages}}}
}
