package files

import (
	"bytes"

	"laurel/writing"
)

// json is a win a line, each as `laurel wins list --json` prints it.
func (b Book) json() ([]byte, error) {
	var out bytes.Buffer
	for _, w := range b.Wins {
		line, err := writing.JSON(w)
		if err != nil {
			return nil, err
		}
		out.Write(line)
		out.WriteByte('\n')
	}
	return out.Bytes(), nil
}
