package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-logr/logr"
	kyvernov1 "github.com/kyverno/kyverno/api/kyverno/v1"
	"github.com/kyverno/kyverno/pkg/clients/dclient"
	"github.com/kyverno/kyverno/pkg/config"
	"github.com/kyverno/kyverno/pkg/engine"
	"github.com/kyverno/kyverno/pkg/engine/adapters"
	engineapi "github.com/kyverno/kyverno/pkg/engine/api"
	"github.com/kyverno/kyverno/pkg/engine/apicall"
	"github.com/kyverno/kyverno/pkg/engine/factories"
	"github.com/kyverno/kyverno/pkg/engine/jmespath"
	engineutils "github.com/kyverno/kyverno/pkg/engine/utils"
	"github.com/kyverno/kyverno/pkg/event"
	imageverifycache "github.com/kyverno/kyverno/pkg/image/verification/cache"
	admissionutils "github.com/kyverno/kyverno/pkg/utils/admission"
	"github.com/kyverno/kyverno/pkg/webhooks/handlers"
	"github.com/kyverno/kyverno/pkg/webhooks/resource/mutation"
	"github.com/kyverno/kyverno/pkg/webhooks/resource/validation"
	webhookutils "github.com/kyverno/kyverno/pkg/webhooks/utils"
	admissionv1 "k8s.io/api/admission/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Kyverno's defaults for API calls: the longest answer and the longest wait.
const (
	maxCallLength = 2 * 1000 * 1000
	callTimeout   = 30 * time.Second
)

// admission is one admission request on its way through Kyverno's webhooks.
type admission struct {
	request    handlers.AdmissionRequest
	policies   []kyvernov1.PolicyInterface
	several    bool
	config     config.Configuration
	client     dclient.Interface
	engine     listener
	builder    webhookutils.PolicyContextBuilder
	namespaces namespaces
	script     *script
	mutated    bool
	warnings   []string
	generated  []answer
}

// judgeAdmission answers as Kyverno's webhooks: mutation, then validation of the
// mutated object, then the checks for generate and mutate-existing rules.
func judgeAdmission(c *testCase) (answer, error) {
	a, err := newAdmission(c)
	if err != nil {
		return nil, err
	}
	a.script.install()
	response := handlers.AdmissionHandler(a.handle).WithFilter(a.config)(context.Background(), logr.Discard(), a.request, time.Now())
	result := answer{"allowed": response.Allowed, "rules": *a.engine.rules}
	if !response.Allowed {
		result["deny"] = response.Result.Message
	}
	if a.mutated || (a.hasMutation() && len(*a.engine.rules) == 0 && response.Allowed) {
		result["object"] = json.RawMessage(a.request.Object.Raw)
	}
	if calls := a.script.made(); len(calls) > 0 {
		result["calls"] = calls
	}
	if a.generated != nil {
		result["generated"] = a.generated
	}
	if len(a.warnings) > 0 {
		result["warnings"] = a.warnings
	}
	return result, nil
}

// newAdmission decodes a case and sets up the engine for it.
func newAdmission(c *testCase) (*admission, error) {
	request, extras, err := readRequest(c.Request)
	if err != nil {
		return nil, err
	}
	a := &admission{request: request, namespaces: extras.NamespaceLabels, several: c.Policies != nil}
	if err := a.readPolicies(c); err != nil {
		return nil, err
	}
	if a.script, err = newScript(c.API); err != nil {
		return nil, err
	}
	maps, err := newConfigMaps(c.ConfigMaps)
	if err != nil {
		return nil, err
	}
	a.client = callClient()
	if c.Objects != nil || a.has((*kyvernov1.Spec).HasGenerate) {
		if a.client, err = newCluster(c.Objects); err != nil {
			return nil, err
		}
	}
	configuration := config.NewDefaultConfiguration(false)
	configuration.Load(&corev1.ConfigMap{Data: c.Config})
	a.config = configuration
	jp := newJMESPath(configuration, c.Clock)
	a.builder = webhookutils.NewPolicyContextBuilder(configuration, jp)
	a.engine = newListener(a, jp, maps, c.Globals)
	return a, nil
}

// readPolicies decodes the policies that take part in admission.
func (a *admission) readPolicies(c *testCase) error {
	texts := c.Policies
	if c.Policy != nil {
		texts = append([]json.RawMessage{c.Policy}, texts...)
	}
	if len(texts) == 0 {
		return errors.New("neither policy nor policies")
	}
	for i, text := range texts {
		policy, err := loadPolicy(text)
		if err != nil {
			return fmt.Errorf("policy %d: %w", i, err)
		}
		if policy.GetSpec().HasVerifyImages() {
			return fmt.Errorf("policy %d: verifyImages rules need an image registry and are not judged", i)
		}
		if policy.AdmissionProcessingEnabled() {
			a.policies = append(a.policies, policy)
		}
	}
	return nil
}

