package sandbox

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/slack-go/slack"
)

// onePixel is a picture as far as anybody looks: the first bytes of every PNG.
const onePixel = "\x89PNG\r\n\x1a\n0000IHDR"

func checkGetUploadURL(t *testing.T, w *Workspace, api *slack.Client) {
	up, err := api.GetUploadURLExternalContext(t.Context(), slack.GetUploadURLExternalParameters{
		FileName: "a.png", FileSize: 3, AltTxt: "three bytes",
	})
	if err != nil || !strings.HasPrefix(up.FileID, "F0") || !strings.HasPrefix(up.UploadURL, w.URL()+"upload/v1/") {
		t.Errorf("%+v %v", up, err)
	}
	const method = "files.getUploadURLExternal"
	for code, args := range map[string]obj{
		"invalid_arguments":           {"length": 3},
		"missing_argument":            {"filename": "a.png", "length": 0},
		"alt_txt_too_large":           {"filename": "a.png", "length": 3, "alt_txt": strings.Repeat("ж", 1001)},
		"snippet_too_large":           {"filename": "a.py", "length": 2 << 20, "snippet_type": "python"},
		"file_upload_size_restricted": {"filename": "a.png", "length": maxFile + 1},
	} {
		refused(t, w, code, method, args)
	}
	refused(t, w, "missing_argument", method, obj{"filename": "a.png", "length": "many"})
	_, _, _, err = api.GetFileInfo(up.FileID, 0, 0)
	wantCode(t, err, "file_not_found") // announced is no file yet
}

