package main

import (
	"bufio"
	"encoding/json"
	"fmt"

	"laurel/deploy"
	"laurel/internal/seal"
	"laurel/writing"
)

// manifestCommand is `laurel manifest`.
type manifestCommand struct{}

// Run prints the manifest to paste at api.slack.com/apps.
func (manifestCommand) Run(p program) error {
	_, err := p.Out.Write(deploy.Manifest)
	return err
}

// keysCommands is `laurel keys …`.
type keysCommands struct {
	New keysNewCommand `cmd:"" help:"Print a fresh keyset for LAUREL_KEY."`
}

type keysNewCommand struct{}

// Run prints a keyset; it is stored nowhere.
func (keysNewCommand) Run(p program) error {
	keyset, err := seal.NewKeyset()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.Out, keyset)
	return err
}

// analyzeCommand is `laurel analyze`.
type analyzeCommand struct{}

// maxLine is the longest line that analyze reads, in bytes.
const maxLine = 1 << 20

// Run reads texts, one a line, and prints what was read in each.
func (analyzeCommand) Run(p program) error {
	lines := bufio.NewScanner(p.In)
	lines.Buffer(nil, maxLine)
	out := bufio.NewWriter(p.Out)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for lines.Scan() {
		if err := encoder.Encode(writing.Read(lines.Text())); err != nil {
			return fmt.Errorf("print: %w", err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read a line (at most %d bytes): %w", maxLine, err)
	}
	return out.Flush()
}
