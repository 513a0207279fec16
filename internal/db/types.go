package db

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// Time is a moment stored as microseconds since 1970 in UTC, in a bigint; the zero time is stored as 0 ("not yet").
type Time struct{ time.Time }

// At makes a Time, cut to what the column can hold.
func At(t time.Time) Time { return Time{Time: t.UTC().Truncate(time.Microsecond)} }

// Value stores the time.
func (t Time) Value() (driver.Value, error) {
	if t.IsZero() {
		return int64(0), nil
	}
	return t.UnixMicro(), nil
}

// Scan reads the time.
func (t *Time) Scan(src any) error {
	micros, ok := src.(int64)
	if !ok {
		return fmt.Errorf("a time is stored as %T, not as microseconds", src)
	}
	*t = Time{}
	if micros != 0 {
		t.Time = time.UnixMicro(micros).UTC()
	}
	return nil
}

// JSON is a value stored as JSON in a text column; an empty column reads as the zero value.
type JSON[T any] struct{ V T }

// Value stores the value.
func (j JSON[T]) Value() (driver.Value, error) {
	text, err := json.Marshal(j.V)
	return string(text), err
}

// Scan reads the value.
func (j *JSON[T]) Scan(src any) error {
	var zero T
	j.V = zero
	switch text := src.(type) {
	case string:
		return unmarshal([]byte(text), &j.V)
	case []byte:
		return unmarshal(text, &j.V)
	default:
		return fmt.Errorf("JSON is stored as %T, not as text", src)
	}
}

func unmarshal(text []byte, dest any) error {
	if len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, dest)
}

// NewID makes an id that sorts by the time it was made (UUIDv7). Where the time must not show, use uuid.NewRandom.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }
