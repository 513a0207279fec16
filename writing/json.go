package writing

import (
	"bytes"
	"encoding/json"
)

// JSON writes v as JSON in which <, > and & stand as they are: it is read by programs and people, never as HTML. A
// MarshalJSON must use it too, for what json.Marshal has escaped stays so, whatever the encoder around it is told.
func JSON(v any) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}
