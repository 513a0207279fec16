// Package deploy is what an installation needs: the Slack app's manifest and the files to run laurel with.
package deploy

import _ "embed"

// Manifest is the Slack app manifest (JSON): its commands, shortcuts, events and scopes are those the code uses.
//
//go:embed manifest.json
var Manifest []byte
