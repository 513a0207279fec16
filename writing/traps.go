package writing

// A trap is what keeps a form from matching its everyday namesake.
type trap uint8

const (
	noTrap        trap = iota
	trapCapitals       // only as the lexicon writes it: AUC, but not auc; mAP or MAP, but not map
	trapName           // a tool that is an English word: a capital inside a sentence, or a neighbour from the field
	trapNeighbour      // a number or a neighbour from the field within reach
)

// reach is how many words away a neighbour may stand.
const reach = 6

// ignored are synonyms too short or too common to mean anything in a sentence.
var ignored = map[string]bool{
	"n": true, "power": true, "pages": true, "guides": true, "GE": true, "ge": true, "CT": true, "objective": true,
	"transformers": true, "on-time delivery": true, "expectations": true,
}

var capitalForms = set(`
	AUC PSI EM AP SM DD CFR FCR RPM ARI PPL acc ACC mAP MAP KS MCE MDE OPE SFT LIME ATE RCT RAM HF TF GX ORT TRT
	HPO IAA ILD SQuAD SuperGLUE BEIR RCA SLI CAC CER EER FDR FID METEOR DSC PCA PEFT JAX IAM OKR RFC ADR`)

var nameForms = set(`
	ray spark comet triton feast beam soda neptune prefect argo helm snowflake iceberg redshift athena presto
	sentry tableau looker torch flax prometheus evidently fiddler amplitude flyte seldon docker`)

var neighbourForms = set(`
	precision recall accuracy lift loss coverage retention conversion drift recovery sensitivity specificity
	completeness availability nine novelty diversity serendipity kappa gini dice silhouette margin bias sale
	saving engagement staleness annotation provenance pruning prototype spike container notebook prioritization
	flake timeout backlog publication labelling brier sparsification
	feature label dupe missingness attrition p50 p75 p90 p95 p99 p999`)

func trapOf(t *term, written string, keys []string) trap {
	switch {
	case len(keys) > 1 && keys[1] != "" && keys[1][0] != '@':
		if written == "Monte Carlo" {
			return trapName
		}
		return noTrap
	case capitalForms[written]:
		return trapCapitals
	case t.class == toolTerm && nameForms[keys[0]]:
		return trapName
	case neighbourForms[keys[0]]:
		return trapNeighbour
	}
	return noTrap
}

// plain says whether the word before makes the term its everyday namesake: "I recall", "weight loss".
func plain(before *token, key string) bool {
	switch key {
	case "recall":
		return pronouns[before.low] || before.low == "to" || before.low == "can't" || before.low == "product"
	case "loss":
		return before.kind == word && !stopWords[before.low] && before.effect == none && !lossKinds[before.low] || before.low == "weight" || before.low == "hair" || before.low == "hearing"
	case "recovery", "retention", "engagement":
		return before.low == "my" || before.low == "her" || before.low == "his"
	}
	return false
}

// lossKinds are the losses that a model is trained by; any other noun before "loss" tells what is lost.
var lossKinds = set("training train validation val test eval log entropy contrastive hinge pinball quantile huber focal triplet pretraining final dev mse smooth reconstruction offline model")

var pronouns = set("i you we they he she it who")

// fieldWords mark a sentence as being about machine learning; each is too weak to say about which part.
var fieldWords = set(`
	model classifier ranker ranking recommender recommendation detector predictor prediction inference training
	dataset feature embedding label pipeline ml retrain retraining retrained offline online validation holdout
	test forecast segmentation fraud scoring eval benchmark baseline regression cluster gpu cuda llm token
	prompt transformer serving deployment deployed production rollout workflow job sdk api dashboard alert
	monitoring data search`)
