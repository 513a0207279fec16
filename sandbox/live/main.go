// Command live asks Slack itself whether it would take messages and views, and compares its verdict with the sandbox's.
// Where the two differ, the sandbox is wrong. It is for somebody who has the token of a real bot; make validate-live
// runs it over the golden files.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	differ, err := run(ctx, os.Args[1:], os.Getenv, os.Stdout)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "validate-live: "+err.Error())
		os.Exit(2)
	case differ > 0:
		os.Exit(1)
	}
}

// run asks about every .json file of the folders and prints a line a file. It returns how many verdicts differ; an error
// means that Slack could not be asked. Nothing is sent but to the address, and nothing at all without a token.
func run(ctx context.Context, folders []string, env func(string) string, out io.Writer) (differ int, err error) {
	token := env("SLACK_BOT_TOKEN")
	if token == "" {
		return 0, errors.New("this asks Slack itself, so it needs a bot token of a real workspace in SLACK_BOT_TOKEN" +
			" (xoxb-…). Nothing was sent")
	}
	address, err := apiAddress(env("SLACK_API_URL"))
	if err != nil {
		return 0, err
	}
	files, err := jsonFiles(folders)
	if err != nil {
		return 0, err
	}
	fmt.Fprintf(out, "Asking %s about %d files.\n", address, len(files))
	slack := client{http: &http.Client{Timeout: 30 * time.Second}, address: address, token: token}
	for _, file := range files {
		d, err := read(file)
		if err != nil {
			return differ, err
		}
		if d.kind == "" {
			fmt.Fprintf(out, "%-8s %s: it has no blocks\n", "-", filepath.Base(file))
			continue
		}
		theirs, err := slack.validate(ctx, d)
		if err != nil {
			return differ, fmt.Errorf("asking about %s: %w", file, err)
		}
		if !compare(out, filepath.Base(file), d.ours(), theirs) {
			differ++
		}
	}
	fmt.Fprintf(out, "%d of %d differ.\n", differ, len(files))
	return differ, nil
}

func jsonFiles(folders []string) (files []string, err error) {
	for _, folder := range folders {
		found, err := filepath.Glob(filepath.Join(folder, "*.json"))
		if err != nil {
			return nil, fmt.Errorf("looking into %s: %w", folder, err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("there is no .json file in %q", folders)
	}
	return files, nil
}

// compare prints the line of a file, and when the verdicts differ all the reasons.
func compare(out io.Writer, name string, ours, theirs []string) (same bool) {
	verdict := func(reasons []string) string {
		if len(reasons) == 0 {
			return "takes"
		}
		return "refuses"
	}
	if verdict(ours) == verdict(theirs) {
		fmt.Fprintf(out, "%-8s %s: Slack %s it\n", "same", name, verdict(theirs))
		return true
	}
	fmt.Fprintf(out, "%-8s %s: Slack %s it, the sandbox %s it\n", "DIFFERS", name, verdict(theirs), verdict(ours))
	for _, reason := range theirs {
		fmt.Fprintf(out, "%-8s   Slack: %s\n", "", reason)
	}
	for _, reason := range ours {
		fmt.Fprintf(out, "%-8s   sandbox: %s\n", "", reason)
	}
	return false
}
