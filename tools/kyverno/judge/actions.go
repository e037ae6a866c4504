package main

import (
	"strconv"

	kyvernov1 "github.com/kyverno/kyverno/api/kyverno/v1"
	"github.com/kyverno/kyverno/pkg/clients/dclient"
	"github.com/kyverno/kyverno/pkg/policycache"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// byAction is a policy split by what its validate rules do when they fail.
type byAction struct {
	enforce, warn, audit []kyvernov1.PolicyInterface
}

// anything is the resource under which splitByAction files its policies.
var anything = schema.GroupVersionResource{Version: "v1", Resource: "anything"}

// anyFinder finds that resource for every kind.
type anyFinder struct{}

// FindResources gives the one resource.
func (anyFinder) FindResources(string, string, string, string) (map[dclient.TopLevelApiDescription]metav1.APIResource, error) {
	return map[dclient.TopLevelApiDescription]metav1.APIResource{
		{GroupVersion: anything.GroupVersion(), Kind: "Anything", Resource: anything.Resource}: {},
	}, nil
}

// splitByAction asks Kyverno's policy cache which rules of the policy enforce in the
// namespace, which only audit, and which also warn. The cache answers by kind, which
// the engine looks at anyway, so it gets a copy whose rules match everything and are
// named by their position.
func splitByAction(policy kyvernov1.PolicyInterface, namespace *corev1.Namespace) (byAction, error) {
	probe := policy.CreateDeepCopy()
	probe.SetNamespace("")
	rules := probe.GetSpec().Rules
	for i := range rules {
		rules[i].Name = strconv.Itoa(i)
		rules[i].MatchResources = kyvernov1.MatchResources{ResourceDescription: kyvernov1.ResourceDescription{Kinds: []string{"Anything"}}}
		rules[i].ExcludeResources = nil
	}
	cache := policycache.NewCache()
	if err := cache.Set(probe.GetName(), probe, anyFinder{}); err != nil {
		return byAction{}, err
	}
	selected := func(kind policycache.PolicyType) []kyvernov1.PolicyInterface {
		var result []kyvernov1.PolicyInterface
		for _, found := range cache.GetPolicies(kind, anything, "", namespace) {
			var chosen []kyvernov1.Rule
			for _, rule := range found.GetSpec().Rules {
				if i, err := strconv.Atoi(rule.Name); err == nil {
					chosen = append(chosen, policy.GetSpec().Rules[i])
				}
			}
			result = append(result, withRules(policy, chosen))
		}
		return result
	}
	return byAction{
		enforce: selected(policycache.ValidateEnforce),
		warn:    selected(policycache.ValidateAuditWarn),
		audit:   selected(policycache.ValidateAudit),
	}, nil
}

// withRules is the policy with only these rules.
func withRules(policy kyvernov1.PolicyInterface, rules []kyvernov1.Rule) kyvernov1.PolicyInterface {
	switch typed := policy.(type) {
	case *kyvernov1.ClusterPolicy:
		shallow := *typed
		shallow.Spec.SetRules(rules)
		return &shallow
	case *kyvernov1.Policy:
		shallow := *typed
		shallow.Spec.SetRules(rules)
		return &shallow
	}
	return policy
}

// fixedCache is a policy cache with a fixed list of audit policies.
type fixedCache []kyvernov1.PolicyInterface

// Set is not needed.
func (fixedCache) Set(string, kyvernov1.PolicyInterface, policycache.ResourceFinder) error {
	return nil
}

// Unset is not needed.
func (fixedCache) Unset(string) {}

// GetPolicies gives the list when audit policies are asked for.
func (f fixedCache) GetPolicies(kind policycache.PolicyType, _ schema.GroupVersionResource, _ string, _ *corev1.Namespace) []kyvernov1.PolicyInterface {
	if kind == policycache.ValidateAudit {
		return f
	}
	return nil
}
