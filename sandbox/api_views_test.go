package sandbox

import (
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

func checkViewsOpen(t *testing.T, w *Workspace, api *slack.Client) {
	w.mu.Lock()
	id, late := w.newTrigger("U0ADA"), w.newTrigger("U0ADA")
	w.mu.Unlock()
	bad := winModal()
	bad.Title = plainText("Feedback for somebody long")
	_, err := api.OpenView(id, bad)
	wantCode(t, err, "invalid_arguments")
	if v, err := api.OpenView(id, winModal()); err != nil || v.ID == "" || v.RootViewID != v.ID || v.State == nil {
		t.Errorf("%+v %v", v, err)
	}
	_, err = api.OpenView(id, winModal())
	wantCode(t, err, "exchanged_trigger_id")
	_, err = api.OpenView("1.2.3", winModal())
	wantCode(t, err, "invalid_trigger_id")
	w.Advance(3*time.Second + time.Millisecond)
	_, err = api.OpenView(late, winModal())
	wantCode(t, err, "expired_trigger_id")
	huge := obj{
		"type": "modal", "title": obj{"type": "plain_text", "text": "x"}, "blocks": []obj{},
		"private_metadata": strings.Repeat("x", 256*1024),
	}
	refused(t, w, "view_too_large", "views.open", obj{"trigger_id": late, "view": huge})
}

func checkViewsPublish(t *testing.T, w *Workspace, api *slack.Client) {
	home := slack.HomeTabViewRequest{
		Type:   slack.VTHomeTab,
		Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewDividerBlock()}},
	}
	first, err := api.PublishView("U0ADA", home, "")
	if err != nil || w.As("U0ADA").Home() == nil {
		t.Fatal(err)
	}
	second, err := api.PublishView("U0ADA", home, first.Hash)
	if err != nil || second.ID != first.ID || second.Hash == first.Hash {
		t.Errorf("%+v %v", second, err)
	}
	_, err = api.PublishView("U0ADA", home, first.Hash)
	wantCode(t, err, "hash_conflict")
	_, err = api.PublishView("U0NOBODY", home, "")
	wantCode(t, err, "user_not_found")
	refused(t, w, "invalid_arguments", "views.publish", obj{"user_id": "U0ADA", "view": asJSON(t, winModal())})
}

func checkViewsPush(t *testing.T, w *Workspace, api *slack.Client) {
	w.mu.Lock()
	ids := []string{
		w.newTrigger("U0ADA"), w.newTrigger("U0ADA"), w.newTrigger("U0ADA"), w.newTrigger("U0ADA"),
		w.newTrigger("U0BEN"),
	}
	w.mu.Unlock()
	root, err := api.OpenView(ids[0], winModal())
	if err != nil {
		t.Fatal(err)
	}
	second, err := api.PushView(ids[1], winModal())
	if err != nil || second.RootViewID != root.ID || second.PreviousViewID != root.ID {
		t.Errorf("%+v %v", second, err)
	}
	if _, err := api.PushView(ids[2], winModal()); err != nil {
		t.Error(err)
	}
	_, err = api.PushView(ids[3], winModal())
	wantCode(t, err, "push_limit_reached")
	_, err = api.PushView(ids[4], winModal())
	wantCode(t, err, "not_found")
	if n := len(w.As("U0ADA").Modals()); n != 3 {
		t.Errorf("%d modals", n)
	}
}

func checkViewsUpdate(t *testing.T, w *Workspace, api *slack.Client) {
	w.mu.Lock()
	id := w.newTrigger("U0ADA")
	w.mu.Unlock()
	view := winModal()
	view.ExternalID = "mine"
	first, err := api.OpenView(id, view)
	if err != nil {
		t.Fatal(err)
	}
	ada := w.As("U0ADA")
	if err := ada.Fill(map[string]any{"text": "typed before", "day": "2026-11-20"}); err != nil {
		t.Fatal(err)
	}
	view.Title = plainText("Changed")
	view.Blocks.BlockSet = view.Blocks.BlockSet[:1]
	second, err := api.UpdateView(view, "", first.Hash, first.ID)
	if err != nil || second.ID != first.ID || second.Hash == first.Hash {
		t.Fatal(second, err)
	}
	if v := ada.Modal(); v.Title != "Changed" || v.State["text"]["text"]["value"] != "typed before" ||
		v.State["day"] != nil {
		t.Errorf("what was typed: %+v", v.State)
	}
	_, err = api.UpdateView(view, "", first.Hash, first.ID)
	wantCode(t, err, "hash_conflict")
	if _, err := api.UpdateView(view, "mine", "", ""); err != nil {
		t.Error(err)
	}
	_, err = api.UpdateView(view, "", "", "V0NONE")
	wantCode(t, err, "not_found")
}