// put sends the body of an upload by hand.
func put(t *testing.T, address, kind, body string) (status int, text string) {
	t.Helper()
	response, err := http.Post(address, kind, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(response.Body)
	if err != nil || response.Body.Close() != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(answer)
}

// announce gets an address for an upload of so many bytes.
func announce(t *testing.T, w *Workspace, name string, length int) (id, address string) {
	t.Helper()
	doc := ask(t, w, "files.getUploadURLExternal", obj{"filename": name, "length": length})
	return str(doc, "file_id"), str(doc, "upload_url")
}

func checkCompleteUpload(t *testing.T, w *Workspace, _ *slack.Client) {
	const method = "files.completeUploadExternal"
	id, address := announce(t, w, "notes.txt", 5)
	files := []obj{{"id": id, "title": "Notes"}}
	refused(t, w, "file_not_found", method, obj{"files": files}) // its bytes have not come
	if status, text := put(t, address, "application/octet-stream", "hello"); status != 200 || text != "OK - 5" {
		t.Error(status, text)
	}
	for code, args := range map[string]obj{
		"invalid_arguments":         {"files": "[]"},
		"file_not_found":            {"files": []obj{files[0], files[0]}},
		"channel_not_found":         {"files": files, "channel_id": "C0NOWHERE"},
		"not_in_channel":            {"files": files, "channel_id": "C0RANDOM"},
		"posting_to_channel_denied": {"files": files, "channels": "C0WINS,C0OLD"},
		"channels_limit_exceeded":   {"files": files, "channels": strings.Repeat("C0WINS,", 101)},
		"thread_not_found":          {"files": files, "channel_id": "C0WINS", "thread_ts": "1.2"},
		"invalid_blocks":            {"files": files, "channel_id": "C0WINS", "blocks": []obj{{"type": "header"}}},
		"internal_error": {
			"files": files, "channel_id": "C0WINS", "blocks": []obj{{"type": "markdown", "text": "*a*"}},
		},
	} {
		refused(t, w, code, method, args)
	}
	refused(t, w, "invalid_arguments", method, obj{"files": "{"})
	refused(t, w, "invalid_arguments", method, obj{"files": files, "channels": "C0WINS,C0RANKER", "thread_ts": "1.2"})
	doc := ask(t, w, method, obj{"files": files, "channel_id": "U0ADA"})
	lines, _ := doc["response_metadata"].(obj)["messages"].([]any)
	if doc["error"] != "invalid_arguments" || len(lines) != 1 ||
		lines[0] != "[ERROR] input must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$ [json-pointer:/channel_id]" {
		t.Error("a person's id as channel_id", doc)
	}
	if doc := ask(t, w, method, obj{"files": files}); doc["ok"] != true || str(objects(doc["files"])[0], "title") != "Notes" {
		t.Error(doc)
	}
	refused(t, w, "file_not_found", method, obj{"files": files}) // once only
	if status, _ := put(t, address, "text/plain", "hello"); status != http.StatusNotFound {
		t.Error("the address of a completed upload takes more", status)
	}
}

func TestAnUploadTakesItsBytesAsABodyOrAsAFormAndNoOtherLength(t *testing.T) {
	t.Parallel()
	w := start(t)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("note", "not the file")
	part, err := form.CreateFormFile("filename", "x")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write([]byte("hello"))
	_ = form.Close()
	for name, c := range map[string]struct {
		kind, body string
		status     int
	}{
		"body":            {"text/plain", "hello", 200},
		"no type":         {"", "hello", 200},
		"form":            {form.FormDataContentType(), body.String(), 200},
		"too short":       {"text/plain", "hell", 400},
		"too long":        {"text/plain", "hello!", 400},
		"far too long":    {"text/plain", strings.Repeat("a", 200_000), 400},
		"nothing":         {"text/plain", "", 400},
		"form cut off":    {form.FormDataContentType(), body.String()[:body.Len()/2], 400},
		"form of nothing": {"multipart/form-data; boundary=x", "--x--\r\n", 400},
		"no boundary":     {"multipart/form-data", "hello", 400},
	} {
		id, address := announce(t, w, "a.txt", 5)
		if status, text := put(t, address, c.kind, c.body); status != c.status {
			t.Errorf("%s: %d %s", name, status, text)
		}
		doc := ask(t, w, "files.completeUploadExternal", obj{"files": []obj{{"id": id}}})
		if (doc["ok"] == true) != (c.status == 200) || c.status == 200 && string(w.File(id).Data) != "hello" {
			t.Errorf("%s: %v", name, doc)
		}
	}
	if status, _ := put(t, w.URL()+"upload/v1/guessed", "text/plain", "hello"); status != http.StatusNotFound {
		t.Error(status)
	}
}

// uploaded puts a file up with the real client and lets Slack process it.
func uploaded(t *testing.T, w *Workspace, p slack.UploadFileParameters) File {
	t.Helper()
	p.FileSize = len(p.Content)
	summary, err := w.client().UploadFileContext(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	w.Advance(processWithin)
	return w.File(summary.ID)
}

func TestAnUploadIsSharedAMomentAfterItWasCompleted(t *testing.T) {
	t.Parallel()
	w := start(t, standing)
	b := connect(t, w)
	parent := w.As("U0ADA").Say("C0WINS", "How did it go?")
	summary, err := b.api.UploadFileContext(t.Context(), slack.UploadFileParameters{
		Filename: "Q3 wins.csv", Title: "Wins", FileSize: 8, Reader: strings.NewReader("win,who\n"), Channel: "C0WINS",
		InitialComment: "All of them", ThreadTimestamp: parent, AltTxt: "a table",
	})
	if err != nil {
		t.Fatal(err)
	}
	f, _, _, err := b.api.GetFileInfo(summary.ID, 0, 0)
	if err != nil || f.Mimetype != "" || len(f.Shares.Public) != 0 || len(w.Messages("C0WINS")) != 1 {
		t.Fatalf("at once: %+v %v", f, err)
	}
	w.Advance(processWithin)
	b.until(func() bool { return len(b.received("file_shared")) == 1 && len(b.received("file_change")) == 1 })
	f, _, _, err = b.api.GetFileInfo(summary.ID, 0, 0)
	if err != nil || f.Mimetype != "text/csv" || f.Filetype != "csv" || f.User != BotUser || f.AltTxt != "a table" ||
		!f.IsPublic || f.Title != "Wins" || f.Size != 8 {
		t.Fatalf("%+v %v", f, err)
	}
	m := w.Messages("C0WINS")[1]
	if share := f.Shares.Public["C0WINS"][0]; share.Ts != m.TS || share.ThreadTs != parent || m.Body != "All of them" ||
		m.ThreadTS != parent || m.BotID != BotID || len(m.Files) != 1 || m.Files[0] != f.ID {
		t.Errorf("%+v %+v", share, m)
	}
	var got bytes.Buffer
	if err := b.api.GetFile(f.URLPrivateDownload, &got); err != nil || got.String() != "win,who\n" {
		t.Errorf("%q %v", got.String(), err)
	}
	replies, _, _, err := b.api.GetConversationReplies(&slack.GetConversationRepliesParameters{
		ChannelID: "C0WINS", Timestamp: parent,
	})
	if err != nil || len(replies) != 2 || replies[1].Files[0].Name != "Q3 wins.csv" {
		t.Errorf("%+v %v", replies, err)
	}
}

func TestAnUploadGoesToSeveralConversationsOrToNone(t *testing.T) {
	t.Parallel()
	w := start(t)
	f := uploaded(t, w, slack.UploadFileParameters{
		Filename: "a.pdf", Content: "%PDF", Channels: []string{"C0RANKER", "U0ADA", "C0RANKER"},
	})
	if len(f.Channels) != 2 || len(w.Messages("C0RANKER")) == 0 || len(w.As("U0ADA").Inbox()) != 1 {
		t.Errorf("%+v", f)
	}
	blocks := slack.Blocks{BlockSet: []slack.Block{slack.NewDividerBlock()}}
	uploaded(t, w, slack.UploadFileParameters{Filename: "c.pdf", Content: "%PDF", Channel: "C0WINS", Blocks: blocks})
	if m := w.Messages("C0WINS")[0]; !strings.Contains(string(m.Blocks), `"divider"`) || m.Body != "" {
		t.Errorf("%+v", m)
	}
	private := uploaded(t, w, slack.UploadFileParameters{Filename: "b.pdf", Content: "%PDF"})
	if len(private.Channels) != 0 || private.Mimetype != "application/pdf" {
		t.Errorf("%+v", private)
	}
	summary, err := w.client().UploadFileContext(t.Context(), slack.UploadFileParameters{
		Filename: "late.pdf", Content: "%PDF", FileSize: 4, Channel: "C0WINS",
	})
	if err != nil {
		t.Fatal(err)
	}
	w.Archive("C0WINS") // Slack has said ok, and shares nothing
	w.Advance(processWithin)
	if late := w.File(summary.ID); len(late.Channels) != 0 || late.Mimetype == "" {
		t.Errorf("%+v", late)
	}
}

func checkFilesInfo(t *testing.T, w *Workspace, api *slack.Client) {
	ada := w.As("U0ADA")
	ts, err := ada.Share("C0RANDOM", "", Upload{Name: "a.txt", Data: []byte("a")})
	if err != nil {
		t.Fatal(err)
	}
	id := w.Messages("C0RANDOM")[0].Files[0]
	_, _, _, err = api.GetFileInfo(id, 0, 0)
	wantCode(t, err, "file_not_found") // the app is not in this channel
	w.Invite("C0RANDOM", BotUser)
	f, _, _, err := api.GetFileInfo(id, 0, 0)
	if err != nil || f.User != "U0ADA" || f.Shares.Public["C0RANDOM"][0].Ts != ts || f.Channels[0] != "C0RANDOM" {
		t.Errorf("%+v %v", f, err)
	}
	if err := ada.Delete("C0RANDOM", ts); err != nil {
		t.Fatal(err)
	}
	_, _, _, err = api.GetFileInfo(id, 0, 0)
	wantCode(t, err, "file_not_found")
	refused(t, w, "file_not_found", "files.info", obj{"file": "F0NOTHING"})
}

func checkFilesDelete(t *testing.T, w *Workspace, api *slack.Client) {
	b := connect(t, w)
	f := uploaded(t, w, slack.UploadFileParameters{Filename: "a.png", Content: onePixel, Channel: "C0WINS"})
	if err := api.DeleteFile(f.ID); err != nil {
		t.Fatal(err)
	}
	b.until(func() bool { return len(b.received("file_deleted")) == 1 })
	wantCode(t, api.DeleteFile(f.ID), "file_deleted")
	if w.File(f.ID).ID != "" {
		t.Error("it is still there")
	}
	history, err := api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: "C0WINS"})
	if err != nil || history.Messages[0].Files[0].Mode != "tombstone" {
		t.Errorf("%+v %v", history, err)
	}
	if _, err := w.As("U0ADA").Share("C0WINS", "", Upload{Name: "b", Data: []byte("b")}); err != nil {
		t.Fatal(err)
	}
	wantCode(t, api.DeleteFile(w.Messages("C0WINS")[1].Files[0]), "cant_delete_file")
	wantCode(t, api.DeleteFile("F0NOTHING"), "file_not_found")
}

