package view

import (
	"github.com/slack-go/slack"

	"laurel/wins"
)

// WinForm is the modal that writes a new win, or changes w. today is the owner's date; metadata comes back unread.
func WinForm(w *wins.Win, today, metadata string) slack.ModalViewRequest {
	title, text, date, visibility := "Save a win", "", today, wins.VisibilityManager
	if w != nil {
		title, text, date, visibility = "Edit win", w.Text, w.OccurredOn, w.Visibility
	}
	words := slack.NewPlainTextInputBlockElement(plain("Cut p99 latency of #ranker from 120 ms to 80 ms"), FieldText)
	words.Multiline, words.InitialValue, words.MaxLength = true, text, wins.MaxLength
	when := slack.NewDatePickerBlockElement(FieldDate)
	when.InitialDate = date
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: WinSave, PrivateMetadata: metadata,
		Title: plain(title), Submit: plain("Save"), Close: plain("Cancel"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewInputBlock(FieldText, plain("What did you do, and what followed?"),
				plain("By how much, from what, for whom. #name is the project, @name a colleague, a link the proof."), words),
			slack.NewInputBlock(FieldDate, plain("When"), nil, when),
			slack.NewInputBlock(FieldVisibility, plain("Who can see it"), nil, visibilityChoice(visibility)),
		}},
	}
}

func visibilityChoice(chosen string) *slack.RadioButtonsBlockElement {
	var options []*slack.OptionBlockObject
	var initial *slack.OptionBlockObject
	for _, v := range []struct{ value, text string }{
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
