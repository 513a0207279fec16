package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

// part is a piece of a form that holds bytes.
type part struct{ field, name, kind, data string }

// multi writes a form.
func multi(t *testing.T, fields map[string]string, parts ...part) (kind string, body []byte) {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range parts {
		head := textproto.MIMEHeader{}
		head.Set("Content-Disposition", fmt.Sprintf("form-data; name=%q; filename=%q", p.field, p.name))
		if p.kind != "" {
			head.Set("Content-Type", p.kind)
		}
		piece, err := form.CreatePart(head)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(piece, p.data)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	return form.FormDataContentType(), b.Bytes()
}

// send posts as the page does, with headers of its own or changed ones; an empty one is left out.
func send(t *testing.T, w *Workspace, path, kind string, body []byte, headers ...string) (int, obj) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, strings.TrimSuffix(w.URL(), "/")+path,
		bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", kind)
	request.Header.Set("X-Sandbox", "page")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			request.Host = headers[i+1]
		}
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var doc obj
	_ = json.NewDecoder(response.Body).Decode(&doc)
	return response.StatusCode, doc
}

func postForm(t *testing.T, w *Workspace, path string, fields map[string]string, parts ...part) (int, obj) {
	t.Helper()
	kind, body := multi(t, fields, parts...)
	return send(t, w, path, kind, body)
}

// fetch gets an address of the page.
func fetch(t *testing.T, w *Workspace, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.TrimSuffix(w.URL(), "/")+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	if err != nil || response.Body.Close() != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func TestThePageRecordsAClipAndPlaysIt(t *testing.T) {
	t.Parallel()
	w := start(t, standing)
	b := connect(t, w)
	w.DM("U0ADA")
	status, doc := postForm(t, w, "/_sandbox/clip", map[string]string{
		"as": "U0ADA", "channel": "D0ADA", "said": "Cut p99 to 80 ms", "duration_ms": "3177", "takes_ms": "2000", "text": "hi",
	}, part{"audio", "blob", "audio/webm;codecs=opus", "not really sound"})
	files := objects(doc["files"])
	if status != 200 || doc["ok"] != true || doc["ts"] != w.Messages("D0ADA")[0].TS || len(files) != 1 {
		t.Fatal(status, doc)
	}
	f := files[0]
	if f["name"] != "audio_message.webm" || f["mimetype"] != "audio/webm" || f["clip"] != true || f["duration_ms"] != 3177.0 ||
		f["transcription"].(obj)["status"] != "processing" || f["vtt"] != nil || f["user"] != "U0ADA" {
		t.Errorf("%v", f)
	}
	if clipOf(b).DurationMs != 3177 {
		t.Error("the app got another clip")
	}
	if response, body := fetch(t, w, str(f, "url")+"&as=U0ADA"); body != "not really sound" ||
		response.Header.Get("Content-Type") != "audio/webm" || response.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%q %v", body, response.Header)
	}
	if response, body := fetch(t, w, str(f, "url")+"&as=U0ADA", "Range", "bytes=4-9"); body != "really" ||
		response.StatusCode != http.StatusPartialContent {
		t.Errorf("%q %v", body, response.Status)
	}
	if response, _ := fetch(t, w, str(f, "url")+"&as=U0ADA&vtt=1"); response.StatusCode != http.StatusNotFound {
		t.Error("a transcript before its time")
	}
	w.Advance(2 * time.Second)
	_, lines := page(t, w, http.MethodGet, "/_sandbox/messages?as=U0ADA&channel=D0ADA", nil)
	f = objects(objects(lines["messages"])[0]["files"])[0]
	if said := f["transcription"].(obj); said["status"] != "complete" ||
		said["preview"].(obj)["content"] != "Cut p99 to 80 ms" {
		t.Errorf("%v", f)
	}
	if response, body := fetch(t, w, str(f, "vtt")+"&as=U0ADA"); !strings.Contains(body, "- Cut p99 to 80 ms") ||
		response.Header.Get("Content-Type") != "text/vtt; charset=utf-8" {
		t.Errorf("%q %v", body, response.Header)
	}
}

