package sandbox

import (
	"encoding/json"
	"slices"
)

// stack is the modals that one person has open, the top last, and what Slack shows on the top one.
type stack struct {
	views   []*View
	errors  FieldErrors
	trouble string // the generic sentence when the app failed
	busy    bool   // a submission is on its way
}

func (s *stack) top() *View {
	if s == nil || len(s.views) == 0 {
		return nil
	}
	return s.views[len(s.views)-1]
}

func (s *stack) push(v *View) {
	v.RootID, v.PreviousID = s.views[0].ID, s.top().ID
	s.views = append(s.views, v)
	s.settle()
}

func (s *stack) settle() { s.errors, s.trouble = nil, "" }

// fill puts values into the fields of a view; keys are block_ids or action_ids.
func (w *Workspace) fill(v *View, values map[string]any) error {
	for _, key := range sorted(values) {
		e := fieldOf(v, key)
		if e.ActionID == "" {
			return &Failure{"not_found", "There is no field " + key + " in this view."}
		}
		state, err := w.fieldState(v.User, e, values[key])
		if err != nil {
			return &Failure{"not_possible", err.Error()}
		}
		v.State[e.BlockID][e.ActionID] = state
	}
	return nil
}

func fieldOf(v *View, key string) Element {
	for e := range elements(v.Blocks) {
		if _, has := fieldTypes[e.Type]; has && e.BlockID == key {
			return e
		}
	}
	return findElement(v.Blocks, "", key)
}

// clickView is a click or choice in a modal or on the Home tab. In an input block only the state changes, unless
// the block dispatches actions.
func (w *Workspace) clickView(v *View, block, action string, pick any) chan outcome {
	done := newOutcome()
	e := findElement(v.Blocks, block, action)
	if e.ActionID == "" {
		return fail(done, "not_found", "There is no "+action+" in this view.")
	}
	act, err := w.choose(v.User, e, pick, v.State)
	if err != nil {
		return fail(done, "not_possible", err.Error())
	}
	dispatches, _ := e.block["dispatch_action"].(bool)
	if str(e.block, "type") == "input" && !dispatches {
		w.touch(note{Kind: "modals", User: v.User})
		done <- outcome{}
		return done
	}
	payload := w.act("block_actions", v.User)
	payload["container"] = obj{"type": "view", "view_id": v.ID}
	payload["view"] = viewJSON(v)
	payload["actions"] = []obj{act}
	answered := func(_ json.RawMessage, failure string) {
		if s := w.stacks[v.User]; failure != "" && s != nil && v.Type == "modal" {
			s.trouble = troubleSentence
			w.touch(note{Kind: "modals", User: v.User})
		}
		buttonAnswer(done)(nil, failure)
	}
	w.dispatch("interactive", "block_actions "+e.ActionID, payload, nil, false, answered)
	return done
}

// submit sends the top modal, after Slack's own checks of its fields.
func (w *Workspace) submit(user string) chan outcome {
	done := newOutcome()
	s := w.stacks[user]
	v := s.top()
	switch {
	case v == nil:
		return fail(done, "not_found", "No modal is open.")
	case v.Submit == "":
		return fail(done, "not_possible", "This modal has no submit button.")
	case s.busy:
		return fail(done, "busy", "The modal is being submitted.")
	}
	s.settle()
	w.touch(note{Kind: "modals", User: user})
	if wrong := checkInputs(v); len(wrong) > 0 {
		s.errors = wrong
		done <- outcome{err: wrong}
		return done
	}
	s.busy = true
	payload := w.act("view_submission", user)
	payload["view"], payload["response_urls"] = viewJSON(v), []obj{}
	answered := func(r json.RawMessage, failure string) {
		s.busy = false
		err := w.submitted(s, v.ID, r, failure)
		if s.top() == nil && w.stacks[user] == s {
			delete(w.stacks, user)
		}
		w.touch(note{Kind: "modals", User: user})
		done <- outcome{err: err}
	}
	w.dispatch("interactive", "view_submission "+v.CallbackID, payload, nil, true, answered)
	return done
}

