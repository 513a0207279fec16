package sandbox

import (
	"testing"

	"github.com/slack-go/slack"
)

// picture is an image block of a file of Slack's.
func picture(id, address string) slack.Block {
	return slack.ImageBlock{
		Type: slack.MBTImage, AltText: "a chart", SlackFile: &slack.SlackFileObject{ID: id, URL: address},
	}
}

func TestAnImageNamesOnlyAFileThatSlackHasProcessed(t *testing.T) {
	t.Parallel()
	w := start(t, standing)
	api := w.client()
	post := func(b ...slack.Block) error {
		_, _, err := api.PostMessage("C0WINS", slack.MsgOptionBlocks(b...))
		return err
	}
	wantCode(t, post(picture("F0NOTHING", "")), "invalid_blocks")
	summary, err := api.UploadFileContext(t.Context(), slack.UploadFileParameters{
		Filename: "a.png", Content: onePixel, FileSize: len(onePixel),
	})
	if err != nil {
		t.Fatal(err)
	}
	doc := ask(t, w, "chat.postMessage", obj{"channel": "C0WINS", "blocks": []slack.Block{picture(summary.ID, "")}})
	lines, _ := doc["errors"].([]any)
	if doc["error"] != "invalid_blocks" || len(lines) != 1 ||
		lines[0] != "invalid slack file [json-pointer:/blocks/0/slack_file]" {
		t.Error("right after the upload", doc)
	}
	w.Advance(processWithin)
	f, _, _, err := api.GetFileInfo(summary.ID, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range []slack.Block{
		picture(f.ID, ""), picture("", f.URLPrivate), picture("", f.URLPrivateDownload), picture("", f.Permalink),
		slack.NewContextBlock("", slack.ImageBlockElement{
			Type: slack.METImage, AltText: "a", SlackFile: &slack.SlackFileObject{ID: f.ID},
		}),
		slack.NewSectionBlock(plainText("a"), nil, slack.NewAccessory(&slack.ImageBlockElement{
			Type: slack.METImage, AltText: "a", SlackFile: &slack.SlackFileObject{ID: f.ID},
		})),
	} {
		if err := post(b); err != nil {
			t.Errorf("%+v: %v", b, err)
		}
	}
	text := uploaded(t, w, slack.UploadFileParameters{Filename: "a.txt", Content: "a"})
	wantCode(t, post(picture(text.ID, "")), "invalid_blocks")
	wantCode(t, post(picture("", "https://evil.example/files/"+f.ID+"/a.png")), "invalid_blocks")
	if _, err := w.As("U0ADA").Share("C0RANDOM", "", Upload{Name: "b.png", Data: []byte(onePixel)}); err != nil {
		t.Fatal(err)
	}
	wantCode(t, post(picture(w.Messages("C0RANDOM")[0].Files[0], "")), "invalid_blocks") // the app does not see it
	if err := api.DeleteFile(f.ID); err != nil {
		t.Fatal(err)
	}
	wantCode(t, post(picture(f.ID, "")), "invalid_blocks")
	refused(t, w, "invalid_blocks", "blocks.validate", obj{"blocks": []slack.Block{picture(f.ID, "")}})
}

func TestAViewWithAnImageThatIsNotThereIsRefused(t *testing.T) {
	t.Parallel()
	w := start(t)
	f := uploaded(t, w, slack.UploadFileParameters{Filename: "a.png", Content: onePixel})
	home := func(id string) error {
		_, err := w.client().PublishView("U0ADA", slack.HomeTabViewRequest{
			Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{picture(id, "")}},
		}, "")
		return err
	}
	if err := home(f.ID); err != nil {
		t.Error(err)
	}
	wantCode(t, home("F0NOTHING"), "invalid_arguments")
}
