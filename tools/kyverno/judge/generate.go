package main

import (
	"github.com/go-logr/logr"
	"github.com/kyverno/kyverno/pkg/background/generate"
	"github.com/kyverno/kyverno/pkg/engine"
	engineapi "github.com/kyverno/kyverno/pkg/engine/api"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// generate runs the generate rules that passed against the objects of the case and
// gives for each what it made, or its error.
func (a *admission) generate(policyContext *engine.PolicyContext, response engineapi.EngineResponse) []answer {
	controller := generate.NewGenerateControllerWithOnlyClient(a.client, a.engine.Engine)
	var made []answer
	for _, rule := range response.PolicyResponse.Rules {
		if rule.RuleType() != engineapi.Generation || rule.Status() != engineapi.RuleStatusPass {
			continue
		}
		one := answer{"rule": rule.Name()}
		resources, err := a.apply(controller, policyContext, rule.Name())
		if err != nil {
			one["error"] = err.Error()
		}
		one["resources"] = resources
		made = append(made, one)
	}
	return made
}

// apply runs one generate rule and fetches the objects that it made.
func (a *admission) apply(controller *generate.GenerateController, policyContext *engine.PolicyContext, rule string) ([]any, error) {
	made, err := controller.ApplyGeneratePolicy(logr.Discard(), policyContext, []string{rule})
	if err != nil {
		return nil, err
	}
	objects, err := controller.GetUnstrResources(made[rule])
	if err != nil {
		return nil, err
	}
	return contents(objects), nil
}

// contents are the objects as plain values; nil when there is none.
func contents(objects []*unstructured.Unstructured) []any {
	var result []any
	for _, object := range objects {
		result = append(result, object.Object)
	}
	return result
}
