package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.uber.org/zap"
	"golang.org/x/sync/errgroup"

	"laurel/bot"
)

// serveCommand is `laurel serve`.
type serveCommand struct{}

// Run serves until SIGTERM or Ctrl-C, finishes what it has taken, and ends with status 0.
func (serveCommand) Run(ctx context.Context, p program) error {
	c, err := readConfig(p.Env)
	if err != nil {
		return err
	}
	if c.BotToken == "" || c.AppToken == "" {
		return usage{"SLACK_BOT_TOKEN and SLACK_APP_TOKEN are needed: make an app at api.slack.com/apps from what laurel manifest " +
			"prints, install it (xoxb-…), and make an app-level token with connections:write (xapp-…). " +
			"laurel sandbox shows everything without Slack"}
	}
	log, err := newLog(c)
	if err != nil {
		return err
	}
	d, err := openWith(ctx, c)
	if err != nil {
		return err
	}
	defer d.close()
	b := d.bot(log)
	group, working := errgroup.WithContext(ctx)
	if c.HTTPAddr != "" {
		listener, err := net.Listen("tcp", c.HTTPAddr)
		if err != nil {
			return fmt.Errorf("probes and metrics can't be served; LAUREL_HTTP_ADDR takes another address: %w", err)
		}
		c.HTTPAddr = listener.Addr().String() // with the port that stands for 0
		group.Go(func() error { return serveHTTP(working, listener, b) })
	}
	group.Go(func() error { return b.Run(working) })
	log.Info("laurel serves", zap.Bool("postgres", d.db.Postgres()), zap.String("http", c.HTTPAddr))
	return group.Wait()
}

// newLog writes JSON lines to standard error.
func newLog(c config) (*zap.Logger, error) {
	settings := zap.NewProductionConfig()
	settings.Level = zap.NewAtomicLevelAt(c.LogLevel)
	settings.DisableCaller = true
	log, err := settings.Build()
	if err != nil {
		return nil, fmt.Errorf("open the log: %w", err)
	}
	return log, nil
}

// serveHTTP answers probes and metrics until ctx ends.
func serveHTTP(ctx context.Context, listener net.Listener, b *bot.Bot) error {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	registry.MustRegister(b.Collectors()...)
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		if err := b.Ready(ctx); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		<-ctx.Done()
		_ = server.Close() // probes have nothing to finish
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve probes and metrics: %w", err)
	}
	return nil
}
