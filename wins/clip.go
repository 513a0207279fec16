package wins

import (
	"time"

	"laurel/internal/db"
)

// Clip is a voice clip that a person recorded for laurel, and whose transcript is not there yet.
type Clip struct {
	Person  string
	Where   Where  // the message that it came in
	File    string // the id by which its transcript is asked for
	Words   string // what was written along with it
	Since   time.Time
	Patient bool // its owner was told that it takes a while

	due time.Time
}

// ClipTime is how long a transcript is waited for. Slack makes most in seconds, and promises nothing.
const ClipTime = 10 * time.Minute

// Late tells whether a clip has been waited for long enough.
func (c Clip) Late(now time.Time) bool { return now.Sub(c.Since) >= ClipTime }

// AwaitClip remembers a clip from now on. The second time only its words are taken anew.
func AwaitClip(tx *db.Tx, c Clip) error {
	c.Since, c.due = tx.Now(), tx.Now()
	return insertClip(tx, c)
}

// AnyClipDue tells whether DueClips would take any. It only reads.
func AnyClipDue(tx *db.Tx) (bool, error) {
	found, err := loadDueClips(tx, 1)
	return len(found) > 0, err
}

// DueClips takes up to limit clips that are to be looked at now, oldest first. Each is due again a little later, the
// older the later: what becomes of it is told by ClipDone, and a crash before that costs only a look.
func DueClips(tx *db.Tx, limit int) ([]Clip, error) {
	found, err := loadDueClips(tx, limit)
	if err != nil {
		return nil, err
	}
	taken := found[:0]
	for _, c := range found {
		wait := min(max(tx.Now().Sub(c.Since)/4, 2*time.Second), 30*time.Second)
		ours, err := postponeClip(tx, c, tx.Now().Add(wait))
		if err != nil {
			return nil, err
		}
		if ours {
			taken = append(taken, c)
		}
	}
	return taken, nil
}

// ClipPatient notes that a clip's owner was told that it takes a while; false when that was noted before, or the clip is
// not awaited any more.
func ClipPatient(tx *db.Tx, c Clip) (bool, error) { return markPatient(tx, c) }

// ClipDone ends the waiting and returns the clip as it is now; false when it is not awaited any more, and nothing is to
// be done: another process was faster, or its message was deleted.
func ClipDone(tx *db.Tx, m Where) (Clip, bool, error) { return deleteClip(tx, m) }
