package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/go-logr/logr"
	kyvernov1 "github.com/kyverno/kyverno/api/kyverno/v1"
	"github.com/kyverno/kyverno/pkg/config"
	"github.com/kyverno/kyverno/pkg/engine"
	enginecontext "github.com/kyverno/kyverno/pkg/engine/context"
	"github.com/kyverno/kyverno/pkg/engine/handlers/validation"
	"github.com/kyverno/kyverno/pkg/engine/jmespath"
	"github.com/kyverno/kyverno/pkg/engine/variables"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	utiljson "k8s.io/apimachinery/pkg/util/json"
)

// newContext is Kyverno's variable context with the given values.
func newContext(c *testCase) (enginecontext.Interface, error) {
	variables := enginecontext.NewContext(jmespath.New(config.NewDefaultConfiguration(false)))
	for name, raw := range c.Context {
		var value any
		if err := json.Unmarshal(raw, &value); err != nil {
			return nil, fmt.Errorf("context %q: %w", name, err)
		}
		if err := variables.AddVariable(name, value); err != nil {
			return nil, fmt.Errorf("context %q: %w", name, err)
		}
	}
	return variables, nil
}

// judgeConditions evaluates preconditions.
func judgeConditions(c *testCase) (answer, error) {
	values, err := newContext(c)
	if err != nil {
		return nil, err
	}
	var conditions kyvernov1.ConditionsWrapper
	if err := json.Unmarshal(c.Conditions, &conditions); err != nil {
		return answer{"error": "decode: " + err.Error(), "decode": true}, nil
	}
	passed, message, err := variables.EvaluateConditions(logr.Discard(), values, conditions.Conditions)
	if err != nil {
		return answer{"error": err.Error()}, nil
	}
	result := answer{"result": passed}
	if message != "" {
		result["message"] = message
	}
	return result, nil
}

// judgeSubstitution replaces the variables of a document.
func judgeSubstitution(c *testCase) (answer, error) {
	values, err := newContext(c)
	if err != nil {
		return nil, err
	}
	var document any
	if err := json.Unmarshal(c.Document, &document); err != nil {
		return nil, fmt.Errorf("document: %w", err)
	}
	result, err := variables.SubstituteAll(logr.Discard(), values, document)
	if err != nil {
		return answer{"error": err.Error()}, nil
	}
	return answer{"result": result}, nil
}

// patternObject decodes the object of a patterns case with whole numbers as int64, as
// Kyverno decodes a request, and gives it what every object has.
func patternObject(raw json.RawMessage) (map[string]any, error) {
	object := map[string]any{}
	if err := utiljson.Unmarshal(raw, &object); err != nil {
		return nil, fmt.Errorf("object: %w", err)
	}
	for key, value := range map[string]any{"apiVersion": "v1", "kind": "Pod", "metadata": map[string]any{"name": "object"}} {
		if _, found := object[key]; !found {
			object[key] = value
		}
	}
	return object, nil
}

// judgePattern holds an object against the pattern of a validate rule.
func judgePattern(c *testCase) (answer, error) {
	validate := map[string]any{"message": "m"}
	if c.Pattern != nil {
		validate["pattern"] = c.Pattern
	}
	if c.AnyPattern != nil {
		validate["anyPattern"] = c.AnyPattern
	}
	text, err := json.Marshal(map[string]any{"name": "r", "match": map[string]any{}, "validate": validate})
	if err != nil {
		return nil, err
	}
	var rule kyvernov1.Rule
	if err := json.Unmarshal(text, &rule); err != nil {
		return nil, fmt.Errorf("pattern: %w", err)
	}
	object, err := patternObject(c.Object)
	if err != nil {
		return nil, err
	}
	configuration := config.NewDefaultConfiguration(false)
	resource := unstructured.Unstructured{Object: object}
	policyContext, err := engine.NewPolicyContext(jmespath.New(configuration), resource, kyvernov1.Create, nil, configuration)
	if err != nil {
		return nil, err
	}
	policyContext = policyContext.WithPolicy(&kyvernov1.ClusterPolicy{Spec: kyvernov1.Spec{Rules: []kyvernov1.Rule{rule}}})
	handler, err := validation.NewValidateResourceHandler(nil, true)
	if err != nil {
		return nil, err
	}
	noContext := func(context.Context, []kyvernov1.ContextEntry, enginecontext.Interface) error { return nil }
	_, responses := handler.Process(context.Background(), logr.Discard(), policyContext, resource, rule, noContext, nil)
	if len(responses) != 1 {
		return nil, fmt.Errorf("%d rule responses", len(responses))
	}
	return answer{"status": string(responses[0].Status()), "message": responses[0].Message()}, nil
}
