package sandbox

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Team is who and what a workspace starts with.
type Team struct {
	People   []User
	Channels []Channel
	Posts    []Post // in the order they were written
}

// User is a member of the workspace, or somebody of another workspace in a shared channel.
type User struct {
	ID       string // U…; required
	Name     string // the handle, as in @ada; empty: the first name in lower case
	RealName string
	Title    string
	Email    string
	TZ       string // IANA name; empty as with people who never set one
	Manager  string // the id in the profile's field Manager; empty: none is named
	Admin    bool
	Guest    bool // single-channel guest: sees only the channels they are in
	Deleted  bool // deactivated
	Stranger bool // of another workspace (Slack Connect): may react and click, may not use commands
	Bot      bool
}

// Channel is a public or private channel. The app is in it when Members holds [BotUser].
type Channel struct {
	ID, Name, Topic string
	Private         bool
	Archived        bool
	Members         []string
}

// Post is a message written before the workspace started.
type Post struct {
	Channel, User, Text string
	Ago                 time.Duration
	Reactions           map[string][]string // emoji name → who
}

// channel is a conversation with what was said in it; a direct message with the app has a peer.
type channel struct {
	Channel
	peer     string
	opened   bool // the app has opened it or been written to: it is in users.conversations
	messages []*Message
	unread   map[string]int
}

func (c *channel) has(user string) bool { return slices.Contains(c.Members, user) }

// kind is Slack's channel_type of the conversation: im, group or channel.
func (c *channel) kind() string {
	switch {
	case c.peer != "":
		return "im"
	case c.Private:
		return "group"
	}
	return "channel"
}

// scope is the scope that a method family needs for this kind of conversation, e.g. im:history.
func (c *channel) scope(family string) string {
	plural := map[string]string{"im": "im", "group": "groups", "channel": "channels"}
	return plural[c.kind()] + ":" + family
}

// seed fills an empty workspace.
func (w *Workspace) seed(t Team) error {
	w.addPerson(User{ID: BotUser, Name: w.manifest.botHandle(), RealName: w.manifest.botName(), Bot: true})
	for _, u := range t.People {
		if w.people[u.ID] != nil || !strings.HasPrefix(u.ID, "U") {
			return fmt.Errorf("the team's person %q: the id must start with U and come once", u.ID)
		}
		w.addPerson(u)
	}
	for _, c := range t.Channels {
		if w.channels[c.ID] != nil {
			return fmt.Errorf("the team's channel %q comes twice", c.ID)
		}
		w.addChannel(c)
	}
	posts := slices.Clone(t.Posts)
	slices.SortStableFunc(posts, func(a, b Post) int { return cmp.Compare(b.Ago, a.Ago) })
	for _, p := range posts {
		c := w.channels[p.Channel]
		if c == nil || w.people[p.User] == nil {
			return fmt.Errorf("the team's post %q: no channel %q or no person %q", p.Text, p.Channel, p.User)
		}
		m := &Message{Channel: c.ID, User: p.User, Body: w.typed(p.Text), TS: w.stamp(w.Now().Add(-p.Ago))}
		m.Blocks = spokenBlocks(m.Body)
		for _, name := range slices.Sorted(keys(p.Reactions)) {
			m.Reactions = append(m.Reactions, Reaction{Name: name, Users: slices.Clone(p.Reactions[name])})
		}
		c.messages = append(c.messages, m)
	}
	return nil
}

func (w *Workspace) addPerson(u User) {
	if u.Name == "" {
		u.Name = strings.ToLower(strings.Fields(u.RealName + " " + u.ID)[0])
	}
	if w.people[u.ID] == nil {
		w.order = append(w.order, u.ID)
	}
	w.people[u.ID] = &u
}

func (w *Workspace) addChannel(c Channel) *channel {
	c.Members = slices.Clone(c.Members)
	ch := &channel{Channel: c, unread: map[string]int{}}
	w.channels[c.ID] = ch
	w.chanOrder = append(w.chanOrder, c.ID)
	return ch
}

// dm returns the direct message between a person and the app; nil for nobody, bots and people of other workspaces.
func (w *Workspace) dm(user string) *channel {
	u := w.people[user]
	if u == nil || u.Bot || u.Stranger {
		return nil
	}
	id := "D" + strings.TrimPrefix(user, "U")
	if c := w.channels[id]; c != nil {
		return c
	}
	c := w.addChannel(Channel{ID: id, Members: []string{user, BotUser}})
	c.peer = user
	return c
}

// visible tells whether a person may see a conversation: members always, others only public channels, and guests
// and people from outside only what they are in.
func (w *Workspace) visible(user string, c *channel) bool {
	u := w.people[user]
	return u != nil && (c.has(user) || c.kind() == "channel" && !u.Guest && !u.Stranger)
}

// Join adds a person to the workspace and tells the app (team_join).
func (w *Workspace) Join(u User) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.addPerson(u)
	w.emit("team_join", nil, obj{"type": "team_join", "user": w.personJSON(u.ID)})
	w.touch(note{Kind: "state"})
}

// Change replaces a person's profile and tells the app (user_change); so people are deactivated, too.
func (w *Workspace) Change(u User) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.addPerson(u)
	w.emit("user_change", nil, obj{"type": "user_change", "user": w.personJSON(u.ID)})
	w.touch(note{Kind: "state"})
}

// AddChannel makes a channel; nobody is told.
func (w *Workspace) AddChannel(c Channel) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.addChannel(c)
	w.touch(note{Kind: "state"})
}

// Invite makes a person (or the app, [BotUser]) a member of a channel and tells the app (member_joined_channel).
func (w *Workspace) Invite(channel, user string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c := w.channels[channel]; c != nil {
		w.join(c, user)
	}
}

// Kick ends a membership of a person or of the app; Slack tells the app nothing when it was itself.
func (w *Workspace) Kick(channel, user string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c := w.channels[channel]; c != nil {
		c.Members = slices.DeleteFunc(c.Members, func(id string) bool { return id == user })
		w.touch(note{Kind: "state"})
	}
}

// Archive closes a channel for new messages.
func (w *Workspace) Archive(channel string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c := w.channels[channel]; c != nil {
		c.Archived = true
		w.touch(note{Kind: "state"})
	}
}

// DM returns the id of the direct message between a person and the app; empty when there can be none.
func (w *Workspace) DM(user string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c := w.dm(user); c != nil {
		return c.ID
	}
	return ""
}

func (w *Workspace) join(c *channel, user string) {
	if c.has(user) {
		return
	}
	c.Members = append(c.Members, user)
	w.emit("member_joined_channel", c, obj{
		"type": "member_joined_channel", "user": user, "channel": c.ID,
		"channel_type": c.kind()[:1], "team": TeamID,
	})
	w.touch(note{Kind: "state"})
}
