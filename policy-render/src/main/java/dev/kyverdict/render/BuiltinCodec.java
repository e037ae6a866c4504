package dev.kyverdict.render;

import dev.kyverdict.model.kube.Builtin;
import dev.kyverdict.render.Kinds.Kind;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Objects of Kubernetes itself, through Jackson and the fabric8 model. */
final class BuiltinCodec {

  static final List<Kind> KINDS =
      List.of(
          kind("", Namespace.class),
          kind("", PersistentVolumeClaim.class),
          kind("", PersistentVolume.class),
          kind("", ConfigMap.class),
          kind("", Secret.class),
          kind("", ServiceAccount.class),
          kind("", Service.class),
          kind("", Pod.class),
          kind("batch", CronJob.class),
          kind("batch", Job.class),
          kind("rbac.authorization.k8s.io", ClusterRole.class),
          kind("rbac.authorization.k8s.io", ClusterRoleBinding.class),
          kind("rbac.authorization.k8s.io", Role.class),
          kind("rbac.authorization.k8s.io", RoleBinding.class));

  private BuiltinCodec() {}

  static ObjectNode write(Builtin builtin) {
    return KeyOrder.apply(KubernetesJson.tree(builtin.object()));
  }

  private static Kind kind(String group, Class<? extends HasMetadata> type) {
    return new Kind(
        group,
        List.of("v1"),
        type.getSimpleName(),
        document ->
            KubernetesJson.value(document.rest(), type, document.findings()).map(Builtin::new));
  }
}
