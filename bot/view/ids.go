package view

// Ids are written flow.step; the file of bot with the flow's name has the code. An id that must be unique within a
// block carries a suffix after a colon.
const (
	WinSave   = "win.save"   // modal: write or change a win
	WinEdit   = "win.edit"   // button: open WinSave for a win
	WinKeep   = "win.keep"   // button: keep a win that waits for that
	WinRemove = "win.remove" // button
	WinUndo   = "win.undo"   // button: take back what was done to a win
	WinShow   = "win.show"   // button: the whole of a long text
	WinExport = "win.export" // button: the wins as a file
	WinWrite  = "win.new"    // button and global shortcut: open an empty WinSave
	WinOnlyMe = "win.only"   // button: nobody but its owner sees the win
	WinPart   = "win.part"   // button: the word private is part of the text
	WinMore   = "win.more"   // button: the next wins of a list
	WinRun    = "win.run"    // button: what was meant by a misspelt word
	WinTyped  = "win.typed"  // button: the text is a win, and no word of laurel's own

	WinKeepBoth    = "win.keep.both"    // button: keep a win although the same text was kept before
	WinFromMessage = "win.from_message" // message shortcut: keep the message as a win, or witness it
	WinUnwitness   = "win.unwitness"    // button: be no witness any more

	ContributionConfirm    = "contribution.confirm"    // button: yes, I took part in a colleague's win
	ContributionDecline    = "contribution.decline"    // button: it was not me
	ContributionReconsider = "contribution.reconsider" // button: take either answer back

	WinHeld        = "win.held"          // button: say where a win's numbers held
	WinExtend      = "win.extend"        // button and the modal that it opens: add a line to a win
	WinHintsOff    = "win.hints.off"     // button: no hints any more
	WinFollowUp    = "win.followup"      // button: answer whether a win held
	WinFollowUpOff = "win.followup.off"  // button: not to be asked that any more
	WinWeeklySkip  = "win.weekly.snooze" // button: leave the next weekly question out
	WinWeeklyAway  = "win.weekly.away"   // button and the modal that it opens: ask nothing before a day
	WinWeeklyOff   = "win.weekly.off"    // button: no weekly question any more
	WinWeeklyOn    = "win.weekly.on"     // button: the weekly question again
	WinSettings    = "win.settings"      // modal: what laurel may ask
	WinSettingsAsk = "win.settings.open" // button: open WinSettings

	WinStory         = "win.story"          // button: a project's story
	WinStoryPage     = "win.story.page"     // button: another page of it
	WinStoryMarkdown = "win.story.markdown" // button, and the modal it opens: the story as Markdown
	WinProjects      = "win.projects"       // button: all projects
	WinProjectsPage  = "win.projects.page"  // button: another page of them

	FeedbackAnswer        = "feedback.answer"         // modal: answer a request
	FeedbackAnswerOpen    = "feedback.answer.open"    // button
	FeedbackAnswerChange  = "feedback.answer.change"  // button: open one's own answer again
	FeedbackAnswerDecline = "feedback.answer.decline" // button and the modal that it opens: say no, and why
	FeedbackAfterAll      = "feedback.answer.again"   // button: take that back
	FeedbackLater         = "feedback.answer.later"   // menu: say nothing of a request until a day
	FeedbackLaterUndo     = "feedback.answer.planned" // button: take that back
	FeedbackCant          = "feedback.answer.cant"    // box inside FeedbackAnswer: kept as a draft, as what is typed is
	FeedbackDraft         = "feedback.answer.draft"   // field inside FeedbackAnswer, which tells of every change
	FeedbackTurn          = "feedback.answer.turn"    // button inside FeedbackAnswer: another step of it
	FeedbackWins          = "feedback.wins"           // button inside FeedbackAnswer: wins that the subject shares
	FeedbackWinsPage      = "feedback.wins.page"      // button: another page of them

	FeedbackNominate        = "feedback.nominate"         // modal: name colleagues to be asked about oneself
	FeedbackNominateOpen    = "feedback.nominate.open"    // button
	FeedbackNominateNone    = "feedback.nominate.none"    // button: no preference
	FeedbackNominateApprove = "feedback.nominate.approve" // button: the list is right as it is
	FeedbackNominateChange  = "feedback.nominate.change"  // button and the modal that it opens: look at a report's list

	FeedbackGive     = "feedback.give"      // menu and button, and the modal that they open: write about somebody at any time
	FeedbackInvite   = "feedback.ask"       // button, and the modal that it opens: ask colleagues about a topic
	FeedbackTakeBack = "feedback.give.back" // button: delete what was written at any time

	ReviewOpen       = "review.open"        // modal: open a cycle
	ReviewOpenForm   = "review.open.form"   // button: show ReviewOpen
	ReviewAdvance    = "review.advance"     // button: end the present stage now
	ReviewPacketOpen = "review.packet.open" // button: show a packet, or another page of it
)

