package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"laurel/sandbox/rules"
)

// document is a message or a view, as a golden file holds it.
type document struct {
	kind   string // the argument of blocks.validate: message or view; empty: neither
	whole  json.RawMessage
	blocks json.RawMessage
}

func read(file string) (document, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return document{}, err
	}
	var shape struct {
		Type   string          `json:"type"`
		Blocks json.RawMessage `json:"blocks"`
	}
	if err := json.Unmarshal(raw, &shape); err != nil {
		return document{}, fmt.Errorf("reading %s: %w", file, err)
	}
	d := document{whole: raw, blocks: shape.Blocks}
	switch {
	case shape.Type != "":
		d.kind = "view"
	case shape.Blocks != nil:
		d.kind = "message"
	}
	return d, nil
}

// ours is why the sandbox refuses it; empty when it takes it.
func (d document) ours() (reasons []string) {
	problems := rules.Message(d.blocks)
	if d.kind == "view" {
		problems = rules.View(d.whole)
	}
	for _, p := range problems {
		reasons = append(reasons, p.String())
	}
	return reasons
}

// client speaks to one method of the Web API (https://docs.slack.dev/reference/methods/blocks.validate), which slack-go
// does not have.
type client struct {
	http    *http.Client
	address string
	token   string
}

// patience is how often a question is asked again: the page says that special rate limits apply, and not which.
const patience = 10

// validate returns why Slack refuses a document; empty when it takes it.
func (c client) validate(ctx context.Context, d document) (reasons []string, err error) {
	for range patience {
		answer, wait, err := c.ask(ctx, url.Values{d.kind: {string(d.whole)}})
		switch {
		case err != nil:
			return nil, err
		case wait < 0:
			return answer.reasons()
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return nil, fmt.Errorf("we were told to wait %d times; try again later", patience)
}

// ask returns the answer, or how long to wait before asking again; wait is negative when there is an answer.
func (c client) ask(ctx context.Context, form url.Values) (a answer, wait time.Duration, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address+"blocks.validate",
		strings.NewReader(form.Encode()))
	if err != nil {
		return a, 0, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Authorization", "Bearer "+c.token)
	response, err := c.http.Do(request)
	if err != nil {
		return a, 0, err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode == http.StatusTooManyRequests {
		seconds, err := strconv.Atoi(response.Header.Get("Retry-After"))
		if err != nil || seconds < 0 {
			seconds = 60
		}
		return a, time.Duration(seconds) * time.Second, nil
	}
	if err := json.NewDecoder(response.Body).Decode(&a); err != nil {
		return a, 0, fmt.Errorf("reading the answer (HTTP %d): %w", response.StatusCode, err)
	}
	return a, -1, nil
}

type answer struct {
	OK     bool   `json:"ok"`
	Error  string `json:"error"`
	Errors []struct {
		Pointer string `json:"pointer"`
		Message string `json:"message"`
	} `json:"errors"`
}

func (a answer) reasons() (reasons []string, err error) {
	if a.OK {
		return nil, nil
	}
	switch a.Error {
	case "invalid_blocks", "invalid_message", "invalid_view":
		reasons = append(reasons, a.Error)
	default:
		return nil, errors.New("the answer is " + a.Error)
	}
	for _, e := range a.Errors {
		reasons = append(reasons, e.Message+" [json-pointer:"+e.Pointer+"]")
	}
	return reasons, nil
}

// apiAddress is where the methods are. A token goes over https, or stays on this machine.
func apiAddress(given string) (string, error) {
	if given == "" {
		return "https://slack.com/api/", nil
	}
	u, err := url.Parse(given)
	if err != nil {
		return "", fmt.Errorf("reading SLACK_API_URL: %w", err)
	}
	ip := net.ParseIP(u.Hostname())
	here := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	if u.Scheme != "https" && !(u.Scheme == "http" && here) {
		return "", errors.New("SLACK_API_URL must begin with https:// or be on this machine: the token goes there")
	}
	return strings.TrimSuffix(given, "/") + "/", nil
}
