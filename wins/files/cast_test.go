package files_test

import (
	"fmt"
	"slices"
	"time"

	"laurel/wins"
	"laurel/wins/files"
	"laurel/writing"
)

var today = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

var called = map[string]string{"U0BEN": "Ben Adeyemi", "U0JUN": "Juno Park", "U0EVA": "Eva <b>*Duarte*</b>"}

// win is a win of Ada's as it is kept: what is read in the text is read, not made up.
func win(n int, day, text string) wins.Win {
	text = writing.Clean(text)
	read := writing.Read(text)
	w := wins.Win{
		ID: fmt.Sprintf("win%03d", n), Person: "U0ADA", Text: text, Win: text, Metrics: read.Metrics, Stages: read.Stages,
		Competency: read.Competency, Competencies: read.Competencies, Kind: read.Kind, Links: read.Links,
		Source: wins.SourceCommand, OccurredOn: day, Visibility: wins.VisibilityManager, Status: wins.StatusKept,
		CreatedAt: today.Add(time.Duration(n) * time.Minute),
	}
	if len(read.Projects) > 0 {
		w.Project = read.Projects[0]
	}
	for _, id := range read.Mentions {
		if id != w.Person && !slices.Contains(w.Contributors, id) {
			w.Contributors = append(w.Contributors, id)
		}
	}
	return w
}

// halfAYear is what Ada did since June.
func halfAYear() files.Book {
	list := []wins.Win{
		win(1, "2026-06-08", "Null rate alert caught a broken clickstream export in #feature-store before training"),
		win(2, "2026-06-19", "Moved #feature-store to the new cluster with <@U0BEN>, reads cost 30% less"),
		win(3, "2026-08-03", "AUC of #ranker from 0.81 to 0.84 offline, with <@U0JUN> and <@U0EVA>"),
		win(4, "2026-08-14", "#ranker A/B test over 14 days: conversion up 1.2 pp, 95% CI 0.7 to 1.6"),
		win(5, "2026-10-02", "Learned that the two-tower model does not beat the baseline\nthree weeks before the launch"),
		win(6, "2026-11-09", "Cut p99 latency of #ranker from 120 ms to 80 ms, checkout errors down 18% https://runs.example/42?a=1&b=_x_"),
		win(7, "2026-11-09", "Canary releases for #ranker: rollback time from 45 min to 4 min\n\nThe second paragraph, after a blank line.\n    and an indented line\n# no heading\n1. no list\n> no quotation"),
		win(8, "2026-11-20", "Ελληνικά, русский, Zoë naïve; 計測しました 🦊 and again 模型 now"),
		win(9, "2026-11-22", "Asked for a raise"),
	}
	list[5].Witnesses = []wins.Witness{{Person: "U0BEN"}, {Person: "U0EVA"}}
	list[2].Win, list[2].Impact = "AUC of #ranker from 0.81 to 0.84 offline", "with <@U0JUN> and <@U0EVA>"
	list[8].Visibility = wins.VisibilityPrivate
	return files.Book{Person: "Ada Osei", Wins: list, Names: called, Today: today}
}
