package rules

import "slices"

// surface is where blocks stand; not every block and element may stand everywhere.
type surface string

const (
	inMessage surface = "message"
	inModal   surface = "modal"
	inHome    surface = "home"
	anywhere  surface = "" // blocks on their own, in blocks.validate
)

// standsOnlyOn names the blocks and elements that Slack does not take on every surface
// (https://docs.slack.dev/blocks.json and https://api.slack.com/reference/block-kit/block-elements). A refusal there
// reads `unsupported type`. Input blocks stand on all three; what they may hold differs.
var standsOnlyOn = map[string][]surface{
	"alert": {inModal},
	// Listed for modals, too, but modals with one do not come up
	// (https://github.com/TightknitAI/slack-block-kit-validator).
	"card":            {inMessage, inHome},
	"carousel":        {inMessage, inHome},
	"container":       {inMessage, inHome},
	"context_actions": {inMessage},
	"data_table":      {inMessage, inHome},
	// One report of a Home tab that took it stands against two of `unsupported type: data_visualization` and the page
	// (https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block).
	"data_visualization": {inMessage},
	"markdown":           {inMessage},
	"plan":               {inMessage},
	// Listed for the Home tab, too, which leaves it out without a word (same validator).
	"table":     {inMessage},
	"task_card": {inMessage},

	"datetimepicker":   {inMessage, inModal},
	"email_text_input": {inModal},
	"file_input":       {inModal},
	"number_input":     {inModal},
	"rich_text_input":  {inModal, inHome},
	"url_text_input":   {inModal},
	"workflow_button":  {inMessage},
}

func (c *checker) places(kind string) bool {
	only, restricted := standsOnlyOn[kind]
	return !restricted || c.on == anywhere || slices.Contains(only, c.on)
}
