package view

import "github.com/slack-go/slack"

// Fields is what a form holds, by the block_id of its fields: a text as one entry, a choice as its values. A field that
// was left empty is absent.
type Fields map[string][]string

// FieldErrors are sentences by the block_id of the field they stand under.
type FieldErrors map[string]string

// ReadFields takes a form's values out of Slack's state. Blocks are found by their name before a "/": what follows
// makes the id new when the form is drawn again with other text.
func ReadFields(state slack.ViewState) Fields {
	fields := Fields{}
	for block, elements := range state.Values {
		for _, element := range elements {
			values := values(element)
			if len(values) > 0 {
				fields[block] = values
			}
		}
	}
	return fields
}

// Text is the text of a field, "" when it was left empty.
func (f Fields) Text(block string) string {
	if len(f[block]) == 0 {
		return ""
	}
	return f[block][0]
}

// Checked tells whether the box with this value was ticked in a field.
func (f Fields) Checked(block, value string) bool {
	for _, ticked := range f[block] {
		if ticked == value {
			return true
		}
	}
	return false
}

// Turning stands for a moment where a step of a form is too large for Slack to take as the answer to the last.
func Turning(step slack.ModalViewRequest) slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: step.Title, Close: plain("Close"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{section("form.turning", plain("One moment. If nothing comes, close this and "+
			"open it again: what you wrote is kept."))}},
	}
}

func values(element slack.BlockAction) (values []string) {
	for _, one := range []string{
		element.Value, element.SelectedOption.Value, element.SelectedDate, element.SelectedTime, element.SelectedUser,
	} {
		if one != "" {
			values = append(values, one)
		}
	}
	for _, option := range element.SelectedOptions {
		values = append(values, option.Value)
	}
	return append(values, element.SelectedUsers...)
}
