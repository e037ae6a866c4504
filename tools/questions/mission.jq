# The look-up of the backup: how the entry is written × what the API answers × what the rule asks × the failure policy.
include "lib";

def one: "/apis/volsync.backube/v1alpha1/namespaces/{{ request.namespace }}/replicationdestinations/{{ request.object.metadata.name }}-restore";
def path: "status.latestImage.name";

def entries: [
  {name: "A", context: [{name: "image", apiCall: {urlPath: one, jmesPath: path, default: ""}}]},
  {name: "Anodefault", context: [{name: "image", apiCall: {urlPath: one, jmesPath: path}}]},
  {name: "B", context: [{name: "image", apiCall: {urlPath: one, jmesPath: "\(path) || ''", default: ""}}]},
  {name: "C", context: [{name: "rd", apiCall: {urlPath: one, default: {}}}, {name: "image", variable: {jmesPath: "rd.\(path)", default: ""}}]},
  {name: "Clist", list: true, context: [{name: "image", apiCall: {
    urlPath: "/apis/volsync.backube/v1alpha1/namespaces/{{request.namespace}}/replicationdestinations?fieldSelector=metadata.name={{request.object.metadata.name}}-restore",
    jmesPath: "items[0].\(path) || ''"}}]},
  {name: "Cfilter", list: true, context: [{name: "image", apiCall: {
    urlPath: "/apis/volsync.backube/v1alpha1/namespaces/{{request.namespace}}/replicationdestinations",
    jmesPath: "items[?metadata.name == '{{ request.object.metadata.name }}-restore'].\(path) | [0] || ''"}}]}
];

# States with an object: what stands beside its name.
def found: [
  ["S3-no-status", {}], ["S4-empty-status", {status: {}}], ["S4-syncing", {status: {lastSyncStartTime: "2024-06-01T00:00:00Z"}}],
  ["S5-null-image", {status: {latestImage: null}}], ["S6-empty-image", {status: {latestImage: {}}}], ["S6-no-name", {status: {latestImage: {kind: "VolumeSnapshot"}}}],
  ["S7-null-name", {status: {latestImage: {name: null}}}], ["S8-empty-name", {status: {latestImage: {name: ""}}}],
  ["S9-image", {status: {latestImage: {apiGroup: "snapshot.storage.k8s.io", kind: "VolumeSnapshot", name: "vs-0601"}}}],
  ["null-status", {status: null}], ["text-status", {status: "ready"}], ["list-status", {status: [1]}], ["text-image", {status: {latestImage: "vs-0601"}}],
  ["list-image", {status: {latestImage: [{name: "vs-0601"}]}}], ["number-name", {status: {latestImage: {name: 601}}}],
  ["true-name", {status: {latestImage: {name: true}}}], ["map-name", {status: {latestImage: {name: {a: "b"}}}}],
  ["list-name", {status: {latestImage: {name: ["vs-0601"]}}}], ["blank-name", {status: {latestImage: {name: " "}}}],
  ["variable-name", {status: {latestImage: {name: "{{ request.namespace }}"}}}]];

# States without one.
def broken: [
  ["S0-timeout", {error: "timeout"}], ["S0-refused", {error: "refused"}], ["S0-certificate", {error: "x509: certificate signed by unknown authority"}],
  ["S0-500", {status: 500}], ["S0-503", {status: 503}], ["S0-504", {status: 504}], ["S0-429", {status: 429}],
  ["S1-404", {status: 404}], ["S1-404-status", {status: 404, body: {kind: "Status", apiVersion: "v1", status: "Failure", reason: "NotFound", code: 404, message: "replicationdestinations.volsync.backube \"photos-restore\" not found"}}],
  ["S2-403", {status: 403}], ["S2-401", {status: 401}], ["409", {status: 409}], ["410", {status: 410}], ["418", {status: 418}], ["400", {status: 400}],
  ["200-empty", {status: 200, raw: ""}], ["204-empty", {status: 204, raw: ""}], ["200-html", {status: 200, raw: "<html>sign in</html>"}],
  ["200-truncated", {status: 200, raw: "{\"status\":{\"latestImage\":{\"na"}], ["200-two", {status: 200, raw: "{} {}"}], ["200-blank", {status: 200, raw: "  \n"}],
  ["200-null", {status: 200, body: null}], ["200-list", {status: 200, body: []}], ["200-list-of-one", {status: 200, body: [{status: {latestImage: {name: "vs-0601"}}}]}],
  ["200-text", {status: 200, body: "vs-0601"}], ["200-number", {status: 200, body: 7}], ["200-false", {status: 200, body: false}], ["200-map", {status: 200, body: {}}],
  ["200-default", {status: 200, raw: "\"\""}], ["201-image", {status: 201, body: {status: {latestImage: {name: "vs-0601"}}}}]];

def states($list):
  (found[] | [.[0], {status: 200, body: ((replicationDestination + .[1]) | if $list then {kind: "ReplicationDestinationList", items: [.]} else . end)}]),
  broken[],
  (if $list then
    ["S1-empty-list", {status: 200, body: {items: []}}], ["null-list", {status: 200, body: {items: null}}], ["other-only", {status: 200, body: {items: [replicationDestination * {metadata: {name: "else"}, status: {latestImage: {name: "vs-else"}}}]}}],
    ["two", {status: 200, body: {items: [replicationDestination * {metadata: {name: "else"}, status: {latestImage: {name: "vs-else"}}}, replicationDestination + {status: {latestImage: {name: "vs-0601"}}}]}}]
   else empty end);

def asked: [condition("{{ image }}"; "NotEquals"; "")];
def others: [["Equals-empty", "Equals", ""], ["AnyIn", "AnyIn", ["vs-0601", "vs-0602"]], ["AllIn", "AllIn", ["vs-*"]], ["AllNotIn", "AllNotIn", ["vs-0602"]], ["Equals-wild", "Equals", "?*"], ["GreaterThan", "GreaterThan", 0]];
def main: ["S0-timeout", "S1-404", "S2-403", "S3-no-status", "S4-empty-status", "S5-null-image", "S6-empty-image", "S7-null-name", "S8-empty-name", "S9-image", "number-name", "200-empty"];

def restore: merge({spec: {dataSourceRef: {apiGroup: "volsync.backube", kind: "ReplicationDestination", name: "{{ request.object.metadata.name }}-restore"}}});
def question($entry; $state; $asked; $failure):
  create(claim) + {policy: policy((if $failure == "Ignore" then {failurePolicy: "Ignore"} else {} end)
    + {rules: [rule(["PersistentVolumeClaim"]; {context: $entry.context, preconditions: {all: $asked}} + restore)]}), api: {"*": $state[1]}};

[ (entries[] as $entry | ("Fail", "Ignore") as $failure | states($entry.list) as $state
    | {group: "\($entry.name)-\($failure)", answer: $state[0]} + question($entry; $state; asked; $failure)),
  (entries[] as $entry | others[] as $other | states($entry.list) as $state | select(any(main[]; . == $state[0]))
    | {group: "\($entry.name)-\($other[0])", answer: $state[0]} + question($entry; $state; [condition("{{ image }}"; $other[1]; $other[2])]; "Fail"))
] | numbered("mission")
