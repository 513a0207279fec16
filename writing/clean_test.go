package writing_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"laurel/writing"
)

func TestCleanDropsWhatHidesAndKeepsWhatIsSaid(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, dirty, clean string }{
		{"plain text", "Cut p99 to 80 ms", "Cut p99 to 80 ms"},
		{"white space around", " \t\n a b \u00a0\n", "a b"},
		{"NUL and bells", "a\x00b\x07c\x7f", "abc"},
		{"C1 controls", "a\u0080b\u009fc", "abc"},
		{"invalid UTF-8", "a\xffb\xc3", "ab"},
		{"the replacement character itself", "a\ufffdb", "a\ufffdb"},
		{"line endings", "a\r\nb\rc\u2028d\u2029e\u0085f\n\ng", "a\nb\nc\nd\ne\nf\n\ng"},
		{"two carriage returns", "a\r\r\nb", "a\n\nb"},
		{"tabs", "a\tb", "a\tb"},
		{"bidi controls", "a\u202eb\u2066c\u200fd\u061ce", "abcde"},
		{"zero width", "pass\u200bword\ufeff\u2060\u00ad", "password"},
		{"a joiner in an emoji", "👩\u200d💻 and 🏳️\u200d🌈", "👩\u200d💻 and 🏳️\u200d🌈"},
		{"a joiner in a word", "ad\u200dmin", "admin"},
		{"a joiner hidden behind a hidden one", "👩\u200d\u200b💻", "👩💻"},
		{"a joiner before an invalid byte", "👩\u200d\xffa", "👩a"},
		{"tag characters", "a\U000e0041\U000e007fb", "ab"},
		{"accents and other scripts", "naïve café 语 مرحبا", "naïve café 语 مرحبا"},
		{"only dirt", "\x00\u200b\r\n", ""},
	} {
		if got := writing.Clean(c.dirty); got != c.clean {
			t.Errorf("%s: Clean(%q) = %q, want %q", c.name, c.dirty, got, c.clean)
		}
	}
}

func TestCleaningTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	piece := rapid.SampledFrom([]string{
		"a", " ", "\n", "\r", "\r\n", "\t", "\x00", "\xff", "\u0085", "\u200b", "\u200d", "👩", "💻", "🏽",
		"\ufe0f", "\u202e",
		"\u00ad", "\ufeff", "\U000e0041", "语", "e\u0301", "\u00a0", "\u2028", "\ufffd",
	})
	text := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOfN(piece, 0, 20), func(s []string) string {
		return strings.Join(s, "")
	}), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
	rapid.Check(t, func(t *rapid.T) {
		dirty := text.Draw(t, "text")
		once := writing.Clean(dirty)
		if twice := writing.Clean(once); twice != once {
			t.Fatalf("Clean(%q) = %q, and again %q", dirty, once, twice)
		}
		if !utf8.ValidString(once) || strings.ContainsAny(once, "\x00\r\u200b\u202e") ||
			strings.TrimSpace(once) != once {
			t.Fatalf("Clean(%q) = %q", dirty, once)
		}
	})
}

func TestHidesTellsOfCharactersThatAreDropped(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"p99 down": false, " two\r\nlines\u2028more\t": false, "👩\u200d💻": false, "": false,
		"a\x00b": true, "\u202eevil": true, "a\u200bb": true, "\xff": true, "a\u200db": true,
	} {
		if got := writing.Hides(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
