package main

import (
	"fmt"
	"io/fs"
	"path"
	"sync"

	"github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno/data"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/yaml"
)

// policySchemas are the schemas of ClusterPolicy and Policy by kind, from the CRDs that
// Kyverno's CLI carries.
var policySchemas = sync.OnceValue(func() map[schema.GroupVersionKind]*structural.Structural {
	crds, err := data.Crds()
	if err != nil {
		panic(err)
	}
	result := map[schema.GroupVersionKind]*structural.Structural{}
	for _, file := range []string{"kyverno.io_clusterpolicies.yaml", "kyverno.io_policies.yaml"} {
		if err := addSchemas(result, crds, file); err != nil {
			panic(fmt.Errorf("%s: %w", file, err))
		}
	}
	return result
})

// addSchemas adds the schemas of one CRD file.
func addSchemas(result map[schema.GroupVersionKind]*structural.Structural, crds fs.FS, file string) error {
	text, err := fs.ReadFile(crds, path.Clean(file))
	if err != nil {
		return err
	}
	var crd apiextensionsv1.CustomResourceDefinition
	if err := yaml.Unmarshal(text, &crd); err != nil {
		return err
	}
	for _, version := range crd.Spec.Versions {
		var internal apiextensions.JSONSchemaProps
		if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(version.Schema.OpenAPIV3Schema, &internal, nil); err != nil {
			return err
		}
		built, err := structural.NewStructural(&internal)
		if err != nil {
			return err
		}
		kind := schema.GroupVersionKind{Group: crd.Spec.Group, Version: version.Name, Kind: crd.Spec.Names.Kind}
		result[kind] = built
	}
	return nil
}

// setDefaults does to a policy what the API server does before it stores it: unknown
// fields go, defaults come.
func setDefaults(policy map[string]any) {
	apiVersion, _ := policy["apiVersion"].(string)
	kind, _ := policy["kind"].(string)
	found := policySchemas()[schema.FromAPIVersionAndKind(apiVersion, kind)]
	if found == nil {
		return
	}
	pruning.Prune(policy, found, true)
	defaulting.PruneNonNullableNullsWithoutDefaults(policy, found)
	defaulting.Default(policy, found)
}
