# What the families of questions share: objects to ask about, and forms of policies.

# The questions of a family get their ids here: family, group, number within the group.
def numbered($family):
  foreach .[] as $q ({}; .[$q.group] += 1;
    {id: "\($family)-\($q.group)-\(10000 + .[$q.group] | tostring[1:])"} + $q);

def claim: {apiVersion: "v1", kind: "PersistentVolumeClaim",
  metadata: {name: "photos", namespace: "media", labels: {app: "gallery", backup: "hourly"}},
  spec: {accessModes: ["ReadWriteOnce"], storageClassName: "fast", resources: {requests: {storage: "20Gi"}}}};

def pod: {apiVersion: "v1", kind: "Pod",
  metadata: {name: "shop-0", namespace: "media", labels: {app: "shop", tier: "web"}, annotations: {note: "first"}, finalizers: ["hold.example/a"]},
  spec: {
    containers: [
      {name: "main", image: "ghcr.io/acme/shop:1.4", env: [{name: "MODE", value: "prod"}], ports: [{containerPort: 8080, protocol: "TCP"}],
        resources: {limits: {cpu: "500m", memory: "256Mi"}}, volumeMounts: [{name: "data", mountPath: "/data"}]},
      {name: "side", image: "busybox:latest", imagePullPolicy: "Always", args: ["sleep", "60"]}],
    initContainers: [{name: "prepare", image: "alpine:3"}],
    volumes: [{name: "data", emptyDir: {}}, {name: "conf", configMap: {name: "conf"}}],
    nodeSelector: {disk: "nvme"}, tolerations: [{key: "gpu", operator: "Exists"}], hostNetwork: false, priority: 7}};

def deployment: {apiVersion: "apps/v1", kind: "Deployment",
  metadata: {name: "shop", namespace: "media", labels: {app: "shop"}},
  spec: {replicas: 3, selector: {matchLabels: {app: "shop"}},
    template: {metadata: {labels: {app: "shop"}}, spec: {containers: [{name: "main", image: "ghcr.io/acme/shop:1.4"}, {name: "side", image: "busybox:latest"}],
      volumes: [{name: "data", emptyDir: {}}]}}}};

def cronJob: {apiVersion: "batch/v1", kind: "CronJob",
  metadata: {name: "tidy", namespace: "media"},
  spec: {schedule: "0 3 * * *", jobTemplate: {spec: {template: {metadata: {labels: {app: "tidy"}},
    spec: {restartPolicy: "Never", containers: [{name: "main", image: "alpine:3"}]}}}}}};

def gadget: {apiVersion: "acme.example/v1", kind: "Gadget",
  metadata: {name: "lamp", namespace: "media", labels: {app: "lamp"}, finalizers: ["hold.example/a"]},
  spec: {size: 4, on: true, ratio: 0.5, parts: [{name: "bulb", watts: 9}, {name: "base", watts: 0}], tags: ["red", "warm"], nothing: null, empty: {}}};

def configMap: {apiVersion: "v1", kind: "ConfigMap", metadata: {name: "conf", namespace: "media"}, data: {level: "info", "k.dot": "v"}};

def namespace: {apiVersion: "v1", kind: "Namespace", metadata: {name: "media", labels: {team: "blue", stage: "test"}}};

def replicationDestination: {apiVersion: "volsync.backube/v1alpha1", kind: "ReplicationDestination",
  metadata: {name: "photos-restore", namespace: "media"}};

# A rule r that matches kinds, and does what the body says.
def rule($kinds; $body): {name: "r", match: {any: [{resources: {kinds: $kinds}}]}} + $body;
def policy($spec): {apiVersion: "kyverno.io/v1", kind: "ClusterPolicy", metadata: {name: "p"}, spec: $spec};
def namespacedPolicy($namespace; $spec): {apiVersion: "kyverno.io/v1", kind: "Policy", metadata: {name: "p", namespace: $namespace}, spec: $spec};
def onClaim($body): policy({rules: [rule(["PersistentVolumeClaim"]; $body)]});
def onPod($body): policy({rules: [rule(["Pod"]; $body)]});
def merge($patch): {mutate: {patchStrategicMerge: $patch}};
def jsonPatch($text): {mutate: {patchesJson6902: $text}};
def annotate($text): merge({metadata: {annotations: {seen: $text}}});
def denied: {validate: {message: "no", failureAction: "Enforce", deny: {}}};
def condition($key; $operator; $value): {key: $key, operator: $operator, value: $value};

def create($object): {request: {object: $object}};
def update($old; $new): {request: {object: $new, oldObject: $old, operation: "UPDATE"}};
def delete($old): {request: {oldObject: $old, operation: "DELETE"}};
