package view

import (
	"testing"

	"pgregory.net/rapid"
)

func TestTheLongestAreShortenedToOneLengthThatFits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		lengths := rapid.SliceOfN(rapid.IntRange(0, 3000), 1, 60).Draw(t, "lengths")
		room := rapid.IntRange(len(lengths), 12_000).Draw(t, "room")
		sum, after, longest := 0, 0, 0
		limit, short := level(lengths, room)
		for _, n := range lengths {
			sum, longest = sum+n, max(longest, n)
			if short {
				n = min(n, limit)
			}
			after += n
		}
		if short == (sum <= room) || after > room {
			t.Fatalf("%d characters in all become %d in a room of %d (limit %d, %v)", sum, after, room, limit, short)
		}
		if short && longest > limit && after+len(lengths) <= room {
			t.Fatalf("%d of %d are used, though there is more", after, room)
		}
	})
}
