// The bot of ../contract_test.go, written with Slack's own Bolt. It does what goBot does there with slack-go, and prints
// a line of JSON for everything that it was told, so that the test can compare the two. It ends with its standard input.
"use strict";

const readline = require("node:readline");
const { App } = require("@slack/bolt");

const { SLACK_API_URL, SLACK_APP_TOKEN, SLACK_BOT_TOKEN } = process.env;

// Bolt's own log would stand between the facts on the standard output.
const logger = {
  debug() {}, info() {}, warn() {}, error: (...words) => console.error(...words),
  setLevel() {}, getLevel: () => "error", setName() {},
};

const app = new App({
  token: SLACK_BOT_TOKEN,
  appToken: SLACK_APP_TOKEN,
  socketMode: true,
  clientOptions: { slackApiUrl: SLACK_API_URL },
  logger,
});

const tell = (fact) => process.stdout.write(JSON.stringify(fact) + "\n");

app.command("/win", async ({ command, ack, respond, client }) => {
  const { text, user_id: user, channel_id: channel, channel_name: name } = command;
  tell({ command: command.command, text, user, channel, name });
  if (text === "") {
    await client.views.open({ trigger_id: command.trigger_id, view: form });
    await ack();
    return;
  }
  await ack({ text: "Saved: " + text });
  await respond({ text: "Nobody else sees this.", response_type: "ephemeral" });
});

app.view("win.save", async ({ ack, body, view, client }) => {
  const { text, day, where, tags } = view.state.values;
  const what = text.text.value;
  tell({
    submission: view.callback_id, user: body.user.id, metadata: view.private_metadata, text: what,
    day: day.day.selected_date ?? "", where: where.where.selected_option?.value ?? "",
    tags: tags.tags.selected_options.map((option) => option.value),
  });
  if (what.length < 10) {
    await ack({ response_action: "errors", errors: { text: "Say a little more." } });
    return;
  }
  await ack();
  await client.chat.postMessage({ channel: body.user.id, text: "Kept: " + what, blocks: kept(what) });
});

app.view({ callback_id: "win.save", type: "view_closed" }, async ({ ack, body, view }) => {
  tell({ closed: view.callback_id, user: body.user.id, cleared: body.is_cleared });
  await ack();
});

app.action("win.remove", async ({ action, ack, body, respond }) => {
  const { value, block_id: block } = action;
  tell({ click: action.action_id, value, block, user: body.user.id, channel: body.channel.id, text: body.message.text });
  await ack();
  await respond({ text: "Removed: " + value, replace_original: true });
});

app.shortcut("win.from_message", async ({ shortcut, ack, respond }) => {
  const { message, user, channel } = shortcut;
  tell({ shortcut: shortcut.callback_id, text: message.text, author: message.user, user: user.id, channel: channel.id });
  await ack();
  await respond({ text: "Kept: " + message.text });
});

app.event("reaction_added", async ({ event, client }) => {
  const { channel, ts } = event.item;
  const { message } = await client.reactions.get({ channel, timestamp: ts });
  tell({ reaction: event.reaction, user: event.user, author: event.item_user, text: message.text });
  await client.chat.postEphemeral({ channel, user: event.user, text: "Seen." });
  const posted = await client.chat.postMessage({ channel: event.item_user, text: "A mark." });
  await client.chat.update({ channel: posted.channel, ts: posted.ts, text: "A mark on: " + message.text });
});

app.event("app_home_opened", async ({ event, client }) => {
  tell({ home: event.user, tab: event.tab, again: event.view !== undefined });
  await client.views.publish({ user_id: event.user, view: home });
});

app.command("/plain", async ({ command, ack, client }) => {
  const fact = { people: 0, pages: 0, unknown: "", refused: "", why: [] };
  for await (const page of client.paginate("users.list", { limit: 5 })) {
    fact.people += page.members.length;
    fact.pages++;
  }
  const section = { type: "section", text: { type: "mrkdwn", text: "x".repeat(3001) } };
  fact.unknown = (await refusal(client.bookmarks.list({ channel_id: command.channel_id }))).error;
  const long = await refusal(client.chat.postMessage({ channel: command.user_id, text: "x", blocks: [section] }));
  fact.refused = long.error;
  fact.why = long.response_metadata.messages.sort();
  tell(fact);
  await ack({ text: "Looked." });
});

app.error(async (error) => {
  console.error(error);
  process.exitCode = 1;
});

const refusal = (call) => call.then(() => ({ error: "" }), (error) => error.data);

const plain = (text) => ({ type: "plain_text", text });
const option = (value) => ({ text: plain(value), value });
const input = (id, element, optional) => ({
  type: "input", block_id: id, label: plain(id), optional, element: { action_id: id, ...element },
});

const form = {
  type: "modal", callback_id: "win.save", title: plain("Keep a win"), submit: plain("Save"),
  private_metadata: "secret", notify_on_close: true,
  blocks: [
    input("text", { type: "plain_text_input", max_length: 100 }, false),
    input("day", { type: "datepicker" }, true),
    input("where", { type: "static_select", options: [option("live"), option("shadow")] }, true),
    input("tags", { type: "checkboxes", options: [option("a"), option("b")] }, true),
  ],
};

const home = { type: "home", blocks: [{ type: "header", text: plain("Your wins") }] };

const kept = (text) => [
  { type: "section", text: plain("Kept: " + text) },
  { type: "actions", block_id: "kept", elements: [
    { type: "button", action_id: "win.remove", value: text, text: plain("Remove") },
  ] },
];

app.start().catch((error) => {
  console.error(error);
  process.exit(1);
});
readline.createInterface({ input: process.stdin }).on("close", () => app.stop());
