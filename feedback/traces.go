package feedback

import (
	"regexp"
	"strings"
)

// linkToken stands where a link, handle, file or ticket was that would lead back to whoever wrote it.
const linkToken = "[link]"

// trace is something that leads from a text to its writer. Its pattern matches no part of linkToken alone, so that
// whatever is taken out leaves fewer characters beside the tokens, and taking out comes to an end.
type trace struct {
	pattern *regexp.Regexp
	keep    func(before, match, after string) bool // an ordinary word of the trade after all; nil: never
}

// traces are taken out in this order. Project names (#ranker) stay: without them a sentence says nothing.
var traces = []trace{
	{regexp.MustCompile(`(?i)<(?:[a-z]+://|mailto:|tel:|@|#|!)[^>\s][^>]*>`), nil},                                          // Slack's own markup
	{regexp.MustCompile(`(?i)[a-z][a-z0-9+.-]*://\S+|\bwww\.\S+`), nil},                                                     // links
	{regexp.MustCompile(`(?i)[\p{L}\p{N}_.+%-]+@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.\p{L}[\p{L}\p{N}-]+`), numberedHost}, // addresses
	{regexp.MustCompile(`(?i)(?:[\p{L}\p{N}_-]+\.)+\p{L}{2,}(?::\d+)?/\S*`), productPath},                                   // links without https
	{regexp.MustCompile(`@[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}._-]*[\p{L}\p{M}\p{N}_])?`), metricAt},                            // handles
	{regexp.MustCompile(`\b(?:[UWCDGTB]0[A-Z0-9]{3,}|[UW]\d[A-Z0-9]{6,})\b`), nil},                                          // Slack's ids
	{regexp.MustCompile(`(?i)(?:[\p{L}\p{N}_.-]+/)*\b(?:pulls?|issues?|merge_requests?)/\d+\b`), nil},                       // ends of such links
	{changeNumbers, measured},
	{regexp.MustCompile(`(?:[\p{L}\p{N}_.-]+/[\p{L}\p{N}_.-]+)?[#!]\d+\b`), ordinal},                             // the same, short
	{regexp.MustCompile(`\b[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*-\d{1,6}\b`), technical},                                  // ticket ids
	{regexp.MustCompile(`(?i)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{7,64}\b`), wordOrNumber}, // commits, runs
	{fileName, product},
}

// changeNumbers are PR 12, issue #7, PRs 12, 13 and 14.
var changeNumbers = regexp.MustCompile(`(?i)\b(?:PR|MR|pull[ -]request|merge[ -]request|ticket|issue)s?(?:\s*|-)[#!]?\d+` +
	`(?:(?:\s*(?:,|;|/|&|\+|-|–|\band\b|\bor\b|\bto\b)\s*)+[#!]?\d+)*\b`)

var fileName = regexp.MustCompile(`(?i)(?:[\p{L}\p{N}_.~-]*/)*[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.(?:` +
	`pdf|docx?|xlsx?|pptx?|odt|txt|md|rst|tex|log|csv|tsv|jsonl?|ya?ml|toml|ini|cfg|conf|xml|html?|css|` +
	`py|pyi|ipynb|go|rs|java|kt|scala|rb|sh|bash|sql|jsx?|tsx?|cpp|hpp|cu|proto|tf|rmd|patch|diff|` +
	`parquet|avro|orc|feather|arrow|pkl|pickle|joblib|npy|npz|pt|pth|ckpt|h5|hdf5|onnx|pb|tflite|gguf|safetensors|` +
	`bin|zip|tar|gz|tgz|bz2|db|sqlite|png|jpe?g|gif|svg|webp|mp4|mov|mp3|wav|m4a|vtt)\b`)

// withoutTraces takes out every trace of one pass.
func withoutTraces(text string) string {
	for _, t := range traces {
		text = t.takeOut(text)
	}
	return text
}

// lookBehind is how many bytes before a trace keep may read: a word. More of them would cost the square of a long text.
const lookBehind = 64

func (t trace) takeOut(text string) string {
	var out strings.Builder
	end := 0
	for _, at := range t.pattern.FindAllStringIndex(text, -1) {
		if t.keep != nil && t.keep(text[max(0, at[0]-lookBehind):at[0]], text[at[0]:at[1]], text[at[1]:]) {
			continue
		}
		out.WriteString(text[end:at[0]])
		out.WriteString(linkToken)
		end = at[1]
	}
	out.WriteString(text[end:])
	return out.String()
}