func checkFilesList(t *testing.T, w *Workspace, api *slack.Client) {
	uploaded(t, w, slack.UploadFileParameters{Filename: "a.png", Content: onePixel, Channel: "C0WINS"})
	uploaded(t, w, slack.UploadFileParameters{Filename: "b.txt", Content: "b"})
	if _, err := w.As("U0ADA").Share("C0WINS", "", Upload{Name: "c.pdf", Data: []byte("c")}); err != nil {
		t.Fatal(err)
	}
	for want, p := range map[string]slack.GetFilesParameters{
		"c.pdf b.txt a.png": {Count: 100, Types: "all"}, "c.pdf a.png": {Channel: "C0WINS", Types: "all"},
		"c.pdf": {User: "U0ADA"}, "a.png": {Types: "images"}, "": {Types: "zips"}, "b.txt": {Count: 1, Page: 2},
	} {
		list, paging, err := api.GetFiles(p)
		var names []string
		for _, f := range list {
			names = append(names, f.Name)
		}
		if got := strings.Join(names, " "); err != nil || got != want || p.Count == 1 && paging.Pages != 3 {
			t.Errorf("%+v: %q %v", p, got, err)
		}
	}
	refused(t, w, "unknown_type", "files.list", obj{"types": "dreams"})
	refused(t, w, "user_not_found", "files.list", obj{"user": "U0NOBODY"})
	if list, _, err := api.GetFiles(slack.GetFilesParameters{Page: 1_000_000_000}); err != nil || len(list) != 0 {
		t.Error(list, err)
	}
}
