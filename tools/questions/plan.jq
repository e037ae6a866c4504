# The policies that this project renders, in both profiles: requests for claims × what the API and the catalogue answer.
# $policies holds the rendered documents: [{profile, policy}].
include "lib";

def clock: "2024-06-15T12:00:00Z";
def labelled($labels): claim | .metadata.labels = $labels;
def own: {apiGroup: "volsync.backube", kind: "ReplicationDestination", name: "photos-restore"};
def home: {namespaceLabels: {"kubernetes.io/metadata.name": "media"}};
def claims: [
  ["hourly", create(claim)], ["daily", create(labelled({backup: "daily"}))], ["weekly", create(labelled({backup: "weekly"}))], ["unlabelled", create(claim | del(.metadata.labels))], ["infrastructure", create(claim | .metadata.namespace = "argocd")],
  ["generated-name", create(claim | .metadata |= (del(.name) | .generateName = "photos-"))], ["own-reference", create(claim | .spec += {dataSourceRef: own})], ["own-source", create(claim | .spec += {dataSource: own, dataSourceRef: own})], ["other-reference", create(claim | .spec += {dataSourceRef: {kind: "PersistentVolumeClaim", name: "old"}})],
  ["bound", create(claim | .spec += {volumeName: "pv-7"})], ["empty-volume", create(claim | .spec += {volumeName: ""})], ["skip", create(claim | .metadata.annotations = {"volsync.backup/skip-restore": "true"})], ["larger", create(claim | .spec.resources.requests.storage = "30Gi")], ["same-size", create(claim | .spec.resources.requests.storage = "20480Mi")], ["no-size", create(claim | del(.spec.resources))], ["long-name", create(claim | .metadata.name = ("n" * 250))], ["dotted", create(claim | .metadata.name = "photos.v2")],
  ["update", update(claim; claim * {metadata: {labels: {touched: "yes"}}})], ["relabelled", update(labelled({}); claim)], ["delete", delete(claim)], ["dry-run", create(claim) * {request: {dryRun: true}}], ["uid", create(claim | .metadata.uid = "u-1")]] | map(.[1].request += home);
def named($list; $names): $list[] | select(.[0] as $name | $names | any(. == $name));

def image: {status: {latestImage: {apiGroup: "snapshot.storage.k8s.io", kind: "VolumeSnapshot", name: "vs-0601"}}};
def singles: [["image", {status: 200, body: (replicationDestination + image)}], ["404", {status: 404}], ["403", {status: 403}], ["503", {status: 503}], ["timeout", {error: "timeout"}], ["refused", {error: "refused"}], ["no-status", {status: 200, body: replicationDestination}], ["syncing", {status: 200, body: (replicationDestination + {status: {lastSyncStartTime: clock}})}],
  ["null-image", {status: 200, body: (replicationDestination + {status: {latestImage: null}})}], ["empty-name", {status: 200, body: (replicationDestination + {status: {latestImage: {name: ""}}})}], ["html", {status: 200, raw: "<html>"}], ["empty", {status: 200, raw: ""}], ["list", {status: 200, body: []}], ["text", {status: 200, body: "x"}]];

def warm: replicationDestination + {spec: {trigger: {manual: "2024-06-15T11:00:00Z"}, restic: {capacity: "20Gi"}}, status: (image.status + {lastManualSync: "2024-06-15T11:00:00Z", latestMoverStatus: {logs: "restored 12 files", result: "Successful"}})};
def items($object): {status: 200, body: {kind: "ReplicationDestinationList", items: [$object]}};
def lists: [["warm", items(warm)], ["absent", {status: 200, body: {items: []}}], ["404", {status: 404}], ["403", {status: 403}], ["503", {status: 503}], ["timeout", {error: "timeout"}], ["html", {status: 200, raw: "<html>"}], ["no-status", items(warm | del(.status))], ["null-status", items(warm | .status = null)], ["syncing", items(warm | .status.lastManualSync = "2024-06-15T10:00:00Z")], ["no-image", items(warm | .status |= del(.latestImage))], ["null-name", items(warm | .status.latestImage.name = null)],
  ["claim-image", items(warm | .status.latestImage.kind = "PersistentVolumeClaim")], ["no-data", items(warm | .status.latestMoverStatus.logs = "No data will be restored")], ["no-logs", items(warm | .status |= del(.latestMoverStatus))], ["larger", items(warm | .spec.restic.capacity = "40Gi")], ["same-size", items(warm | .spec.restic.capacity = "20480Mi")], ["no-capacity", items(warm | .spec |= del(.restic))], ["odd-capacity", items(warm | .spec.restic.capacity = "big")], ["no-trigger", items(warm | .spec |= del(.trigger))]];