// newListener makes Kyverno's engine for the case and the listener around it.
func newListener(a *admission, jp jmespath.Interface, maps configMaps, global globals) listener {
	inner := engine.NewEngine(
		a.config,
		jp,
		engineClient{adapters.Client(a.client), a.namespaces},
		nil,
		imageverifycache.DisabledImageVerifyCache(),
		factories.DefaultContextLoaderFactory(
			maps,
			factories.WithAPICallConfig(apicall.NewAPICallConfiguration(maxCallLength, callTimeout)),
			factories.WithGlobalContextStore(global),
		),
		nil,
		nil,
	)
	return listener{Engine: inner, several: a.several, rules: &[]ruleAnswer{}}
}

// engineClient is the engine's client; the namespace of the request comes from the case.
type engineClient struct {
	engineapi.Client
	namespaces namespaces
}

// GetNamespace gives the namespace with the labels of the case.
func (c engineClient) GetNamespace(_ context.Context, name string, _ metav1.GetOptions) (*corev1.Namespace, error) {
	return c.namespaces.Get(name)
}

// has tells whether any policy's spec has the property.
func (a *admission) has(property func(*kyvernov1.Spec) bool) bool {
	for _, policy := range a.policies {
		if property(policy.GetSpec()) {
			return true
		}
	}
	return false
}

// hasMutation tells whether any policy has a rule that mutates the request's own object.
func (a *admission) hasMutation() bool {
	return a.request.Object.Raw != nil && a.has((*kyvernov1.Spec).HasMutateStandard)
}

// handle is the webhook behind Kyverno's own filter.
func (a *admission) handle(ctx context.Context, _ logr.Logger, _ handlers.AdmissionRequest, start time.Time) handlers.AdmissionResponse {
	for _, hook := range a.webhooks() {
		if err := a.mutate(ctx, hook, start); err != nil {
			return admissionutils.Response(a.request.UID, err)
		}
	}
	denied := error(nil)
	for _, hook := range a.webhooks() {
		if err := a.validate(ctx, hook, start); err != nil && denied == nil {
			denied = err
		}
	}
	if !admissionutils.IsDryRun(a.request.AdmissionRequest) {
		if err := a.background(ctx, denied == nil); err != nil && denied == nil {
			denied = err
		}
	}
	return admissionutils.Response(a.request.UID, denied)
}

// webhook is one webhook of Kyverno's configuration: the policies that it serves.
type webhook struct {
	policies []kyvernov1.PolicyInterface
	own      bool
}

// webhooks groups the policies as Kyverno registers them: one webhook for Ignore, one
// for Fail, and one of its own for each policy with match conditions.
func (a *admission) webhooks() []webhook {
	var ignore, fail webhook
	var ownIgnore, ownFail []webhook
	for _, policy := range a.policies {
		ignored := policy.GetSpec().GetFailurePolicy(context.Background()) == kyvernov1.Ignore
		single := webhook{policies: []kyvernov1.PolicyInterface{policy}, own: true}
		switch own := policy.GetSpec().CustomWebhookMatchConditions(); {
		case own && ignored:
			ownIgnore = append(ownIgnore, single)
		case own:
			ownFail = append(ownFail, single)
		case ignored:
			ignore.policies = append(ignore.policies, policy)
		default:
			fail.policies = append(fail.policies, policy)
		}
	}
	var hooks []webhook
	for _, hook := range append(append([]webhook{ignore, fail}, ownIgnore...), ownFail...) {
		if len(hook.policies) > 0 {
			hooks = append(hooks, hook)
		}
	}
	return hooks
}

// mutate runs the mutate rules of one webhook and patches the request's object.
func (a *admission) mutate(ctx context.Context, hook webhook, start time.Time) error {
	var mutating []kyvernov1.PolicyInterface
	for _, policy := range hook.policies {
		if policy.GetSpec().HasMutateStandard() {
			mutating = append(mutating, policy)
		}
	}
	if len(mutating) == 0 {
		return nil
	}
	// Kyverno's cache hands out the policies of the cluster first.
	slices.SortStableFunc(mutating, func(one, other kyvernov1.PolicyInterface) int {
		return strings.Compare(one.GetNamespace(), other.GetNamespace())
	})
	policyContext, err := a.builder.Build(a.request.AdmissionRequest, a.request.Roles, a.request.ClusterRoles, a.request.GroupVersionKind)
	if err != nil {
		return err
	}
	handler := mutation.NewMutationHandler(logr.Discard(), nil, a.engine, event.NewFake(), a.namespaces, nil, false)
	patches, warnings, err := handler.HandleMutation(ctx, a.request, mutating, policyContext, start, a.config)
	if err != nil {
		return err
	}
	a.warnings = append(a.warnings, warnings...)
	if len(patches) > 0 {
		if a.request.Object.Raw, err = engineutils.ApplyPatchNew(a.request.Object.Raw, patches); err != nil {
			return fmt.Errorf("failed to apply patches: %w", err)
		}
	}
	a.mutated = a.request.Object.Raw != nil
	return nil
}

