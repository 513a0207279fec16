package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"
	"go.uber.org/zap"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
	"laurel/writing"
)

// clipFile is what an event says of a file: https://docs.slack.dev/reference/objects/file-object. That page says little
// about clips; what is read here was seen, and stands in Slack's own Java client, too.
type clipFile struct {
	ID            string                   `json:"id"`
	Subtype       string                   `json:"subtype"`            // slack_audio, slack_video
	Display       string                   `json:"media_display_type"` // audio
	Access        string                   `json:"file_access"`        // check_file_info: the rest must be asked for
	Transcription *slack.FileTranscription `json:"transcription"`
}

// isClip tells whether somebody speaks in the file.
func (f clipFile) isClip() bool {
	return f.Transcription != nil || f.Subtype == "slack_audio" || f.Subtype == "slack_video" || f.Display == "audio"
}

// Where a transcription stands. Slack documents none of these; none was seen where there will be no transcript.
const (
	clipProcessing = "processing"
	clipComplete   = "complete"
	clipFailed     = "failed"
	clipNone       = "none"
)

func (f clipFile) status() string {
	if f.Transcription == nil || f.Transcription.Status == "" {
		return clipNone
	}
	return f.Transcription.Status
}

// clipIn is the first clip among a message's files, nil when there is none.
func (b *Bot) clipIn(ctx context.Context, files []clipFile) (*clipFile, error) {
	for _, f := range files {
		if f.Access == "check_file_info" { // https://docs.slack.dev/apis/slack-connect/#files
			info, _, _, err := b.api.GetFileInfoContext(ctx, f.ID, 1, 1)
			if clipGone[slackError(err)] {
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("read a file (files.info): %w", err)
			}
			f.Display, f.Transcription = info.MediaDisplayType, info.Transcription
		}
		if f.isClip() {
			return &f, nil
		}
	}
	return nil, nil
}

var clipGone = map[string]bool{"file_not_found": true, "file_deleted": true}

// clipCame begins to wait for what was said in a clip; nil while that is all there is to say.
func (b *Bot) clipCame(
	tx *db.Tx, author people.Person, m directMessage, around surroundings,
) (*view.Message, error) {
	c := wins.Clip{Person: author.ID, Where: b.where(m.Channel, m.TS, ""), File: around.clip.ID, Words: unescape(m.Text)}
	if status := around.clip.status(); status == clipNone || status == clipFailed {
		return told(b.clipUnheard(tx, author, c, whyUnheard(status)))
	}
	return nil, wins.AwaitClip(tx, c)
}

// clipUnheard keeps at least what was written along with a clip.
func (b *Bot) clipUnheard(tx *db.Tx, author people.Person, c wins.Clip, why string) (view.Message, error) {
	if noWin(c.Words) { // also where there are none
		return view.WinClipUnheard(why), nil
	}
	n := wins.New{Text: c.Words, Source: wins.SourceMessage, Where: c.Where}
	return b.winSaid(tx, author, n, func(s *view.SavedWin) { s.Unheard = true })
}

func whyUnheard(status string) string {
	if status == clipFailed {
		return view.ClipFailed
	}
	return view.ClipNone
}

// hearClips asks Slack for the transcripts that are due.
func (b *Bot) hearClips(ctx context.Context) error {
	due := false
	err := b.db.Read(ctx, func(tx *db.Tx) (err error) {
		due, err = wins.AnyClipDue(tx)
		return err
	})
	if err != nil || !due {
		return err
	}
	var clips []wins.Clip
	err = b.db.Do(ctx, func(tx *db.Tx) (err error) {
		clips, err = wins.DueClips(tx, clipsAtOnce)
		return err
	})
	for _, c := range clips {
		err = errors.Join(err, b.hearClip(ctx, c))
	}
	return err
}

// clipsAtOnce is how many clips one run of the job takes; the rest is due in the next.
const clipsAtOnce = 20

// heard is what became of a clip. Neither said nor why: nothing yet.
type heard struct {
	said   string
	partly bool // it is the beginning only, for now
	why    string
}

func (b *Bot) hearClip(ctx context.Context, c wins.Clip) error {
	ctx, cancel := context.WithTimeout(ctx, afterTime)
	defer cancel()
	h, err := b.transcript(ctx, c)
	if err != nil { // the next look may do better
		b.log.Warn("read a transcript", zap.String("reason", slackError(err)))
	}
	return b.db.Do(ctx, func(tx *db.Tx) error { return b.clipHeard(tx, c, h) })
}

