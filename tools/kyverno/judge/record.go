package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

const (
	// admissionAsks is how often an admission is asked: some answers depend on the random order of a Go map.
	admissionAsks = 30
	// shortAsks is how often another case is asked, and an admission whose answers differ. A map of two
	// keys has the rarer of its orders once in eight times.
	shortAsks = 100
	// patience is how long one case is asked; a slow one is asked less often.
	patience = 5 * time.Second
)

// recording is one case with all the answers that were heard.
type recording struct {
	id       string
	question map[string]json.RawMessage
	answers  []map[string]any
}

// recordAll asks the cases of the files (of standard input when none is named) and
// writes one line a case, sorted by id: the fields of the question, then those of the
// answer. With changed, only the cases are written of which no answer is the recorded one.
func recordAll(out io.Writer, files []string, changed bool, limit time.Duration) error {
	judge := &worker{limit: limit}
	defer judge.stop()
	written := map[string][]byte{}
	record := func(line []byte) error {
		r, err := judge.record(line)
		if err != nil {
			return err
		}
		if written[r.id] != nil {
			return fmt.Errorf("two cases have the id %s", r.id)
		}
		if written[r.id], err = r.line(); err != nil || !changed {
			return err
		}
		known, err := r.known(line)
		if known {
			written[r.id] = []byte{}
		}
		return err
	}
	if len(files) == 0 {
		files = []string{"/dev/stdin"}
	}
	for _, file := range files {
		if err := eachLine(file, record); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	writer := bufio.NewWriter(out)
	for _, id := range slices.Sorted(maps.Keys(written)) {
		_, _ = writer.Write(written[id])
	}
	return writer.Flush()
}

// eachLine hands over the lines of a file; one that ends with .gz is unpacked.
func eachLine(file string, use func([]byte) error) error {
	input, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = input.Close() }()
	var reader io.Reader = input
	if strings.HasSuffix(file, ".gz") {
		if reader, err = gzip.NewReader(input); err != nil {
			return err
		}
	}
	scanner := bufio.NewScanner(reader)
	scanner.Buffer(make([]byte, 1<<20), 1<<28)
	for scanner.Scan() {
		if line := bytes.TrimSpace(scanner.Bytes()); len(line) > 0 {
			if err := use(line); err != nil {
				return err
			}
		}
	}
	return scanner.Err()
}

// record asks one case as often as needed. The line may be a recording: its answer is not looked at.
func (w *worker) record(line []byte) (*recording, error) {
	r := &recording{}
	if err := json.Unmarshal(line, &r.question); err != nil {
		return nil, fmt.Errorf("not a case: %w", err)
	}
	if err := json.Unmarshal(r.question["id"], &r.id); err != nil || r.id == "" {
		return nil, fmt.Errorf("a case without an id: %.100s", line)
	}
	isPattern := r.question["pattern"] != nil || r.question["anyPattern"] != nil
	for key := range r.question {
		if (!slices.Contains(requestFields, key) && (key != "object" || !isPattern)) || key == "varies" || key == "alternatives" {
			delete(r.question, key)
		}
	}
	question, err := json.Marshal(r.question)
	if err != nil {
		return nil, err
	}
	heard := map[string]bool{}
	start := time.Now()
	asks := shortAsks
	if r.question["request"] != nil {
		asks = admissionAsks
	}
	for asked := 0; asked < asks && time.Since(start) < patience; asked++ {
		told, err := w.ask(question)
		if err == nil && told["endless"] != nil {
			// A busy machine is slow now and then; what does not end, does not end twice.
			told, err = w.ask(question)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.id, err)
		}
		if told["failure"] != nil {
			return nil, fmt.Errorf("%s: %v", r.id, told["failure"])
		}
		delete(told, "id")
		if r.question["request"] != nil {
			delete(told, "warnings")
		}
		text, err := encode(told)
		if err != nil {
			return nil, err
		}
		if !heard[string(text)] {
			heard[string(text)] = true
			r.answers = append(r.answers, told)
		}
		if len(r.answers) > 1 {
			asks = shortAsks
		}
	}
	return r, nil
}

