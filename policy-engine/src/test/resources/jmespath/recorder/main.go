// Records what the JMESPath parser, the function table and the variable pattern of Kyverno 1.19.1
// answer, for the tests of dev.kyverdict.jmespath. See ../README.md.
package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"unicode/utf8"

	fork "github.com/kyverno/go-jmespath"
	"github.com/kyverno/kyverno/pkg/config"
	"github.com/kyverno/kyverno/pkg/engine/jmespath"
	"github.com/kyverno/kyverno/pkg/engine/variables/regex"
)

type row = map[string]any

// Arguments: the folder of the recorded expressions to start from, and the folder to write to.
func main() {
	recorded, out := os.Args[1], os.Args[2]
	write(filepath.Join(out, "expressions.jsonl.gz"), expressionRows(recorded))
	write(filepath.Join(out, "variables.jsonl.gz"), variableRows())
	write(filepath.Join(out, "functions.jsonl.gz"), functionRows())
}

// ---- expressions

func expressionRows(recorded string) []row {
	documents := documents(3000)
	var rows []row
	seen := map[string]bool{}
	for _, group := range groups(recorded) {
		for _, expression := range group.expressions {
			if seen[expression] || !utf8.ValidString(expression) {
				continue
			}
			seen[expression] = true
			rows = append(rows, expressionRow(group.name, expression, documents))
		}
	}
	return rows
}

func expressionRow(group, expression string, documents []any) row {
	row := row{"group": group, "expr": expression}
	tree, err := fork.NewParser().Parse(expression)
	if err != nil {
		row["error"] = err.Error()
		return row
	}
	row["tree"] = dump(tree)
	if keys := unknownKeys(expression, documents); len(keys) > 0 {
		row["unknownKeys"] = keys
	}
	return row
}

// dump writes a tree as nested lists: kind, value, children.
func dump(node fork.ASTNode) []any {
	list := []any{strings.TrimPrefix(node.NodeType.String(), "AST")}
	switch node.NodeType {
	case fork.ASTLiteral:
		list = append(list, literal(node.Value))
	case fork.ASTField, fork.ASTKeyValPair:
		list = append(list, node.Value)
	case fork.ASTIndex, fork.ASTComparator:
		list = append(list, fmt.Sprint(node.Value))
	case fork.ASTSlice:
		parts := []any{}
		for _, part := range node.Value.([]*int) {
			if part == nil {
				parts = append(parts, nil)
			} else {
				parts = append(parts, fmt.Sprint(*part))
			}
		}
		list = append(list, parts)
	case fork.ASTFunctionExpression:
		if name, ok := node.Value.(string); ok {
			list = append(list, name)
		} else {
			list = append(list, nil)
		}
	}
	for _, child := range node.Children {
		list = append(list, dump(child))
	}
	return list
}

// literal keeps the sign of zero, which a reader of the integer -0 would lose.
func literal(value any) any {
	if number, ok := value.(float64); ok && fmt.Sprint(number) == "-0" {
		return json.RawMessage("-0.0")
	}
	return value
}