func checkInputs(v *View) FieldErrors {
	wrong := FieldErrors{}
	for e := range elements(v.Blocks) {
		if str(e.block, "type") != "input" {
			continue
		}
		if sentence := checkInput(e, v.State[e.BlockID][e.ActionID]); sentence != "" {
			wrong[e.BlockID] = sentence
		}
	}
	return wrong
}

// reply is what the ack of a submission may carry (https://docs.slack.dev/surfaces/modals#response_actions).
type reply struct {
	Action string          `json:"response_action"`
	Errors FieldErrors     `json:"errors"`
	View   json.RawMessage `json:"view"`
}

// submitted does what the app answered to the submission of a view. What Slack would not accept is told to nobody
// but the person, as trouble.
func (w *Workspace) submitted(s *stack, viewID string, raw json.RawMessage, failure string) error {
	at := slices.IndexFunc(s.views, func(v *View) bool { return v.ID == viewID })
	var r reply
	switch {
	case failure != "":
		return w.trouble(s, failure, "no answer to the submission")
	case at < 0:
		return nil // closed in the meantime
	case raw == nil:
		s.views = slices.Delete(s.views, at, at+1)
		return nil
	case json.Unmarshal(raw, &r) != nil:
		return w.trouble(s, "trouble", "the answer is not an object")
	}
	switch r.Action {
	case "errors":
		return w.fieldErrors(s, s.views[at], r.Errors)
	case "clear":
		s.views = nil
		return nil
	case "update", "push":
		return w.answerView(s, at, r)
	}
	return w.trouble(s, "trouble", "unknown response_action "+r.Action)
}

func (w *Workspace) fieldErrors(s *stack, v *View, errors FieldErrors) error {
	inputs := map[string]bool{}
	for _, b := range decodeList(v.Blocks) {
		inputs[str(b, "block_id")] = str(b, "type") == "input"
	}
	for block := range errors {
		if !inputs[block] {
			return w.trouble(s, "trouble", "response_action errors names "+block+", which is no input block")
		}
	}
	if len(errors) == 0 {
		return w.trouble(s, "trouble", "response_action errors names no block")
	}
	s.errors = errors
	return errors
}

func (w *Workspace) answerView(s *stack, at int, r reply) error {
	if refused := w.checkView(r.View, "modal"); refused != nil {
		reasons := append([]string{"response_action " + r.Action + ": " + refused.code}, refusalLines(refused.extra)...)
		return w.trouble(s, "trouble", reasons...)
	}
	old := s.views[at]
	if r.Action == "update" {
		s.views[at] = w.newView(r.View, old.User, old)
		s.settle()
		return nil
	}
	if len(s.views) >= maxStack {
		return w.trouble(s, "trouble", "response_action push: push_limit_reached")
	}
	s.push(w.newView(r.View, old.User, nil))
	return nil
}

// trouble is all that the person sees when an answer cannot be used; the reason stands only in the inspector.
func (w *Workspace) trouble(s *stack, code string, reasons ...string) error {
	for _, reason := range reasons {
		w.log(Entry{Kind: "refusal", Title: "modal", Detail: reason, Bad: true})
	}
	s.trouble = troubleSentence
	return &Failure{code, troubleSentence}
}

// closeModal takes the top modal away, or the whole stack, and tells the app where the view asked for it
// (https://docs.slack.dev/surfaces/modals#modal_cancellations). Nobody waits for the answer.
func (w *Workspace) closeModal(user string, all bool) {
	s := w.stacks[user]
	v := s.top()
	if v == nil {
		return
	}
	all = all || v.ClearOnClose
	if all {
		v = s.views[0]
		delete(w.stacks, user)
	} else {
		s.views = s.views[:len(s.views)-1]
		s.settle()
		if len(s.views) == 0 {
			delete(w.stacks, user)
		}
	}
	w.touch(note{Kind: "modals", User: user})
	if !v.NotifyOnClose {
		return
	}
	payload := w.act("view_closed", user)
	delete(payload, "trigger_id")
	payload["view"], payload["is_cleared"] = viewJSON(v), all
	w.dispatch("interactive", "view_closed "+v.CallbackID, payload, nil, false, func(json.RawMessage, string) {})
}
