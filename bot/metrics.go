package bot

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
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
	return []prometheus.Collector{b.metrics.frames, b.metrics.flows, b.metrics.jobs}
}

func (m *Metrics) flow(name string, took time.Duration, err error) {
	m.flows.WithLabelValues(known(name), result(err)).Observe(took.Seconds())
}

func (m *Metrics) job(name string, took time.Duration, err error) {
	m.jobs.WithLabelValues(name, result(err)).Observe(took.Seconds())
}

// known keeps names that anybody could make up out of the labels.
func known(name string) string {
	for r := range routes {
		if r.Name == name {
			return name
		}
	}
	return "other"
}

func result(err error) string {
	if err != nil {
		return "error"
	}
	return "ok"
}
