package draw

import (
	"encoding/json"
	"html/template"
	"strings"
	"testing"
	"time"
)

// here is Ada's view of a small workspace, on a Thursday afternoon in Berlin.
func here(t *testing.T) Reader {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return Reader{ID: "U0ADA", Zone: berlin, Now: time.Date(2026, 11, 26, 14, 0, 0, 0, time.UTC), Names: town{}}
}

type town struct{}

func (town) Person(id string) (name, title string, ok bool) {
	switch id {
	case "U0ADA":
		return "Ada Osei", "MLOps Engineer", true
	case "U0BEN":
		return "Ben <b>", "", true
	}
	return "", "", false
}

func (town) Channel(id string) (string, bool) { return "ranker", id == "C0RANKER" }

func (town) People() []Choice {
	return []Choice{{"U0ADA", "Ada Osei", "MLOps Engineer"}, {"U0BEN", "Ben <b>", ""}}
}

func (town) Channels(kinds []string, _ bool) []Choice {
	var out []Choice
	for _, kind := range kinds {
		out = append(out, Choice{"C0" + strings.ToUpper(kind), "#" + kind, ""})
	}
	return out
}

func TestMarkupIsDrawnAsSlackDoes(t *testing.T) {
	t.Parallel()
	r := here(t)
	for _, c := range []struct{ name, text, html string }{
		{"plain", "p99 &lt; 80 ms &amp; falling", "p99 &lt; 80 ms &amp; falling"},
		{"a tag is text", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
		{
			"styles", "*bold* _it_ ~gone~ `co<@U0ADA>de`",
			"<strong>bold</strong> <em>it</em> <s>gone</s> <code>co@Ada Oseide</code>",
		},
		{"styles in styles", "*bold _and it_*", "<strong>bold <em>and it</em></strong>"},
		{"no style inside words", "snake_case_name 2*3*4", "snake_case_name 2*3*4"},
		{"no style around spaces", "* not bold * and *not", "* not bold * and *not"},
		{"quote", "&gt; said\nand then", "<blockquote>said</blockquote>and then"},
		{"quote of the rest", "so:\n&gt;&gt;&gt;one\ntwo", "so:<blockquote>one\ntwo</blockquote>"},
		{"code block", "```\nif *x* &lt; y\n```", "<pre>if *x* &lt; y\n</pre>"},
		{"code block without end", "```never", "```never"},
		{"someone", "<@U0BEN>", `<span class="mention" data-user="U0BEN">@Ben &lt;b&gt;</span>`},
		{"oneself", "<@U0ADA>", `<span class="mention me" data-user="U0ADA" title="MLOps Engineer">@Ada Osei</span>`},
		{
			"a channel", "<#C0RANKER|old>",
			`<a class="mention" href="?as=U0ADA&amp;open=C0RANKER" data-open="C0RANKER">#ranker</a>`,
		},
		{"a channel one can't see", "<#C0SECRET|plans>", `<span class="mention">#plans</span>`},
		{"everybody, inert", "<!channel>", `<span class="mention inert" title="Notifies nobody here">@channel</span>`},
		{
			"a link", "<https://x.example/a?b=1&amp;c=2|the *page*>",
			`<a href="https://x.example/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">the <strong>page</strong></a>`,
		},
		{
			"a bare address", "see https://x.example/a).",
			`see <a href="https://x.example/a" target="_blank" rel="noopener noreferrer">https://x.example/a</a>).`,
		},
		{"an unsafe link", "<javascript:alert(1)|press>", "<span>press</span>"},
		{"an unsafe link without words", "<javascript:alert(1)>", "&lt;javascript:alert(1)&gt;"},
		{
			"quotes in a link", `<https://x.example/"onmouseover="x|y>`,
			`<a href="https://x.example/&#34;onmouseover=&#34;x" target="_blank" rel="noopener noreferrer">y</a>`,
		},
		{
			"an emoji", ":trophy:",
			`<span class="emoji" role="img" aria-label="trophy" title=":trophy:">🏆</span>`,
		},
		{"an emoji of the workspace", ":parrot_of_ours:", ":parrot_of_ours:"},
		{
			"a moment", "<!date^1795702500^{date_short_pretty} at {time}|soon>",
			`<time datetime="2026-11-26T14:15:00Z" title="Thursday 26 November 2026, 15:15:00 CET">today at 15:15</time>`,
		},
		{"no moment", "<!date^never^{time}|soon>", "soon"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := r.Text(c.text); got != template.HTML(c.html) {
				t.Errorf("%q is drawn as\n%s\nnot\n%s", c.text, got, c.html)
			}
		})
	}
}

func TestDatesFollowSlacksTemplates(t *testing.T) {
	t.Parallel()
	r := here(t)
	at := r.Now.Add(-26 * time.Hour).In(r.Zone)
	for form, want := range map[string]string{
		"{date_num}": "2026-11-25", "{date}": "25 November 2026", "{date_short}": "Wed 25 Nov 2026",
		"{date_long_pretty}": "yesterday", "{time_secs}": "13:00:00", "{ago}": "1 day ago", "{nonsense}": "{nonsense}",
		"{day_divider}": "Wednesday 25 November",
	} {
		if got := r.slackDate(at, form); got != want {
			t.Errorf("%s is %q, want %q", form, got, want)
		}
	}
	if got := ago(-90 * time.Minute); got != "in 1 hour" {
		t.Errorf("ahead: %q", got)
	}
	if got := ago(0); got != "0 seconds ago" {
		t.Errorf("now: %q", got)
	}
}

