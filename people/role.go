package people

import "strings"

// Role is a job function, which decides the template a person is reviewed by and the questions they are asked.
type Role string

// The functions that laurel knows; "" is a function that nobody has told.
const (
	MLEngineer         Role = "ml_engineer"
	MLOpsEngineer      Role = "mlops_engineer"
	DataScientist      Role = "data_scientist"
	SoftwareEngineer   Role = "software_engineer"
	ProductManager     Role = "product_manager"
	EngineeringManager Role = "engineering_manager"
	Director           Role = "director"
	Other              Role = "other"
)

// ParseRole reads a function as people write it: case, spaces, hyphens and underscores don't matter. What it doesn't
// know is Other; a blank is "".
func ParseRole(text string) Role {
	switch folded := foldRole(text); folded {
	case "":
		return ""
	case "mlengineer":
		return MLEngineer
	case "mlopsengineer":
		return MLOpsEngineer
	case "datascientist":
		return DataScientist
	case "softwareengineer":
		return SoftwareEngineer
	case "productmanager":
		return ProductManager
	case "engineeringmanager":
		return EngineeringManager
	case "director":
		return Director
	default:
		return Other
	}
}

// Title names a function in the middle of a sentence ("MLOps engineer"); "" stays "".
func (r Role) Title() string {
	switch r {
	case MLEngineer:
		return "ML engineer"
	case MLOpsEngineer:
		return "MLOps engineer"
	default:
		return strings.ReplaceAll(string(r), "_", " ")
	}
}

// Title names the person's function: that of the Role, or what the file wrote when it is Other.
func (p Person) Title() string {
	if p.Role == Other && p.RoleText != "" {
		return p.RoleText
	}
	return p.Role.Title()
}

func foldRole(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return r == '-' || r == '_' || r == '\u2010' || r == '\u2011' || strings.ContainsRune(" \t\u00a0", r)
	})
	return strings.Join(words, "")
}
