package sandbox

import (
	"crypto/rand"
	"encoding/hex"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// routes are the five things behind the one address: Slack's Web API and socket for the bot, the addresses that answer
// interactions, those of files, and the page with its control API for people.
func (w *Workspace) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", w.serveMethod)
	mux.HandleFunc("GET /link", w.serveSocket)
	mux.HandleFunc("POST /actions/{id}", w.serveReply)
	w.mountFiles(mux)
	w.mountControl(mux)
	mountPage(mux, w)
	return w.onlyHere(mux)
}

// onlyHere refuses requests under a foreign host name (DNS rebinding) and, for all but the bot's socket, from pages
// of another origin. slack-go names https://api.slack.com as the origin of its socket, and sends none elsewhere.
func (w *Workspace) onlyHere(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		if !loopbackHost(r.Host) || origin != "" && r.URL.Path != "/link" && !sameOrigin(origin, r.Host) {
			http.Error(rw, "this sandbox answers only its own page on this computer", http.StatusForbidden)
			return
		}
		next.ServeHTTP(rw, r)
	})
}

func loopbackHost(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = hostport
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func sameOrigin(origin, host string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Scheme == "http" && u.Host == host
}

// id makes an id that no other thing in this workspace has.
func (w *Workspace) id(prefix string) string {
	w.lastID++
	return prefix + strings.ToUpper(strconv.FormatInt(1_000_000+w.lastID, 36))
}

// secret is something that cannot be guessed: part of tokens, tickets, triggers and reply addresses.
func secret() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails, see crypto/rand
	return hex.EncodeToString(b[:])
}
