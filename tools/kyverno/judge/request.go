package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/kyverno/kyverno/pkg/webhooks/handlers"
	admissionv1 "k8s.io/api/admission/v1"
	authenticationv1 "k8s.io/api/authentication/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
)

// requestUID is the uid of a request that names none.
const requestUID = "00000000-0000-0000-0000-000000000001"

// requestExtras are the fields of a request that are not part of an AdmissionRequest.
type requestExtras struct {
	Roles           []string                 `json:"roles"`
	ClusterRoles    []string                 `json:"clusterRoles"`
	NamespaceLabels map[string]string        `json:"namespaceLabels"`
	ParentKind      *metav1.GroupVersionKind `json:"parentKind"`
}

// objectHead is the part of an object that a request repeats.
type objectHead struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Metadata   struct {
		Name      string `json:"name"`
		Namespace string `json:"namespace"`
	} `json:"metadata"`
}

// readRequest decodes the request of a case and fills in what an API server would
// say: kind, resource, name, namespace, operation, dryRun. The options stay null when
// the request gives none.
func readRequest(raw json.RawMessage) (handlers.AdmissionRequest, requestExtras, error) {
	var request handlers.AdmissionRequest
	var extras requestExtras
	if err := json.Unmarshal(raw, &request.AdmissionRequest); err != nil {
		return request, extras, fmt.Errorf("request: %w", err)
	}
	if err := json.Unmarshal(raw, &extras); err != nil {
		return request, extras, fmt.Errorf("request: %w", err)
	}
	body := request.Object.Raw
	if body == nil {
		body = request.OldObject.Raw
	}
	if body == nil {
		return request, extras, errors.New("request: neither object nor oldObject")
	}
	var head objectHead
	if err := json.Unmarshal(body, &head); err != nil {
		return request, extras, fmt.Errorf("request: object: %w", err)
	}
	request.Roles, request.ClusterRoles = extras.Roles, extras.ClusterRoles
	complete(&request, extras, head)
	return request, extras, nil
}

// complete fills the empty fields of the request from its object.
func complete(request *handlers.AdmissionRequest, extras requestExtras, head objectHead) {
	gvk := schema.FromAPIVersionAndKind(head.APIVersion, head.Kind)
	if request.Kind == (metav1.GroupVersionKind{}) {
		request.Kind = metav1.GroupVersionKind(gvk)
	}
	top := schema.GroupVersionKind(request.Kind)
	if extras.ParentKind != nil {
		top = schema.GroupVersionKind(*extras.ParentKind)
	}
	request.GroupVersionKind = top
	if request.Resource == (metav1.GroupVersionResource{}) {
		request.Resource = metav1.GroupVersionResource(resourceOf(top))
	}
	if request.RequestKind == nil {
		kind := request.Kind
		request.RequestKind = &kind
	}
	if request.RequestResource == nil {
		resource := request.Resource
		request.RequestResource = &resource
	}
	if request.RequestSubResource == "" {
		request.RequestSubResource = request.SubResource
	}
	if request.Operation == "" {
		request.Operation = admissionv1.Create
	}
	if request.UID == "" {
		request.UID = types.UID(requestUID)
	}
	if request.Name == "" {
		request.Name = head.Metadata.Name
	}
	if request.Namespace == "" {
		request.Namespace = head.Metadata.Namespace
		if top.Group == "" && top.Kind == "Namespace" {
			request.Namespace = request.Name
		}
	}
	if request.DryRun == nil {
		no := false
		request.DryRun = &no
	}
	if request.UserInfo.Username == "" && request.UserInfo.Groups == nil {
		request.UserInfo = authenticationv1.UserInfo{Username: "alice", Groups: []string{"dev", "system:authenticated"}}
	}
}
