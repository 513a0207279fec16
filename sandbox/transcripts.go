package sandbox

import "strings"

const previewRunes = 150 // assumed: Slack does not say where it cuts

// transcribe ends the transcription of a clip. What Slack's status is when nobody spoke is not documented; none is
// the one that was seen where no transcript comes. The name failed is an assumption, too.
func (w *Workspace) transcribe(f *file) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.closed || f.deleted:
		return
	case f.clip.Fails:
		f.Transcript = "failed"
	case f.clip.Said == "":
		f.Transcript = "none"
	default:
		f.Transcript = "complete"
	}
	w.tellChange(f)
}

// describeClip adds what a file object says of a voice clip. As in Slack, the address of the transcript appears with
// the transcript.
func (w *Workspace) describeClip(doc obj, f *file) {
	doc["subtype"], doc["media_display_type"] = "slack_audio", "audio"
	doc["duration_ms"] = f.Duration.Milliseconds()
	doc["aac"] = w.fileURL(f, slug(f.Name)) // Slack's is made anew as AAC; the sandbox has only what was recorded
	doc["is_transcription_region_supported"] = true
	doc["transcription"] = f.transcription()
	if f.Transcript == "complete" {
		doc["vtt"] = w.fileURL(f, vttName)
	}
}

// transcription is what a file object says of the transcript: its beginning, and whether that is not all.
func (f *file) transcription() obj {
	doc := obj{"status": f.Transcript}
	if f.Transcript == "complete" {
		content, more := cutAtWord(f.clip.Said, previewRunes)
		doc["locale"], doc["preview"] = f.clip.Locale, obj{"content": content, "has_more": more}
	}
	return doc
}

// vtt is the whole transcript; nil when there is none.
func (f *file) vtt() []byte {
	if f.clip == nil || f.Transcript != "complete" {
		return nil
	}
	return vtt(f.clip.Said, f.Duration)
}

// cutAtWord shortens a text to at most so many code points, between words where it can.
func cutAtWord(text string, most int) (short string, more bool) {
	runes := []rune(text)
	if len(runes) <= most {
		return text, false
	}
	short = string(runes[:most])
	if at := strings.LastIndex(short, " "); at > 0 && runes[most] != ' ' {
		short = short[:at]
	}
	return short, true
}
