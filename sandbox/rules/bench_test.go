package rules

import "testing"

func BenchmarkValidateView(b *testing.B) {
	blocks := make([]obj, 0, 100)
	for range 50 {
		blocks = append(blocks, obj{"type": "section", "text": mrkdwn(300)},
			input(obj{"type": "static_select", "options": choices(10), "placeholder": plainObj(20)}))
	}
	raw := encode(formOf(blocks...))
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if got := View(raw); len(got) > 0 {
			b.Fatal(got)
		}
	}
}

func BenchmarkValidateMessage(b *testing.B) {
	blocks := make([]obj, 0, 50)
	for range 25 {
		blocks = append(blocks, obj{"type": "section", "text": mrkdwn(300), "accessory": button(obj{"action_id": "a"})},
			actions(button(obj{"action_id": "b", "value": "1"}), button(obj{"action_id": "c", "style": "danger"})))
	}
	raw := encode(blocks)
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if got := Message(raw); len(got) > 0 {
			b.Fatal(got)
		}
	}
}

// BenchmarkReading is the part of the two above that only decodes.
func BenchmarkReading(b *testing.B) {
	raw := encode(repeat(50, obj{"type": "section", "text": mrkdwn(300), "accessory": button(nil)}))
	for b.Loop() {
		if _, err := readWhole(raw); err != nil {
			b.Fatal(err)
		}
	}
}
