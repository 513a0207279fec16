package bot

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"laurel/internal/db"
	"laurel/internal/inbox"
	"laurel/internal/outbox"
)

// Metrics counts what the bot does. Labels name flows and jobs, never people, cycles or words.
type Metrics struct {
	frames *prometheus.CounterVec
	flows  *prometheus.HistogramVec
	jobs   *prometheus.HistogramVec
}

func newMetrics() *Metrics {
	return &Metrics{
		frames: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "laurel_envelopes_total", Help: "Envelopes from Slack by what became of them.",
		}, []string{"result"}),
		flows: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "laurel_flow_seconds", Help: "From an envelope's arrival to its ack, by flow and result.",
			Buckets: []float64{.001, .002, .003, .005, .01, .02, .05, .1, .5, 1, 2.5},
		}, []string{"flow", "result"}),
		jobs: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "laurel_job_seconds", Help: "How long jobs take, by job and result.",
			Buckets: []float64{.001, .01, .1, 1, 10, 60},
		}, []string{"job", "result"}),
	}
}

// Collectors are what /metrics shows of this bot.
func (b *Bot) Collectors() []prometheus.Collector {
	return []prometheus.Collector{b.metrics.frames, b.metrics.flows, b.metrics.jobs, queues{b}}
}

// flow counts one flow; name is a route, never what somebody made up.
func (m *Metrics) flow(name string, took time.Duration, err error) {
	m.flows.WithLabelValues(name, result(err)).Observe(took.Seconds())
}

func (m *Metrics) job(name string, took time.Duration, err error) {
	m.jobs.WithLabelValues(name, result(err)).Observe(took.Seconds())
}

func result(err error) string {
	if err != nil {
		return "error"
	}
	return "ok"
}

// queues reads at each scrape how much waits in the database: it is the same for all replicas.
type queues struct{ bot *Bot }

var (
	waiting = prometheus.NewDesc("laurel_queue_messages", "Messages by queue and state: pending, held (perhaps sent; looked "+
		"for before anything is sent again), dead (given up).", []string{"queue", "state"}, nil)
	oldest = prometheus.NewDesc("laurel_queue_oldest_seconds", "How long the oldest pending message is overdue.",
		[]string{"queue"}, nil)
)

// scrapeTime is what reading the queues may take.
const scrapeTime = 2 * time.Second

// Describe names the metrics.
func (q queues) Describe(out chan<- *prometheus.Desc) { out <- waiting; out <- oldest }

// Collect reads them; while the database doesn't answer there are none.
func (q queues) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapeTime)
	defer cancel()
	var in inbox.Stats
	var away outbox.Stats
	err := q.bot.db.Read(ctx, func(tx *db.Tx) (err error) {
		if in, err = q.bot.inbox.Stats(tx); err != nil {
			return err
		}
		away, err = q.bot.outbox.Stats(tx)
		return err
	})
	if err != nil {
		return
	}
	now := q.bot.db.Now()
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	age := func(t time.Time) float64 {
		if t.IsZero() {
			return 0
		}
		return max(0, now.Sub(t).Seconds())
	}
	gauge(waiting, float64(in.Pending), "inbox", "pending")
	gauge(waiting, float64(in.Dead), "inbox", "dead")
	gauge(waiting, float64(away.Pending), "outbox", "pending")
	gauge(waiting, float64(away.Held), "outbox", "held")
	gauge(waiting, float64(away.Dead), "outbox", "dead")
	gauge(oldest, age(in.Oldest), "inbox")
	gauge(oldest, age(away.Oldest), "outbox")
}
