package writing

// The kinds of result. A text that says nothing special is a result.
const (
	KindResult         = "result"
	KindNegativeResult = "negative_result" // something was learned by its not working
	KindReliability    = "reliability"     // something bad was prevented, caught or undone
	KindEnabling       = "enabling"        // others are faster
)

// Kinds are all kinds of wins.
var Kinds = []string{KindResult, KindNegativeResult, KindReliability, KindEnabling}

var negativeCues = phrases(`
	learned not to
	learnt not to
	learned that not
	do not pay
	does not pay
	killed
	abandoned
	inconclusive
	didn't help
	did not help
	doesn't help
	does not help
	didn't work
	did not work
	no gain
	no effect
	no significant
	no improvement
	no better than
	no benefit
	no difference
	no lift
	don't beat
	doesn't beat
	didn't beat
	do not beat
	does not beat
	did not beat
	decided not to
	dropped the idea
	gave up on
	dead end
	failed to improve
	not better than
	add nothing
	adds nothing
	did not move
	didn't move
	was flat
	will not ship
	won't ship
	decided against
	not worth
	stopped after
	stopped the
	we stopped
	negative result
	disproved
	ruled out`)

var reliabilityCues = phrases(`
	prevented
	preventing
	averted
	avoided an outage
	caught
	flagged
	spotted
	recovered
	restored
	averting
	outage
	catching
	rolled back before
	rolled back within
	before the campaign
	before customers
	before users
	before it broke
	before it reached
	no customer noticed
	drift alert fired
	alert fired
	incident review
	postmortem
	post mortem
	mitigated
	failed over
	stayed up
	without downtime`)

var enablingCues = phrases(`
	template
	templates
	documented
	documentation
	docs
	guide to
	guide for
	wrote the guide
	handbook
	tutorial
	playground
	tooling
	onboarding
	onboarded
	trained the team
	paired with
	new joiners
	mentored
	mentoring
	self serve
	self service
	unblocked
	others are
	others can
	others onboard
	teams release
	teams now
	teams can
	without us
	without a ticket
	everybody can
	workshop
	reusable`)

// kind tells the sort of win. What failed goes before what was saved, and both before what helps others; a number on
// production or business is a result even where a template brought it.
func (p *passage) kind(metrics []found) string {
	switch {
	case p.says(negativeCues):
		return KindNegativeResult
	case p.says(reliabilityCues):
		return KindReliability
	case len(metrics) == 0 && p.says(enablingCues):
		return KindEnabling
	}
	return KindResult
}
