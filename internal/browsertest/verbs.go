package browsertest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Visit opens the page anew as a person, at a channel or one of the app's tabs.
func (b *Browser) Visit(as, where string) {
	b.Helper()
	location, err := chromedp.Run(b.tab, chromedp.Location())
	if err != nil {
		b.Fatal(err)
	}
	if strings.HasPrefix(location, b.At) {
		b.StaysHere()
	}
	b.Goes(b.At + "?as=" + as + "&open=" + where)
	b.Waits("the page of "+as, fmt.Sprintf(`document.querySelector("#you-are").value === %q &&
		!document.querySelector("#talk").hidden && document.querySelector("#messages > *") !== null`, as))
}

// Goes to an address.
func (b *Browser) Goes(address string) {
	b.Helper()
	b.do("goes to "+address, chromedp.Navigate(address))
}

// Sees waits until an element that is in view and matches has all the texts.
func (b *Browser) Sees(selector string, texts ...string) {
	b.Helper()
	quoted := make([]string, 0, len(texts))
	for _, text := range texts {
		quoted = append(quoted, strconv.Quote(text))
	}
	b.Waits(fmt.Sprintf("%s with %q", selector, texts), fmt.Sprintf(
		`[...document.querySelectorAll(%q)].some(e => e.checkVisibility() && [%s].every(text => e.innerText.includes(text)))`,
		selector, strings.Join(quoted, ",")))
}

// Misses waits until nothing matches.
func (b *Browser) Misses(selector string) {
	b.Helper()
	b.Waits("no "+selector, fmt.Sprintf(`document.querySelector(%q) === null`, selector))
}

// Article waits for somebody's message with a text, and returns its selector.
func (b *Browser) Article(user, text string) string {
	b.Helper()
	b.Sees(`#messages article[data-user="`+user+`"]`, text)
	ts, err := chromedp.Run(b.tab, chromedp.Evaluate[string](fmt.Sprintf(
		`[...document.querySelectorAll("#messages article")].find(e => e.innerText.includes(%q)).dataset.ts`, text)))
	if err != nil {
		b.Fatal(err)
	}
	return `#messages article[data-ts="` + ts + `"]`
}

// Hovers moves the mouse over an element.
func (b *Browser) Hovers(selector string) {
	b.Helper()
	x, y := b.middle(selector)
	b.do("hovers over "+selector, chromedp.MouseEvent(chromedp.MouseMoved, x, y))
}

// Clicks presses an element where it is in view.
func (b *Browser) Clicks(selector string) {
	b.Helper()
	x, y := b.middle(selector)
	b.do("clicks "+selector, chromedp.MouseClickXY(x, y))
}

// middle scrolls an element into view and says where it is. The page may draw it anew at any time, so that a click goes
// to a place, as a person's does, and not to a node.
func (b *Browser) middle(selector string) (x, y float64) {
	b.Helper()
	b.Sees(selector)
	at, err := chromedp.Run(b.tab, chromedp.Evaluate[[2]float64](fmt.Sprintf(`(() => {
		const found = document.querySelector(%q);
		found.scrollIntoView({ block: "nearest", behavior: "instant" });
		const box = found.getBoundingClientRect();
		return [box.x + box.width / 2, box.y + box.height / 2];
	})()`, selector)))
	if err != nil {
		b.fails("looks for "+selector, err)
	}
	return at[0], at[1]
}

// Types goes to a field and types.
func (b *Browser) Types(selector, text string) {
	b.Helper()
	b.Focuses(selector)
	b.Press(text)
}

// Retypes replaces what stands in a field.
func (b *Browser) Retypes(selector, text string) {
	b.Helper()
	b.Focuses(selector)
	b.Press("a", chromedp.KeyModifiers(chromedp.ModifierCtrl))
	b.Press(text)
}

// Focuses goes to a field or button with the keyboard.
func (b *Browser) Focuses(selector string) {
	b.Helper()
	b.Waits(selector, fmt.Sprintf(`(() => {
		const found = document.querySelector(%q);
		found?.focus();
		return found !== null && document.activeElement === found;
	})()`, selector))
}

