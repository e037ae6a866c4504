package dev.kyverdict.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds of Kubernetes 1.34, VolSync, External Secrets, snapshots and Kyverno. */
final class Kinds {

  /** Group, then kind and plural; a kind that stands in no namespace has a star. */
  private static final String TABLE =
      """
      : Binding bindings, ConfigMap configmaps, Endpoints endpoints, Event events, \
      LimitRange limitranges, Namespace* namespaces, Node* nodes, PersistentVolume* \
      persistentvolumes, PersistentVolumeClaim persistentvolumeclaims, Pod pods, \
      PodTemplate podtemplates, ReplicationController replicationcontrollers, \
      ResourceQuota resourcequotas, Secret secrets, Service services, ServiceAccount \
      serviceaccounts
      admissionregistration.k8s.io: MutatingWebhookConfiguration* \
      mutatingwebhookconfigurations, ValidatingAdmissionPolicy* \
      validatingadmissionpolicies, ValidatingAdmissionPolicyBinding* \
      validatingadmissionpolicybindings, ValidatingWebhookConfiguration* \
      validatingwebhookconfigurations, MutatingAdmissionPolicy* \
      mutatingadmissionpolicies, MutatingAdmissionPolicyBinding* \
      mutatingadmissionpolicybindings
      apiextensions.k8s.io: CustomResourceDefinition* customresourcedefinitions
      apiregistration.k8s.io: APIService* apiservices
      apps: ControllerRevision controllerrevisions, DaemonSet daemonsets, Deployment \
      deployments, ReplicaSet replicasets, StatefulSet statefulsets
      authentication.k8s.io: TokenReview* tokenreviews
      authorization.k8s.io: SubjectAccessReview* subjectaccessreviews, \
      SelfSubjectAccessReview* selfsubjectaccessreviews
      autoscaling: HorizontalPodAutoscaler horizontalpodautoscalers
      batch: CronJob cronjobs, Job jobs
      certificates.k8s.io: CertificateSigningRequest* certificatesigningrequests
      coordination.k8s.io: Lease leases
      discovery.k8s.io: EndpointSlice endpointslices
      external-secrets.io: ClusterExternalSecret* clusterexternalsecrets, \
      ClusterSecretStore* clustersecretstores, ExternalSecret externalsecrets, \
      PushSecret pushsecrets, SecretStore secretstores
      flowcontrol.apiserver.k8s.io: FlowSchema* flowschemas, \
      PriorityLevelConfiguration* prioritylevelconfigurations
      kyverno.io: CleanupPolicy cleanuppolicies, ClusterCleanupPolicy* \
      clustercleanuppolicies, ClusterPolicy* clusterpolicies, GlobalContextEntry* \
      globalcontextentries, Policy policies, PolicyException policyexceptions, \
      UpdateRequest updaterequests
      networking.k8s.io: Ingress ingresses, IngressClass* ingressclasses, \
      NetworkPolicy networkpolicies
      node.k8s.io: RuntimeClass* runtimeclasses
      policy: PodDisruptionBudget poddisruptionbudgets
      rbac.authorization.k8s.io: ClusterRole* clusterroles, ClusterRoleBinding* \
      clusterrolebindings, Role roles, RoleBinding rolebindings
      scheduling.k8s.io: PriorityClass* priorityclasses
      snapshot.storage.k8s.io: VolumeSnapshot volumesnapshots, VolumeSnapshotClass* \
      volumesnapshotclasses, VolumeSnapshotContent* volumesnapshotcontents
      storage.k8s.io: CSIDriver* csidrivers, CSINode* csinodes, CSIStorageCapacity \
      csistoragecapacities, StorageClass* storageclasses, VolumeAttachment* \
      volumeattachments, VolumeAttributesClass* volumeattributesclasses
      volsync.backube: ReplicationDestination replicationdestinations, \
      ReplicationSource replicationsources
      """;

