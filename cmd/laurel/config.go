package main

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"go.uber.org/zap/zapcore"
)

// variables is every environment variable that laurel reads, in the order of README's table.
var variables = []string{
	"SLACK_APP_TOKEN", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN_FILE", "SLACK_BOT_TOKEN_FILE", "SLACK_API_URL", "DATABASE_URL",
	"LAUREL_KEY", "LAUREL_KEY_FILE", "LAUREL_WIN_EMOJI", "LAUREL_ADMINS", "LAUREL_TIMEZONE", "LAUREL_HTTP_ADDR",
	"LAUREL_LOG_LEVEL", "LAUREL_DEV",
}

// config is the environment, read and checked. Secrets come by the environment or a file, never by a flag: flags are
// visible to everybody on the machine.
type config struct {
	AppToken, BotToken string
	APIURL             string
	DatabaseURL        string
	Key, KeyFile       string
	Emoji, Admins      []string
	Timezone           *time.Location
	HTTPAddr           string
	LogLevel           zapcore.Level
}

// readConfig reads the environment. Its errors name the variable and say what it takes.
func readConfig(env func(string) (string, bool)) (c config, err error) {
	getenv := func(name string) string { value, _ := env(name); return value }
	c = config{
		DatabaseURL: fallback(getenv("DATABASE_URL"), "sqlite:laurel.db"),
		APIURL:      withSlash(getenv("SLACK_API_URL")),
		Key:         getenv("LAUREL_KEY"),
		KeyFile:     getenv("LAUREL_KEY_FILE"),
		Emoji:       words(fallback(getenv("LAUREL_WIN_EMOJI"), "trophy")),
		Admins:      words(getenv("LAUREL_ADMINS")),
		HTTPAddr:    "127.0.0.1:8066",
	}
	if address, set := env("LAUREL_HTTP_ADDR"); set {
		c.HTTPAddr = address // empty turns it off
	}
	if c.AppToken, err = secret(getenv, "SLACK_APP_TOKEN"); err != nil {
		return c, err
	}
	if c.BotToken, err = secret(getenv, "SLACK_BOT_TOKEN"); err != nil {
		return c, err
	}
	zone := fallback(getenv("LAUREL_TIMEZONE"), "UTC")
	if c.Timezone, err = time.LoadLocation(zone); err != nil || zone == "Local" {
		return c, usage{fmt.Sprintf("LAUREL_TIMEZONE is %q, which is no time zone; it takes a name like Europe/Berlin", zone)}
	}
	level := fallback(getenv("LAUREL_LOG_LEVEL"), "info")
	if c.LogLevel, err = zapcore.ParseLevel(level); err != nil {
		return c, usage{fmt.Sprintf("LAUREL_LOG_LEVEL is %q; it takes debug, info, warn or error", level)}
	}
	for i, emoji := range c.Emoji {
		c.Emoji[i] = strings.Trim(emoji, ":")
	}
	dev := getenv("LAUREL_DEV")
	if dev != "" && dev != "0" && dev != "1" {
		return c, usage{fmt.Sprintf("LAUREL_DEV is %q; it takes 1, or nothing", dev)}
	}
	if err := c.checkLists(); err != nil {
		return c, err
	}
	return c, checkAPI(c.APIURL, dev == "1")
}

var (
	// slackID is a user's id: https://docs.slack.dev/reference/objects/user-object
	slackID = regexp.MustCompile(`^[UW][A-Z0-9]{2,}$`)
	// emojiName is what stands between the colons. Slack's own names are of a-z, 0-9, _, - and +; that those of a workspace
	// may be of other scripts is an assumption, and a name that is refused in error could not be used at all.
	emojiName = regexp.MustCompile(`^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}_+'-]+$`)
)

// checkLists refuses names that no person and no reaction can have: with them laurel would run and nothing would happen.
func (c config) checkLists() error {
	for _, id := range c.Admins {
		if !slackID.MatchString(id) {
			return usage{fmt.Sprintf("LAUREL_ADMINS has %q, which is no Slack id; it takes a comma list like U0123ABCD,U0456EFGH "+
				"(in Slack: a person's profile, ⋮, Copy member ID)", id)}
		}
	}
	for _, name := range c.Emoji {
		if !emojiName.MatchString(name) {
			return usage{fmt.Sprintf("LAUREL_WIN_EMOJI has %q, which is no emoji's name; it takes a comma list like trophy,tada",
				name)}
		}
	}
	return nil
}

// checkAPI keeps tokens from leaving for a host that is neither Slack's nor this machine.
func checkAPI(address string, dev bool) error {
	if address == "" {
		return nil
	}
	parsed, err := url.Parse(address)
	if err != nil || parsed.Host == "" || parsed.Scheme != "http" && parsed.Scheme != "https" {
		return usage{"SLACK_API_URL is not an address like http://127.0.0.1:8065/api/"}
	}
	host := parsed.Hostname()
	for _, slacks := range []string{"slack.com", "slack-gov.com"} {
		if parsed.Scheme == "https" && (host == slacks || strings.HasSuffix(host, "."+slacks)) {
			return nil
		}
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() || dev {
		return nil
	}
	return usage{fmt.Sprintf("SLACK_API_URL points at %s, which is neither Slack nor this machine; LAUREL_DEV=1 allows it",
		host)}
}

// withSlash ends an address in the slash that method names are put after.
func withSlash(address string) string {
	if address == "" || strings.HasSuffix(address, "/") {
		return address
	}
	return address + "/"
}

// secret reads a variable, or the file that its _FILE variant names.
func secret(getenv func(string) string, name string) (string, error) {
	if value := getenv(name); value != "" {
		return value, nil
	}
	file := getenv(name + "_FILE")
	if file == "" {
		return "", nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", usage{fmt.Sprintf("%s_FILE names a file that can't be read: %v", name, err)}
	}
	return strings.TrimSpace(string(text)), nil
}

func fallback(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

// words splits a comma list and leaves out what is empty.
func words(list string) (out []string) {
	for _, word := range strings.Split(list, ",") {
		if word = strings.TrimSpace(word); word != "" {
			out = append(out, word)
		}
	}
	return out
}
