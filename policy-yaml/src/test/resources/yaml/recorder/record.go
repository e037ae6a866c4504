// Command record reads questions, JSON strings, one a line, and writes what Kyverno's own libraries
// answer: JSON, or "!" and the error.
//
// usage: record document|stream < questions.jsonl > answers.tsv
//
// document: sigs.k8s.io/yaml, which reads one document; questions that hold more are left out.
// stream: Kyverno's splitter, then sigs.k8s.io/yaml for each document.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	extyaml "github.com/kyverno/kyverno/ext/yaml"
	goyaml "go.yaml.in/yaml/v2"
	"sigs.k8s.io/yaml"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<28)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		var text string
		if err := json.Unmarshal(in.Bytes(), &text); err != nil {
			panic(err)
		}
		if os.Args[1] == "stream" {
			fmt.Fprintf(out, "%s\t%s\n", in.Bytes(), stream(text))
		} else if !holdsMore(text) {
			fmt.Fprintf(out, "%s\t%s\n", in.Bytes(), document([]byte(text)))
		}
	}
}

func holdsMore(text string) bool {
	decoder := goyaml.NewDecoder(strings.NewReader(text))
	var value any
	return decoder.Decode(&value) == nil && decoder.Decode(&value) != io.EOF
}

func document(text []byte) string {
	answer, err := yaml.YAMLToJSON(text)
	if err != nil {
		return "!" + strings.Join(strings.Fields(err.Error()), " ")
	}
	return withoutHTMLEscapes(answer)
}

func stream(text string) string {
	documents, err := extyaml.SplitDocuments([]byte(text))
	if err != nil {
		return "!" + err.Error()
	}
	answers := []string{}
	for _, each := range documents {
		answer := document(each)
		if strings.HasPrefix(answer, "!") {
			return answer
		}
		answers = append(answers, answer)
	}
	return "[" + strings.Join(answers, ",") + "]"
}

// withoutHTMLEscapes makes \u003c a plain < again: the same JSON, easier to read.
func withoutHTMLEscapes(answer []byte) string {
	decoder := json.NewDecoder(bytes.NewReader(answer))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		panic(err)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err)
	}
	return strings.TrimSpace(out.String())
}