func TestBlocksCarryWhatThePageNeeds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, block string
		wants       []string
	}{
		{
			"section", `{"type":"section","block_id":"s","text":{"type":"mrkdwn","text":"*hi*"},
			"fields":[{"type":"plain_text","text":":tada: <"}],
			"accessory":{"type":"button","action_id":"go","text":{"type":"plain_text","text":"Go"},"style":"danger",
			"confirm":{"title":{"type":"plain_text","text":"Sure?"},"text":{"type":"mrkdwn","text":"*It* goes"},
			"confirm":{"type":"plain_text","text":"Yes"}}}}`,
			[]string{
				`data-block-id="s"`, "<strong>hi</strong>", "🎉</span> &lt;", `class="button danger"`,
				`data-kind="button" data-action-id="go"`, "<h2>Sure?</h2><p><strong>It</strong> goes</p>", ">Cancel<", ">Yes<",
			},
		},
		{
			"link button", `{"type":"actions","elements":[{"type":"button","action_id":"go","url":"https://x.example",
			"text":{"type":"plain_text","text":"Go"}},{"type":"button","action_id":"no","url":"javascript:alert(1)",
			"text":{"type":"plain_text","text":"No"}}]}`,
			[]string{`<a class="button " href="https://x.example"`, `<button type="button" class="button " data-kind="button" data-action-id="no">No`},
		},
		{
			"overflow", `{"type":"actions","elements":[{"type":"overflow","action_id":"more","options":[
			{"text":{"type":"plain_text","text":"One"},"value":"1","url":"javascript:alert(1)"}]}]}`,
			[]string{`data-kind="overflow"`, `<li data-value="1">One</li>`},
		},
		{"header", `{"type":"header","text":{"type":"plain_text","text":"Wins"}}`, []string{"<h2>Wins</h2>"}},
		{"context", `{"type":"context","elements":[{"type":"image","image_url":"https://x.example/a.png","alt_text":"a <b>"},
			{"type":"mrkdwn","text":"_by_ ben"}]}`, []string{`<span class="tag">a &lt;b&gt;</span>`, "<em>by</em> ben"}},
		{
			"image", `{"type":"image","image_url":"http://localhost/a.png","alt_text":"a chart"}`,
			[]string{`role="img" aria-label="a chart"`, "Slack would fail to download"},
		},
		{
			"rich text", `{"type":"rich_text","elements":[{"type":"rich_text_list","style":"ordered","offset":2,"indent":1,
			"elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"a<","style":{"bold":true,"italic":true}},
			{"type":"user","user_id":"U0BEN"}]}]}]}`,
			[]string{`<ol class="indent-1" start="3"><li><strong><em>a&lt;</em></strong><span class="mention"`},
		},
		{
			"markdown", `{"type":"markdown","text":"# Top\n**b** [x](javascript:alert(1)) [y](https://x.example) <i>raw</i> ![p](https://x.example/p.png)"}`,
			[]string{
				"<h2", "<strong>b</strong>", `<a href="https://x.example" target="_blank" rel="noopener noreferrer">y</a>`,
				`<a href="https://x.example/p.png" target="_blank" rel="noopener noreferrer">p</a>`,
			},
		},
		{
			"table", `{"type":"table","column_settings":[{"align":"right","is_wrapped":true}],"rows":[
			[{"type":"raw_text","text":"n"}],[{"type":"raw_number","value":3}]]}`,
			[]string{`<thead><tr><th scope="col" class="align-right wrapped">n</th></tr></thead><tbody><tr><td class="align-right wrapped">3</td>`},
		},
		{
			"pie", `{"type":"data_visualization","title":"Share","chart":{"type":"pie","segments":[{"label":"a","value":1},{"label":"b","value":3}]}}`,
			[]string{`aria-label="Share. a 1, b 3"`, `class="series-1 "`, "<title>b: 3</title>"},
		},
		{
			"bars", `{"type":"data_visualization","title":"Wins","chart":{"type":"bar","axis_config":{"categories":["Jan","Feb"],
			"y_label":"wins"},"series":[{"name":"Ada","data":[{"label":"Jan","value":2},{"label":"Feb","value":5}]}]}}`,
			[]string{`aria-label="Wins. Ada: Jan 2, Feb 5"`, "<title>Ada, Feb: 5</title>", `<rect class="series-0"`, ">wins</text>"},
		},
		{
			"unknown", `{"type":"hologram","text":"<b>"}`,
			[]string{"A block of type hologram, which the sandbox doesn't draw", `\u003cb\u003e`},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := string(here(t).Blocks(decoded(t, "["+c.block+"]"), Place{Surface: "message"}))
			for _, want := range c.wants {
				if !strings.Contains(got, want) {
					t.Errorf("drawn as\n%s\nwithout\n%s", got, want)
				}
			}
			if strings.Contains(got, "javascript:") {
				t.Errorf("an address that runs a script: %s", got)
			}
		})
	}
}