func TestTheSwitchesOfAClipReachThePage(t *testing.T) {
	t.Parallel()
	w := start(t)
	for field, want := range map[string]string{"fails": "failed", "untranscribed": "none", "check_file_info": "complete"} {
		_, doc := postForm(t, w, "/_sandbox/clip", map[string]string{
			"as": "U0ADA", "channel": "C0WINS", "said": "words", field: "1",
		})
		w.Advance(time.Minute)
		f := objects(doc["files"])
		if len(f) != 1 || w.File(str(f[0], "id")).Transcript != want || w.files[str(f[0], "id")].hidden != (want == "complete") {
			t.Errorf("%s: %v", field, doc)
		}
	}
	if response, body := fetch(t, w, "/_sandbox/file?as=U0ADA&id="+w.fileOrder[0]); !strings.HasPrefix(body, "RIFF") ||
		response.Header.Get("Content-Type") != "audio/wave" {
		t.Error("without audio there is silence", response.Header)
	}
}

func TestOnlyWhoSeesTheConversationGetsItsFiles(t *testing.T) {
	t.Parallel()
	w := start(t)
	_, doc := postForm(t, w, "/_sandbox/file", map[string]string{"as": "U0ADA", "channel": "C0MLINC", "text": "secret"},
		part{"file", "a.html", "image/png", "<script>alert(1)</script>"})
	files := objects(doc["files"])
	if doc["ok"] != true || len(files) != 1 || w.Messages("C0MLINC")[2].Body != "secret" { // after two posts
		t.Fatal(doc)
	}
	address := str(files[0], "url")
	response, body := fetch(t, w, address+"&as=U0RAV")
	if body != "<script>alert(1)</script>" || response.Header.Get("Content-Type") != octets ||
		response.Header.Get("Content-Disposition") != "attachment" ||
		response.Header.Get("Content-Security-Policy") != "sandbox; default-src 'none'" {
		t.Errorf("%q %v", body, response.Header)
	}
	for _, as := range []string{"U0BEN", "U0GUS", "U0EXT", "U0NOBODY"} {
		if response, _ := fetch(t, w, address+"&as="+as); response.StatusCode != http.StatusNotFound {
			t.Errorf("%s got it", as)
		}
	}
	if response, _ := fetch(t, w, address+"&as=U0BEN&channel=C0MLINC&ts="+str(doc, "ts")); response.StatusCode != 404 {
		t.Error("naming the message opens it")
	}
	other := w.As("U0BEN").Say("C0WINS", "another message")
	if response, _ := fetch(t, w, address+"&as=U0BEN&channel=C0WINS&ts="+other); response.StatusCode != 404 {
		t.Error("naming any message opens it")
	}
	_, doc = postForm(t, w, "/_sandbox/file", map[string]string{"as": "U0BEN", "channel": "C0MLINC"},
		part{"file", "b", "", "b"})
	if doc["ok"] != false || doc["error"] != "You cannot see this conversation." {
		t.Error(doc)
	}
}

func TestAnImageInBlocksIsShownToWhoSeesTheMessage(t *testing.T) {
	t.Parallel()
	w := start(t)
	f := uploaded(t, w, slack.UploadFileParameters{Filename: "a.png", Content: onePixel})
	_, ts, err := w.client().PostMessage("C0MLINC", slack.MsgOptionBlocks(picture(f.ID, "")))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.client().PublishView("U0LIN", slack.HomeTabViewRequest{
		Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{picture(f.ID, "")}},
	}, ""); err != nil {
		t.Fatal(err)
	}
	opened := slack.ModalViewRequest{
		Type: slack.VTModal, Title: plainText("A"), Blocks: slack.Blocks{BlockSet: []slack.Block{picture(f.ID, "")}},
	}
	w.mu.Lock()
	trigger := w.newTrigger("U0PIA")
	w.mu.Unlock()
	if _, err := w.client().OpenView(trigger, opened); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]int{
		"": 404, "&as=U0PIA": 200,
		"&as=U0ADA&channel=C0MLINC&ts=" + ts: 200, "&as=U0BEN&channel=C0MLINC&ts=" + ts: 404, "&as=U0ADA": 404, "&as=U0LIN": 200,
	} {
		response, _ := fetch(t, w, "/_sandbox/file?id="+f.ID+query)
		if response.StatusCode != want || want == 200 && response.Header.Get("Content-Type") != "image/png" {
			t.Errorf("%s: %s", query, response.Status)
		}
	}
}

