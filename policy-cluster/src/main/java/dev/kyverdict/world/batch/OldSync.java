package dev.kyverdict.world.batch;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.world.apps.Container;
import dev.kyverdict.world.apps.Program;
import dev.kyverdict.world.kube.Trees;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sync CronJob of the plan, before the pre-warm ({@code sync-cronjob.yaml}): every five minutes
 * it triggers every ReplicationDestination there is with the time of day, whatever S3 holds.
 */
public final class OldSync implements Program {

  private static final String ALL = "/apis/volsync.backube/v1alpha1/replicationdestinations";

  /** The script. */
  public OldSync() {}

  /** The CronJob with its account, which may list and patch and cannot create. */
  public static List<JsonNode> objects() {
    return Trees.yaml(
        """
        {apiVersion: v1, kind: ServiceAccount, metadata: {name: volsync-sync, namespace: volsync-system}}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: volsync-sync}
        rules: [{apiGroups: [volsync.backube], resources: [replicationdestinations], verbs: [list, patch]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: volsync-sync}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: volsync-sync}
        subjects: [{kind: ServiceAccount, name: volsync-sync, namespace: volsync-system}]
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: volsync-sync, namespace: volsync-system}
        spec:
          schedule: "*/5 * * * *"
          concurrencyPolicy: Forbid
          jobTemplate:
            spec:
              template:
                spec:
                  serviceAccountName: volsync-sync
                  restartPolicy: OnFailure
                  containers:
                    - name: sync
                      image: bitnami/kubectl:latest
                      command: [volsync-sync]
        """);
  }

  @Override
  public boolean fits(Container container) {
    return container.command().equals(List.of("volsync-sync"));
  }

  @Override
  public Progress begin(Host host, Container container) {
    Reply reply = container.account().get(host, ALL);
    if (!reply.ok()) {
      return new Progress.Ends(List.of(reply.message()), 1);
    }
    List<String> lines = new ArrayList<>();
    Kubectl kubectl = new Kubectl(host, container.account());
    ObjectNode patch = Trees.object();
    patch
        .putObject("spec")
        .putObject("trigger")
        .put("manual", "sync-" + host.now().getEpochSecond());
    int exit = 0;
    for (JsonNode item : reply.body().path("items")) {
      String path =
          ALL.replace("v1alpha1/", "v1alpha1/namespaces/" + Trees.namespace(item) + "/")
              + "/"
              + Trees.name(item);
      String problem = kubectl.patch(path, patch);
      exit = problem.isEmpty() ? 0 : 1;
      lines.add(problem.isEmpty() ? "patched " + Trees.key(item) : problem);
    }
    return new Progress.Ends(lines, exit);
  }

  @Override
  public Progress resume(Host host, Container container, State state) {
    throw new IllegalStateException("it never waits");
  }
}
