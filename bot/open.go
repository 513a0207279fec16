package bot

import (
	"net/http"
	"strings"
	"time"

	"golang.org/x/time/rate"
)

// openSpacing spaces the calls of apps.connections.open. When Slack answers every connection with a disconnect frame
// (too many sockets, Socket Mode switched off), slack-go reconnects without any pause: thousands of calls a second
// were measured with v0.35.0.
type openSpacing struct {
	next    http.RoundTripper
	limiter *rate.Limiter
}

// newOpenLimiter lets a start and a refresh of both sockets through at once, and then one call in ten seconds.
func newOpenLimiter() *rate.Limiter { return rate.NewLimiter(rate.Every(10*time.Second), 4) }

// RoundTrip waits its turn and hands the request on.
func (t *openSpacing) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/apps.connections.open") {
		if err := t.limiter.Wait(r.Context()); err != nil {
			return nil, err
		}
	}
	return t.next.RoundTrip(r)
}
