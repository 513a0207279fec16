package sandbox_test

import (
	"context"
	"fmt"
	"log"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"laurel/sandbox"
)

// manifest grants the bot what it needs, and no more: without chat:write its calls would answer missing_scope.
const manifest = `{
	"display_information": {"name": "keeper"},
	"features": {
		"app_home": {"messages_tab_enabled": true},
		"bot_user": {"display_name": "keeper"},
		"slash_commands": [{"command": "/keep", "description": "Keeps a line"}]
	},
	"oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
	"settings": {"interactivity": {"is_enabled": true}, "socket_mode_enabled": true}
}`

// A workspace with one bot in it: Ada types a command, reads her messages and presses a button.
func Example() {
	ctx, end := context.WithCancel(context.Background())
	defer end()
	w, err := sandbox.Start(ctx, sandbox.Options{Manifest: []byte(manifest), Team: sandbox.DemoTeam()})
	if err != nil {
		log.Fatal(err)
	}
	go runKeeper(ctx, w.APIURL(), w.BotToken(), w.AppToken())
	if err := w.Until(ctx, func() bool { return w.Sockets() == 1 }); err != nil {
		log.Fatal(err)
	}

	ada := w.As("U0ADA")
	answer := ada.Command("/keep Cut p99 to 80 ms")
	fmt.Println("only Ada sees:", answer.Body)
	for _, message := range ada.Inbox() {
		fmt.Println("in her inbox:", message.Body, "with", message.Button("forget").Text)
	}
	if err := ada.Click(ada.Last(), "forget"); err != nil {
		log.Fatal(err)
	}
	fmt.Println("then:", ada.Last().Body)
	fmt.Println("as Ben:", w.As("U0BEN").Command("/lose it").Err)
	// Output:
	// only Ada sees: Kept.
	// in her inbox: Cut p99 to 80 ms with Forget
	// then: Forgotten.
	// as Ben: /lose is not a valid command.
}

// runKeeper is a bot as it would run against Slack. Nothing in it knows of the sandbox.
func runKeeper(ctx context.Context, address, botToken, appToken string) {
	api := slack.New(botToken, slack.OptionAPIURL(address), slack.OptionAppLevelToken(appToken))
	client := socketmode.New(api)
	go func() { _ = client.RunContext(ctx) }()
	for {
		select {
		case e := <-client.Events:
			switch data := e.Data.(type) {
			case slack.SlashCommand:
				button := slack.NewButtonBlockElement("forget", "",
					slack.NewTextBlockObject(slack.PlainTextType, "Forget", false, false))
				_, _, err := api.PostMessageContext(ctx, data.UserID, slack.MsgOptionText(data.Text, false),
					slack.MsgOptionBlocks(slack.NewActionBlock("keep", button)))
				report(err)
				report(client.AckCtx(ctx, e.Request.EnvelopeID, map[string]string{"text": "Kept."}))
			case slack.InteractionCallback:
				_, _, _, err := api.UpdateMessageContext(ctx, data.Channel.ID, data.Message.Timestamp,
					slack.MsgOptionText("Forgotten.", false))
				report(err)
				report(client.AckCtx(ctx, e.Request.EnvelopeID, nil))
			}
		case <-ctx.Done():
			return
		}
	}
}

func report(err error) {
	if err != nil {
		log.Print(err)
	}
}
