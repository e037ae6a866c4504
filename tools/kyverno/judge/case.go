package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// errEndless is returned by serve after a case that did not end within the limit.
var errEndless = errors.New("a case did not end within the limit")

// testCase is one line of input. Which fields are read depends on the kind of case.
type testCase struct {
	ID json.RawMessage `json:"id"`
	Op string          `json:"op"`

	// admission
	Request    json.RawMessage            `json:"request"`
	Policies   []json.RawMessage          `json:"policies"`
	API        map[string]json.RawMessage `json:"api"`
	ConfigMaps map[string]json.RawMessage `json:"configMaps"`
	Globals    map[string]globalValue     `json:"globals"`
	Objects    []map[string]any           `json:"objects"`
	Config     map[string]string          `json:"config"`
	Clock      *time.Time                 `json:"clock"`

	// admission and policy-validation
	Policy    json.RawMessage `json:"policy"`
	OldPolicy json.RawMessage `json:"oldPolicy"`

	// jp
	Expr  *string         `json:"expr"`
	Input json.RawMessage `json:"input"`
	Ints  bool            `json:"ints"`

	// conditions, substitution, patterns
	Conditions json.RawMessage            `json:"conditions"`
	Document   json.RawMessage            `json:"document"`
	Context    map[string]json.RawMessage `json:"context"`
	Pattern    json.RawMessage            `json:"pattern"`
	AnyPattern json.RawMessage            `json:"anyPattern"`
	Object     json.RawMessage            `json:"object"`
}

// answer is one line of output.
type answer map[string]any

// answerFailure is the answer to a line that cannot be judged.
func answerFailure(id any, err error) answer {
	return answer{"id": id, "failure": err.Error()}
}

// kind names the kind of the case: op when it is there, else what the fields say.
func (c *testCase) kind() string {
	switch {
	case c.Op != "":
		return c.Op
	case c.Request != nil:
		return "admission"
	case c.Expr != nil:
		return "jp"
	case c.Conditions != nil:
		return "conditions"
	case c.Document != nil:
		return "substitution"
	case c.Pattern != nil || c.AnyPattern != nil:
		return "patterns"
	case c.Policy != nil:
		return "policy-validation"
	}
	return ""
}

// answerWithin judges one line and gives up after the limit. The second result
// tells that it gave up; the judging goroutine cannot be stopped, so the caller
// has to end the program.
func answerWithin(line []byte, limit time.Duration) (answer, bool) {
	done := make(chan answer, 1)
	go func() { done <- answerLine(line) }()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case result := <-done:
		return result, false
	case <-timer.C:
		var head struct {
			ID json.RawMessage `json:"id"`
		}
		_ = json.Unmarshal(line, &head)
		return answer{"id": head.ID, "endless": true}, true
	}
}

// answerLine decodes one line and judges it. A panic inside Kyverno is an answer too.
func answerLine(line []byte) (result answer) {
	var c testCase
	if err := json.Unmarshal(line, &c); err != nil {
		return answerFailure(c.ID, fmt.Errorf("not a case: %w", err))
	}
	defer func() {
		if fault := recover(); fault != nil {
			result = answer{"id": c.ID, "panic": fmt.Sprint(fault)}
		}
	}()
	result, err := judge(&c)
	if err != nil {
		return answerFailure(c.ID, err)
	}
	result["id"] = c.ID
	return result
}

// judge sends the case to the part that knows its kind.
func judge(c *testCase) (answer, error) {
	switch kind := c.kind(); kind {
	case "admission":
		return judgeAdmission(c)
	case "policy-validation":
		return judgePolicy(c)
	case "jp":
		return judgeExpression(c)
	case "conditions":
		return judgeConditions(c)
	case "substitution":
		return judgeSubstitution(c)
	case "patterns":
		return judgePattern(c)
	case "":
		return nil, errors.New("no op, and no field that tells the kind of case")
	default:
		return nil, fmt.Errorf("unknown op %q", kind)
	}
}