// Holds presses the mouse on an element, has something happen, and lets go.
func (b *Browser) Holds(selector string, meanwhile func()) {
	b.Helper()
	x, y := b.middle(selector)
	button := []chromedp.MouseOption{chromedp.ButtonLeft, chromedp.ClickCount(1)}
	b.do("presses "+selector, chromedp.MouseEvent(chromedp.MousePressed, x, y, button...))
	meanwhile()
	b.do("lets go of "+selector, chromedp.MouseEvent(chromedp.MouseReleased, x, y, button...))
}

// Pauses lets the page draw what it has to: two frames.
func (b *Browser) Pauses() {
	b.Helper()
	EvalAsync[bool](b, `new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))`)
}

// Chooses picks a line of one of the browser's own menus by its value.
func (b *Browser) Chooses(selector, value string) {
	b.Helper()
	b.Sets(selector, value)
}

// Sets puts a value into a field that one doesn't type into, such as a date or a menu.
func (b *Browser) Sets(selector, value string) {
	b.Helper()
	b.Sees(selector)
	Eval[bool](b, fmt.Sprintf(`(() => {
		const field = document.querySelector(%q);
		field.value = %q;
		return field.dispatchEvent(new Event("input", { bubbles: true })) && field.dispatchEvent(new Event("change", { bubbles: true }));
	})()`, selector, value))
}

// Press types keys wherever the focus is.
func (b *Browser) Press(keys string, options ...chromedp.KeyOption) {
	b.Helper()
	b.do("presses "+strconv.Quote(keys), chromedp.KeyEvent(keys, options...))
}

// ValueOf is what stands in a field.
func (b *Browser) ValueOf(selector string) string {
	b.Helper()
	value, err := chromedp.Run(b.tab, chromedp.Value(chromedp.CSS(selector)))
	if err != nil {
		b.Fatal(err)
	}
	return value
}

// Waits polls an expression until it is true.
func (b *Browser) Waits(what, expression string) {
	b.Helper()
	if _, err := chromedp.Run(b.tab, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(look))); err != nil {
		b.fails("waits for "+what, err)
	}
}

// StaysHere fails the test when the page has asked for anything that is not the workspace's.
func (b *Browser) StaysHere() {
	b.Helper()
	addresses, err := chromedp.Run(b.tab, chromedp.Evaluate[[]string](
		`performance.getEntriesByType("resource").map(r => r.name)`))
	if err != nil || len(addresses) == 0 {
		b.Fatalf("the page loaded %v: %v", addresses, err)
	}
	for _, address := range addresses {
		if !strings.HasPrefix(address, b.At) {
			b.Errorf("the page asked for %s", address)
		}
	}
}

// Eval runs an expression in the page and returns what it comes to.
func Eval[V any](b *Browser, expression string) V {
	b.Helper()
	value, err := chromedp.Run(b.tab, chromedp.Evaluate[V](expression))
	if err != nil {
		b.fails(fmt.Sprintf("evaluates %.200s", expression), err)
	}
	return value
}

// EvalAsync is [Eval] for an expression that comes to a promise.
func EvalAsync[V any](b *Browser, expression string) V {
	b.Helper()
	value, err := chromedp.Run(b.tab, chromedp.Evaluate[V](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.fails("evaluates a promise", err)
	}
	return value
}

// Resizes makes the window as large as a screen of this width and height, in CSS pixels.
func (b *Browser) Resizes(width, height int64) {
	b.Helper()
	b.do("resizes the window", chromedp.EmulateViewport(width, height))
}

// Prefers sets the colour scheme that the person likes: light or dark.
func (b *Browser) Prefers(scheme string) {
	b.Helper()
	feature := &emulation.MediaFeature{Name: "prefers-color-scheme", Value: scheme}
	b.do("prefers "+scheme, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia,
			emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{feature}})
		return err
	}))
}

// Shoots writes a picture of the page into the folder that LAUREL_SHOTS names, for somebody to look at; without that
// variable it does nothing.
func (b *Browser) Shoots(name string) {
	b.Helper()
	folder := os.Getenv("LAUREL_SHOTS")
	if folder == "" {
		return
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		b.Fatal(err)
	}
	picture, err := chromedp.Run(b.tab, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o600)
	}
	if err != nil {
		b.fails("takes a picture", err)
	}
}
