package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// download fetches an address with the real client.
func download(t *testing.T, api *slack.Client, address string) (string, error) {
	t.Helper()
	var got bytes.Buffer
	err := api.GetFileContext(t.Context(), address, &got)
	return got.String(), err
}

// clipOf is the file object of the newest clip that the bot was told of. Nothing is on its way any more, so that moving
// the clock sends nothing again.
func clipOf(b *bot) slack.File {
	b.t.Helper()
	b.until(func() bool { return len(b.received("message")) > 0 && b.w.flights() == 0 })
	events := b.received("message")
	return events[len(events)-1].(*slackevents.MessageEvent).Message.Files[0]
}

// standing stops the workspace's clock, so that a transcript comes when the test moves it and no sooner.
func standing(o *Options) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	o.Clock = NewClock(func() time.Time { return at })
}

func TestAVoiceClipIsHeardAtOnceAndReadableWhenItsTranscriptIsComplete(t *testing.T) {
	t.Parallel()
	w := start(t, standing)
	b := connect(t, w)
	long := strings.TrimSpace(strings.Repeat("Cut p99 of the ranker & kept <recall> at 0.98. ", 12))
	ada := w.As("U0ADA")
	ts, err := ada.Record(w.DM("U0ADA"), Clip{Said: long, Text: "listen @ben", Duration: 90 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	f := clipOf(b)
	e := b.received("message")[0].(*slackevents.MessageEvent)
	if e.SubType != "file_share" || e.TimeStamp != ts || e.Channel != "D0ADA" || e.User != "U0ADA" ||
		e.Text != "listen <@U0BEN>" || len(e.Message.Files) != 1 {
		t.Errorf("event %+v", e)
	}
	if f.Name != "audio_message.webm" || f.Mimetype != "audio/webm" || f.Filetype != "webm" || f.DurationMs != 90_000 ||
		f.MediaDisplayType != "audio" || f.AAC == "" || f.VTT != "" || f.Transcription.Status != "processing" ||
		f.Transcription.Preview != nil || f.Mode != "hosted" || f.Size == 0 || f.FileAccess != "visible" {
		t.Errorf("file %+v", f)
	}
	w.Advance(transcribing - time.Millisecond)
	now, _, _, err := b.api.GetFileInfo(f.ID, 0, 0)
	if err != nil || now.Transcription.Status != "processing" || len(b.received("file_change")) != 0 {
		t.Errorf("too early: %+v %v", now.Transcription, err)
	}
	w.Advance(time.Millisecond)
	b.until(func() bool { return len(b.received("file_change")) == 1 && len(b.received("file_shared")) == 1 })
	if e := b.received("file_change")[0].(*slackevents.FileChangeEvent); e.FileID != f.ID || e.File.ID != f.ID {
		t.Errorf("%+v", e)
	}
	now, _, _, err = b.api.GetFileInfo(f.ID, 0, 0)
	if err != nil || now.Transcription.Status != "complete" || now.Transcription.Locale != "en-US" ||
		!*now.Transcription.Preview.HasMore || !strings.HasPrefix(long, now.Transcription.Preview.Content+" ") ||
		now.Shares.Private["D0ADA"][0].Ts != ts || now.IMs[0] != "D0ADA" {
		t.Fatalf("complete: %+v %v", now, err)
	}
	transcript, err := download(t, b.api, now.VTT)
	if err != nil || readVTT(t, transcript, 90*time.Second) != long {
		t.Errorf("%s %v", transcript, err)
	}
	if again := w.Messages("D0ADA")[0]; !strings.Contains(again.Text(), "listen") || w.File(again.Files[0]).Transcript !=
		"complete" {
		t.Errorf("%+v", again)
	}
}

func TestTheEventOfAClipNamesItsSubtype(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := connect(t, w)
	if _, err := w.As("U0ADA").Record("C0WINS", Clip{Said: "short"}); err != nil {
		t.Fatal(err)
	}
	b.until(func() bool { return len(b.received("message")) == 1 })
	var payload struct {
		Event struct {
			Subtype string `json:"subtype"`
			Upload  *bool  `json:"upload"`
			Blocks  []any  `json:"blocks"`
			Files   []struct {
				Subtype  string `json:"subtype"`
				IsPublic bool   `json:"is_public"`
			} `json:"files"`
		} `json:"event"`
	}
	for _, frame := range b.deliveries() { // slack-go's File drops the subtype
		if err := json.Unmarshal(frame.Payload, &payload); err != nil {
			t.Fatal(err)
		}
		if payload.Event.Subtype != "" {
			break
		}
	}
	e := payload.Event
	if e.Subtype != "file_share" || e.Files[0].Subtype != "slack_audio" || !e.Files[0].IsPublic || len(e.Blocks) != 0 ||
		e.Upload == nil || *e.Upload {
		t.Errorf("%+v", e)
	}
}

func TestTheAppHearsNothingOfAClipWhereItIsNot(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := connect(t, w)
	if _, err := w.As("U0ADA").Record("C0RANDOM", Clip{Said: "among us"}); err != nil {
		t.Fatal(err)
	}
	w.Advance(time.Minute)
	if _, err := w.As("U0ADA").Record("C0WINS", Clip{Said: "and here"}); err != nil {
		t.Fatal(err)
	}
	clipOf(b)
	w.Advance(time.Minute)
	b.until(func() bool { return len(b.received("file_change")) > 0 && w.flights() == 0 })
	if len(b.received("file_change")) != 1 || len(b.received("file_shared")) != 1 || len(b.received("message")) != 1 {
		t.Errorf("%d changes, %d shares, %d messages", len(b.received("file_change")), len(b.received("file_shared")), len(b.received("message")))
	}
}

func TestAShortTranscriptStandsWholeInItsPreview(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := connect(t, w)
	clip := Clip{Said: " shipped\nit ", Mimetype: "audio/mp4", Locale: "de-DE", Takes: time.Minute, Audio: []byte("aud")}
	if _, err := w.As("U0ADA").Record("C0WINS", clip); err != nil {
		t.Fatal(err)
	}
	f := clipOf(b)
	if got, err := download(t, b.api, f.URLPrivateDownload); err != nil || got != "aud" || f.Size != 3 ||
		f.Name != "audio_message.m4a" || f.DurationMs != 1000 {
		t.Errorf("%q %v %+v", got, err, f)
	}
	w.Advance(time.Minute)
	now, _, _, err := b.api.GetFileInfo(f.ID, 0, 0)
	if err != nil || now.Transcription.Preview.Content != "shipped it" || *now.Transcription.Preview.HasMore ||
		now.Transcription.Locale != "de-DE" {
		t.Errorf("%+v %v", now.Transcription, err)
	}
}

func TestATranscriptMayNeverCome(t *testing.T) {
	t.Parallel()
	for status, clip := range map[string]Clip{
		"failed":      {Said: "words", Fails: true},
		"none":        {},
		"none at all": {Said: "words", Untranscribed: true},
	} {
		t.Run(status, func(t *testing.T) {
			t.Parallel()
			w := start(t)
			b := connect(t, w)
			if _, err := w.As("U0ADA").Record("C0WINS", clip); err != nil {
				t.Fatal(err)
			}
			id := clipOf(b).ID
			w.Advance(time.Hour)
			if !clip.Untranscribed {
				b.until(func() bool { return len(b.received("file_change")) == 1 })
			}
			f, _, _, err := b.api.GetFileInfo(id, 0, 0)
			want, _, _ := strings.Cut(status, " ")
			if err != nil || f.Transcription.Status != want || f.VTT != "" || f.Transcription.Preview != nil {
				t.Errorf("%+v %v", f.Transcription, err)
			}
			vtt := w.fileURL(w.files[id], vttName)
			if got, err := download(t, b.api, vtt); err == nil {
				t.Errorf("a transcript that is not there was served: %q", got)
			}
		})
	}
}

func TestThroughSlackConnectOnlyFilesInfoKnowsTheFile(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := connect(t, w)
	if _, err := w.As("U0EXT").Record("C0RANKER", Clip{Said: "from outside"}); err != nil {
		t.Fatal(err)
	}
	f := clipOf(b)
	if f.FileAccess != "check_file_info" || f.Name != "" || f.URLPrivate != "" || f.Transcription != nil {
		t.Errorf("%+v", f)
	}
	whole, _, _, err := b.api.GetFileInfo(f.ID, 0, 0)
	if err != nil || whole.Name != "audio_message.webm" || whole.FileAccess != "visible" {
		t.Errorf("%+v %v", whole, err)
	}
	if _, err := w.As("U0ADA").Record("C0WINS", Clip{Said: "a switch", CheckFileInfo: true}); err != nil {
		t.Fatal(err)
	}
	b.until(func() bool { return len(b.received("message")) == 2 })
	if f := clipOf(b); f.FileAccess != "check_file_info" || f.Transcription != nil {
		t.Errorf("%+v", f)
	}
}

func TestAClipThatSlackWouldNotRecordIsRefused(t *testing.T) {
	t.Parallel()
	w := start(t)
	for code, c := range map[string]struct {
		user, channel string
		clip          Clip
	}{
		"channel_not_found": {"U0BEN", "C0MLINC", Clip{Said: "a"}},
		"is_archived":       {"U0ADA", "C0OLD", Clip{Said: "a"}},
		"thread_not_found":  {"U0ADA", "C0WINS", Clip{Said: "a", Thread: "1.2"}},
		"file_too_large":    {"U0ADA", "C0WINS", Clip{Audio: make([]byte, maxPicked+1)}},
		"not_audio":         {"U0ADA", "C0WINS", Clip{Mimetype: "text/html"}},
		"clip_too_long":     {"U0ADA", "C0WINS", Clip{Duration: 6 * time.Minute}},
	} {
		_, err := w.As(c.user).Record(c.channel, c.clip)
		if f, _ := err.(*Failure); f == nil || f.Code != code || f.Sentence == "" {
			t.Errorf("%s: %v", code, err)
		}
	}
	if _, err := w.As("U0ADA").Record("C0WINS", Clip{Said: strings.Repeat("ж ", 10_001)}); err == nil {
		t.Error("a book was recorded")
	}
	if len(w.Messages("C0WINS")) != 0 || len(w.files) != 0 {
		t.Error("one of them was sent")
	}
	quiet := start(t, func(o *Options) {
		o.Manifest = bytes.Replace(o.Manifest, []byte(`"messages_tab_read_only_enabled": false`),
			[]byte(`"messages_tab_read_only_enabled": true`), 1)
	})
	_, err := quiet.As("U0ADA").Record(quiet.DM("U0ADA"), Clip{Said: "a"})
	if f, _ := err.(*Failure); f == nil || f.Code != "messages_tab_read_only" {
		t.Error("a clip was sent to an app that takes no messages", err)
	}
}

func TestAClipIsNamedAsSlacksAppsDo(t *testing.T) {
	t.Parallel()
	w := start(t)
	for mimetype, want := range map[string]string{
		"audio/webm;codecs=opus": "audio_message.webm audio/webm webm", "audio/mp4": "audio_message.m4a audio/mp4 m4a",
		"video/mp4": "audio_message.m4a video/mp4 m4a", "audio/mpeg": "audio_message.mp3 audio/mpeg mp3",
		"audio/x-wav": "audio_message.wav audio/x-wav wav", "audio/ogg": "audio_message.ogg audio/ogg ogg",
	} {
		ts, err := w.As("U0ADA").Record("C0WINS", Clip{Mimetype: mimetype})
		if err != nil {
			t.Fatal(err)
		}
		f := w.File(w.seen("U0ADA", "C0WINS", ts).Files[0])
		if got := f.Name + " " + f.Mimetype + " " + f.Filetype; got != want {
			t.Errorf("%s: %s", mimetype, got)
		}
	}
}

// withoutFiles is a manifest without the scopes of files.
func withoutFiles(o *Options) {
	for _, part := range []string{`,
    "files:read", "files:write"`, `, "file_shared", "file_change", "file_deleted"`} {
		o.Manifest = bytes.Replace(o.Manifest, []byte(part), nil, 1)
	}
}

func TestWithoutTheScopeTheAppHearsAndReadsNothingOfFiles(t *testing.T) {
	t.Parallel()
	w := start(t, withoutFiles)
	b := connect(t, w)
	if _, err := w.As("U0ADA").Record("C0WINS", Clip{Said: "a"}); err != nil {
		t.Fatal(err)
	}
	f := clipOf(b)
	w.Advance(time.Minute)
	_, _, _, err := b.api.GetFileInfo(f.ID, 0, 0)
	wantCode(t, err, "missing_scope")
	for _, method := range []string{"files.list", "files.delete", "files.getUploadURLExternal"} {
		refused(t, w, "missing_scope", method, obj{})
	}
	doc := ask(t, w, "files.completeUploadExternal", obj{})
	if doc["error"] != "missing_scope" || doc["needed"] != "files:write" {
		t.Error(doc)
	}
	if _, err := download(t, b.api, f.URLPrivate); err == nil {
		t.Error("the file was served")
	}
	if len(b.received("file_shared")) != 0 || len(b.received("file_change")) != 0 || w.flights() != 0 {
		t.Error("the app was told of files")
	}
	manifest := bytes.Replace(w.options.Manifest, []byte(`"member_joined_channel"`), []byte(`"file_shared"`), 1)
	if _, err := readManifest(manifest); err == nil || !strings.Contains(err.Error(), "files:read") {
		t.Error("a subscription without its scope", err)
	}
}

func TestAFileIsServedOnlyToTheBotThatMaySeeIt(t *testing.T) {
	t.Parallel()
	w := start(t)
	if _, err := w.As("U0ADA").Share("C0WINS", "", Upload{Name: "../../etc/Pass wörd\r\n<b>.TXT", Data: []byte("a")}); err != nil {
		t.Fatal(err)
	}
	f := w.File(w.Messages("C0WINS")[0].Files[0])
	address := w.fileURL(w.files[f.ID], slug(f.Name))
	if f.Name != "Pass wörd<b>.TXT" || !strings.HasSuffix(address, "/pass_w_rd_b_.txt") || f.Mimetype != "text/plain" {
		t.Errorf("%+v %s", f, address)
	}
	api := func(token string) *slack.Client { return slack.New(token, slack.OptionAPIURL(w.APIURL())) }
	if got, err := download(t, api(w.BotToken()), address); err != nil || got != "a" {
		t.Error(got, err)
	}
	for _, token := range []string{"", "xoxb-wrong", w.AppToken()} {
		if _, err := download(t, api(token), address); err == nil || !strings.Contains(err.Error(), "sign-in") {
			t.Errorf("%q: %v", token, err)
		}
	}
	response, err := http.Get(address) // who follows gets a page with the status 200, as from Slack
	if err != nil || response.StatusCode != 200 || !strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") ||
		response.Body.Close() != nil {
		t.Error(response, err)
	}
	for _, path := range []string{"files/T0LAUREL-F0NOTHING/a", "files/x/y", "files/U0ADA/" + f.ID + "/a.txt"} {
		if _, err := download(t, api(w.BotToken()), w.URL()+path); err == nil {
			t.Error("served", path)
		}
	}
	w.Kick("C0WINS", BotUser)
	if _, err := download(t, api(w.BotToken()), address); err == nil {
		t.Error("served to an app that left the channel")
	}
	w.Invite("C0WINS", BotUser)
	w.RevokeTokens(true)
	if _, err := download(t, api(w.BotToken()), address); err == nil {
		t.Error("served to a revoked token")
	}
}

func TestThePeopleOfAChannelShareSeveralFilesInOneMessage(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := connect(t, w)
	ada := w.As("U0ADA")
	png := Upload{Name: "chart.PNG", Data: []byte(onePixel)}
	ts, err := ada.Share("C0WINS", "before & after", png, Upload{Name: "x.weird", Data: []byte("x"), Mimetype: "text/x; a=b"})
	if err != nil {
		t.Fatal(err)
	}
	b.until(func() bool { return len(b.received("file_shared")) == 2 && len(b.received("message")) == 1 })
	m := b.received("message")[0].(*slackevents.MessageEvent).Message
	if m.Timestamp != ts || m.Text != "before &amp; after" || m.Files[0].Mimetype != "image/png" ||
		m.Files[1].Mimetype != "text/x" || m.Files[1].Filetype != "binary" || m.Files[0].Transcription != nil {
		t.Errorf("%+v", m)
	}
	for code, files := range map[string][]Upload{
		"no_file_data": {{Name: "empty"}}, "too_many_files": make([]Upload, 11),
		"file_too_large": {png, {Name: "big", Data: make([]byte, maxPicked+1)}},
	} {
		_, err := ada.Share("C0WINS", "", files...)
		if f, _ := err.(*Failure); f == nil || f.Code != code {
			t.Errorf("%s: %v", code, err)
		}
	}
	if _, err := ada.Share("C0WINS", "nothing"); err == nil || len(w.Messages("C0WINS")) != 1 {
		t.Error(err)
	}
	for name, want := range map[string]string{
		"": "file", "..": "file", "/": "file", "a/b\\c.txt": "c.txt", "\x00\u202e.": "file", ".hidden": ".hidden",
	} {
		if got := cleanName(name); got != want || strings.ContainsAny(slug(got), "/\\ ") || strings.HasPrefix(slug(got), ".") {
			t.Errorf("%q: %q, %q", name, got, slug(got))
		}
	}
	if got := cleanName(strings.Repeat("ж", 300) + ".txt"); len([]rune(got)) != 255 || !strings.HasSuffix(got, ".txt") {
		t.Error(got)
	}
}
