package sandbox

import (
	"net/http"
	"testing"

	"github.com/slack-go/slack"
)

func TestSlackChecksFieldsBeforeTheAppIsAsked(t *testing.T) {
	t.Parallel()
	field := func(more obj) Element {
		return newElement(obj{"type": "input", "block_id": "b"}, more)
	}
	text := func(more obj) obj {
		more["type"], more["action_id"] = "plain_text_input", "a"
		return more
	}
	number := obj{
		"type": "number_input", "action_id": "a", "is_decimal_allowed": false, "min_value": "1",
		"max_value": "10",
	}
	for _, c := range []struct {
		of   obj
		pick any
		says string
	}{
		{text(obj{}), nil, "Please complete this required field."},
		{text(obj{}), "", "Please complete this required field."},
		{text(obj{"min_length": 3.0}), "ab", "Must be at least 3 characters."},
		{text(obj{"max_length": 3.0}), "жжжж", "Must be no more than 3 characters."},
		{text(obj{"min_length": 3.0, "max_length": 3.0}), "жжж", ""},
		{number, "x", "Please enter a valid number."},
		{number, "1e999999999", "Please enter a valid number."},
		{number, "1.5", "Please enter a valid number."},
		{number, "0", "Must be 1 or more."},
		{number, 11, "Must be 10 or less."},
		{number, "10", ""},
		{obj{"type": "email_text_input"}, "ada", "Please enter a valid email address."},
		{obj{"type": "email_text_input"}, "ada@laurel.example", ""},
		{obj{"type": "url_text_input"}, "laurel.example", "Please enter a valid URL."},
		{obj{"type": "multi_users_select", "max_selected_items": 1.0}, []string{"U1", "U2"}, "Select no more than 1."},
		{obj{"type": "multi_users_select"}, []any{}, "Please complete this required field."},
		{obj{"type": "rich_text_input"}, "written", ""},
	} {
		state, err := pickState(c.of, c.pick)
		if err != nil {
			t.Fatal(err)
		}
		if got := checkInput(field(c.of), state); got != c.says {
			t.Errorf("%v in %v: %q, want %q", c.pick, c.of, got, c.says)
		}
	}
}

func TestUntouchedFieldsAreNullOrTheirInitialValue(t *testing.T) {
	t.Parallel()
	one := obj{"text": plainObj(1), "value": "v"}
	for _, c := range []struct {
		of   obj
		want string
	}{
		{obj{"type": "plain_text_input"}, `{"type":"plain_text_input","value":null}`},
		{obj{"type": "plain_text_input", "initial_value": "x"}, `{"type":"plain_text_input","value":"x"}`},
		{obj{"type": "checkboxes"}, `{"selected_options":[],"type":"checkboxes"}`},
		{obj{"type": "users_select", "initial_user": "U0ADA"}, `{"selected_user":"U0ADA","type":"users_select"}`},
		{obj{"type": "datepicker"}, `{"selected_date":null,"type":"datepicker"}`},
		{
			obj{"type": "radio_buttons", "options": []any{one}, "initial_option": one},
			`{"selected_option":{"text":{"text":"ж","type":"plain_text"},"value":"v"},"type":"radio_buttons"}`,
		},
		{obj{"type": "button"}, `null`},
	} {
		if got := string(encode(blankState(c.of))); got != c.want {
			t.Errorf("%v: %s, want %s", c.of, got, c.want)
		}
	}
}