// validate runs the validate rules of one webhook: those that enforce decide, the
// others only speak.
func (a *admission) validate(ctx context.Context, hook webhook, start time.Time) error {
	var enforce, warn, audit []kyvernov1.PolicyInterface
	namespace, err := a.namespaces.Get(a.request.Namespace)
	if err != nil {
		return err
	}
	if a.request.Namespace == "" {
		namespace = nil
	}
	for _, policy := range hook.policies {
		if !policy.GetSpec().HasValidate() {
			continue
		}
		if hook.own {
			enforce = append(enforce, policy)
			continue
		}
		split, err := splitByAction(policy, namespace)
		if err != nil {
			return err
		}
		enforce = append(enforce, split.enforce...)
		warn = append(warn, split.warn...)
		audit = append(audit, split.audit...)
	}
	handler := validation.NewValidationHandler(logr.Discard(), nil, a.engine, fixedCache(audit), a.builder, event.NewFake(), false, nil, a.namespaces)
	ok, message, warnings, _ := handler.HandleValidationEnforce(ctx, a.request, enforce, warn, start)
	a.warnings = append(a.warnings, warnings...)
	if !ok {
		return errors.New(message)
	}
	handler.HandleValidationAudit(ctx, a.request)
	return nil
}

// background runs Kyverno's checks of generate and mutate-existing rules, and with
// them what the generate rules that pass would make.
func (a *admission) background(ctx context.Context, allowed bool) error {
	for _, policy := range a.policies {
		spec := policy.GetSpec()
		if !spec.HasGenerate() && !spec.HasMutateExisting() {
			continue
		}
		considered := withoutSkipped(policy, a.request.UserInfo.Username)
		if considered == nil {
			continue
		}
		policyContext, err := a.builder.Build(a.request.AdmissionRequest, a.request.Roles, a.request.ClusterRoles, a.request.GroupVersionKind)
		if err != nil {
			return err
		}
		policyContext = policyContext.WithPolicy(considered)
		if a.request.Kind.Kind != "Namespace" && a.request.Namespace != "" {
			policyContext = policyContext.WithNamespaceLabels(a.namespaces)
		}
		if !spec.HasGenerate() && a.request.Operation == admissionv1.Delete {
			policyContext = policyContext.WithNewResource(policyContext.OldResource())
		}
		response := a.engine.ApplyBackgroundChecks(ctx, policyContext)
		if allowed {
			a.generated = append(a.generated, a.generate(policyContext, response)...)
		}
	}
	return nil
}

// withoutSkipped drops the rules that do not look at requests of the background
// controller itself; nil when none is left.
func withoutSkipped(policy kyvernov1.PolicyInterface, username string) kyvernov1.PolicyInterface {
	if username != backgroundAccount {
		return policy
	}
	var rules []kyvernov1.Rule
	for _, rule := range policy.GetSpec().Rules {
		if rule.SkipBackgroundRequests != nil && !*rule.SkipBackgroundRequests {
			rules = append(rules, *rule.DeepCopy())
		}
	}
	if len(rules) == 0 {
		return nil
	}
	considered := policy.CreateDeepCopy()
	considered.GetSpec().SetRules(rules)
	return considered
}

// ruleAnswer is what one rule said.
type ruleAnswer struct {
	Phase   string `json:"phase"`
	Policy  string `json:"policy,omitempty"`
	Name    string `json:"name"`
	Type    string `json:"type"`
	Status  string `json:"status"`
	Message string `json:"message"`
}

// listener is Kyverno's engine, and writes down what the rules say.
type listener struct {
	engineapi.Engine
	several bool
	rules   *[]ruleAnswer
}

// Mutate passes the call on and writes down what the rules say.
func (l listener) Mutate(ctx context.Context, policyContext engineapi.PolicyContext) engineapi.EngineResponse {
	return l.note("mutate", l.Engine.Mutate(ctx, policyContext))
}

// Validate passes the call on and writes down what the rules say.
func (l listener) Validate(ctx context.Context, policyContext engineapi.PolicyContext) engineapi.EngineResponse {
	return l.note("validate", l.Engine.Validate(ctx, policyContext))
}

// ApplyBackgroundChecks passes the call on and writes down what the rules say.
func (l listener) ApplyBackgroundChecks(ctx context.Context, policyContext engineapi.PolicyContext) engineapi.EngineResponse {
	return l.note("background", l.Engine.ApplyBackgroundChecks(ctx, policyContext))
}

// note writes down the rules of one response.
func (l listener) note(phase string, response engineapi.EngineResponse) engineapi.EngineResponse {
	for _, rule := range response.PolicyResponse.Rules {
		noted := ruleAnswer{Phase: phase, Name: rule.Name(), Type: string(rule.RuleType()), Status: string(rule.Status()), Message: rule.Message()}
		if l.several {
			noted.Policy = response.Policy().GetName()
		}
		*l.rules = append(*l.rules, noted)
	}
	return response
}
