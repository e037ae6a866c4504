package main

import (
	"sync"

	openapiv2 "github.com/google/gnostic-models/openapiv2"
	"github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno/data"
	"github.com/kyverno/kyverno/pkg/clients/dclient"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"
)

// builtinKind is what is known of one kind of Kubernetes itself.
type builtinKind struct {
	resource   schema.GroupVersionResource
	namespaced bool
}

// builtinKinds is the table of Kubernetes' own kinds that Kyverno's CLI carries.
var builtinKinds = sync.OnceValue(func() map[schema.GroupVersionKind]builtinKind {
	table := map[schema.GroupVersionKind]builtinKind{}
	groups, err := data.APIGroupResources()
	if err != nil {
		panic(err)
	}
	for _, group := range groups {
		for version, resources := range group.VersionedResources {
			gv := schema.GroupVersion{Group: group.Group.Name, Version: version}
			for _, resource := range resources {
				kind := gv.WithKind(resource.Kind)
				if _, known := table[kind]; !known {
					table[kind] = builtinKind{gv.WithResource(resource.Name), resource.Namespaced}
				}
			}
		}
	}
	return table
})

// resourceOf is the resource of a kind: from the table, else the regular plural.
func resourceOf(gvk schema.GroupVersionKind) schema.GroupVersionResource {
	if known, found := builtinKinds()[gvk]; found {
		return known.resource
	}
	plural, _ := meta.UnsafeGuessKindToResource(gvk)
	return plural
}

// namespaced tells whether a kind lives in namespaces; unknown kinds do.
func namespaced(gvk schema.GroupVersionKind) bool {
	known, found := builtinKinds()[gvk]
	return !found || known.namespaced
}

// allKinds is a discovery that knows every kind.
type allKinds struct{}

// FindResources describes the kind as one resource.
func (allKinds) FindResources(group, version, kind, subresource string) (map[dclient.TopLevelApiDescription]metav1.APIResource, error) {
	gvk := schema.GroupVersionKind{Group: group, Version: version, Kind: kind}
	gvr := resourceOf(gvk)
	return map[dclient.TopLevelApiDescription]metav1.APIResource{
		{GroupVersion: gvk.GroupVersion(), Kind: kind, Resource: gvr.Resource, SubResource: subresource}: {
			Name: gvr.Resource, Kind: kind, Group: group, Version: version, Namespaced: namespaced(gvk),
		},
	}, nil
}

// GetGVRFromGVK gives the resource of the kind.
func (allKinds) GetGVRFromGVK(gvk schema.GroupVersionKind) (schema.GroupVersionResource, error) {
	return resourceOf(gvk), nil
}

// GetGVKFromGVR gives the kind of the resource, as far as the table has it.
func (allKinds) GetGVKFromGVR(gvr schema.GroupVersionResource) (schema.GroupVersionKind, error) {
	for gvk, known := range builtinKinds() {
		if known.resource == gvr {
			return gvk, nil
		}
	}
	return schema.GroupVersionKind{}, dclient.ErrResourceNotFound
}

// OpenAPISchema is not needed.
func (allKinds) OpenAPISchema() (*openapiv2.Document, error) { return nil, nil }

// CachedDiscoveryInterface is not needed.
func (allKinds) CachedDiscoveryInterface() discovery.CachedDiscoveryInterface { return nil }

// OnChanged does nothing: the table never changes.
func (allKinds) OnChanged(func()) {}
