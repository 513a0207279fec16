package sandbox

import (
	"errors"
	"testing"

	"github.com/slack-go/slack"
)

// withFileField is a workspace in which /win opens a modal with a field for one or two pictures.
func withFileField(t *testing.T) (*bot, chan slack.InteractionCallback) {
	t.Helper()
	submitted := make(chan slack.InteractionCallback, 9)
	b := connect(t, start(t), func(b *bot) {
		b.onCommand = func(c slack.SlashCommand) any {
			field := slack.NewFileInputBlockElement("proof").WithFileTypes("png", "JPG").WithMaxFiles(2)
			_, err := b.api.OpenView(c.TriggerID, slack.ModalViewRequest{
				Type: slack.VTModal, CallbackID: "proof", Title: plainText("Proof"), Submit: plainText("Save"),
				Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewInputBlock("proof", plainText("Proof"), nil, field)}},
			})
			if err != nil {
				t.Error(err)
			}
			return nil
		}
		b.onInteraction = func(i slack.InteractionCallback) any { submitted <- i; return nil }
	})
	if a := b.w.As("U0ADA").Command("/win"); a.Err != nil {
		t.Fatal(a.Err)
	}
	return b, submitted
}

func TestAFieldForFilesIsCheckedAndCarriesWholeFiles(t *testing.T) {
	t.Parallel()
	b, submitted := withFileField(t)
	ada := b.w.As("U0ADA")
	png := Upload{Name: "a.PNG", Data: []byte(onePixel)}
	for name, c := range map[string]struct {
		pick any
		says string
	}{
		"nothing":  {nil, "Please complete this required field."},
		"three":    {[]Upload{png, png, png}, "Add no more than 2."},
		"no image": {Upload{Name: "a.pdf", Data: []byte("%PDF")}, "a.pdf is not of these types: png, jpg."},
	} {
		err := ada.Submit(map[string]any{"proof": c.pick})
		if fields := FieldErrors(nil); !errors.As(err, &fields) || fields["proof"] != c.says {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := ada.Fill(map[string]any{"proof": Upload{Name: "big.png", Data: make([]byte, maxPicked+1)}}); err == nil {
		t.Error("a file of more than 10 MB was taken")
	}
	if len(submitted) != 0 {
		t.Fatal("the app was asked")
	}
	if err := ada.Submit(map[string]any{"proof": []Upload{png, {Name: "b.jpeg", Data: []byte("jpg")}}}); err != nil {
		t.Fatal(err)
	}
	files := (<-submitted).View.State.Values["proof"]["proof"].Files
	if len(files) != 2 || files[0].Name != "a.PNG" || files[0].Mimetype != "image/png" || files[0].User != "U0ADA" ||
		files[0].Size != len(onePixel) {
		t.Fatalf("%+v", files)
	}
	if got, err := download(t, b.api, files[0].URLPrivateDownload); err != nil || got != onePixel {
		t.Errorf("%q %v", got, err)
	}
	if info, _, _, err := b.api.GetFileInfo(files[1].ID, 0, 0); err != nil || len(info.Shares.Public) != 0 {
		t.Errorf("%+v %v", info, err)
	}
}

func TestThePageFillsAFieldWithFilesOfThePersonsOwn(t *testing.T) {
	t.Parallel()
	b, submitted := withFileField(t)
	_, sent := postForm(t, b.w, "/_sandbox/file", map[string]string{"as": "U0ADA"}, part{"file", "a.png", "", onePixel})
	_, others := postForm(t, b.w, "/_sandbox/file", map[string]string{"as": "U0BEN"}, part{"file", "b.png", "", onePixel})
	mine, his := objects(sent["files"]), objects(others["files"])
	if len(mine) != 1 || len(his) != 1 {
		t.Fatal(sent, others)
	}
	submit := func(id any) obj {
		return act(t, b.w, obj{
			"as": "U0ADA", "kind": "submit", "view_id": b.w.As("U0ADA").Modal().ID, "fields": obj{"proof": obj{"proof": []any{obj{"id": id}, id}}},
		})
	}
	for _, id := range []any{str(his[0], "id"), "F0NOTHING", 7, nil} {
		if doc := submit(id); doc["ok"] != false {
			t.Errorf("%v: %v", id, doc)
		}
	}
	if doc := submit(str(mine[0], "id")); doc["ok"] != true {
		t.Fatal(doc)
	}
	if files := (<-submitted).View.State.Values["proof"]["proof"].Files; len(files) != 1 || files[0].Name != "a.png" {
		t.Errorf("%+v", files)
	}
}

func TestAFieldForFilesNeedsItsScope(t *testing.T) {
	t.Parallel()
	w := start(t, withoutFiles)
	view := obj{
		"type": "modal", "title": plainText("Proof"), "submit": plainText("Save"), "blocks": []obj{{
			"type": "input", "label": plainText("Proof"), "element": obj{"type": "file_input"},
		}},
	}
	refused(t, w, "missing_scope", "views.open", obj{"trigger_id": "x", "view": view})
	refused(t, start(t), "invalid_trigger_id", "views.open", obj{"trigger_id": "x", "view": view})
}
