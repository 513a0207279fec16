package view

import (
	"github.com/slack-go/slack"

	"laurel/wins"
)

// WinDraft is what the form for a win begins with. The zero draft with a Day is a new win.
type WinDraft struct {
	Win   *wins.Win // the one to be edited; nil: a new one
	Parts []string  // its text in parts, by SplitText; nil: empty
	Day   string    // of a new win: its owner's today, or the day of its message
	Note  string    // a line above the fields, "" for none
	Only  bool      // a new win that its owner wants to keep to themselves
}

// WinForm is the modal that writes a new win, or changes one and puts right what was read in it. metadata comes back
// unread.
func WinForm(d WinDraft, metadata string) slack.ModalViewRequest {
	title, day, visibility := "Save a win", d.Day, wins.VisibilityManager
	if d.Win != nil {
		title, day, visibility = "Edit win", d.Win.OccurredOn, d.Win.Visibility
	} else if d.Only {
		visibility = wins.VisibilityPrivate
	}
	when := slack.NewDatePickerBlockElement(FieldDate)
	when.InitialDate = day
	blocks := append(textFields(d.Parts),
		slack.NewInputBlock(FieldDate, plain("When"), nil, when),
		slack.NewInputBlock(FieldVisibility, plain("Who can see it"), nil, visibilityChoice(visibility)))
	if d.Win != nil {
		blocks = append(blocks, seenFields(*d.Win)...)
	}
	if d.Note != "" {
		blocks = append([]slack.Block{small(escape(d.Note))}, blocks...)
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: WinSave, PrivateMetadata: metadata,
		Title: plain(title), Submit: plain("Save"), Close: plain("Cancel"),
		Blocks: slack.Blocks{BlockSet: blocks},
	}
}

func visibilityChoice(chosen string) *slack.RadioButtonsBlockElement {
	var options []*slack.OptionBlockObject
	var initial *slack.OptionBlockObject
	for _, v := range []choice{
		{wins.VisibilityPrivate, "Only me"},
		{wins.VisibilityManager, "Me and my manager"},
		{wins.VisibilityFeedback, "Also people asked for feedback on me"},
	} {
		option := slack.NewOptionBlockObject(v.value, plain(v.text), nil)
		options = append(options, option)
		if v.value == chosen {
			initial = option
		}
	}
	radio := slack.NewRadioButtonsBlockElement(FieldVisibility, options...)
	radio.InitialOption = initial
	return radio
}