// What those who run cycles do.
const (
	ReviewCycle  = "review.cycle"  // button, and the modal that it opens: one cycle
	ReviewExtend = "review.extend" // button, and the modal that it opens: move the end of a stage
	ReviewCancel = "review.cancel" // button: call the cycle off

	ReviewRemind = "review.remind" // button: remind who still owes something
	ReviewReopen = "review.reopen" // button, and the modal that it opens: go back to the stage before

	ReviewPlay     = "review.play"         // button, and the modal that it opens: a cycle played on who runs it
	ReviewPlayTurn = "review.play.turn"    // button: another page of it
	ReviewPlayed   = "review.play.nothing" // whatever stands in such a page: it does nothing
	ReviewPerson   = "review.person"       // menu, and the page that it shows: one person in a cycle
	ReviewJoin     = "review.join"         // button: add somebody to a cycle
	ReviewLeave    = "review.leave"        // button: take somebody out
	ReviewSwap     = "review.swap"         // button, and the modal that it opens: somebody else is asked
	FieldOut       = "out"
	ReviewManager  = "review.manager" // button, and the modal that it opens: another manager from a day on

	FieldManager = "manager"
	FieldFrom    = "from"
	FieldUntil   = "until"
	FieldReason  = "reason"
	FieldWords   = "words"
)

// Fields of forms, by block_id. Slots of a feedback form are named by the slot itself, with CantSuffix for its box.
const (
	FieldText       = "text"
	FieldDate       = "date"
	FieldVisibility = "visibility"
	FieldHeld       = "held"
	FieldMetrics    = "metrics"
	FieldCompetency = "competency"
	FieldStages     = "stages"
	FieldKind       = "kind"
	FieldProject    = "project"
	FieldAsk        = "ask"
	FieldWeekday    = "weekday"
	FieldTime       = "time"
	FieldQuiet      = "quiet"
	FieldName       = "name"
	FieldTemplate   = "template"
	FieldSubjects   = "subjects"
	FieldPeople     = "people"
	FieldTopic      = "topic"
	FieldSuggested  = "suggested"
	FieldOthers     = "others"
	FieldNever      = "never"

	CantSuffix = ".cant"
	cantValue  = "cant"
)

// A subject's own assessment.
const (
	ReviewSelf      = "review.self"       // modal: write about one's own work, in steps
	ReviewSelfOpen  = "review.self.open"  // button
	ReviewSelfDraft = "review.self.draft" // fields inside ReviewSelf: what is typed is kept
	ReviewSelfBack  = "review.self.back"  // button inside ReviewSelf: the step before
)

// Goals. Fields of GoalSave have ids of their own below.
const (
	GoalSave      = "goal.save"       // modal: set a goal or change one
	GoalNew       = "goal.new"        // button: open an empty GoalSave
	GoalEdit      = "goal.edit"       // button: open GoalSave for a goal
	GoalShow      = "goal.show"       // button: all of a goal
	GoalAll       = "goal.all"        // button: all goals
	GoalAllPage   = "goal.all.page"   // button: another page of them
	GoalNote      = "goal.note"       // button and the modal that it opens: add a progress note
	GoalWins      = "goal.wins"       // button and the modal that it opens: link wins
	GoalState     = "goal.state"      // button: done, dropped, or open again
	GoalRemind    = "goal.remind"     // button: reminders of one goal on or off
	GoalRemindOff = "goal.remind.off" // button: no reminders of goals any more

	FieldObjective = "objective"
	FieldCategory  = "category"
	FieldMeasure   = "measure"
	FieldBaseline  = "baseline"
	FieldTarget    = "target"
	FieldDeadline  = "deadline"
	FieldServes    = "serves"
	FieldWins      = "wins"
)
