package rules

// Blocks in which an agent tells what it does. Their titles are strings, not text objects
// (https://docs.slack.dev/reference/block-kit/blocks/plan-block and .../task-card-block).
var (
	planRule = typed(blockIDProp, must("title", text(1, endless)), may("tasks", list(0, endless, taskRule)),
		may("status", statusInPlan))

	// A task on its own cannot wait: `pending` is documented, but was measured to be refused by people who posted it.
	taskCardRule = typed(withProps(taskProps, may("status", oneOf("in_progress", "complete", "error")))...)

	// The example of the page leaves the type of a task in a plan out, slack-go writes it.
	taskRule = object(withProps(taskProps, may("type", oneOf("task_card")), may("status", statusInPlan))...)

	statusInPlan = oneOf("pending", "in_progress", "complete", "error")

	taskProps = []prop{
		blockIDProp, must("task_id", text(1, endless)), must("title", text(1, endless)), may("details", richEntityRule),
		may("output", richEntityRule), may("hide_title", boolean), may("sources", list(0, endless, sourceRule)),
	}

	richEntityRule = byType(map[string]rule{"rich_text": richTextRule})

	// https://docs.slack.dev/reference/block-kit/block-elements/url-source-element
	sourceRule = byType(map[string]rule{"url": typed(must("url", text(1, 3000)), must("text", text(1, endless)))})
)
