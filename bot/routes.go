package bot

import (
	"context"
	"encoding/json"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
)

// flow is what happens between a person's act and the answer: one transaction, at most 2.5 s. It does nothing slow, and
// it decides by the actor and what it loads, never by what a button's value claims.
type flow func(b *Bot, tx *db.Tx, actor people.Person, a act) (reply, error)

// route is how a flow is reached.
type route struct {
	Kind kind
	Name string
}

// routes is every command, button, form and shortcut there is. The manifest in deploy offers the same.
var routes = map[route]flow{
	{command, "/win"}:                    (*Bot).win,
	{action, view.WinEdit}:               (*Bot).winEdit,
	{action, view.WinWrite}:              (*Bot).winWrite,
	{shortcut, view.WinWrite}:            (*Bot).winWrite,
	{submission, view.WinSave}:           (*Bot).winSave,
	{shortcut, view.WinFromMessage}:      (*Bot).winFromMessage,
	{action, view.WinUnwitness}:          (*Bot).winUnwitness,
	{action, view.WinKeep}:               (*Bot).winKeep,
	{action, view.WinKeepBoth}:           (*Bot).winKeepBoth,
	{action, view.WinRemove}:             (*Bot).winRemove,
	{action, view.WinShow}:               (*Bot).winShow,
	{action, view.WinUndo}:               (*Bot).winUndo,
	{action, view.WinExport}:             (*Bot).winExportChosen,
	{action, view.WinHeld}:               (*Bot).winHeld,
	{action, view.WinExtend}:             (*Bot).winExtend,
	{submission, view.WinExtend}:         (*Bot).winExtended,
	{action, view.WinHintsOff}:           (*Bot).winHintsOff,
	{action, view.WinFollowUp}:           (*Bot).winFollowUp,
	{action, view.WinFollowUpOff}:        (*Bot).winFollowUpOff,
	{action, view.WinWeeklySkip}:         (*Bot).winWeeklySkip,
	{action, view.WinWeeklyAway}:         (*Bot).winWeeklyAway,
	{submission, view.WinWeeklyAway}:     (*Bot).winWeeklyBack,
	{action, view.WinWeeklyOff}:          (*Bot).winWeeklyOff,
	{action, view.WinWeeklyOn}:           (*Bot).winWeeklyOn,
	{action, view.WinSettingsAsk}:        (*Bot).winSettings,
	{submission, view.WinSettings}:       (*Bot).winSettingsSave,
	{action, view.WinOnlyMe}:             (*Bot).winOnlyMe,
	{action, view.WinPart}:               (*Bot).winPart,
	{action, view.WinMore}:               (*Bot).winMore,
	{action, view.WinRun}:                (*Bot).winRun,
	{action, view.WinTyped}:              (*Bot).winTyped,
	{action, view.WinStory}:              (*Bot).winStoryOpen,
	{action, view.WinStoryPage}:          (*Bot).winStoryPage,
	{action, view.WinStoryMarkdown}:      (*Bot).winStoryMarkdown,
	{submission, view.WinStoryMarkdown}:  (*Bot).winStoryCopied,
	{action, view.WinProjects}:           (*Bot).winProjectsOpen,
	{action, view.WinProjectsPage}:       (*Bot).winProjectsPage,
	{action, view.FeedbackAnswerOpen}:    (*Bot).feedbackOpen,
	{action, view.FeedbackAnswerChange}:  (*Bot).feedbackChange,
	{action, view.FeedbackAnswerDecline}: (*Bot).feedbackDecline,
	{action, view.FeedbackLater}:         (*Bot).feedbackLater,
	{action, view.FeedbackLaterUndo}:     (*Bot).feedbackPlanned,
	{action, view.FeedbackCant}:          (*Bot).feedbackDraft,
	{action, view.FeedbackDraft}:         (*Bot).feedbackDraft,
	{action, view.FeedbackTurn}:          (*Bot).feedbackTurn,
	{action, view.FeedbackWins}:          (*Bot).feedbackWins,
	{action, view.FeedbackWinsPage}:      (*Bot).feedbackWinsPage,
	{submission, view.FeedbackAnswer}:    (*Bot).feedbackAnswer,
	{command, "/feedback"}:               (*Bot).feedback,
	{action, view.FeedbackGive}:          (*Bot).feedbackGive,
	{action, view.FeedbackTakeBack}:      (*Bot).feedbackTakeBack,
	{action, view.FeedbackInvite}:        (*Bot).feedbackInvite,
	{submission, view.FeedbackInvite}:    (*Bot).feedbackInvited,
	{submission, view.FeedbackGive}:      (*Bot).feedbackAnswer,
	{command, "/review"}:                 (*Bot).review,
	{action, view.ReviewOpenForm}:        (*Bot).reviewForm,
	{submission, view.ReviewOpen}:        (*Bot).reviewOpen,
	{action, view.ReviewAdvance}:         (*Bot).reviewAdvance,
	{action, view.ReviewPacketOpen}:      (*Bot).packetOpen,

	{action, view.ReviewCycle}:       byAdmins((*Bot).cycleOpen),
	{action, view.ReviewExtend}:      byAdmins((*Bot).cycleExtend),
	{submission, view.ReviewExtend}:  byAdmins((*Bot).cycleExtended),
	{action, view.ReviewRemind}:      byAdmins((*Bot).cycleRemind),
	{action, view.ReviewReopen}:      byAdmins((*Bot).cycleReopen),
	{submission, view.ReviewReopen}:  byAdmins((*Bot).cycleReopened),
	{action, view.ReviewPlay}:        byAdmins((*Bot).cyclePlay),
	{submission, view.ReviewPlay}:    byAdmins((*Bot).cyclePlayed),
	{action, view.ReviewPlayTurn}:    byAdmins((*Bot).cyclePlayTurn),
	{action, view.ReviewPlayed}:      byAdmins((*Bot).cyclePlayed),
	{action, view.ReviewPerson}:      byAdmins((*Bot).cyclePerson),
	{action, view.ReviewJoin}:        byAdmins((*Bot).cycleJoin),
	{action, view.ReviewLeave}:       byAdmins((*Bot).cycleLeave),
	{action, view.ReviewSwap}:        byAdmins((*Bot).cycleSwap),
	{submission, view.ReviewSwap}:    byAdmins((*Bot).cycleSwapped),
	{action, view.ReviewManager}:     byAdmins((*Bot).cycleManager),
	{submission, view.ReviewManager}: byAdmins((*Bot).cycleManaged),
	{action, view.ReviewCancel}:      byAdmins((*Bot).cycleCancel),

	{action, view.ReviewSelfOpen}:  (*Bot).selfOpen,
	{action, view.ReviewSelfDraft}: (*Bot).selfDraft,
	{action, view.ReviewSelfBack}:  (*Bot).selfBack,
	{submission, view.ReviewSelf}:  (*Bot).selfNext,

	{command, "/goal"}:           (*Bot).goal,
	{action, view.GoalNew}:       (*Bot).goalNew,
	{action, view.GoalEdit}:      (*Bot).goalEdit,
	{submission, view.GoalSave}:  (*Bot).goalSave,
	{action, view.GoalShow}:      (*Bot).goalShow,
	{action, view.GoalAll}:       (*Bot).goalAll,
	{action, view.GoalAllPage}:   (*Bot).goalAllPage,
	{action, view.GoalState}:     (*Bot).goalState,
	{action, view.GoalNote}:      (*Bot).goalNote,
	{submission, view.GoalNote}:  (*Bot).goalNoted,
	{action, view.GoalWins}:      (*Bot).goalWins,
	{submission, view.GoalWins}:  (*Bot).goalLinked,
	{action, view.GoalRemind}:    (*Bot).goalRemind,
	{action, view.GoalRemindOff}: (*Bot).goalRemindOff,

	{action, view.FeedbackNominateOpen}:       (*Bot).nominateOpen,
	{action, view.FeedbackNominateNone}:       (*Bot).nominateNone,
	{submission, view.FeedbackNominate}:       (*Bot).nominate,
	{action, view.FeedbackNominateApprove}:    (*Bot).nominateApprove,
	{action, view.FeedbackNominateChange}:     (*Bot).nominateChange,
	{submission, view.FeedbackNominateChange}: (*Bot).nominateChanged,

	{submission, view.FeedbackAnswerDecline}: (*Bot).feedbackDeclined,
	{action, view.FeedbackAfterAll}:          (*Bot).feedbackAfterAll,

	{action, view.ContributionConfirm}:    (*Bot).contributionConfirm,
	{action, view.ContributionDecline}:    (*Bot).contributionDecline,
	{action, view.ContributionReconsider}: (*Bot).contributionReconsider,
}

