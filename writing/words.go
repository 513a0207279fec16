package writing

import "strings"

// The closed word lists that the grammar of numbers and names needs; what the field's own words mean stands in the two
// tables of lexicon.go, and what makes them ambiguous in traps.go.

func set(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// abbreviations end in a stop that ends no sentence.
var abbreviations = set("vs approx ca incl excl avg max min e.g i.e cust resp est no abt dept yr hr hrs mins secs esp etc cf fig mr ms dr st")

// compares set an old number against a new one.
var compares = set(`
	was were from vs versus against instead compared baseline before had previously than used`)

// approximate says that a number is not exact.
var approximate = set(`
	about around roughly nearly almost over under only just approximately circa below above some like`)

// adjectives may stand between a number and the word that makes it a change: "2 pp absolute lift".
var adjectives = set("relative absolute overall average further net total weekly monthly of")

// breaks ends a clause.
var breaks = set(", : ; ( ) — – | [ ] while but whereas and then so because yet")

// determiners stand before a noun phrase.
var determiners = set("the a an our my their its his her your this that these those each every all of")

// prepositions join two noun phrases: "time on the page for users".
var prepositions = set(`
	of for in on at across to from with by between without under against over during through via within among about than
	since after before per below above`)

// linking may stand between a name and its number.
var linking = set(`
	takes took needs needed lasts lasted costs is was are were be been has have had went goes go going got gets
	get now then from by at to of came come comes moved stands stood stayed down up again already even still
	minus plus about around roughly nearly almost over under only just approximately could can dramatically significantly
	slightly`)

// stopWords cannot be part of a name.
var stopWords = set(`
	show shows showed shown says said give gives gave bring means meant become becomes became turn turns turned find
	finds found report reports reported put puts hits need needs require requires a an the our my their its his her your this that these those each every all of for in on at across to from
	by with without into onto is was are were be been being has have had do does did went goes go going got gets
	get now then and or but so while when where which who what how it they we i you he she them us me not no
	more less most very also just still made make makes brought bring took take takes moved move kept keep
	helped help helps set sets after before since during until as than if because thanks using via through
	between against versus vs per last next held instead rather steady shipped ship built added add fixed fix wrote write
	used use ran run trained train deployed launched tuned changed switched rolled replaced reached hit achieved
	there here can could will would should may might today yesterday week month quarter year blocks blocked
	stayed stands came led saw sees`)

// leads stands between a metric and its level: "AUC of 0.82".
var leads = set(`
	is was are at of to = : ( reached hit now with stands stayed stays sits remains back has an`)

// modelWords turns a business metric into the name of a thing: "churn model".
var modelWords = set(`
	model classifier forecast predictor prediction detector campaign pipeline dashboard dataset feature`)

// englishWords are frequent ones that stopWords leaves out.
var englishWords = set("the is are was new old up down out about over under only nearly almost one two three great first")

// foreignWords are frequent in a language that is not English and (nearly) unknown in English.
var foreignWords = set(`
	der das und nicht ein eine einen einem einer für mit auf von wir ist zu dem sind um bei nach wurde wurden haben
	 durch auch jetzt mehr weniger seit unser unsere le les des est et pour une du dans avec sur nous sont aux qui que
	notre ont été depuis grâce un la el los las del para con por más hemos ha una se su al como desde ahora nuestro
	gracias il di della che sono abbiamo nel gli dei alla och att som är för av på vi har med till det ikke og
	het een van voor zijn op bij niet wij os em não uma na dos da pela nosso nossa foi się nie jest w z dla
	że po od nasz nowy przez bo je na se jsme že není ve bir ve için bu ile daha yang untuk dengan tidak kami ja
	ei se oli meidän și pentru cu din este nu`)
