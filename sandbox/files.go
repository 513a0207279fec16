package sandbox

import (
	"slices"
	"time"
)

// Limits of what the workspace holds in memory. Slack takes files up to a gigabyte; a bot that sends more than this
// is told so in Slack's words.
const (
	maxFile   = 50 << 20  // bytes of one file of the app
	maxStore  = 256 << 20 // bytes of all files
	maxPicked = 10 << 20  // bytes of a file that a person hands over; Slack's limit in file_input
)

// Upload is a file that a person hands over: in a message ([Member.Share]) or in a field of a modal ([Member.Fill]).
type Upload struct {
	Name     string // as on the person's disk; folders in it are left out
	Mimetype string // empty: what the name says
	Data     []byte // at most 10 MB
}

// File is a file of the workspace as it stands at the moment. The zero File means none.
type File struct {
	ID, Name, Title, Alt string
	Mimetype, Filetype   string // both empty until Slack has processed the file
	User                 string // whose it is; [BotUser] for the app's
	Size                 int    // bytes
	Created              time.Time
	Channels             []string // ids of the conversations that it stands in
	Data                 []byte   // not to be changed
	Duration             time.Duration
	Transcript           string // the status of a voice clip's: processing, complete, failed or none
}

// file is a file with what the workspace keeps to itself.
type file struct {
	File
	places  []place
	clip    *Clip // of voice clips
	given   bool  // it was put into a field of the app's modal
	hidden  bool  // messages say only file_access:check_file_info
	deleted bool
}

// place is a message that a file stands in.
type place struct {
	channel *channel
	message *Message
}

// File returns a file by its id; zero when there is none or it was deleted.
func (w *Workspace) File(id string) File {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := w.files[id]
	if f == nil || f.deleted {
		return File{}
	}
	out := f.File
	for _, p := range f.shown() {
		out.Channels = append(out.Channels, p.channel.ID)
	}
	return out
}

// keep takes a file into the workspace. The caller has seen to it that there is room.
func (w *Workspace) keep(f *file) {
	f.Size, f.Created = len(f.Data), w.Now()
	if f.ID == "" {
		f.ID = w.id("F0")
	}
	w.files[f.ID] = f
	w.fileOrder = append(w.fileOrder, f.ID)
}

// room tells whether so many bytes more can be held.
func (w *Workspace) room(bytes int) bool {
	held := 0
	for _, f := range w.files {
		held += len(f.Data)
	}
	for _, up := range w.uploads {
		held += len(up.data)
	}
	return held+bytes <= maxStore
}

// newUpload is the file that a person hands over, not yet kept.
func (w *Workspace) newUpload(user string, u Upload) (*file, error) {
	name := cleanName(u.Name)
	switch {
	case len(u.Data) == 0:
		return nil, &Failure{"no_file_data", name + " is empty."}
	case len(u.Data) > maxPicked:
		return nil, &Failure{"file_too_large", name + " is larger than 10 MB."}
	case !w.room(len(u.Data)):
		return nil, &Failure{"storage_limit_reached", "The sandbox holds no more files: start it anew."}
	}
	f := &file{File: File{Name: name, Title: name, User: user, Data: u.Data}}
	f.Mimetype, f.Filetype = typeOf(name, u.Mimetype)
	return f, nil
}

// shown are the places of a file whose message still stands.
func (f *file) shown() []place {
	return slices.DeleteFunc(slices.Clone(f.places), func(p place) bool {
		return p.channel.message(p.message.TS) != p.message
	})
}

// appSees tells whether the app may know of a file: its own, those given to it in a modal, and those in conversations
// that it is in ("View files shared in channels and conversations that the app has been added to",
// https://docs.slack.dev/reference/scopes/files.read).
func (f *file) appSees() bool {
	return f.User == BotUser || f.given ||
		slices.ContainsFunc(f.shown(), func(p place) bool { return p.channel.has(BotUser) })
}

// personSees tells whether a person may see a file: their own, and those in conversations that they see.
func (w *Workspace) personSees(user string, f *file) bool {
	return f.User == user ||
		slices.ContainsFunc(f.shown(), func(p place) bool { return w.visible(user, p.channel) })
}
