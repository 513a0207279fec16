package view

import (
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/wins"
)

// homeProjects is how many projects Home shows, listedProjects how many a message does; the rest is a press away.
const (
	homeProjects   = 6
	listedProjects = 15
)

func homeProjectBlocks(projects []wins.Project, now time.Time) []slack.Block {
	if len(projects) == 0 {
		return []slack.Block{small("Write `#name` in a win, and its project shows here with its story.")}
	}
	return append([]slack.Block{header("Projects")}, projectBlocks(projects, homeProjects, now)...)
}

// projectBlocks list the latest projects, so many, and offer the rest.
func projectBlocks(projects []wins.Project, most int, now time.Time) (blocks []slack.Block) {
	for i, p := range projects[:min(len(projects), most)] {
		blocks = append(blocks, projectLine(i, p, now))
	}
	if len(projects) > most {
		blocks = append(blocks, slack.NewActionBlock("",
			button(WinProjects, "0", "All "+number(len(projects))+" projects")))
	}
	return blocks
}

// projectLine is one project with its chain and the way to its story.
func projectLine(i int, p wins.Project, now time.Time) slack.Block {
	line := section("", marked("*"+escape(p.Name)+"* · "+count(p.Wins, "win", "wins")+", latest "+day(p.LastOn, now)+
		"\n"+chain(p.Stages)))
	line.Accessory = slack.NewAccessory(button(WinStory+":"+strconv.Itoa(i), storyValue(0, p.Name), "Story"))
	return line
}

// Projects answers /win story: the projects, each with its story a press away.
func Projects(projects []wins.Project, now time.Time) Message {
	if len(projects) == 0 {
		return note("win.projects", "None of your wins names a project yet. Write #name in a win: all wins of a project make its story.")
	}
	text := count(len(projects), "project", "projects")
	blocks := []slack.Block{section("win.projects", marked("*"+text+"* · all wins of one make its story"))}
	return said(text+". Only you see this message.", append(blocks, projectBlocks(projects, listedProjects, now)...))
}

// StoryNone answers /win story with a project that the person has no wins of.
func StoryNone(project string, projects []wins.Project, now time.Time) Message {
	blocks := []slack.Block{section("win.story.none", plain("You have no wins of a project called "+cut(project, maxProject)+
		". Nothing was saved."))}
	if len(projects) > 0 {
		blocks = append(blocks, section("", plain("These you have:")))
	}
	return said("You have no wins of that project.", append(blocks, projectBlocks(projects, homeProjects, now)...))
}

// StoryGone answers the button of a story that has no wins left.
func StoryGone() Message {
	return note("win.story.gone", "This project has no wins of yours any more. /win story lists those that have.")
}

// ProjectPages lists all projects in a modal, page by page. A page beyond the end shows the last.
func ProjectPages(projects []wins.Project, page int, now time.Time) slack.ModalViewRequest {
	all := [][]slack.Block{{
		section("win.projects", marked("*"+count(len(projects), "project", "projects")+"*, the latest first")),
	}}
	for i, p := range projects {
		all = append(all, []slack.Block{projectLine(i, p, now)})
	}
	return onePage("Projects", all, page, func(page int) (id, value string) { return WinProjectsPage, strconv.Itoa(page) })
}

// ReadPage reads the value of a button that turns a page of a list; 0 for what is none.
func ReadPage(value string) int {
	page, err := strconv.Atoi(value)
	if err != nil {
		return 0
	}
	return page
}

// storyValue names a project and a page of its story in a button. Whose story it is, the presser decides.
func storyValue(page int, project string) string { return strconv.Itoa(page) + " " + project }

// ReadStoryValue reads a button's value: the page and the project.
func ReadStoryValue(value string) (page int, project string) {
	first, project, _ := strings.Cut(value, " ")
	return ReadPage(first), project
}
