package view

import (
	"time"

	"github.com/slack-go/slack"

	"laurel/reviews"
)

// shownReviews is how many people's reviews one list shows.
const shownReviews = 12

// reviewBlocks say where the reader's reviews stand, and those of their people: the stage and until when, and nothing that
// depends on what anybody sent.
func reviewBlocks(own, reports []reviews.Status, zone *time.Location) (blocks []slack.Block) {
	if len(own) > 0 {
		blocks = append(blocks, header("Your review"))
	}
	for _, s := range own {
		blocks = append(blocks, section("", marked("*"+escape(s.CycleName)+"* · "+escape(s.StageTitle)+" until "+moment(s.Until, zone))),
			small(statusWords(s.Stage)))
	}
	if len(reports) > 0 {
		blocks = append(blocks, header("Reviews of your people"))
	}
	for i, s := range reports {
		if i == shownReviews {
			blocks = append(blocks, small("and "+number(len(reports)-i)+" more"))
			break
		}
		blocks = append(blocks, section("", marked(escape(s.Subject.Name)+" · "+escape(s.CycleName)+" · *"+escape(s.StageTitle)+
			"* until "+moment(s.Until, zone))))
	}
	return blocks
}

// statusWords say to a subject what happens in a stage.
func statusWords(stage string) string {
	switch stage {
	case reviews.StageNomination:
		return "You can say who should be asked about you."
	case reviews.StageSelf:
		return "You can write about your own work."
	case reviews.StagePeer:
		return "Colleagues are asked about your work. Nothing of it is shown before this ends."
	case reviews.StageManager:
		return "Your manager reads what is there about you and writes."
	}
	return "Nothing is asked of you now."
}

// ReviewStatus answers /review for who runs no cycles: where their own reviews and those of their people stand.
func ReviewStatus(own, reports []reviews.Status, zone *time.Location) Message {
	blocks := reviewBlocks(own, reports, zone)
	if len(blocks) == 0 {
		return ReviewNotYours()
	}
	return said("Where your reviews stand", append(blocks, small("What waits for you is on your Home tab. Only an admin of laurel can "+
		"open and run review cycles.")))
}
