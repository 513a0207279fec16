package sandbox

import (
	"maps"
	"slices"
	"time"
)

// OpenHome visits the app's Home tab and waits until the app has published it anew, at most five seconds; nil when
// the app has never published one. Without a socket it does not wait.
func (m *Member) OpenHome() *View {
	m.w.mu.Lock()
	before := m.w.published[m.id]
	m.w.openHome(m.id, "home")
	waits := len(m.w.sockets) > 0 && m.w.manifest.subscribes("app_home_opened")
	m.w.mu.Unlock()
	deadline := time.After(patience)
	for waits {
		m.w.mu.Lock()
		changed := m.w.changed
		waits = m.w.published[m.id] == before
		m.w.mu.Unlock()
		if !waits {
			break
		}
		select {
		case <-changed:
		case <-deadline:
			waits = false
		}
	}
	return m.Home()
}

// OpenMessages visits the app's Messages tab, which the app is told, too.
func (m *Member) OpenMessages() {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	m.w.openHome(m.id, "messages")
}

// Home is the Home tab as it stands, without visiting it; nil when the app has published none.
func (m *Member) Home() *View {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	return m.w.homes[m.id].copy()
}

// ClickHome presses a button or chooses in a menu of the Home tab; see [Member.Click].
func (m *Member) ClickHome(actionID string, pick ...any) error {
	return m.wait(func() chan outcome {
		v := m.w.homes[m.id]
		if v == nil {
			return fail(newOutcome(), "not_found", "The app has published no Home tab.")
		}
		return m.w.clickView(v, "", actionID, onePick(pick))
	}).err
}

// Modal is the top modal; nil when none is open.
func (m *Member) Modal() *View {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	return m.w.stacks[m.id].top().copy()
}

// Modals are all open modals, the top one last.
func (m *Member) Modals() []View {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	var out []View
	if s := m.w.stacks[m.id]; s != nil {
		for _, v := range s.views {
			out = append(out, *v.copy())
		}
	}
	return out
}

// ClickModal presses a button or chooses in a menu of the top modal; see [Member.Click].
func (m *Member) ClickModal(actionID string, pick ...any) error {
	return m.wait(func() chan outcome {
		v := m.w.stacks[m.id].top()
		if v == nil {
			return fail(newOutcome(), "not_found", "No modal is open.")
		}
		return m.w.clickView(v, "", actionID, onePick(pick))
	}).err
}

// Fill types into the fields of the top modal without sending it. Keys are block_ids or action_ids; values are a
// text, an option's value, a date, a user's id, or a list of strings where several may be chosen; for a file_input an
// [Upload] or several. A field that is filled again forgets what stood in it.
func (m *Member) Fill(values map[string]any) error {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	v := m.w.stacks[m.id].top()
	if v == nil {
		return &Failure{"not_found", "No modal is open."}
	}
	return m.w.fill(v, values)
}

// Submit fills the top modal as [Member.Fill] does and sends it. Nil: the app took it, and the modal is closed,
// changed or has another on top. [FieldErrors]: sentences under the fields, from Slack (then the app was not asked)
// or from the app. [*Failure]: trouble.
func (m *Member) Submit(values map[string]any) error {
	return m.wait(func() chan outcome {
		done := newOutcome()
		if v := m.w.stacks[m.id].top(); v != nil {
			if err := m.w.fill(v, values); err != nil {
				done <- outcome{err: err}
				return done
			}
		}
		return m.w.submit(m.id)
	}).err
}

// ModalErrors are the sentences under the fields of the top modal, by block_id.
func (m *Member) ModalErrors() map[string]string {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	out := map[string]string{}
	if s := m.w.stacks[m.id]; s != nil {
		maps.Copy(out, s.errors)
	}
	return out
}

// Trouble is Slack's generic sentence over the top modal; empty when all is well.
func (m *Member) Trouble() string {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	if s := m.w.stacks[m.id]; s != nil {
		return s.trouble
	}
	return ""
}

// CloseModal presses Cancel: the top modal goes.
func (m *Member) CloseModal() {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	m.w.closeModal(m.id, false)
}

// CloseAll presses the x: the whole stack goes.
func (m *Member) CloseAll() {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	m.w.closeModal(m.id, true)
}

// seen is a message, also an ephemeral one, that a person has before them.
func (w *Workspace) seen(user, channel, ts string) *Message {
	c := w.channels[channel]
	if c == nil || !w.visible(user, c) {
		return nil
	}
	if m := c.message(ts); m != nil {
		return m
	}
	at := slices.IndexFunc(w.ephemerals[user], func(m *Message) bool { return m.Channel == channel && m.TS == ts })
	if at < 0 {
		return nil
	}
	return w.ephemerals[user][at]
}
