package sandbox

import (
	"testing"

	"go.uber.org/goleak"
)

func TestNothingRunsOnAfterClose(t *testing.T) { //nolint:paralleltest // it counts goroutines
	before := goleak.IgnoreCurrent()
	w := start(t)
	conn := open(t, w)
	next(t, conn)
	w.As("U0ADA").Tell("hello")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Error("closing twice", err)
	}
	goleak.VerifyNone(t, before, goleak.IgnoreAnyFunction("net/http.(*persistConn).readLoop"),
		goleak.IgnoreAnyFunction("net/http.(*persistConn).writeLoop"))
}