func TestOfADeletedFileThePageHasOnlyATombstone(t *testing.T) {
	t.Parallel()
	w := start(t)
	f := uploaded(t, w, slack.UploadFileParameters{Filename: "a.png", Content: onePixel, Channel: "C0WINS"})
	if err := w.client().DeleteFile(f.ID); err != nil {
		t.Fatal(err)
	}
	_, lines := page(t, w, http.MethodGet, "/_sandbox/messages?as=U0ADA&channel=C0WINS", nil)
	files := objects(objects(lines["messages"])[0]["files"])
	if len(files) != 1 || len(files[0]) != 2 || files[0]["deleted"] != true {
		t.Error(files)
	}
	if response, _ := fetch(t, w, "/_sandbox/file?as=U0ADA&id="+f.ID); response.StatusCode != http.StatusNotFound {
		t.Error(response.Status)
	}
}

func TestTheWorkspaceHoldsOnlySoMuch(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.files["F0HUGE"] = &file{File: File{ID: "F0HUGE", Data: make([]byte, maxStore-3)}}
	refused(t, w, "storage_limit_reached", "files.getUploadURLExternal", obj{"filename": "a", "length": 4})
	if _, err := w.As("U0ADA").Share("C0WINS", "", Upload{Name: "a", Data: []byte("four")}); err == nil {
		t.Error("it took more")
	}
	if _, err := w.As("U0ADA").Share("C0WINS", "", Upload{Name: "a", Data: []byte("iii")}); err != nil {
		t.Error(err)
	}
}

func TestFormsOfOtherPagesAndBrokenOnesAreRefused(t *testing.T) {
	t.Parallel()
	w := start(t)
	kind, body := multi(t, map[string]string{"as": "U0ADA", "channel": "C0WINS", "said": "a"})
	large, tooLarge := multi(t, map[string]string{"as": "U0ADA", "channel": "C0WINS"},
		part{"audio", "a", "audio/webm", strings.Repeat("a", maxPicked+1)})
	many, tooMany := multi(t, nil, part{"audio", "a", "", strings.Repeat("a", maxPicked)},
		part{"audio", "b", "", strings.Repeat("a", maxPicked)}, part{"audio", "c", "", strings.Repeat("a", maxPicked)},
		part{"audio", "d", "", strings.Repeat("a", maxPicked)})
	text, longText := multi(t, map[string]string{"said": strings.Repeat("a", maxField+1)})
	for name, c := range map[string]struct {
		kind    string
		body    []byte
		headers []string
		want    int
	}{
		"without the header":  {kind, body, []string{"X-Sandbox", ""}, 403},
		"of another origin":   {kind, body, []string{"Origin", "https://evil.example"}, 403},
		"of a file":           {kind, body, []string{"Origin", "null"}, 403},
		"under another host":  {kind, body, []string{"Host", "evil.example"}, 403},
		"a plain form":        {"application/x-www-form-urlencoded", []byte("as=U0ADA"), nil, 415},
		"JSON":                {"application/json", []byte("{}"), nil, 415},
		"no boundary":         {"multipart/form-data", body, nil, 400},
		"another boundary":    {"multipart/form-data; boundary=x", body, nil, 400},
		"cut off":             {kind, body[:len(body)-8], nil, 400},
		"empty":               {kind, nil, nil, 400},
		"a file too large":    {large, tooLarge, nil, 413},
		"too much in all":     {many, tooMany, nil, 413},
		"a text that is long": {text, longText, nil, 413},
	} {
		if status, doc := send(t, w, "/_sandbox/clip", c.kind, c.body, c.headers...); status != c.want {
			t.Errorf("%s: %d %v", name, status, doc)
		}
	}
	for _, fields := range []map[string]string{{}, {"as": BotUser}, {"as": "U0OLD", "channel": "C0WINS"}, {"as": "U0ADA"}} {
		if status, doc := postForm(t, w, "/_sandbox/clip", fields); status != 200 || doc["ok"] != false || doc["error"] == "" {
			t.Errorf("%v: %d %v", fields, status, doc)
		}
	}
	eleven := make([]part, 11)
	for i := range eleven {
		eleven[i] = part{"file", "a", "", "a"}
	}
	if status, _ := postForm(t, w, "/_sandbox/file", map[string]string{"as": "U0ADA"}, eleven...); status != 400 {
		t.Error("eleven files", status)
	}
	if len(w.Messages("C0WINS")) != 0 || len(w.files) != 0 {
		t.Error("one of them was done")
	}
}
