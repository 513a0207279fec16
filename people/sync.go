package people

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"laurel/internal/db"
)

// Round is where reading everybody from Slack stands.
type Round struct {
	BegunAt  time.Time // zero: none is going on
	NextPage string    // Slack's cursor of what comes next; "": the beginning
	EndedAt  time.Time // of the last whole round; zero: never
}

// TakeRound makes the caller the only one who reads from Slack for as long as lease; false when somebody else is.
func TakeRound(tx *db.Tx, lease time.Duration) (Round, bool, error) {
	now, err := tx.LeaseNow()
	if err != nil {
		return Round{}, false, err
	}
	return takeRound(tx, now, now.Add(lease))
}

// SaveRound stores how far the reading has come. It is the caller's still.
func SaveRound(tx *db.Tx, r Round) error { return saveRound(tx, r) }

// LeaveRound lets others go on with it.
func LeaveRound(tx *db.Tx) error { return leaveRound(tx) }

// ManagersDue are the ids of members of whom the file names no manager and whose profile in Slack was not asked for one
// since then, those who were never asked first; at most limit.
func ManagersDue(tx *db.Tx, since time.Time, limit int) ([]string, error) {
	return loadManagersDue(tx, since, limit)
}

// ManagerMayHaveChanged makes a person's profile due to be read again.
func ManagerMayHaveChanged(tx *db.Tx, id string) error { return saveManagerDue(tx, id) }

// SaveSlackManagers stores what profiles in Slack name as managers, by person; "" for none. SettleManagers makes it count.
func SaveSlackManagers(tx *db.Tx, managers map[string]string) error {
	if err := lockDirectory(tx); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(managers)) {
		if err := saveSlackManager(tx, id, managers[id]); err != nil {
			return err
		}
	}
	return nil
}

// ForgetSlackManagers drops what profiles in Slack named as managers: there is no such field any more. It tells whether
// there was anything.
func ForgetSlackManagers(tx *db.Tx) (bool, error) {
	if err := lockDirectory(tx); err != nil {
		return false, err
	}
	return dropSlackManagers(tx)
}

// SettleManagers brings the reporting lines in line with what the file and Slack say: the file's manager, or else the one
// of the profile in Slack, if that is a member, not the person's own self, and closes no circle. Of several profiles that
// form a circle the last by id is left out. A manager holds from now on, or from when SetManager planned it. It tells how many lines changed; the second call
// changes none.
func SettleManagers(tx *db.Tx) (changed int, err error) {
	if err := lockDirectory(tx); err != nil {
		return 0, err
	}
	all, err := loadClaims(tx)
	if err != nil {
		return 0, err
	}
	slices.SortFunc(all, func(a, b claim) int { return cmp.Compare(a.ID, b.ID) })
	member, manager := map[string]bool{}, make(map[string]string, len(all))
	for _, c := range all {
		member[c.ID] = !c.Out
		if c.File != "" {
			manager[c.ID] = c.File
		}
	}
	for _, c := range all {
		if c.File == "" && member[c.Slack] && !reaches(manager, c.Slack, c.ID) {
			manager[c.ID] = c.Slack
		}
	}
	for _, c := range all {
		if manager[c.ID] == c.Present && c.Next == "" || manager[c.ID] == c.Next && c.Next != "" {
			continue
		}
		if err := saveManager(tx, c.ID, manager[c.ID]); err != nil {
			return changed, err
		}
		changed++
	}
	return changed, nil
}

// reaches tells whether the way up from somebody comes to another, or to themself.
func reaches(manager map[string]string, from, to string) bool {
	for steps := 0; from != ""; steps++ {
		if from == to || steps > len(manager) {
			return true
		}
		from = manager[from]
	}
	return false
}

// Where a fact about a person comes from.
const (
	FromFile  = "file"
	FromSlack = "slack"
)

// Sources says where each fact about a person comes from: FromFile, FromSlack, or "" for what nobody has told. Function
// and team come from the file only.
type Sources struct{ Name, Email, Timezone, Manager, Role, Team string }

// AllSources says where the facts about everybody come from, by id.
func AllSources(tx *db.Tx) (map[string]Sources, error) { return loadSources(tx) }
