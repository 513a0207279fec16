package view_test

import (
	"fmt"
	"strings"
	"time"

	"laurel/bot/view"
	"laurel/coaching"
	"laurel/feedback"
	"laurel/reviews"
	"laurel/wins"
)

func drawHome(drawn map[string]any) {
	bare := view.Home{Person: ada, Now: now, Zone: berlin(), Overview: overview(nil), Names: called, Emoji: "trophy"}
	bare.Settings = coaching.Settings{
		Hints: true, FollowUps: true, Goals: true, Weekly: coaching.Weekly{On: true, Day: time.Friday, At: 15*60 + 30},
	}
	drawn["home_newcomer"] = view.HomeTab(bare)
	stranger := bare
	stranger.Emoji = ""
	stranger.Person = gus
	drawn["home_stranger"] = view.HomeTab(stranger)
	pending := bare
	pending.Overview.Pending, pending.Pending = 1, []wins.Win{pendingWin(1)}
	drawn["home_first_pending"] = view.HomeTab(pending)
	drawn["home_empty"] = view.HomeTab(longAgo(bare))

	h := bare
	h.Wins, h.Overview = manyWins(5), overview(manyWins(12))
	h.Overview.Months[0].Wins, h.Overview.Months[4].Wins = h.Overview.Months[4].Wins, 0 // a gap
	drawn["home_wins"] = view.HomeTab(h)
	h.Waiting = []view.AskedPerson{
		{Request: request(1, feedback.Open), Subject: juno}, {Request: request(2, feedback.Open), Subject: long},
	}
	h.Packets = []reviews.Packet{packet(nil, nil)}
	h.Pending, h.Overview.Pending = []wins.Win{pendingWin(1), pendingWin(2)}, 2
	h.Goals = goals(12)
	drawn["home_full"] = view.HomeTab(h)
	drawn["home_long_names"] = view.HomeTab(longNames(h))
	for i := range 11 {
		h.Waiting = append(h.Waiting, view.AskedPerson{Request: request(i+3, feedback.Open), Subject: ada})
	}
	drawn["home_thirteen_requests"] = view.HomeTab(h)
	drawn["home_200_projects"] = view.HomeTab(crowded(h))
}

// pendingWin is a message that colleagues marked and that waits for Ada.
func pendingWin(n int) wins.Win {
	w := win(n, texts[6])
	w.ID, w.Status, w.Source = fmt.Sprintf("pending%d", n), wins.StatusPending, wins.SourceReaction
	for _, by := range []string{"U0BEN", "U0JUN"}[:n] {
		w.Witnesses = append(w.Witnesses, wins.Witness{Person: by, Emoji: "trophy"})
	}
	return w
}

// longAgo has wins, but none in the months that Home counts.
func longAgo(h view.Home) view.Home {
	h.Wins = manyWins(1)
	h.Wins[0].OccurredOn = "2026-02-12"
	h.Overview = overview(h.Wins)
	return h
}

func longNames(h view.Home) view.Home {
	h.Person = long
	h.Names = map[string]string{"U0BEN": long.Name, "U0JUN": long.Name}
	name := strings.Repeat("recommender-", 20)
	h.Overview.Projects = []wins.Project{{Name: name, Wins: 1200, LastOn: "2025-12-31"}}
	h.Wins = []wins.Win{win(1, strings.Repeat("計測しました 🦊 and again ", 150)), win(2, "#"+name+" is live")}
	return h
}

// crowded has 200 projects and 1,000 wins.
func crowded(h view.Home) view.Home {
	h.Overview.Kept, h.Overview.Pending = 1000, 40
	h.Overview.Projects = projects(200)
	for i := range h.Overview.Months {
		h.Overview.Months[i].Wins = 40 * i
	}
	h.Pending = nil
	for range view.HomePending {
		h.Pending = append(h.Pending, pendingWin(2))
		h.Pending[len(h.Pending)-1].ID = fmt.Sprint("pending", len(h.Pending))
	}
	return h
}

func projects(n int) (list []wins.Project) {
	for i := range n {
		list = append(list, wins.Project{
			Name: fmt.Sprintf("model-%03d", i), Wins: 1 + i%7, LastOn: "2026-11-20",
			Stages: []string{"model_quality", "production_reliability"}[:1+i%2],
		})
	}
	return list
}

func drawStories(drawn map[string]any) {
	drawn["projects_none"] = view.Projects(nil, now)
	drawn["projects_two"] = view.Projects(projects(2), now)
	drawn["projects_many"] = view.Projects(projects(200), now)
	drawn["projects_page"] = view.ProjectPages(projects(200), 1, now)
	drawn["story_none"] = view.StoryNone("nosuch", projects(2), now)
	drawn["story_none_at_all"] = view.StoryNone("nosuch", nil, now)
	drawn["story_gone"] = view.StoryGone()
	drawn["story_markdown"] = view.StoryMarkdown("# The story of ranker\n\nAda Osei · 1 win, 23 Nov 2026.\n")
	drawn["story_one"] = view.StoryTold(story(manyWins(1)))
	ranker := manyWins(8)
	ranker[2].Held, ranker[3].Visibility = wins.HeldTest, wins.VisibilityPrivate
	drawn["story_whole"] = view.StoryTold(story(ranker))
	drawn["story_many"] = view.StoryTold(story(manyWins(34)))
	drawn["story_pages_whole"] = view.StoryPages(story(ranker), 0)
	many := story(manyWins(90))
	many.Project = strings.Repeat("recommender-", 20)
	drawn["story_pages_middle"] = view.StoryPages(many, 1)
}

func story(list []wins.Win) view.Story {
	return view.Story{Project: "ranker", Chapters: wins.Chapters(list), Names: called, Today: now}
}