// quiet are flows that run at every keystroke. They may run twice for one act and leave the same, so that nobody needs to
// remember that they ran; and what goes wrong in them is logged and not told: it would cover what is being written.
var quiet = map[route]bool{
	{action, view.FeedbackCant}:  true,
	{action, view.FeedbackDraft}: true,
}

// ahead is what a flow needs from Slack, and can't fetch while its transaction is open: it is read before, into the act.
var ahead = map[route]func(b *Bot, ctx context.Context, a *act){
	{shortcut, view.WinFromMessage}:           (*Bot).readMessage,
	{submission, view.FeedbackNominate}:       (*Bot).meetNamed,
	{submission, view.FeedbackNominateChange}: (*Bot).meetNamed,
	{command, "/feedback"}:                    (*Bot).meetNamed,
	{action, view.FeedbackGive}:               (*Bot).meetNamed,
	{submission, view.FeedbackInvite}:         (*Bot).meetNamed,
}

// eventFlow handles one stored event: what is slow first, then the changes, which are applied in one transaction.
type eventFlow func(b *Bot, ctx context.Context, inner json.RawMessage) (apply func(tx *db.Tx) error, err error)

// events is every kind of event that something is done about.
var events = map[string]eventFlow{
	"reaction_added":   (*Bot).reacted,
	"reaction_removed": (*Bot).unreacted,
	"app_home_opened":  (*Bot).homeOpened,
	"message.im":       (*Bot).messaged,
	"team_join":        (*Bot).profileChanged,
	"user_change":      (*Bot).profileChanged,
}