// line is the recording as a line of JSON. Of answers that differ only in the order of
// their lists the sorted one stands for all; of others the first by its text stands in
// the line, and all of them in alternatives.
func (r *recording) line() ([]byte, error) {
	answers := make([]any, len(r.answers))
	for i, told := range r.answers {
		answers[i] = told
	}
	answers = sorted(answers)
	chosen := answers[0].(map[string]any)
	more := map[string]any{}
	if len(answers) > 1 {
		more["varies"] = "order"
		chosen = inOrder(chosen).(map[string]any)
		if slices.ContainsFunc(answers, func(other any) bool { return !same(other, answers[0], true) }) {
			more["varies"], more["alternatives"], chosen = "text", answers, answers[0].(map[string]any)
		}
	}
	var buffer bytes.Buffer
	add := func(key string, value any) error {
		text, err := encode(value)
		if err != nil {
			return err
		}
		fmt.Fprintf(&buffer, "%c%q:%s", "{,"[min(buffer.Len(), 1)], key, text)
		return nil
	}
	for _, key := range append(slices.Clone(requestFields), "object") {
		if value, found := r.question[key]; found {
			if err := add(key, value); err != nil {
				return nil, err
			}
		}
	}
	for _, fields := range []map[string]any{chosen, more} {
		for _, key := range slices.Sorted(maps.Keys(fields)) {
			if err := add(key, fields[key]); err != nil {
				return nil, err
			}
		}
	}
	buffer.WriteString("}\n")
	return buffer.Bytes(), nil
}

// known tells whether any of the answers is the one recorded in the line.
func (r *recording) known(line []byte) (bool, error) {
	var recorded map[string]any
	if err := decodeNumbers(line, &recorded); err != nil {
		return false, err
	}
	for _, told := range r.answers {
		if equal, err := agrees(answer(told), recorded); equal || err != nil {
			return equal, err
		}
	}
	return false, nil
}

// inOrder is the value with all its lists sorted by the text of their items.
func inOrder(value any) any {
	switch typed := value.(type) {
	case map[string]any:
		result := make(map[string]any, len(typed))
		for key, item := range typed {
			result[key] = inOrder(item)
		}
		return result
	case []any:
		result := make([]any, len(typed))
		for i, item := range typed {
			result[i] = inOrder(item)
		}
		return sorted(result)
	}
	return value
}

// worker is this program once more, as a judge that may end: a case that does not end
// or that takes the process down costs only that process.
type worker struct {
	limit   time.Duration
	command *exec.Cmd
	input   io.WriteCloser
	output  *bufio.Reader
}

// ask gives the judge one line and reads its answer.
func (w *worker) ask(line []byte) (map[string]any, error) {
	if err := w.start(); err != nil {
		return nil, err
	}
	if _, err := w.input.Write(append(line[:len(line):len(line)], '\n')); err != nil {
		return nil, err
	}
	text, err := w.output.ReadBytes('\n')
	if err != nil {
		w.stop()
		return nil, errors.New("the judge ended without an answer")
	}
	var told map[string]any
	if err := decodeNumbers(text, &told); err != nil {
		return nil, err
	}
	if told["endless"] != nil {
		w.stop()
	}
	return told, nil
}

// start starts the judge when it does not run.
func (w *worker) start() error {
	if w.command != nil {
		return nil
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	command := exec.Command(program, "-limit", w.limit.String())
	input, err := command.StdinPipe()
	if err != nil {
		return err
	}
	output, err := command.StdoutPipe()
	if err != nil {
		return err
	}
	w.command, w.input, w.output = command, input, bufio.NewReaderSize(output, 1<<20)
	return command.Start()
}

// stop ends the judge.
func (w *worker) stop() {
	if w.command == nil {
		return
	}
	_ = w.input.Close()
	_ = w.command.Process.Kill()
	_ = w.command.Wait()
	w.command = nil
}
