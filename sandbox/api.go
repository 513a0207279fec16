package sandbox

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// method is one method of the Web API.
type method struct {
	scopes []string // all are needed; a method that depends on the kind of conversation checks by itself
	app    bool     // takes the app-level token, not the bot's
	run    func(c *call) (obj, *apiError)
}

// methods is everything the workspace can be asked; anything else is unknown_method.
// https://docs.slack.dev/reference/methods
var methods = sync.OnceValue(func() map[string]method {
	return map[string]method{
		"api.test":                     {run: (*call).apiTest},
		"apps.connections.open":        {app: true, run: (*call).connectionsOpen},
		"auth.test":                    {run: (*call).authTest},
		"blocks.validate":              {run: (*call).blocksValidate},
		"bots.info":                    {scopes: []string{"users:read"}, run: (*call).botsInfo},
		"chat.delete":                  {scopes: []string{"chat:write"}, run: (*call).chatDelete},
		"chat.getPermalink":            {run: (*call).chatGetPermalink},
		"chat.postEphemeral":           {scopes: []string{"chat:write"}, run: (*call).chatPostEphemeral},
		"chat.postMessage":             {scopes: []string{"chat:write"}, run: (*call).chatPostMessage},
		"chat.update":                  {scopes: []string{"chat:write"}, run: (*call).chatUpdate},
		"conversations.history":        {run: (*call).conversationsHistory},
		"conversations.info":           {run: (*call).conversationsInfo},
		"conversations.join":           {scopes: []string{"channels:join"}, run: (*call).conversationsJoin},
		"conversations.list":           {run: (*call).conversationsList},
		"conversations.members":        {run: (*call).conversationsMembers},
		"conversations.open":           {scopes: []string{"im:write"}, run: (*call).conversationsOpen},
		"conversations.replies":        {run: (*call).conversationsReplies},
		"emoji.list":                   {scopes: []string{"emoji:read"}, run: (*call).emojiList},
		"files.completeUploadExternal": {scopes: []string{"files:write"}, run: (*call).filesCompleteUpload},
		"files.delete":                 {scopes: []string{"files:write"}, run: (*call).filesDelete},
		"files.getUploadURLExternal":   {scopes: []string{"files:write"}, run: (*call).filesGetUploadURL},
		"files.info":                   {scopes: []string{"files:read"}, run: (*call).filesInfo},
		"files.list":                   {scopes: []string{"files:read"}, run: (*call).filesList},
		"reactions.add":                {scopes: []string{"reactions:write"}, run: (*call).reactionsAdd},
		"reactions.get":                {scopes: []string{"reactions:read"}, run: (*call).reactionsGet},
		"reactions.remove":             {scopes: []string{"reactions:write"}, run: (*call).reactionsRemove},
		"team.info":                    {scopes: []string{"team:read"}, run: (*call).teamInfo},
		"team.profile.get":             {scopes: []string{"users.profile:read"}, run: (*call).teamProfileGet},
		"users.conversations":          {run: (*call).usersConversations},
		"users.info":                   {scopes: []string{"users:read"}, run: (*call).usersInfo},
		"users.list":                   {scopes: []string{"users:read"}, run: (*call).usersList},
		"users.lookupByEmail":          {scopes: []string{"users:read.email"}, run: (*call).usersLookupByEmail},
		"users.profile.get":            {scopes: []string{"users.profile:read"}, run: (*call).usersProfileGet},
		"views.open":                   {run: (*call).viewsOpen},
		"views.publish":                {run: (*call).viewsPublish},
		"views.push":                   {run: (*call).viewsPush},
		"views.update":                 {run: (*call).viewsUpdate},
	}
})

// answer is what a call gets.
type answer struct {
	status int
	retry  string // header Retry-After
	doc    obj
}

// serveMethod answers with HTTP 200 also when it refuses, as Slack does, but for rate limits and ordered faults.
func (w *Workspace) serveMethod(rw http.ResponseWriter, r *http.Request) {
	began := time.Now()
	c, refused := w.readCall(r)
	w.mu.Lock()
	a := w.answer(c, refused)
	dropped := w.takeDrop(c.method)
	w.logCall(c, a, time.Since(began))
	body := encode(a.doc)
	id := w.id("req-")
	w.mu.Unlock()
	if dropped {
		cut(rw)
		return
	}
	header := rw.Header()
	header.Set("Content-Type", "application/json; charset=utf-8")
	header.Set("X-Slack-Req-Id", id)
	header.Set("X-OAuth-Scopes", strings.Join(w.manifest.scopes(), ","))
	header.Set("X-Accepted-OAuth-Scopes", strings.Join(methods()[c.method].scopes, ","))
	if a.retry != "" {
		header.Set("Retry-After", a.retry)
	}
	rw.WriteHeader(a.status)
	_, _ = rw.Write(body)
}

// answer runs a call: ordered faults first, then who asks, then how often, then the scope, then the method.
func (w *Workspace) answer(c *call, err *apiError) answer {
	if f, ordered := w.takeFault(c.method); ordered {
		return answer{f.status, f.retryAfter, refusal(refuse(f.code))}
	}
	m, known := methods()[c.method]
	if err == nil && !known {
		err = &apiError{code: "unknown_method", extra: obj{"req_method": c.method}}
	}
	if err == nil {
		err = w.admit(c, m)
	}
	var doc obj
	if err == nil {
		doc, err = m.run(c)
	}
	switch {
	case err != nil && err.retry != "":
		return answer{http.StatusTooManyRequests, err.retry, refusal(err)}
	case err != nil:
		return answer{http.StatusOK, "", refusal(err)}
	case doc == nil:
		doc = obj{}
	}
	doc["ok"] = true
	return answer{http.StatusOK, "", doc}
}

// admit checks the token, the rate limit and the scopes of a call.
func (w *Workspace) admit(c *call, m method) *apiError {
	if c.method == "api.test" {
		return nil
	}
	switch {
	case c.token == "":
		return refuse("not_authed")
	case c.token != w.appToken && c.token != w.botToken:
		return refuse("invalid_auth")
	case w.revoked:
		return refuse("token_revoked")
	case (c.token == w.appToken) != m.app:
		return refuse("not_allowed_token_type")
	}
	if w.options.Strict {
		if wait := w.limits.take(c.method, c.str("channel"), w.Now()); wait > 0 {
			return &apiError{code: "ratelimited", retry: seconds(wait)}
		}
	}
	return c.scoped(m.scopes...)
}

// scoped refuses when the manifest lacks one of the scopes.
func (c *call) scoped(scopes ...string) *apiError {
	if c.w.manifest.missing(scopes) == "" {
		return nil
	}
	return &apiError{code: "missing_scope", extra: obj{
		"needed": strings.Join(scopes, ","), "provided": strings.Join(c.w.manifest.scopes(), ","),
	}}
}

func refusal(e *apiError) obj {
	doc := obj{"ok": false, "error": e.code}
	for name, v := range e.extra {
		doc[name] = v
	}
	return doc
}

// seconds rounds up: a call exactly Retry-After later must pass.
func seconds(d time.Duration) string {
	return strconv.Itoa(int((d + time.Second - 1) / time.Second))
}