var (
	endsInWord = regexp.MustCompile(`[\p{L}\p{M}\p{N}_]$`)
	lastWord   = regexp.MustCompile(`[\p{L}\p{N}_-]+$`)
	amount     = regexp.MustCompile(`(?i)^@\d+(?:[.,]\d+)*[kmx]?$|^@\d+(?:am|pm|hz|fps|ms)$`)
	version    = regexp.MustCompile(`(?i)^@(?:v?\d[\w.-]*|latest|main|master|head|[kn])$`)
	metricName = regexp.MustCompile(`(?i)^(?:\w+-)?(?:precision|recall|prec|rec|ndcg|dcg|map|mar|mrr|hits?|hr|acc|accuracy|` +
		`success|coverage|auc|ap|ar|f1|pass|top|p|r)$`)
	unitNext   = regexp.MustCompile(`(?i)^\.\d|^\s?(?:%|pp\b|ms\b|x\b|percent|times|min|hour|day|week|month|year|people|engineer)`)
	hexLetter  = regexp.MustCompile(`[a-fA-F]`)
	digit      = regexp.MustCompile(`\d`)
	sharp      = regexp.MustCompile(`\b[CFcf]$`)
	callNext   = regexp.MustCompile(`^\(`)
	onlyDigits = regexp.MustCompile(`^\d+$`)
)

// numberedHost keeps NDCG@10.The: a full stop without a space after it makes no address.
func numberedHost(_, match, _ string) bool {
	_, host, _ := strings.Cut(match, "@")
	label, _, _ := strings.Cut(host, ".")
	return onlyDigits.MatchString(label)
}

// metricAt keeps NDCG@10, recall@k, mAP@0.5 and numpy@1.26.
func metricAt(before, match, _ string) bool {
	if amount.MatchString(match) {
		return true
	}
	return endsInWord.MatchString(before) &&
		(version.MatchString(match) || metricName.MatchString(lastWord.FindString(before)))
}

// measured keeps "issues 40% of the time": what is counted there is no issue.
func measured(_, match, after string) bool {
	return len(digitRuns.FindAllString(match, 2)) == 1 && unitNext.MatchString(after)
}

var digitRuns = regexp.MustCompile(`\d+`)

// ordinal keeps "our #1 priority", "C#8" and "wow!5 times".
func ordinal(before, match, _ string) bool {
	switch {
	case match == "#1" && !endsInWord.MatchString(before):
		return true
	case strings.HasPrefix(match, "#"):
		return sharp.MatchString(before)
	default:
		return strings.HasPrefix(match, "!") && endsInWord.MatchString(before)
	}
}

// technical keeps GPT-4 and UTF-8, which look like tickets.
func technical(_, match, after string) bool {
	prefix, _, _ := strings.Cut(match, "-")
	return technicalWords[prefix] || strings.HasPrefix(after, ".") && len(after) > 1 && digit.MatchString(after[1:2])
}

// wordOrNumber keeps what has no digit (effaced) or no letter (20261123).
func wordOrNumber(_, match, _ string) bool {
	return !hexLetter.MatchString(match) || !digit.MatchString(match)
}

// product keeps Node.js and llama.cpp, and calls: json.dump.log(x).
func product(_, match, after string) bool {
	return products[strings.ToLower(match)] || callNext.MatchString(after)
}

// productPath keeps Node.js/TypeScript.
func productPath(_, match, _ string) bool {
	name, path, _ := strings.Cut(match, "/")
	return products[strings.ToLower(name)] && !strings.Contains(path, "/")
}

var technicalWords = set(`GPT UTF ISO SHA MD AES RSA DES TLS SSL HTTP IPV RFC PEP ADR CVE IEC IEEE EN DIN SOC PCI NIST ECMA
	UTC GMT CET CEST EST EDT PST PDT BERT LLAMA GEMMA GEMINI CLAUDE PALM PHI QWEN GLM RESNET VIT VGG YOLO BM TF IDF
	CNN RNN LSTM GRU MNIST CIFAR NDCG MAP AUC ROC MRR RMSE MAE MAPE TOP FP BF INT UINT FLOAT BASE GPU CPU TPU RTX GTX ARM
	WIN CUDA HDF DDR USB USBC NVME RAID LTE COVID SARS SEV TIER LEVEL PHASE STEP STAGE DAY WEEK FY CY ROUND PART VERSION
	JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC PYTHON JAVA PHP SQL ANSI ASCII BCP OAUTH TCP UDP IP OSI CAT`)

var products = set(`node.js vue.js next.js nuxt.js react.js three.js d3.js express.js angular.js ember.js chart.js
	tensorflow.js p5.js backbone.js moment.js asp.net ml.net llama.cpp whisper.cpp socket.io`)

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields(words) {
		all[word] = true
	}
	return all
}
