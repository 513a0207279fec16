package bot_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/sandbox"
	"laurel/wins"
)

// files waits until a person has so many files in their messages with laurel, and returns them, oldest first.
func (s story) files(person string, n int) (got []sandbox.File) {
	s.Helper()
	s.soon("the files are there", func() bool {
		got = nil
		for _, m := range s.w.As(person).Inbox() {
			for _, id := range m.Files {
				got = append(got, s.w.File(id))
			}
		}
		return len(got) >= n
	})
	return got
}

// soon is until for what takes seconds of the workspace's clock, which it moves on: Slack takes a moment to show a file,
// and the outbox to look for one.
func (s story) soon(what string, happened func() bool) {
	s.Helper()
	for range 400 {
		ctx, cancel := context.WithTimeout(s.Context(), 50*time.Millisecond)
		err := s.w.Until(ctx, happened)
		cancel()
		if err == nil {
			return
		}
		s.w.Advance(time.Second)
	}
	s.Fatalf("waited for: %s", what)
}

func TestAdaGetsHerWinsAsAFileInHerMessages(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ada.Command(shipped, "C0MLPLAT")
		s.do(func(tx *db.Tx) error {
			_, err := wins.Add(tx, wins.New{
				Person: "U0ADA", Text: "Told nobody yet", Source: wins.SourceModal, Visibility: wins.VisibilityPrivate,
			})
			return err
		})
		s.w.As("U0BEN").Command("/win Built the uplift report", "C0MLPLAT")
		answer := ada.Command("/win export MD", "C0MLPLAT")
		s.ok(answer.Err)
		s.says(answer.Text(), "on its way to your messages")
		if !answer.Ephemeral {
			s.Error("others can see the answer")
		}
		file := s.files("U0ADA", 1)[0]
		s.says(string(file.Data), "# Wins of Ada Osei", "2 wins", "## ranker", "120 ms to 80 ms", "Told nobody yet", "private")
		s.never(string(file.Data), "uplift")
		s.says(file.Name, "wins-2026-11-23-", ".md")
		s.says(ada.Last().Text(), "Your 2 wins, private ones too", "Only you", file.Name)
		if len(file.Channels) != 1 || file.Channels[0] != s.w.DM("U0ADA") || len(s.kept("U0ADA")) != 2 {
			s.Errorf("the file is in %v, and %d wins are kept", file.Channels, len(s.kept("U0ADA")))
		}
	})
}

func TestExportAloneOffersTheChoice(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.says(ada.Command("/win export pdf", "C0MLPLAT").Text(), "no wins to export yet")
		ada.Command(shipped, "C0MLPLAT")
		s.says(ada.Command("/win export docx", "C0MLPLAT").Text(), "no export called docx", "nothing was saved")
		choice := ada.Command("/win  Export ", "C0MLPLAT")
		s.says(choice.Text(), "have kept, 1 win, private ones too", "Markdown", "PDF", "CSV", "JSON")
		s.ok(ada.Click(choice.Message, "win.export:csv"))
		s.until("the choice is gone", func() bool {
			shown := ada.Ephemerals("C0MLPLAT")
			return !shown[len(shown)-1].Has("win.export") && strings.Contains(shown[len(shown)-1].Text(), "on its way")
		})
		s.says(string(s.files("U0ADA", 1)[0].Data), "\ufeffdate,project,text", "checkout errors down 18%")
		s.ok(ada.Press(choice.Message, "win.export", "../../etc/passwd"))
		if n := len(s.kept("U0ADA")); n != 1 {
			s.Errorf("%d wins are kept", n)
		}
		s.ok(ada.Command("/win export pdf", "C0MLPLAT").Err)
		if pdf := s.files("U0ADA", 2)[1]; !strings.HasPrefix(string(pdf.Data), "%PDF") || pdf.Mimetype != "application/pdf" {
			s.Errorf("the PDF is a %s: %.20q", pdf.Mimetype, pdf.Data)
		}
		ada.Command("/win Export job of #churn rewritten", "C0MLPLAT")
		if n := len(s.kept("U0ADA")); n != 2 {
			s.Errorf("a win that begins with export was not kept: %d", n)
		}
	})
}

// TestAFileIsNeitherLostNorDoubled has each of the three steps fail in each way, and its answer lost.
func TestAFileIsNeitherLostNorDoubled(t *testing.T) {
	const open, upload, complete = "files.getUploadURLExternal", sandbox.UploadStep, "files.completeUploadExternal"
	for name, order := range map[string]func(w *sandbox.Workspace){
		"the first answer is lost":  func(w *sandbox.Workspace) { w.DropAnswer(open) },
		"the first step breaks":     func(w *sandbox.Workspace) { w.FailNext(open, http.StatusInternalServerError, "", "") },
		"the first step must wait":  func(w *sandbox.Workspace) { w.FailNext(open, http.StatusTooManyRequests, "ratelimited", "2") },
		"the second answer is lost": func(w *sandbox.Workspace) { w.DropAnswer(upload) },
		"the second step breaks":    func(w *sandbox.Workspace) { w.FailNext(upload, http.StatusServiceUnavailable, "", "") },
		"the last answer is lost":   func(w *sandbox.Workspace) { w.DropAnswer(complete) },
		"the last step breaks":      func(w *sandbox.Workspace) { w.FailNext(complete, http.StatusBadGateway, "", "") },
		"the last step is refused":  func(w *sandbox.Workspace) { w.FailNext(complete, 0, "internal_error", "") },
		"the last answer and the look are lost": func(w *sandbox.Workspace) {
			w.DropAnswer(complete)
			w.DropAnswer("conversations.history")
		},
	} {
		t.Run(name, func(t *testing.T) {
			tell(t, func(s story) {
				ada := s.w.As("U0ADA")
				ada.Command(shipped, "C0MLPLAT")
				order(s.w)
				s.ok(ada.Command("/win export json", "C0MLPLAT").Err)
				s.files("U0ADA", 1)
				s.soon("nothing is waiting", func() bool { return s.queued() == 0 })
				s.w.Advance(time.Minute)
				if got := s.files("U0ADA", 1); len(got) != 1 || !strings.Contains(string(got[0].Data), `"project":"ranker"`) {
					s.Errorf("Ada has %d files", len(got))
				}
			})
		})
	}
}

func TestWhatSlackDoesNotTakeIsSaidAndHoldsNothingUp(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ada.Command(shipped, "C0MLPLAT")
		for code, says := range map[string]string{
			"file_uploads_disabled": "takes no files from apps", "missing_scope": "files:write", "storage_limit_reached": "no room",
		} {
			s.w.FailNext("files.getUploadURLExternal", 0, code, "")
			s.ok(ada.Command("/win export csv", "C0MLPLAT").Err)
			s.says(s.told("U0ADA", says).Text(), "Nothing is lost")
		}
		s.ok(ada.Command("/win export csv", "C0MLPLAT").Err)
		s.files("U0ADA", 1)
	})
}

// queued is how much has not left yet.
func (s story) queued() int64 {
	s.Helper()
	var waiting int64
	s.ok(s.db.Read(s.Context(), func(tx *db.Tx) error {
		stats, err := s.bot.Queue(tx)
		waiting = stats.Pending
		return err
	}))
	return waiting
}
