package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"

	kyvernov1 "github.com/kyverno/kyverno/api/kyverno/v1"
	"github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno/data"
	resourceloader "github.com/kyverno/kyverno/ext/resource/loader"
	"github.com/kyverno/kyverno/pkg/clients/dclient"
	admissionutils "github.com/kyverno/kyverno/pkg/utils/admission"
	policyvalidate "github.com/kyverno/kyverno/pkg/validation/policy"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	apiversion "k8s.io/apimachinery/pkg/version"
	fakediscovery "k8s.io/client-go/discovery/fake"
	kubefake "k8s.io/client-go/kubernetes/fake"
	"sigs.k8s.io/kubectl-validate/pkg/openapiclient"
)

// The names that Kyverno's Helm chart gives to its service accounts.
const (
	backgroundAccount = "system:serviceaccount:kyverno:kyverno-background-controller"
	reportsAccount    = "system:serviceaccount:kyverno:kyverno-reports-controller"
)

// schemaLoader checks documents against Kyverno's own CRDs, as Kyverno's CLI does.
var schemaLoader = sync.OnceValue(func() resourceloader.Loader {
	crds, err := data.Crds()
	if err != nil {
		panic(err)
	}
	loader, err := resourceloader.New(openapiclient.NewLocalCRDFiles(crds))
	if err != nil {
		panic(err)
	}
	return loader
})

// policies remembers decoded policies by their text: tests ask about the same one again and again.
var policies = struct {
	sync.Mutex
	byText map[string]loadedPolicy
}{byText: map[string]loadedPolicy{}}

// loadedPolicy is a decoded policy, or why it could not be decoded.
type loadedPolicy struct {
	policy kyvernov1.PolicyInterface
	err    error
}

// rememberedPolicies is how many decoded policies are kept.
const rememberedPolicies = 4096

// loadPolicy decodes a policy as the API server stores it, with the defaults of its CRD.
func loadPolicy(raw json.RawMessage) (kyvernov1.PolicyInterface, error) {
	policies.Lock()
	defer policies.Unlock()
	loaded, found := policies.byText[string(raw)]
	if !found {
		loaded.policy, loaded.err = decodePolicy(raw)
		if len(policies.byText) >= rememberedPolicies {
			clear(policies.byText)
		}
		policies.byText[string(raw)] = loaded
	}
	return loaded.policy, loaded.err
}

// decodePolicy does the work of loadPolicy.
func decodePolicy(raw json.RawMessage) (kyvernov1.PolicyInterface, error) {
	var document map[string]any
	if err := utiljson.Unmarshal(raw, &document); err != nil {
		return nil, err
	}
	kind, _ := document["kind"].(string)
	if kind != "ClusterPolicy" && kind != "Policy" {
		return nil, fmt.Errorf("not a policy: kind %q", kind)
	}
	setDefaults(document)
	text, err := json.Marshal(document)
	if err != nil {
		return nil, err
	}
	generic, err := admissionutils.UnmarshalPolicy(kind, text)
	if err != nil {
		return nil, err
	}
	return generic.AsKyvernoPolicy(), nil
}

// offlineClient is the client that Kyverno's policy checks get: an empty cluster of Kubernetes 1.34.
var offlineClient = sync.OnceValue(func() dclient.Interface {
	kube := kubefake.NewSimpleClientset()
	if discovery, ok := kube.Discovery().(*fakediscovery.FakeDiscovery); ok {
		discovery.FakedServerVersion = &apiversion.Info{Major: "1", Minor: "34", GitVersion: "v1.34.4"}
	}
	return dclient.NewFakeClientWithDisco(nil, kube, dclient.NewFakeDiscoveryClient(nil))
})

// judgePolicy answers as Kyverno's policy webhook without a cluster, and beside it as the schema of the CRD.
func judgePolicy(c *testCase) (answer, error) {
	result := answer{}
	if _, _, err := schemaLoader().Load(c.Policy); err != nil {
		result["schema"] = err.Error()
	}
	policy, err := loadPolicy(c.Policy)
	if err != nil {
		result["accepted"] = false
		result["decode"] = err.Error()
		return result, nil
	}
	var old kyvernov1.PolicyInterface
	if c.OldPolicy != nil && !bytes.Equal(c.OldPolicy, []byte("null")) {
		if old, err = loadPolicy(c.OldPolicy); err != nil {
			return nil, fmt.Errorf("oldPolicy: %w", err)
		}
	}
	warnings, err := policyvalidate.Validate(policy.CreateDeepCopy(), old, offlineClient(), true, backgroundAccount, reportsAccount)
	result["accepted"] = err == nil
	if err != nil {
		result["error"] = err.Error()
	}
	if len(warnings) > 0 {
		result["warnings"] = warnings
	}
	return result, nil
}
