package bot

import (
	"context"
	"errors"
	"strings"

	"github.com/slack-go/slack"

	"laurel/internal/outbox"
)

// attachment is a file with the line of text that comes with it.
type attachment struct {
	Name    string // unique: see carries
	Title   string
	Comment string // holds the name too
	Content []byte
}

// sendFile puts a file into a person's DM, in Slack's three steps. refused is Slack's code when files as such are not
// taken, whoever they are for. Only the last step shows anything to anybody, so what goes wrong before it is simply done
// again, and only after it the file may be there: slack-go's UploadFileContext does all three and can't tell which failed.
// The answer names no message, so there is nothing to update later.
// https://docs.slack.dev/messaging/working-with-files#uploading_files
func (b *Bot) sendFile(ctx context.Context, m outbox.Outgoing, f attachment) (sent outbox.Sent, refused string, err error) {
	channel, err := b.conversation(ctx, m.Channel) // files take no person's id, unlike messages
	if err != nil {
		return outbox.Sent{}, "", unsent(err)
	}
	upload, err := b.api.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{
		FileName: f.Name, FileSize: len(f.Content),
	})
	if reason := slackError(err); noFiles[reason] {
		return outbox.Sent{}, reason, nil
	}
	if err != nil {
		return outbox.Sent{}, "", unsent(err)
	}
	err = b.api.UploadToURL(ctx, slack.UploadToURLParameters{
		UploadURL: upload.UploadURL, Filename: f.Name, Content: string(f.Content),
	})
	if err != nil {
		return outbox.Sent{}, "", unsent(err)
	}
	_, err = b.api.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{
		Files:   []slack.FileSummary{{ID: upload.FileID, Title: f.Title}},
		Channel: channel, InitialComment: f.Comment,
	})
	return outbox.Sent{Channel: channel}, "", classify(err)
}

// noFiles holds the answers that no file can change, from the error table of
// https://docs.slack.dev/reference/methods/files.getUploadURLExternal; a missing scope must hold up no message.
var noFiles = map[string]bool{
	"file_uploads_disabled": true, "file_uploads_except_images_disabled": true, "file_type_not_allowed": true,
	"file_upload_size_restricted": true, "storage_limit_reached": true, "missing_scope": true,
}

// unsent is classify for what happens before anybody can see a file: an answer that was lost leaves nothing behind.
func unsent(err error) error {
	var lost outbox.Ambiguous
	if err = classify(err); errors.As(err, &lost) {
		return lost.Err
	}
	return err
}

// carries tells whether a message brought the file of this name. Files have no metadata. The comment names the file too:
// Slack may leave the files out of a history that is read without files:read.
func carries(message slack.Message, name string) bool {
	if message.BotID == "" { // whoever has the file can share it again
		return false
	}
	for _, f := range message.Files {
		if f.Name == name {
			return true
		}
	}
	return strings.Contains(message.Text, name)
}
