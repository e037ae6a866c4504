// Command mergekeys prints how kyaml's built-in OpenAPI document of Kubernetes merges lists, in the format of the engine's
// resource dev/kyverdict/engine/mutate/merge-keys.txt. Run it in the folder above after Kyverno's version of kyaml changes:
//
//	go run ./mergekeys > ../../policy-engine/src/main/resources/dev/kyverdict/engine/mutate/merge-keys.txt
//
// Only types from which a merged list can be reached are printed: all other lists are replaced by a strategic merge patch.
package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"sort"
	"strings"

	"k8s.io/kube-openapi/pkg/validation/spec"
	"sigs.k8s.io/kustomize/kyaml/openapi"
)

const (
	definitions = "#/definitions/"
	header      = `# How strategic merge patches merge lists of Kubernetes' built-in kinds.
# Facts taken from the OpenAPI document (Kubernetes %s) of sigs.k8s.io/kustomize/kyaml %s
# by tools/kyverno/mergekeys; do not edit.
#
# type <name> <field>...   a field is one of
#   <field>=<type>          an object of that type
#   <field>=[<keys>]<type>  a list merged by these keys, separated by commas; without keys it holds scalars;
#                           the type is left out when its elements hold no merged lists
# A field named * stands for all keys of a map.
# kind <apiVersion> <kind> <type>
`
)

// graph knows which types lead to merged lists.
type graph struct {
	schemas spec.Definitions
	wanted  map[string]bool
}

func main() {
	g := graph{schemas: openapi.Schema().Definitions, wanted: map[string]bool{}}
	g.mark()
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	fmt.Fprintf(out, header, openapi.GetSchemaVersion(), kyamlVersion())
	kinds, reached := g.kinds()
	for _, name := range sorted(reached) {
		fmt.Fprintln(out, strings.Join(append([]string{"type", short(name)}, g.fields(name)...), " "))
	}
	for _, kind := range kinds {
		fmt.Fprintln(out, kind)
	}
}

func kyamlVersion() string {
	info, _ := debug.ReadBuildInfo()
	for _, dependency := range info.Deps {
		if dependency.Path == "sigs.k8s.io/kustomize/kyaml" {
			return dependency.Version
		}
	}
	return "of an unknown version"
}

// mark repeats until nothing is added: a type is wanted when it has a merged list or a field of a wanted type.
func (g graph) mark() {
	for grown := true; grown; {
		grown = false
		for name := range g.schemas {
			if !g.wanted[name] && len(g.fields(name)) > 0 {
				g.wanted[name] = true
				grown = true
			}
		}
	}
}

// kinds lists the lines of the kinds and the types that they reach.
func (g graph) kinds() ([]string, map[string]bool) {
	var lines []string
	reached := map[string]bool{}
	for name, schema := range g.schemas {
		versions, _ := schema.Extensions["x-kubernetes-group-version-kind"].([]any)
		for _, version := range versions {
			gvk, ok := version.(map[string]any)
			if !ok || !g.wanted[name] {
				continue
			}
			apiVersion := strings.TrimPrefix(fmt.Sprintf("%v/%v", gvk["group"], gvk["version"]), "/")
			lines = append(lines, fmt.Sprintf("kind %s %v %s", apiVersion, gvk["kind"], short(name)))
			g.reach(name, reached)
		}
	}
	sort.Strings(lines)
	return lines, reached
}

func (g graph) reach(name string, reached map[string]bool) {
	if !g.wanted[name] || reached[name] {
		return
	}
	reached[name] = true
	schema := g.schemas[name]
	for _, property := range properties(schema) {
		g.reach(g.target(property), reached)
		if property.Items != nil && property.Items.Schema != nil && merged(property) {
			g.reach(g.target(*property.Items.Schema), reached)
		}
	}
}

// properties are the fields of an object, "*" is what all keys of a map have.
func properties(schema spec.Schema) map[string]spec.Schema {
	all := map[string]spec.Schema{}
	for name, property := range schema.Properties {
		all[name] = property
	}
	if schema.AdditionalProperties != nil && schema.AdditionalProperties.Schema != nil {
		all["*"] = *schema.AdditionalProperties.Schema
	}
	return all
}

func (g graph) fields(name string) []string {
	var fields []string
	for field, property := range properties(g.schemas[name]) {
		if merged(property) {
			fields = append(fields, field+"="+g.list(property))
		} else if target := g.target(property); g.wanted[target] {
			fields = append(fields, field+"="+short(target))
		}
	}
	sort.Strings(fields)
	return fields
}

func (g graph) list(property spec.Schema) string {
	_, keys := (&openapi.ResourceSchema{Schema: &property}).PatchStrategyAndKeyList()
	element := ""
	if property.Items != nil && property.Items.Schema != nil {
		if target := g.target(*property.Items.Schema); g.wanted[target] {
			element = short(target)
		}
	}
	return "[" + strings.Join(keys, ",") + "]" + element
}

func merged(property spec.Schema) bool {
	strategies, _ := (&openapi.ResourceSchema{Schema: &property}).PatchStrategyAndKey()
	return property.Type.Contains("array") && slices.Contains(strings.Split(strategies, ","), "merge")
}

// target is the definition behind a reference.
func (g graph) target(schema spec.Schema) string {
	for name := ""; ; {
		reference := schema.Ref.String()
		if !strings.HasPrefix(reference, definitions) {
			return name
		}
		name = strings.TrimPrefix(reference, definitions)
		schema = g.schemas[name]
	}
}

func short(name string) string {
	for _, prefix := range []string{"io.k8s.api.", "io.k8s.apimachinery.pkg.apis.", "io.k8s.apiextensions-apiserver.pkg.apis.",
		"io.k8s.kube-aggregator.pkg.apis."} {
		name = strings.TrimPrefix(name, prefix)
	}
	return name
}

func sorted(names map[string]bool) []string {
	var list []string
	for name := range names {
		list = append(list, name)
	}
	sort.Strings(list)
	return list
}