func TestFieldsAreTiedToTheirWordsAndHoldTheirValues(t *testing.T) {
	t.Parallel()
	const options = `"options":[{"text":{"type":"plain_text","text":"One"},"value":"1"},
		{"text":{"type":"plain_text","text":"Two"},"value":"2","description":{"type":"plain_text","text":"more"}}]`
	for _, c := range []struct {
		name, element string
		value         any
		wants         []string
	}{
		{
			"text", `{"type":"plain_text_input","action_id":"a","multiline":true,"max_length":9}`, "</textarea><b>",
			[]string{
				`<label id="modal-label-b" for="modal-field-b">Say`, `aria-invalid="true" aria-required="true"`,
				`aria-describedby="modal-error-b modal-hint-b"`, "&lt;/textarea&gt;&lt;b&gt;</textarea>", `data-most="9"`,
				`<p class="error" id="modal-error-b">Too short.</p>`, `<p class="hint" id="modal-hint-b">A few words.</p>`,
			},
		},
		{
			"number", `{"type":"number_input","action_id":"a","is_decimal_allowed":true}`, "3.5",
			[]string{`inputmode="decimal" value="3.5"`},
		},
		{
			"menu", `{"type":"static_select","action_id":"a",` + options + `}`, "2",
			[]string{`data-kind="static_select" data-action-id="a"`, `<option value="2" selected>Two · more</option>`},
		},
		{
			"many", `{"type":"multi_static_select","action_id":"a","max_selected_items":1,` + options + `}`,
			[]any{"1"},
			[]string{`data-most="1"`, `data-none="Choose any">One</span>`, `value="1" checked`},
		},
		{
			"boxes", `{"type":"radio_buttons","action_id":"a",` + options + `}`, "1",
			[]string{`role="radiogroup"`, `aria-labelledby="modal-label-b"`, `type="radio" name="modal-field-b" value="1" checked`},
		},
		{
			"people", `{"type":"users_select","action_id":"a"}`, nil,
			[]string{`<option value="U0BEN">Ben &lt;b&gt;</option>`, `<option value="U0ADA">Ada Osei · MLOps Engineer</option>`},
		},
		{
			"conversations", `{"type":"conversations_select","action_id":"a","filter":{"include":["im"]}}`, nil,
			[]string{`<option value="C0IM">#im</option>`},
		},
		{
			"moment", `{"type":"datetimepicker","action_id":"a"}`, json.Number("1795702500"),
			[]string{`type="datetime-local"`, `value="2026-11-26T15:15"`},
		},
		{"rich", `{"type":"rich_text_input","action_id":"a"}`, map[string]any{"elements": []any{map[string]any{
			"type": "rich_text_section", "elements": []any{map[string]any{"type": "text", "text": "kept"}},
		}}}, []string{"kept</textarea>"}},
		{
			"files", `{"type":"file_input","action_id":"a","filetypes":["csv"],"max_files":1}`, nil,
			[]string{`<input type="file" data-kind="file_input" data-action-id="a"`, `accept=".csv"`},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			block := `{"type":"input","block_id":"b","label":{"type":"plain_text","text":"Say"},
				"hint":{"type":"plain_text","text":"A few words."},"element":` + c.element + `}`
			at := Place{
				Surface: "modal", Key: "modal", Errors: map[string]string{"b": "Too short."},
				Value: func(string, string) any { return c.value },
			}
			got := string(here(t).Blocks(decoded(t, "["+block+"]"), at))
			for _, want := range c.wants {
				if !strings.Contains(got, want) {
					t.Errorf("drawn as\n%s\nwithout\n%s", got, want)
				}
			}
			if strings.Contains(got, "data-sends") {
				t.Error("a field of an input block without dispatch_action would tell the app of each change")
			}
		})
	}
}

func TestAFieldTellsTheAppWhenItsBlockAsksForIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ block, sends string }{
		{`{"type":"actions","elements":[{"type":"datepicker","action_id":"a"}]}`, `data-sends="chosen"`},
		{`{"type":"input","dispatch_action":true,"element":{"type":"plain_text_input","action_id":"a"}}`, `data-sends="entered"`},
		{`{"type":"input","dispatch_action":true,"element":{"type":"plain_text_input","action_id":"a","dispatch_action_config":
			{"trigger_actions_on":["on_character_entered"]}}}`, `data-sends="typed"`},
	} {
		if got := string(here(t).Blocks(decoded(t, "["+c.block+"]"), Place{Surface: "home"})); !strings.Contains(got, c.sends) {
			t.Errorf("%s is drawn as %s, without %s", c.block, got, c.sends)
		}
	}
}

func decoded(t *testing.T, text string) []map[string]any {
	t.Helper()
	var blocks []map[string]any
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&blocks); err != nil {
		t.Fatal(err)
	}
	return blocks
}
