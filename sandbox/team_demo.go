package sandbox

import (
	"strings"
	"time"
)

// DemoTeam is the cast that tests and the demo share: Mia manages Ada, Juno and Ravi; Tom manages others; there are
// a guest, somebody who left, somebody of another workspace and somebody new. The app is in all channels but
// #random.
func DemoTeam() Team {
	return Team{People: demoPeople(), Channels: demoChannels(), Posts: demoPosts()}
}

func demoPeople() []User {
	person := func(id, name, title, tz string) User {
		first := strings.ToLower(strings.Fields(name)[0])
		return User{ID: id, Name: first, RealName: name, Title: title, TZ: tz, Email: first + "@laurel.example"}
	}
	people := []User{
		person("U0MIA", "Mia Torres", "Engineering Manager", "Europe/Berlin"),
		person("U0ADA", "Ada Osei", "MLOps Engineer", "Europe/Berlin"),
		person("U0JUN", "Juno Park", "ML Engineer", "Asia/Seoul"),
		person("U0RAV", "Ravi Nair", "ML Engineer", "Europe/Berlin"),
		person("U0BEN", "Ben Adeyemi", "Data Scientist", "Europe/London"),
		person("U0LIN", "Lin Zhao", "Data Scientist", "Europe/Berlin"),
		person("U0SAM", "Sam Keller", "Software Engineer", "America/New_York"),
		person("U0EVA", "Eva Duarte", "Software Engineer", "Europe/Lisbon"),
		person("U0PIA", "Pia Novak", "Product Manager", "Europe/Berlin"),
		person("U0TOM", "Tom Lindqvist", "Engineering Manager", "Europe/Stockholm"),
		person("U0DAN", "Dana Whitfield", "Director", "America/New_York"),
		person("U0NOA", "Noa Levi", "Software Engineer", "Asia/Jerusalem"),
		person("U0GUS", "Gus Hart", "Contractor", "Europe/Berlin"),
		person("U0OLD", "Olga Petrova", "Data Scientist", "Europe/Berlin"),
		person("U0EXT", "Xu Tan", "Solutions Engineer", "Asia/Singapore"),
	}
	managers := map[string]string{
		"U0MIA": "U0DAN", "U0TOM": "U0DAN", "U0BEN": "U0DAN", "U0LIN": "U0DAN", "U0PIA": "U0DAN", "U0ADA": "U0MIA",
		"U0JUN": "U0MIA", "U0RAV": "U0MIA", "U0SAM": "U0TOM", "U0EVA": "U0TOM", "U0NOA": "U0TOM",
	}
	for i := range people {
		u := &people[i]
		u.Manager = managers[u.ID]
		u.Admin, u.Guest = u.ID == "U0DAN", u.ID == "U0GUS"
		u.Deleted, u.Stranger = u.ID == "U0OLD", u.ID == "U0EXT"
	}
	return people
}

func demoChannels() []Channel {
	full := []string{
		BotUser, "U0MIA", "U0ADA", "U0JUN", "U0RAV", "U0BEN", "U0LIN", "U0SAM", "U0EVA", "U0PIA", "U0TOM", "U0DAN",
		"U0NOA",
	}
	ml := []string{BotUser, "U0MIA", "U0ADA", "U0JUN", "U0RAV", "U0BEN", "U0LIN", "U0SAM", "U0PIA"}
	oncall := []string{BotUser, "U0MIA", "U0ADA", "U0RAV", "U0SAM"}
	return []Channel{
		{ID: "C0GENERAL", Name: "general", Topic: "The whole company", Members: full},
		{ID: "C0WINS", Name: "wins", Topic: "What went well", Members: append([]string{"U0GUS"}, full...)},
		{ID: "C0MLPLAT", Name: "ml-platform", Topic: "Serving, pipelines, on call", Members: ml},
		{ID: "C0RANKER", Name: "ranker", Topic: "Search", Members: append([]string{"U0EXT", "U0EVA"}, ml...)},
		{ID: "C0MLINC", Name: "ml-incidents", Private: true, Members: oncall},
		{ID: "C0OLD", Name: "old-launch", Archived: true, Members: full[:6]},
		{ID: "C0RANDOM", Name: "random", Topic: "Anything else", Members: full[1:]},
	}
}

func demoPosts() []Post {
	return []Post{
		posted(26, "C0GENERAL", "U0DAN",
			"Half-year reviews open in December. Write down what you did while you remember it."),
		posted(24, "C0MLPLAT", "U0ADA",
			"Feature store reads moved to the new cluster; p99 went from 120 ms to 80 ms.", "tada", "U0JUN", "U0RAV"),
		posted(21, "C0RANKER", "U0JUN", "Offline NDCG of the new ranker is up 2.1 %. Shadow test starts Monday."),
		posted(20, "C0RANKER", "U0BEN",
			"The experiment plan is in the doc: two weeks, 10 % of traffic, guardrail on checkout errors."),
		posted(17, "C0MLPLAT", "U0RAV",
			"Training the two-tower model nightly is not worth it: three weeks of work saved for everyone.",
			"eyes", "U0MIA"),
		posted(14, "C0GENERAL", "U0PIA", "Search launch is on the 4th. Thanks to everybody who tested."),
		posted(13, "C0MLPLAT", "U0SAM", "Could somebody check why the canary is red since 9?"),
		posted(12, "C0MLPLAT", "U0ADA",
			"Drift alert fired on feature 12, rolled back before the campaign started", "pray", "U0SAM", "U0PIA"),
		posted(9, "C0RANKER", "U0LIN",
			"Data quality checks now block the daily load; nulls in price fell from 3 % to 0.1 %."),
		posted(6, "C0RANKER", "U0JUN",
			"A/B test is in: conversion +0.8 % (95 % CI 0.3 to 1.3), shipped to everyone.",
			"raised_hands", "U0PIA", "U0BEN"),
		posted(5, "C0MLINC", "U0SAM", "The export lost a column again. Did anything train on it?"),
		posted(5, "C0MLINC", "U0ADA", "Nothing did: the null rate alert stopped the run at 02:10, I reloaded the day from backup."),
		posted(3, "C0GENERAL", "U0NOA", "Hi all, first week here. Where do I find the on-call handbook?"),
		posted(1, "C0MLPLAT", "U0EVA", "The importer retries by itself now, so no more pages at night."),
	}
}

// posted is a post of some days ago; reaction is an emoji and who set it.
func posted(days int, channel, user, text string, reaction ...string) Post {
	p := Post{Channel: channel, User: user, Text: text, Ago: time.Duration(days) * 24 * time.Hour}
	if len(reaction) > 0 {
		p.Reactions = map[string][]string{reaction[0]: reaction[1:]}
	}
	return p
}