  /** Other kinds that people match, so that none of them is taken for a misspelt one. */
  private static final Set<String> OTHERS =
      Set.of(
          "Application",
          "ApplicationSet",
          "AppProject",
          "Certificate",
          "ClusterIssuer",
          "Issuer",
          "Gateway",
          "GatewayClass",
          "HTTPRoute",
          "GRPCRoute",
          "Route",
          "Kustomization",
          "HelmRelease",
          "HelmRepository",
          "GitRepository",
          "OCIRepository",
          "Bucket",
          "Service",
          "VirtualService",
          "DestinationRule",
          "ServiceEntry",
          "Sidecar",
          "Cluster",
          "Machine",
          "MachineDeployment",
          "Provisioner",
          "NodePool",
          "Task",
          "TaskRun",
          "Pipeline",
          "PipelineRun",
          "Backup",
          "Restore",
          "Schedule",
          "VirtualMachine",
          "Project",
          "DeploymentConfig",
          "Build",
          "BuildConfig",
          "PodExecOptions",
          "Scale",
          "Eviction",
          "ServiceMonitor",
          "PodMonitor",
          "PrometheusRule",
          "PodPolicy",
          "ImagePolicy",
          "Database",
          "ClusterRoleTemplateBinding",
          "ProjectRoleTemplateBinding",
          "ClusterEphemeralReport",
          "EphemeralReport",
          "PolicyReport",
          "ClusterPolicyReport",
          "ValidatingPolicy",
          "MutatingPolicy",
          "GeneratingPolicy",
          "ImageValidatingPolicy",
          "DeletingPolicy");

  private static final List<Kind> ALL = parse();

  private static final Set<String> NAMES =
      ALL.stream().map(Kind::name).collect(Collectors.toUnmodifiableSet());

  private Kinds() {}

  /**
   * A kind.
   *
   * @param group API group, {@code ""} for the core group
   * @param name the kind
   * @param plural name of the resource
   * @param namespaced whether its objects stand in namespaces
   */
  record Kind(String group, String name, String plural, boolean namespaced) {}

  /** What a kind selector of {@code match} names, without group, version and subresource. */
  static String name(String selector) {
    String[] parts = selector.split("/", -1);
    String first = parts[0];
    boolean version = first.equals("*") || first.matches("v\\d+((alpha|beta)\\d+)?");
    int index = parts.length == 1 || parts.length == 2 && !version ? 0 : version ? 1 : 2;
    return parts[Math.min(index, parts.length - 1)].replaceFirst("\\..*", "");
  }

  static boolean isClaim(String selector) {
    return name(selector).equals("PersistentVolumeClaim");
  }

  /** Whether a selector names this kind, or may do so. */
  static boolean mayBe(String selector, String kind) {
    return Wildcard.matches(name(selector), kind);
  }

  /** The kind of that name, if it is known and unambiguous. */
  static Optional<Kind> named(String name) {
    return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  /** The kind that a word was probably meant to be. */
  static Optional<String> meant(String word) {
    if (NAMES.contains(word) || OTHERS.contains(word) || word.contains("*") || word.contains("?")) {
      return Optional.empty();
    }
    String lower = word.toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(kind -> lower.equals(kind.plural()) || lower.equals(lower(kind)))
        .map(Kind::name)
        .findFirst()
        .or(() -> Nearest.to(word, NAMES, word.length() > 9 ? 2 : word.length() > 4 ? 1 : 0));
  }

  private static String lower(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static List<Kind> parse() {
    List<Kind> kinds = new ArrayList<>();
    for (String line : TABLE.split("\n")) {
      int colon = line.indexOf(':');
      for (String entry : line.substring(colon + 1).split(",")) {
        String[] words = entry.trim().split(" ");
        boolean cluster = words[0].endsWith("*");
        String name = cluster ? words[0].substring(0, words[0].length() - 1) : words[0];
        kinds.add(new Kind(line.substring(0, colon), name, words[1], !cluster));
      }
    }
    return List.copyOf(kinds);
  }
}