def catalogue($updated; $newest): {status: 200, body: {apiVersion: "v1", kind: "ConfigMap", metadata: {name: "volsync-catalogue", namespace: "volsync-system", annotations: (if $updated then {"volsync.backup/updated": $updated} else {} end)}, data: (if $newest then {"media.photos": $newest, "other.claim": "2024-06-01T00:00:00Z"} else {"other.claim": "2024-06-01T00:00:00Z"} end)}};
def catalogues: [["listed", catalogue("2024-06-15T11:55:00Z"; "2024-06-15T11:00:00Z")], ["unlisted", catalogue("2024-06-15T11:55:00Z"; null)], ["newer", catalogue("2024-06-15T11:55:00Z"; "2024-06-15T11:30:00Z")], ["stale", catalogue("2024-06-15T11:44:59Z"; "2024-06-15T11:00:00Z")], ["stale-unlisted", catalogue("2024-06-15T11:00:00Z"; null)], ["edge", catalogue("2024-06-15T11:45:00Z"; "2024-06-15T11:00:00Z")], ["future", catalogue("2024-06-15T12:20:00Z"; "2024-06-15T11:00:00Z")], ["undated", catalogue(null; "2024-06-15T11:00:00Z")], ["misdated", catalogue("yesterday"; null)], ["no-data", (catalogue("2024-06-15T11:55:00Z"; null) | .body |= del(.data))], ["empty-listed", catalogue("2024-06-15T11:55:00Z"; "")], ["404", {status: 404}], ["403", {status: 403}], ["503", {status: 503}], ["timeout", {error: "timeout"}], ["html", {status: 200, raw: "<html>"}]];
def safe($destination; $catalogue): {"GET /api/v1/namespaces/volsync-system/configmaps/volsync-catalogue": $catalogue, "*": $destination};

def rendered($profile; $part): $policies[] | select(.profile == $profile and (.policy.metadata.name | contains($part))) | .policy;
def question($group; $name; $claim; $policy; $api): {group: $group, answer: $name} + $claim + {policy: $policy, api: $api, clock: clock};

[ (singles[] as $state | named(claims; ["hourly", "daily", "own-reference", "own-source", "generated-name", "other-reference"]) as $claim | question("as-planned"; "\($claim[0]) \($state[0])"; $claim[1]; rendered("as-planned"; "restore"); {"*": $state[1]})),
  (named(singles; ["image", "404"]) as $state | claims[] as $claim | question("as-planned-claim"; "\($claim[0]) \($state[0])"; $claim[1]; rendered("as-planned"; "restore"); {"*": $state[1]})),
  (lists[] as $state | named(catalogues; ["listed", "unlisted"]) as $catalogue | named(claims; ["hourly", "own-source"]) as $claim | question("safe"; "\($claim[0]) \($state[0]) \($catalogue[0])"; $claim[1]; rendered("safe"; "restore"); safe($state[1]; $catalogue[1]))),
  (catalogues[] as $catalogue | named(lists; ["warm", "absent", "syncing"]) as $state | named(claims; ["hourly", "own-reference"]) as $claim | question("safe-catalogue"; "\($claim[0]) \($state[0]) \($catalogue[0])"; $claim[1]; rendered("safe"; "restore"); safe($state[1]; $catalogue[1]))),
  (claims[] as $claim | named(lists; ["warm", "absent"]) as $state | named(catalogues; ["listed", "unlisted"]) as $catalogue | question("safe-claim"; "\($claim[0]) \($state[0]) \($catalogue[0])"; $claim[1]; rendered("safe"; "restore"); safe($state[1]; $catalogue[1]))),
  (("backup-hourly", "backup-daily") as $part | claims[] as $claim | {group: $part, answer: $claim[0]} + $claim[1] + {policy: rendered("as-planned"; $part), clock: clock}),
  ($policies[] | {group: "policy", answer: .profile, policy: .policy})
] | numbered("plan")
