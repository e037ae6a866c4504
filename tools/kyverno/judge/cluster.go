package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"strings"
	"sync"
	"time"

	"github.com/kyverno/kyverno/pkg/clients/dclient"
	"github.com/kyverno/kyverno/pkg/globalcontext/store"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	dynamicfake "k8s.io/client-go/dynamic/fake"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

// apiServer is the address that stands in error texts: the usual one of the API
// server inside a cluster. Nothing is ever sent to it.
const apiServer = "https://10.96.0.1:443"

// callClient is Kyverno's client on top of the scripted API.
var callClient = sync.OnceValue(func() dclient.Interface {
	kube, err := kubernetes.NewForConfig(&rest.Config{Host: apiServer, Transport: apiTransport{}, QPS: -1})
	if err != nil {
		panic(err)
	}
	client, err := dclient.NewClient(context.Background(), nil, kube, 365*24*time.Hour, false, nil)
	if err != nil {
		panic(err)
	}
	client.SetDiscovery(allKinds{})
	return client
})

// cluster is a client with the objects of a case; raw calls go to the scripted API.
type cluster struct{ dclient.Interface }

// RawAbsPath makes a raw call to the scripted API.
func (c cluster) RawAbsPath(ctx context.Context, path, method string, data io.Reader) ([]byte, error) {
	return callClient().RawAbsPath(ctx, path, method, data)
}

// builtinLists are the list kinds of Kubernetes' own resources.
var builtinLists = sync.OnceValue(func() map[schema.GroupVersionResource]string {
	lists := map[schema.GroupVersionResource]string{}
	for gvk, known := range builtinKinds() {
		if !strings.Contains(known.resource.Resource, "/") {
			lists[known.resource] = gvk.Kind + "List"
		}
	}
	return lists
})

// newCluster makes the client of one case from its objects.
func newCluster(objects []map[string]any) (dclient.Interface, error) {
	listKinds := maps.Clone(builtinLists())
	var items []runtime.Object
	for i, object := range objects {
		item := &unstructured.Unstructured{Object: wholeNumbers(object).(map[string]any)}
		if item.GetKind() == "" || item.GetAPIVersion() == "" {
			return nil, fmt.Errorf("objects[%d]: no apiVersion or kind", i)
		}
		listKinds[resourceOf(item.GroupVersionKind())] = item.GetKind() + "List"
		items = append(items, item)
	}
	dynamic := dynamicfake.NewSimpleDynamicClientWithCustomListKinds(runtime.NewScheme(), listKinds, items...)
	return cluster{dclient.NewFakeClientWithDisco(dynamic, callClient().GetKubeClient(), allKinds{})}, nil
}

// wholeNumbers turns floats without a fraction into int64, as decoding into an
// unstructured object does.
func wholeNumbers(value any) any {
	switch typed := value.(type) {
	case map[string]any:
		result := make(map[string]any, len(typed))
		for key, item := range typed {
			result[key] = wholeNumbers(item)
		}
		return result
	case []any:
		result := make([]any, len(typed))
		for i, item := range typed {
			result[i] = wholeNumbers(item)
		}
		return result
	case float64:
		if whole := int64(typed); float64(whole) == typed {
			return whole
		}
	}
	return value
}

// configMaps resolves the config maps of a case by "namespace/name".
type configMaps map[string]*corev1.ConfigMap

// newConfigMaps decodes the configMaps field of a case.
func newConfigMaps(raw map[string]json.RawMessage) (configMaps, error) {
	result := configMaps{}
	for key, text := range raw {
		var configMap corev1.ConfigMap
		if err := json.Unmarshal(text, &configMap); err != nil {
			return nil, fmt.Errorf("configMaps %q: %w", key, err)
		}
		namespace, name, found := strings.Cut(key, "/")
		if !found {
			return nil, fmt.Errorf("configMaps %q: not namespace/name", key)
		}
		configMap.Namespace, configMap.Name = namespace, name
		result[key] = &configMap
	}
	return result, nil
}

// Get finds one config map.
func (c configMaps) Get(_ context.Context, namespace, name string) (*corev1.ConfigMap, error) {
	if configMap, found := c[namespace+"/"+name]; found {
		return configMap, nil
	}
	return nil, apierrors.NewNotFound(corev1.Resource("configmaps"), name)
}

// namespaces lists the one namespace of a case, whatever its name.
type namespaces map[string]string

// Get gives a namespace of that name with the labels of the case.
func (n namespaces) Get(name string) (*corev1.Namespace, error) {
	return &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: n}}, nil
}

// List is not needed.
func (n namespaces) List(labels.Selector) ([]*corev1.Namespace, error) { return nil, nil }

// globalValue is one entry of Kyverno's global context.
type globalValue struct {
	Data        any            `json:"data"`
	Projections map[string]any `json:"projections"`
	Error       string         `json:"error"`
}

// Get gives the data, or one projection of it.
func (g globalValue) Get(projection string) (any, error) {
	if g.Error != "" {
		return nil, errors.New(g.Error)
	}
	if projection == "" {
		return g.Data, nil
	}
	if value, found := g.Projections[projection]; found {
		return value, nil
	}
	return nil, fmt.Errorf("projection %q not found", projection)
}

// Stop does nothing.
func (g globalValue) Stop() {}

// globals is Kyverno's global context of a case.
type globals map[string]globalValue

// Get finds one entry.
func (g globals) Get(key string) (store.Entry, bool) {
	value, found := g[key]
	return value, found
}
