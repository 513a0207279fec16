package sandbox

import (
	"encoding/json"
	"slices"
)

const maxStack = 3 // views on top of each other (https://docs.slack.dev/surfaces/modals)

func (c *call) viewsOpen() (obj, *apiError) {
	raw, err := c.view("modal")
	if err != nil {
		return nil, err
	}
	t, err := c.takeTrigger()
	if err != nil {
		return nil, err
	}
	v := c.w.newView(raw, t.user, nil)
	c.w.stacks[t.user] = &stack{views: []*View{v}}
	c.w.touch(note{Kind: "modals", User: t.user})
	return obj{"view": viewJSON(v)}, nil
}

func (c *call) viewsPush() (obj, *apiError) {
	raw, err := c.view("modal")
	if err != nil {
		return nil, err
	}
	t, err := c.takeTrigger()
	if err != nil {
		return nil, err
	}
	s := c.w.stacks[t.user]
	switch {
	case s == nil || len(s.views) == 0:
		return nil, refuse("not_found")
	case len(s.views) >= maxStack:
		return nil, refuse("push_limit_reached")
	}
	v := c.w.newView(raw, t.user, nil)
	s.push(v)
	c.w.touch(note{Kind: "modals", User: t.user})
	return obj{"view": viewJSON(v)}, nil
}

func (c *call) viewsUpdate() (obj, *apiError) {
	raw, err := c.view("")
	if err != nil {
		return nil, err
	}
	old := c.w.findView(c.str("view_id"), c.str("external_id"))
	if old == nil {
		return nil, refuse("not_found")
	}
	var doc obj
	_ = decode(raw, &doc) // c.view has read it
	switch {
	case c.str("hash") != "" && c.str("hash") != old.Hash:
		return nil, refuse("hash_conflict")
	case str(doc, "type") != old.Type:
		return nil, invalidArguments("must match the `type` of the view being updated [json-pointer:/view/type]")
	}
	v := c.w.newView(raw, old.User, old)
	c.w.replace(old, v)
	return obj{"view": viewJSON(v)}, nil
}

func (c *call) viewsPublish() (obj, *apiError) {
	user, err := c.need("user_id")
	if err != nil {
		return nil, err
	}
	u := c.w.people[user]
	switch {
	case u == nil:
		return nil, refuse("user_not_found")
	case u.Deleted || u.Bot || u.Stranger || !c.w.manifest.Features.Home.Home:
		return nil, refuse("not_enabled")
	}
	raw, err := c.view("home")
	if err != nil {
		return nil, err
	}
	old := c.w.homes[user]
	if hash := c.str("hash"); hash != "" && (old == nil || old.Hash != hash) {
		return nil, refuse("hash_conflict")
	}
	v := c.w.newView(raw, user, old)
	c.w.homes[user] = v
	c.w.published[user]++
	c.w.touch(note{Kind: "home", User: user})
	return obj{"view": viewJSON(v)}, nil
}

// view reads the view argument and refuses what the rules refuse; kind empty means any.
func (c *call) view(kind string) (json.RawMessage, *apiError) {
	raw := c.raw("view")
	if raw == nil {
		return nil, invalidArguments("missing required field: view")
	}
	if err := c.w.checkView(raw, kind); err != nil {
		return nil, err
	}
	var doc obj
	_ = decode(raw, &doc)
	if id := str(doc, "external_id"); id != "" && c.method != "views.update" {
		if other := c.w.findView("", id); other != nil && other.Type == "modal" {
			return nil, refuse("duplicate_external_id")
		}
	}
	return raw, nil
}

// findView looks for a view that somebody has open, by its id or external id.
func (w *Workspace) findView(id, external string) *View {
	match := func(v *View) bool {
		return id != "" && v.ID == id || id == "" && external != "" && v.ExternalID == external
	}
	for _, s := range w.stacks {
		for _, v := range s.views {
			if match(v) {
				return v
			}
		}
	}
	for _, v := range w.homes {
		if match(v) {
			return v
		}
	}
	return nil
}

// replace puts a new version in the place of a view.
func (w *Workspace) replace(old, v *View) {
	if old.Type == "home" {
		w.homes[old.User] = v
		w.published[old.User]++
		w.touch(note{Kind: "home", User: old.User})
		return
	}
	s := w.stacks[old.User]
	s.views[slices.Index(s.views, old)] = v
	s.settle()
	w.touch(note{Kind: "modals", User: old.User})
}