// unknownKeys evaluates an expression on every document and returns the keys that were missed.
func unknownKeys(expression string, documents []any) []string {
	compiled := fork.MustCompile(expression)
	found := map[string]bool{}
	for _, document := range documents {
		if key, ok := missed(compiled, document); ok {
			found[key] = true
		}
	}
	keys := []string{}
	for key := range found {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func missed(compiled *fork.JMESPath, document any) (key string, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	_, err := compiled.Search(document, fork.WithFunctionCaller(caller))
	if notFound, is := err.(fork.NotFoundError); is {
		text := strings.TrimPrefix(notFound.Error(), "Unknown key \"")
		return strings.TrimSuffix(text, "\" in path"), true
	}
	return "", false
}

// caller has quick functions: those of the fork print whole documents in their errors.
var caller = func() *fork.FunctionCaller {
	caller := fork.NewFunctionCaller()
	for _, row := range functionRows() {
		register(caller, row["name"].(string), func([]any) any { panic("not called here") })
	}
	register(caller, "to_string", func([]any) any { return "text" })
	register(caller, "not_null", func(arguments []any) any {
		for _, argument := range arguments {
			if argument != nil {
				return argument
			}
		}
		return nil
	})
	register(caller, "merge", func(arguments []any) any {
		merged := map[string]any{}
		for _, argument := range arguments {
			for key, value := range argument.(map[string]any) {
				merged[key] = value
			}
		}
		return merged
	})
	return caller
}()

func register(caller *fork.FunctionCaller, name string, call func([]any) any) {
	handler := func(arguments []any) (any, error) { return call(arguments), nil }
	caller.Register(fork.FunctionEntry{Name: name, Handler: handler})
}

// ---- functions

func functionRows() []row {
	rows := map[string]row{}
	table := reflect.ValueOf(fork.NewFunctionCaller()).Elem().FieldByName("functionTable").MapRange()
	for table.Next() {
		name := table.Key().String()
		rows[name] = signature(name, table.Value().FieldByName("Arguments"))
	}
	for _, function := range jmespath.GetFunctions(config.NewDefaultConfiguration(false)) {
		row := signature(function.Name, reflect.ValueOf(function.Arguments))
		row["result"] = function.ReturnType
		rows[function.Name] = row
	}
	var sorted []row
	for _, row := range rows {
		sorted = append(sorted, row)
	}
	sort.Slice(sorted, func(i, j int) bool {
		return sorted[i]["name"].(string) < sorted[j]["name"].(string)
	})
	return sorted
}

func signature(name string, arguments reflect.Value) row {
	parameters := [][]string{}
	open := arguments.Len() == 0 // then nothing is checked
	for i := 0; i < arguments.Len(); i++ {
		types := []string{}
		list := arguments.Index(i).FieldByName("Types")
		for j := 0; j < list.Len(); j++ {
			types = append(types, list.Index(j).String())
		}
		parameters = append(parameters, types)
		open = arguments.Index(i).FieldByName("variadic").Bool()
	}
	return row{"name": name, "parameters": parameters, "open": open}
}

// ---- variables

func variableRows() []row {
	seen := map[string]bool{}
	var rows []row
	for _, text := range texts() {
		if !seen[text] {
			seen[text] = true
			first, all := reading(text)
			rows = append(rows, row{"text": text, "first": first, "all": all})
		}
	}
	return rows
}

// reading follows the loop of substituteVariablesIfAny (pkg/engine/variables/vars.go), which is not
// exported, with a context in which every variable is null.
func reading(text string) (first, all []row) {
	first, all = []row{}, []row{}
	value := text
	for pass := 0; ; pass++ {
		original := value
		matches := regex.RegexVariables.FindAllString(value, -1)
		if len(matches) == 0 {
			return first, all
		}
		shallow := false
		for _, match := range matches {
			prefix, braces := "", match
			if len(regex.RegexVariableInit.FindAllString(match, -1)) == 0 {
				prefix, braces = match[:1], match[1:]
			}
			query := strings.ReplaceAll(strings.ReplaceAll(braces, "{{", ""), "}}", "")
			query = strings.TrimSpace(query)
			shallow = strings.HasPrefix(query, "-")
			if shallow {
				query = strings.TrimSpace(query[1:])
			}
			found := row{"text": readable(query), "shallow": shallow}
			all = append(all, found)
			if pass == 0 {
				first = append(first, found)
			}
			if braces == original {
				return first, all
			}
			if prefix != "" { // a whole character: Kyverno itself has failed if it has several bytes
				_, size := utf8.DecodeRuneInString(match)
				prefix, braces = match[:size], match[size:]
			}
			value = strings.Replace(value, prefix+braces, prefix+"null", 1)
		}
		if shallow {
			return first, all
		}
	}
}

// readable writes each byte that is not UTF-8 as U+FFFD, as a loop over runes sees it.
func readable(text string) string { return string([]rune(text)) }

// ---- output

func write(name string, rows []row) {
	file, err := os.Create(name)
	check(err)
	defer file.Close()
	zip, err := gzip.NewWriterLevel(file, gzip.BestCompression)
	check(err)
	for _, row := range rows {
		line, err := json.Marshal(row)
		check(err)
		_, err = zip.Write(append(line, '\n'))
		check(err)
	}
	check(zip.Close())
	fmt.Println(name, len(rows))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
