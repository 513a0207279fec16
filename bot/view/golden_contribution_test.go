package view_test

import (
	"laurel/bot/view"
	"laurel/people"
	"laurel/wins"
)

// drawContributions draws what somebody named in a win reads, and what its owner reads about them.
func drawContributions(drawn map[string]any) {
	owner := ada
	owner.ManagerName = "Mia Torres"
	question := func(state string) view.Question {
		return view.Question{
			Win: win(0, texts[4]), Owner: owner, Names: called, Contribution: wins.Contribution{Win: "win000", State: state},
		}
	}
	asked := question(wins.ContributionAsked)
	drawn["contribution_ask"] = view.Contribution(asked)
	drawn["contribution_ask_last"] = view.ContributionLast(view.Contribution(asked), true)
	reacted := asked
	reacted.Win.Source, reacted.Owner.ManagerName = wins.SourceReaction, ""
	reacted.Win.Witnesses = []wins.Witness{{Person: "U0JUN", Emoji: "trophy"}}
	drawn["contribution_ask_reaction"] = view.Contribution(reacted)
	confirmed := question(wins.ContributionConfirmed)
	confirmed.Win.Visibility = wins.VisibilityFeedback
	drawn["contribution_confirmed"] = view.Contribution(confirmed)
	drawn["contribution_declined"] = view.Contribution(question(wins.ContributionDeclined))
	asked.Contribution.Withdrawn = true
	drawn["contribution_over"] = view.Contribution(asked)
	drawn["contribution_sentences"] = map[string]any{
		"confirmed twice": view.ContributionAnswered(wins.ContributionConfirmed).Text,
		"declined twice":  view.ContributionAnswered(wins.ContributionDeclined).Text,
		"not yours":       view.ContributionNotYours().Text, "over": view.ContributionOver().Text,
	}
	home := view.Home{Person: juno, Now: now, Zone: berlin(), Asked: 9}
	for i := range 9 {
		q := question(wins.ContributionAsked)
		q.Win = win(i, texts[i%len(texts)])
		home.Questions = append(home.Questions, q)
	}
	drawn["home_contributions"] = view.HomeTab(home)

	saved := view.SavedWin{Win: win(0, texts[4]), Owner: ada, Manager: "Mia Torres", Names: called, Today: now}
	stands := func(name, state string, p people.Person) {
		p.ID, p.Name = "U0"+name, name
		saved.Contributors = append(saved.Contributors, view.Contributor{Person: p, Known: p.Role != "", State: state})
	}
	stands("Ben", wins.ContributionConfirmed, juno)
	stands("Lin", wins.ContributionAsked, juno)
	stands("Eva", wins.ContributionAsked, juno)
	stands("Sam", wins.ContributionDeclined, juno)
	stands("U0NEW", "", people.Person{})
	stands("Gus", "", people.Person{Guest: true})
	stands("Xu", "", people.Person{Stranger: true})
	stands("Olga", "", people.Person{Deleted: true})
	stands("laurel", "", people.Person{Bot: true})
	drawn["win_saved_contributors"] = view.WinSaved(saved)
	private := saved
	private.Win.Visibility = wins.VisibilityPrivate
	drawn["win_saved_contributors_private"] = view.WinSaved(private)
	pending := saved
	pending.Win.Status, pending.Contributors = wins.StatusPending, saved.Contributors[4:5]
	pending.Contributors[0].Person.Name = "Kim"
	drawn["win_witnessed_contributors_pending"] = view.WinWitnessed(pending, "C0MLPLAT")

	list := manyWins(6)
	list[4].Contributions = []wins.Contribution{{Person: "U0BEN", State: wins.ContributionConfirmed}}
	drawn["win_list_confirmed"] = view.WinList(view.WinPage{Wins: list, Total: 6, Names: called, Today: now})
}
