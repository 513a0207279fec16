package reviews

import "laurel/internal/db"

// ByID reads a cycle, whatever its state, for callers that hold its id from a record of their own. Error: ErrNotFound.
func (c *Cycles) ByID(tx *db.Tx, id string) (Cycle, error) { return cycleByID(tx, id) }