// transcript asks Slack what is said in a clip. With an error comes what is known all the same.
func (b *Bot) transcript(ctx context.Context, c wins.Clip) (heard, error) {
	info, _, _, err := b.api.GetFileInfoContext(ctx, c.File, 1, 1)
	if clipGone[slackError(err)] {
		return heard{why: view.ClipNone}, nil
	}
	if err != nil {
		return heard{}, err
	}
	switch status := (clipFile{Transcription: info.Transcription}).status(); {
	case status == clipNone || status == clipFailed:
		return heard{why: whyUnheard(status)}, nil
	case status != clipComplete || info.Transcription.Preview == nil:
		return heard{}, nil
	}
	preview := info.Transcription.Preview
	said := strings.TrimPrefix(preview.Content, "- ") // as the file of the transcript begins
	switch more := preview.HasMore; {
	case said == "":
		return heard{why: view.ClipNone}, nil
	case more != nil && !*more || info.VTT == "":
		return heard{said: said}, nil
	}
	whole, err := b.wholeTranscript(ctx, info.VTT)
	if err != nil {
		return heard{said: said + "…", partly: true}, err
	}
	return heard{said: whole}, nil
}

// wholeTranscript reads a transcript's file. Where the token opens nothing, Slack answers with a page to sign in, which
// is no error (https://github.com/slackapi/deno-slack-sdk/issues/285), and no transcript either.
func (b *Bot) wholeTranscript(ctx context.Context, address string) (string, error) {
	var file bytes.Buffer
	if err := b.api.GetFileContext(ctx, address, atMost{&file, maxTranscript}); err != nil {
		return "", err
	}
	said, err := writing.Transcript(file.Bytes())
	if err == nil && said == "" {
		err = errors.New("the transcript's file is empty, its preview is not")
	}
	return said, err
}

// maxTranscript is how large a transcript's file may be, in bytes: five minutes of speech are a hundredth of it.
const maxTranscript = 1 << 20

// atMost refuses what would make the buffer longer than limit.
type atMost struct {
	*bytes.Buffer
	limit int
}

func (w atMost) Write(p []byte) (int, error) {
	if w.Len()+len(p) > w.limit {
		return 0, errors.New("the transcript's file is too large")
	}
	return w.Buffer.Write(p)
}

// patience is how long a clip's owner hears nothing: most transcripts take less.
const patience = 30 * time.Second

// clipHeard keeps what was said in a clip as a win, or says why not. While nothing is known it only sees to it that its
// owner knows that.
func (b *Bot) clipHeard(tx *db.Tx, c wins.Clip, h heard) error {
	late := c.Late(tx.Now())
	switch open := h.said == "" && h.why == "" || h.partly; {
	case open && !late:
		return b.clipWaits(tx, c)
	case h.said == "" && h.why == "":
		h.why = view.ClipLate
	}
	c, ours, err := wins.ClipDone(tx, c.Where)
	if err != nil || !ours {
		return err
	}
	owner, err := people.Get(tx, c.Person)
	if err != nil || !people.Member(owner) {
		return err
	}
	c.Where = b.where(c.Where.Channel, c.Where.TS, "")
	var answer view.Message
	if h.said == "" {
		answer, err = b.clipUnheard(tx, owner, c, h.why)
	} else {
		answer, err = b.clipSaid(tx, owner, c, h)
	}
	if err != nil {
		return err
	}
	return b.answerSaid(tx, owner.ID, c.Where, "heard", answer)
}

func (b *Bot) clipWaits(tx *db.Tx, c wins.Clip) error {
	if tx.Now().Sub(c.Since) < patience {
		return nil
	}
	fresh, err := wins.ClipPatient(tx, c)
	if err != nil || !fresh {
		return err
	}
	return b.answerSaid(tx, c.Person, c.Where, "patient", view.WinClipPatient())
}

// clipSaid is the answer to a clip whose words are known.
func (b *Bot) clipSaid(tx *db.Tx, owner people.Person, c wins.Clip, h heard) (view.Message, error) {
	text := strings.TrimSpace(c.Words + "\n" + h.said)
	if noWin(text) {
		return view.WinShortHelp(), nil
	}
	n := wins.New{Text: text, Source: wins.SourceVoice, Where: c.Where}
	return b.winSaid(tx, owner, n, func(s *view.SavedWin) { s.Partly = h.partly })
}
