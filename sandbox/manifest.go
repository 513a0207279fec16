package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// manifest is what the workspace needs of an app manifest
// (https://docs.slack.dev/reference/app-manifest): nothing is granted that does not stand there.
type manifest struct {
	Display struct {
		Name        string `json:"name"`
		Description string `json:"description"`
		Long        string `json:"long_description"`
	} `json:"display_information"`
	Features struct {
		Home struct {
			Home     bool `json:"home_tab_enabled"`
			Messages bool `json:"messages_tab_enabled"`
			ReadOnly bool `json:"messages_tab_read_only_enabled"`
		} `json:"app_home"`
		Bot struct {
			Name string `json:"display_name"`
		} `json:"bot_user"`
		Commands  []slash    `json:"slash_commands"`
		Shortcuts []shortcut `json:"shortcuts"`
	} `json:"features"`
	OAuth struct {
		Scopes struct {
			Bot      []string `json:"bot"`
			Optional []string `json:"bot_optional"`
		} `json:"scopes"`
	} `json:"oauth_config"`
	Settings struct {
		Events struct {
			Bot []string `json:"bot_events"`
		} `json:"event_subscriptions"`
		Interactivity struct {
			Enabled bool `json:"is_enabled"`
		} `json:"interactivity"`
		Socket bool `json:"socket_mode_enabled"`
	} `json:"settings"`
}

type slash struct {
	Command     string `json:"command"`
	Description string `json:"description"`
	Hint        string `json:"usage_hint"`
	Escape      bool   `json:"should_escape"`
}

type shortcut struct {
	Name        string `json:"name"`
	Type        string `json:"type"` // global or message
	CallbackID  string `json:"callback_id"`
	Description string `json:"description"`
}

// readManifest refuses what would not work on Slack either.
func readManifest(raw []byte) (manifest, error) {
	var m manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, fmt.Errorf("reading the app manifest: %w", err)
	}
	if !m.Settings.Socket {
		return m, errors.New("the app manifest must set settings.socket_mode_enabled")
	}
	for _, event := range m.Settings.Events.Bot {
		need, known := eventScopes[event]
		if !known {
			return m, fmt.Errorf("the app manifest subscribes to %q, which the sandbox does not know", event)
		}
		if len(need) > 0 && !slices.ContainsFunc(need, m.grants) {
			scopes := strings.Join(need, " or ")
			return m, fmt.Errorf("the app manifest subscribes to %q without the scope %s", event, scopes)
		}
	}
	if (len(m.Features.Commands) > 0 || len(m.Features.Shortcuts) > 0) && !m.grants("commands") {
		return m, errors.New("the app manifest has commands or shortcuts without the scope commands")
	}
	return m, nil
}

func (m *manifest) scopes() []string {
	return append(slices.Clone(m.OAuth.Scopes.Bot), m.OAuth.Scopes.Optional...)
}

func (m *manifest) grants(scope string) bool { return slices.Contains(m.scopes(), scope) }

// missing returns the first scope that is not granted.
func (m *manifest) missing(scopes []string) string {
	for _, s := range scopes {
		if !m.grants(s) {
			return s
		}
	}
	return ""
}

func (m *manifest) subscribes(event string) bool {
	return slices.Contains(m.Settings.Events.Bot, event)
}

func (m *manifest) command(name string) (slash, bool) {
	at := slices.IndexFunc(m.Features.Commands, func(s slash) bool { return s.Command == name })
	if at < 0 {
		return slash{}, false
	}
	return m.Features.Commands[at], true
}

func (m *manifest) shortcut(id, kind string) bool {
	return slices.ContainsFunc(m.Features.Shortcuts, func(s shortcut) bool {
		return s.CallbackID == id && s.Type == kind
	})
}

func (m *manifest) botName() string {
	if m.Features.Bot.Name != "" {
		return m.Features.Bot.Name
	}
	return m.Display.Name
}

func (m *manifest) botHandle() string {
	return strings.ReplaceAll(strings.ToLower(m.botName()), " ", "_")
}
