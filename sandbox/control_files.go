package sandbox

import "net/http"

// What the page does with files and voice clips. Each POST is multipart/form-data with the header X-Sandbox: page,
// which a form of another page cannot send; its fields are texts but for the parts that hold bytes.
//
//	POST /_sandbox/clip
//	  as, channel                 needed: who records, and where
//	  thread_ts, text             as with the act "say"
//	  said                        what the transcript will be; empty or absent: nobody spoke
//	  audio                       one part with the recording and its Content-Type, at most 10 MB; absent: silence
//	  duration_ms, locale         absent: guessed from said, en-US
//	  takes_ms                    until the transcript is there, on the workspace's clock; absent: 4000
//	  fails, untranscribed, check_file_info    "1": see [Clip]
//
//	POST /_sandbox/file
//	  as                          needed
//	  channel, thread_ts, text    where to share, in one message; without a channel nothing is shared: for a field
//	                              of a modal, whose state then is {"type":"file_input","files":[{"id":"F…"}]}
//	  file                        one to ten parts with a file name, each at most 10 MB, all at most 32 MB
//
// Both answer as the acts do, {"ok":true,"error":"","ts":"1732352400.000100","files":[FILE]}; refusals have ok false,
// a sentence in error, and the status 200. What is no such request has another status and only {"error":…}: 403 without
// the header, 413 when it is too large, 415 for another Content-Type, 400 for a broken form.
//
// GET /_sandbox/messages carries "files":[FILE] in each message, empty where there are none. A FILE is
//
//	{"id":"F0…","name":"audio_message.webm","title":"…","alt":"","mimetype":"audio/webm","filetype":"webm",
//	 "pretty_type":"WebM","size":51648,"user":"U0ADA","created":1732352400,"deleted":false,"clip":true,
//	 "duration_ms":3177,"transcription":{"status":"complete","locale":"en-US",
//	 "preview":{"content":"Cut p99 …","has_more":true}},
//	 "url":"/_sandbox/file?id=F0…","vtt":"/_sandbox/file?id=F0…&vtt=1"}
//
// A deleted file has only id and deleted. duration_ms and transcription are 0 and null but for clips; the status is
// processing, complete, failed or none, and locale, preview and vtt come with complete. mimetype is empty while a file
// of the app is being processed. The page adds "&as=U0ADA" to the two addresses. When a transcript is ready, or has
// failed, the stream says "messages" for the channels that the clip is in.
//
//	GET /_sandbox/file?as=U0ADA&id=F0…      the bytes, with ranges, for whoever sees a conversation that the file is in
//	    …&vtt=1                             the whole transcript as WebVTT
//	    …&channel=C0…&ts=…                  an image that the blocks of this message show (slack_file); images of
//	                                        the person's own modals and Home need no channel
//
// The Content-Type is what the bytes are rather than what was claimed: sounds, videos and pictures; all else is
// application/octet-stream with Content-Disposition: attachment.
func (w *Workspace) mountControlFiles(mux *http.ServeMux) {
	mux.HandleFunc("POST /_sandbox/clip", w.serveClip)
	mux.HandleFunc("POST /_sandbox/file", w.serveShare)
	mux.HandleFunc("GET /_sandbox/file", w.servePageFile)
}

func (w *Workspace) serveClip(rw http.ResponseWriter, r *http.Request) {
	form, ok := readForm(rw, r, "audio")
	if !ok {
		return
	}
	clip := Clip{
		Said: form.text["said"], Text: form.text["text"], Thread: form.text["thread_ts"], Locale: form.text["locale"],
		Duration: form.milliseconds("duration_ms"), Takes: form.milliseconds("takes_ms"), Fails: form.text["fails"] == "1",
		Untranscribed: form.text["untranscribed"] == "1", CheckFileInfo: form.text["check_file_info"] == "1",
	}
	if len(form.files) > 0 {
		clip.Audio, clip.Mimetype = form.files[0].Data, form.files[0].Mimetype
	}
	w.answerForm(rw, form, func(user string) (string, []string, error) {
		ts, err := w.record(user, form.text["channel"], clip)
		return ts, w.filesAt(form.text["channel"], ts), err
	})
}

func (w *Workspace) serveShare(rw http.ResponseWriter, r *http.Request) {
	form, ok := readForm(rw, r, "file")
	if !ok {
		return
	}
	channel := form.text["channel"]
	w.answerForm(rw, form, func(user string) (string, []string, error) {
		if channel == "" {
			ids, err := w.handOver(user, form.files)
			return "", ids, err
		}
		ts, err := w.share(user, channel, form.text["thread_ts"], form.text["text"], form.files)
		return ts, w.filesAt(channel, ts), err
	})
}

// handOver keeps files that are not shared yet: for a field of a modal.
func (w *Workspace) handOver(user string, uploads []Upload) (ids []string, err error) {
	files, err := w.newUploads(user, uploads)
	for _, f := range files {
		w.keep(f)
		ids = append(ids, f.ID)
	}
	return ids, err
}

func (w *Workspace) filesAt(channelID, ts string) []string {
	if c := w.channels[channelID]; c != nil && ts != "" {
		return c.message(ts).Files
	}
	return nil
}

// answerForm does something as the person whom the form names.
func (w *Workspace) answerForm(
	rw http.ResponseWriter, f form, do func(user string) (ts string, files []string, err error),
) {
	w.mu.Lock()
	answer := obj{"ok": false, "error": "Nobody can act as " + f.text["as"] + ".", "ts": "", "files": []obj{}}
	if u := w.people[f.text["as"]]; u != nil && !u.Bot && !u.Deleted {
		ts, ids, err := do(u.ID)
		answer["ok"], answer["error"], answer["ts"], answer["files"] = err == nil, "", ts, w.pageFiles(ids)
		if err != nil {
			answer["error"] = err.Error()
		}
	}
	body := encode(answer)
	w.mu.Unlock()
	writeJSON(rw, body)
}

// pageFiles is what the page is told of files.
func (w *Workspace) pageFiles(ids []string) []obj {
	list := []obj{}
	for _, id := range ids {
		f := w.files[id]
		if f.deleted {
			list = append(list, obj{"id": id, "deleted": true})
			continue
		}
		url := "/_sandbox/file?id=" + id
		doc := obj{
			"id": id, "name": f.Name, "title": f.Title, "alt": f.Alt, "mimetype": f.Mimetype, "filetype": f.Filetype,
			"pretty_type": filetypes[f.Filetype].pretty, "size": f.Size, "user": f.User, "created": f.Created.Unix(),
			"deleted": false, "clip": f.clip != nil, "duration_ms": f.Duration.Milliseconds(), "transcription": nil, "url": url,
		}
		if f.clip != nil {
			doc["transcription"] = f.transcription()
		}
		if f.Transcript == "complete" {
			doc["vtt"] = url + "&vtt=1"
		}
		list = append(list, doc)
	}
	return list
}
