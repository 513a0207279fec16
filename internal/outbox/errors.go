package outbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"runtime"
	"runtime/debug"
	"time"
)

// RetryAfter says that Slack refused for now. Nothing more of that sort (new messages, updates, finds) leaves, from any
// replica and to anybody, before Wait has passed; less than a second counts as one. It doesn't count as an attempt.
type RetryAfter struct{ Wait time.Duration }

// Permanent says that the message will never arrive. It is given up at once.
type Permanent struct {
	Reason string // a code, kept readable: "channel_not_found"
}

// Ambiguous says that the message may have arrived or not: the answer was lost, or was 5xx. It is sent again only
// after two looks, ten seconds apart, have not found it.
type Ambiguous struct{ Err error }

// NotNow says that nothing was sent, and that the message is meant for a later time after all: its reader does not work at
// the moment. It waits until then as if it had been added for then: nothing else of its channel waits for it, and it
// doesn't count as an attempt. Of an update it is like any other error.
type NotNow struct{ Until time.Time }

// Halt says that nothing can be sent any more: a revoked token. Run returns it, and the queue stays as it is.
type Halt struct{ Err error }

func (e RetryAfter) Error() string { return fmt.Sprintf("refused for %v", e.Wait) }
func (e NotNow) Error() string     { return "not before " + e.Until.UTC().Format(time.RFC3339) }
func (e Permanent) Error() string  { return "refused for good: " + e.Reason }
func (e Ambiguous) Error() string  { return fmt.Sprintf("perhaps sent: %v", e.Err) }
func (e Halt) Error() string       { return fmt.Sprintf("sending is stopped: %v", e.Err) }

// Unwrap is the cause.
func (e Ambiguous) Unwrap() error { return e.Err }

// Unwrap is the cause.
func (e Halt) Unwrap() error { return e.Err }

// outcome is how a try ended.
type outcome struct {
	verdict verdict
	sent    Sent          // delivered
	reason  string        // refused
	wait    time.Duration // untried, limited
	until   time.Time     // early
	err     error         // for the log; a Halt also ends Run
}

type verdict string

const (
	delivered verdict = "delivered"
	refused   verdict = "refused" // for good
	failed    verdict = "failed"  // certainly not sent
	limited   verdict = "limited" // not now, and not anything of the sort
	untried   verdict = "untried" // no call was made, or none that counts
	early     verdict = "early"   // it is meant for later
	unsure    verdict = "unsure"
	absent    verdict = "absent"
	unseen    verdict = "unseen" // it could not be looked for
)

const (
	minRetryAfter = time.Second
	unreachable   = 5 * time.Second // until the next dial after a failed one
)

// judgeSend turns what Send returned into an outcome.
func judgeSend(sent Sent, err error) outcome {
	var permanent Permanent
	var notNow NotNow
	var dial *net.OpError
	switch out, known := judge(err); {
	case err == nil:
		return outcome{verdict: delivered, sent: sent}
	case known:
		return out
	case errors.As(err, &permanent):
		return outcome{verdict: refused, reason: permanent.Reason, err: err}
	case errors.As(err, &notNow):
		return outcome{verdict: early, until: notNow.Until}
	case errors.As(err, &dial) && dial.Op == "dial":
		return outcome{verdict: limited, wait: unreachable, err: err}
	case errors.As(err, new(Ambiguous)), errors.As(err, new(panicError)),
		errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return outcome{verdict: unsure, err: err}
	default:
		return outcome{verdict: failed, err: err}
	}
}

// judgeFind turns what Find returned into an outcome.
func judgeFind(sent Sent, found bool, err error) outcome {
	var permanent Permanent
	switch out, known := judge(err); {
	case err == nil && found:
		return outcome{verdict: delivered, sent: sent}
	case err == nil:
		return outcome{verdict: absent}
	case known:
		return out
	case errors.As(err, &permanent): // whoever it was for is gone, and with them the place to look
		return outcome{verdict: refused, reason: permanent.Reason, err: err}
	default:
		return outcome{verdict: unseen, err: err}
	}
}

func judge(err error) (outcome, bool) {
	var retry RetryAfter
	switch {
	case errors.As(err, &retry):
		return outcome{verdict: limited, wait: max(retry.Wait, minRetryAfter), err: err}, true
	case errors.As(err, new(Halt)):
		return outcome{verdict: untried, err: err}, true
	default:
		return outcome{}, false
	}
}

// panicError tells where a panic came from. Its value may quote a person and is left out, unless the runtime made it.
type panicError struct {
	cause string
	stack []byte
}

func (e panicError) Error() string { return e.cause + "\n" + string(e.stack) }

// recovered turns a panic of the calling function into err. It must be deferred itself.
func recovered(err *error) {
	value := recover()
	if value == nil {
		return
	}
	cause := fmt.Sprintf("a panic of %T", value)
	if failure, ok := value.(runtime.Error); ok {
		cause = failure.Error()
	}
	*err = panicError{cause: cause, stack: debug.Stack()}
}
