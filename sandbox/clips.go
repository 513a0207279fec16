package sandbox

import (
	"fmt"
	"mime"
	"strings"
	"time"
	"unicode/utf8"
)

// Clip is a voice clip that a person records. Only Said matters to most tests; the rest has sensible values.
type Clip struct {
	Said     string        // what the transcript will hold; empty: nobody spoke, and there will be none
	Text     string        // written along with the clip
	Thread   string        // ts of the message it answers; empty: none
	Audio    []byte        // at most 10 MB; empty: silence
	Mimetype string        // audio/… or, as some of Slack's apps send, video/mp4; empty: audio/webm
	Duration time.Duration // at most five minutes; 0: as long as saying it takes
	Locale   string        // of the transcript; empty: en-US

	Takes         time.Duration // until the transcript is there, on the workspace's clock; 0: four seconds
	Fails         bool          // the transcription ends in failed
	Untranscribed bool          // the workspace has no transcripts: none from the start and for ever
	CheckFileInfo bool          // as through Slack Connect: messages carry only the id, files.info the rest
}

// Slack's limits of a clip, and what is assumed where Slack says nothing.
const (
	longestClip    = 5 * time.Minute // as Slack's apps offer it; no page of the platform says so
	longestSaid    = 20_000          // code points; ours
	transcribing   = 4 * time.Second // assumed: seen are some seconds up to two minutes
	spokenInMinute = 150             // words
)

// Record sends a voice clip to a conversation and returns the message's ts. The app gets the message with the file at
// once and its transcript as processing; some seconds later on the workspace's clock the transcript is complete, and
// the app is told file_change. The error is a [*Failure].
func (m *Member) Record(channel string, c Clip) (ts string, err error) {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	return m.w.record(m.id, channel, c)
}

func (w *Workspace) record(user, channel string, clip Clip) (ts string, err error) {
	c, err := w.writableBy(user, channel, clip.Thread)
	if err != nil {
		return "", err
	}
	f, err := w.newClip(user, clip)
	if err != nil {
		return "", err
	}
	w.keep(f)
	m := &Message{User: user, ThreadTS: clip.Thread}
	w.putWords(m, clip.Text)
	w.speak(c, user, func() { w.postFiles(c, m, []*file{f}) })
	if f.Transcript == "processing" {
		w.clock.AfterFunc(f.clip.Takes, func() { w.transcribe(f) })
	}
	return m.TS, nil
}

func (w *Workspace) newClip(user string, clip Clip) (*file, error) {
	clip = clip.completed()
	plain, _, err := mime.ParseMediaType(clip.Mimetype)
	switch {
	case err != nil || !strings.HasPrefix(plain, "audio/") && plain != "video/mp4" && plain != "video/webm":
		return nil, &Failure{"not_audio", clip.Mimetype + " is not a sound that Slack records."}
	case clip.Duration > longestClip:
		return nil, &Failure{"clip_too_long", "A clip is no longer than five minutes."}
	case utf8.RuneCountInString(clip.Said) > longestSaid:
		return nil, &Failure{"clip_too_long", fmt.Sprintf("A clip holds no more than %d characters.", longestSaid)}
	}
	f, err := w.newUpload(user, Upload{"audio_message." + clipEnding(plain), plain, clip.Audio})
	if err != nil {
		return nil, err
	}
	clip.Audio = nil // the file holds it
	f.clip, f.Duration, f.Transcript = &clip, clip.Duration, "processing"
	f.hidden = clip.CheckFileInfo || w.people[user].Stranger
	if clip.Untranscribed {
		f.Transcript = "none" // seen on a workspace of the free plan: none for ever, though the region is supported
	}
	return f, nil
}

func (c Clip) completed() Clip {
	c.Said = strings.Join(strings.Fields(strings.ToValidUTF8(c.Said, "")), " ")
	if c.Mimetype == "" {
		c.Mimetype = "audio/webm"
	}
	if c.Locale == "" {
		c.Locale = "en-US"
	}
	if c.Takes <= 0 {
		c.Takes = transcribing
	}
	if c.Duration < time.Millisecond {
		words := len(strings.Fields(c.Said))
		c.Duration = min(max(time.Second, time.Duration(words)*time.Minute/spokenInMinute), longestClip)
	}
	if len(c.Audio) == 0 {
		c.Audio = silence()
	}
	return c
}

// clipEnding is how Slack's apps name what they record: audio_message.webm in browsers, audio_message.m4a on phones.
func clipEnding(mimetype string) string {
	_, kind, _ := strings.Cut(mimetype, "/")
	switch kind {
	case "webm", "ogg", "wav":
		return kind
	case "mpeg", "mp3":
		return "mp3"
	case "x-wav", "wave":
		return "wav"
	}
	return "m4a"
}

// silence is a second of it, as a WAV file of 8,000 bytes a second.
func silence() []byte {
	const rate = 8000
	head := "RIFF\x64\x1f\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00" +
		"\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00data\x40\x1f\x00\x00"
	wav := make([]byte, len(head)+rate)
	copy(wav, head)
	for i := len(head); i < len(wav); i++ {
		wav[i] = 0x80 // the middle of unsigned samples
	}
	return wav
}
