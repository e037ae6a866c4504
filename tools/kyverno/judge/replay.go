package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"time"
)

// requestFields are the fields of a recording that are not part of an answer.
var requestFields = []string{
	"id", "group", "answer", "path", "op", "suite", "bench", "expected", "expectedError", "agrees", "keyType", "valueType",
	"request", "policy", "policies", "oldPolicy", "api", "configMaps", "globals", "objects", "config", "clock",
	"expr", "input", "ints", "conditions", "context", "document", "pattern", "anyPattern",
	"varies", "alternatives",
}

// maxTries is how often a differing case is asked: some answers depend on the random
// order of a Go map, also of cases that are not recorded as varying.
const maxTries = 20

// knownDifferences are recordings that Kyverno itself does not bear out, and why.
var knownDifferences = map[string]string{
	"jmespath-functions-0840": "time_since without an end takes the clock itself, the recording the clock's date",
}

// tally is how many answers of a file equal the recording.
type tally struct {
	equal, total int
	again        []string
	known        []string
	varying      []string
	differing    []string
	notAsked     []string
}

// replayAll replays recorded files: the arguments, else all of the folder in
// KYVERDICT_CONFORMANCE. The result is an exit code.
func replayAll(out io.Writer, files []string, show int, limit time.Duration) int {
	if len(files) == 0 {
		folder := os.Getenv("KYVERDICT_CONFORMANCE")
		if folder == "" {
			fmt.Fprintln(out, "skipped: no files named and KYVERDICT_CONFORMANCE is not set")
			return 0
		}
		files, _ = filepath.Glob(filepath.Join(folder, "recorded", "*.jsonl"))
		if len(files) == 0 {
			fmt.Fprintln(out, "skipped: no recordings in the folder that KYVERDICT_CONFORMANCE names")
			return 0
		}
	}
	code := 0
	for _, file := range files {
		start := time.Now()
		result, err := replayFile(out, file, show, limit)
		if err != nil {
			fmt.Fprintf(out, "%s: %v\n", file, err)
			code = 1
			continue
		}
		result.print(out, strings.TrimSuffix(strings.TrimSuffix(filepath.Base(file), ".gz"), ".jsonl"), time.Since(start))
		if len(result.differing) > 0 {
			code = 1
		}
	}
	return code
}

// print writes the tally of one file.
func (t *tally) print(out io.Writer, family string, took time.Duration) {
	fmt.Fprintf(out, "%-20s %d of %d (%.0f a second)\n", family, t.equal, t.total, float64(t.total)/took.Seconds())
	lists := []struct {
		what string
		ids  []string
	}{{"equal only when asked again", t.again}, {"differ", t.differing}, {"differ, known", t.known}, {"differ, recorded as varying", t.varying}, {"not asked", t.notAsked}}
	for _, list := range lists {
		if len(list.ids) > 0 {
			fmt.Fprintf(out, "    %s: %d: %s\n", list.what, len(list.ids), strings.Join(list.ids, " "))
		}
	}
}

// replayFile asks every case of one file and compares.
func replayFile(out io.Writer, file string, show int, limit time.Duration) (*tally, error) {
	result := &tally{}
	err := eachLine(file, func(line []byte) error {
		var recorded map[string]any
		if err := decodeNumbers(line, &recorded); err != nil {
			return err
		}
		id := fmt.Sprint(recorded["id"])
		got, endless := answerWithin(append([]byte(nil), line...), limit)
		if endless && recorded["endless"] == nil {
			return fmt.Errorf("%s: %w", id, errEndless)
		}
		result.total++
		if failure := got["failure"]; failure != nil && strings.Contains(fmt.Sprint(failure), "not judged") {
			result.notAsked = append(result.notAsked, id)
			return nil
		}
		equal, err := agrees(got, recorded)
		tries := 1
		for ; err == nil && !equal && tries < maxTries; tries++ {
			got, _ = answerWithin(append([]byte(nil), line...), limit)
			equal, err = agrees(got, recorded)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		switch {
		case equal:
			result.equal++
			if tries > 1 {
				result.again = append(result.again, id)
			}
			return nil
		case knownDifferences[id] != "":
			result.known = append(result.known, fmt.Sprintf("%s (%s)", id, knownDifferences[id]))
		case recorded["varies"] != nil:
			result.varying = append(result.varying, id)
		default:
			result.differing = append(result.differing, id)
		}
		if show > 0 {
			show--
			printDifference(out, got, recorded)
		}
		return nil
	})
	return result, err
}

// printDifference prints both answers of a case.
func printDifference(out io.Writer, got answer, recorded map[string]any) {
	mine, _ := encode(got)
	theirs, _ := encode(answerPart(recorded))
	fmt.Fprintf(out, "%v (%v)\n  now:      %s\n  recorded: %s\n", recorded["id"], recorded["group"], mine, theirs)
}

// agrees compares an answer with a recording and with its alternatives.
func agrees(got answer, recorded map[string]any) (bool, error) {
	text, err := encode(got)
	if err != nil {
		return false, err
	}
	var mine map[string]any
	if err := decodeNumbers(text, &mine); err != nil {
		return false, err
	}
	delete(mine, "id")
	if recorded["request"] != nil {
		// The warnings of an admission are not part of the recordings.
		delete(mine, "warnings")
	}
	anyOrder := recorded["varies"] == "order"
	candidates := []any{answerPart(recorded)}
	if list, ok := recorded["alternatives"].([]any); ok {
		candidates = append(candidates, list...)
	}
	for _, candidate := range candidates {
		if same(mine, candidate, anyOrder) {
			return true, nil
		}
	}
	return false, nil
}

// answerPart is the recording without the fields of the request.
func answerPart(recorded map[string]any) map[string]any {
	result := map[string]any{}
	for key, value := range recorded {
		result[key] = value
	}
	for _, key := range requestFields {
		delete(result, key)
	}
	if recorded["pattern"] != nil || recorded["anyPattern"] != nil {
		delete(result, "object")
	}
	return result
}

// decodeNumbers decodes JSON and keeps numbers as they are written.
func decodeNumbers(text []byte, target any) error {
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	return decoder.Decode(target)
}

// same compares two JSON values: numbers by value, lists in order unless anyOrder.
func same(left, right any, anyOrder bool) bool {
	switch l := left.(type) {
	case map[string]any:
		r, ok := right.(map[string]any)
		if !ok || len(l) != len(r) {
			return false
		}
		for key, value := range l {
			other, found := r[key]
			if !found || !same(value, other, anyOrder) {
				return false
			}
		}
		return true
	case []any:
		r, ok := right.([]any)
		if !ok || len(l) != len(r) {
			return false
		}
		if anyOrder {
			l, r = sorted(l), sorted(r)
		}
		for i := range l {
			if !same(l[i], r[i], anyOrder) {
				return false
			}
		}
		return true
	case json.Number:
		r, ok := right.(json.Number)
		if !ok {
			return false
		}
		x, okX := new(big.Rat).SetString(l.String())
		y, okY := new(big.Rat).SetString(r.String())
		return okX && okY && x.Cmp(y) == 0
	}
	return reflect.DeepEqual(left, right)
}

// sorted is the list ordered by the text of its items.
func sorted(list []any) []any {
	result := append([]any(nil), list...)
	sort.Slice(result, func(i, j int) bool {
		left, _ := encode(result[i])
		right, _ := encode(result[j])
		return string(left) < string(right)
	})
	return result
}