func TestThePageCanChooseOnlyWhatIsOffered(t *testing.T) {
	t.Parallel()
	w := start(t)
	clicks := make(chan slack.InteractionCallback, 1)
	b := connect(t, w, func(b *bot) {
		b.onInteraction = func(i slack.InteractionCallback) any { clicks <- i; return nil }
	})
	menu := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, "where",
		slack.NewOptionBlockObject("live", plainText("Live"), nil))
	boxes := slack.NewCheckboxGroupsBlockElement("tags", slack.NewOptionBlockObject("a", plainText("A"), nil))
	blocks := slack.Blocks{BlockSet: []slack.Block{slack.NewActionBlock("m", menu, boxes)}}
	_, ts, err := b.api.PostMessage("U0ADA", slack.MsgOptionBlocks(blocks.BlockSet...))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.api.PublishView("U0ADA", slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: blocks},
		""); err != nil {
		t.Fatal(err)
	}
	ticked := obj{"m": obj{"tags": []string{"a"}}}
	for _, where := range []string{"message", "home"} {
		click := obj{
			"as": "U0ADA", "kind": "click", "where": where, "channel": "D0ADA", "ts": ts, "block_id": "m",
			"action_id": "where", "value": "live", "fields": ticked,
		}
		if doc := act(t, w, click); doc["ok"] != true {
			t.Fatal(doc)
		}
		got := <-clicks
		state := got.View.State
		if where == "message" {
			state = &slack.ViewState{Values: got.BlockActionState.Values}
		}
		if got.ActionCallback.BlockActions[0].SelectedOption.Text.Text != "Live" ||
			len(state.Values["m"]["tags"].SelectedOptions) != 1 {
			t.Errorf("%s: %+v", where, got)
		}
		click["value"] = "nowhere"
		if doc := act(t, w, click); doc["ok"] != false {
			t.Error(doc)
		}
		click["view_id"], click["where"] = "V0OLD", "home"
		if doc := act(t, w, click); doc["ok"] != false {
			t.Error("a view that is not open any more", doc)
		}
	}
	ticked["m"] = obj{"tags": []string{"z"}}
	forged := obj{"as": "U0ADA", "kind": "click", "where": "home", "action_id": "where", "fields": ticked}
	if doc := act(t, w, forged); doc["ok"] != false {
		t.Error("a box that is not there was ticked", doc)
	}
}

func TestThePageShowsLinesHomeAndFailures(t *testing.T) {
	t.Parallel()
	w := start(t)
	if _, err := w.client().PublishView("U0ADA", winsHome(), ""); err != nil {
		t.Fatal(err)
	}
	ada := w.As("U0ADA")
	ada.Command("/win x", "C0WINS") // nobody is connected
	ts := ada.Say("C0WINS", "hello @ben :tada:")
	ada.SayInThread("C0WINS", ts, "and more")
	if err := ada.Edit("C0WINS", ts, "hello <@U0BEN>"); err != nil {
		t.Fatal(err)
	}
	_, doc := page(t, w, http.MethodGet, "/_sandbox/messages?as=U0ADA&channel=C0WINS", nil)
	lines := objects(doc["messages"])
	if len(lines) != 3 || lines[0]["failed"] != `/win failed with the error "dispatch_failed"` ||
		lines[0]["ephemeral"] != true {
		t.Fatalf("%v", lines)
	}
	if l := lines[1]; l["text"] != "hello <@U0BEN>" || l["name"] != "Ada Osei" || l["edited"] != true ||
		l["replies"] != 1.0 {
		t.Errorf("%v", l)
	}
	if got := w.Messages("C0WINS")[0].Text(); got != "hello <@U0BEN>\nhello <@U0BEN>" {
		t.Errorf("%q", got)
	}
	if _, doc := page(t, w, http.MethodGet, "/_sandbox/home?as=U0ADA", nil); str(doc["view"].(obj), "type") != "home" {
		t.Error(doc)
	}
	if _, doc := page(t, w, http.MethodGet, "/_sandbox/home?as=U0BEN", nil); doc["view"] != nil {
		t.Error(doc)
	}
	if err := ada.Delete("C0WINS", ts); err != nil || len(w.Messages("C0WINS")) != 1 {
		t.Error(err)
	}
	if err := w.As("U0BEN").Delete("C0WINS", w.Messages("C0WINS")[0].TS); err == nil {
		t.Error("somebody else's message was deleted")
	}
	if got := w.LastCall("views.publish")["user_id"]; got != "U0ADA" {
		t.Error(got)
	}
}
