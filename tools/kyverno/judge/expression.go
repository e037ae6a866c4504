package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	gojmespath "github.com/kyverno/go-jmespath"
	"github.com/kyverno/kyverno/pkg/config"
	"github.com/kyverno/kyverno/pkg/engine/jmespath"
	utiljson "k8s.io/apimachinery/pkg/util/json"
)

// newJMESPath is Kyverno's JMESPath; with a clock, its functions read that clock.
func newJMESPath(configuration config.Configuration, clock *time.Time) jmespath.Interface {
	if clock == nil {
		return jmespath.New(configuration)
	}
	caller := gojmespath.NewFunctionCaller()
	for _, entry := range jmespath.GetFunctions(configuration) {
		if stopped := stop(entry.Name, entry.Handler, *clock); stopped != nil {
			entry.Handler = stopped
		}
		caller.Register(entry.FunctionEntry)
	}
	return stoppedClock{caller}
}

// stop is the function with the clock stopped, or nil when it does not look at the clock.
func stop(name string, original gojmespath.JpFunction, clock time.Time) gojmespath.JpFunction {
	switch name {
	case "time_now":
		return func([]any) (any, error) { return clock.Format(time.RFC3339), nil }
	case "time_now_utc":
		return func([]any) (any, error) { return clock.UTC().Format(time.RFC3339), nil }
	case "time_since":
		return func(arguments []any) (any, error) {
			result, err := original(arguments)
			if err != nil || arguments[2] != "" {
				return result, err
			}
			layout, _ := arguments[0].(string)
			if layout == "" {
				layout = time.RFC3339
			}
			since, err := time.Parse(layout, arguments[1].(string))
			if err != nil {
				return nil, err
			}
			return clock.Sub(since).String(), nil
		}
	}
	return nil
}

// stoppedClock is a JMESPath whose functions read a stopped clock.
type stoppedClock struct{ caller *gojmespath.FunctionCaller }

// stoppedQuery is a compiled expression of stoppedClock.
type stoppedQuery struct {
	compiled *gojmespath.JMESPath
	caller   *gojmespath.FunctionCaller
}

// Query compiles an expression.
func (s stoppedClock) Query(expression string) (jmespath.Query, error) {
	compiled, err := gojmespath.Compile(expression)
	if err != nil {
		return nil, err
	}
	return stoppedQuery{compiled, s.caller}, nil
}

// Search compiles an expression and evaluates it.
func (s stoppedClock) Search(expression string, data any) (any, error) {
	return gojmespath.Search(expression, data, gojmespath.WithFunctionCaller(s.caller))
}

// Search evaluates the expression.
func (q stoppedQuery) Search(data any) (any, error) {
	return q.compiled.Search(data, gojmespath.WithFunctionCaller(q.caller))
}

// judgeExpression evaluates a JMESPath expression on an input.
func judgeExpression(c *testCase) (answer, error) {
	var input any
	decode := json.Unmarshal
	if c.Ints {
		decode = utiljson.Unmarshal
	}
	if c.Input != nil {
		if err := decode(c.Input, &input); err != nil {
			return nil, fmt.Errorf("input: %w", err)
		}
	}
	query, err := newJMESPath(config.NewDefaultConfiguration(false), c.Clock).Query(*c.Expr)
	if err != nil {
		return answer{"error": err.Error(), "compile": true}, nil
	}
	result, err := query.Search(input)
	if err != nil {
		told := answer{"error": err.Error()}
		var missing gojmespath.NotFoundError
		if errors.As(err, &missing) {
			told["notFound"] = true
		}
		return told, nil
	}
	if _, err := encode(result); err != nil {
		return answer{"unencodable": err.Error()}, nil
	}
	return answer{"result": result}, nil
}
