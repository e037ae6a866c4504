package dev.kyverdict.cluster.kyverno;

import java.util.Map;
import java.util.TreeMap;

/**
 * The labels and annotations by which Kyverno's controllers find what they made ({@code
 * pkg/background/common/constants.go}, {@code api/kyverno/constants.go}, {@code
 * api/kyverno/v2/constants.go}).
 */
public final class Labels {

  /** Who manages an object. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The value of {@link #MANAGED_BY}. */
  public static final String KYVERNO = "kyverno";

  /** The policy that generated an object; on an UpdateRequest the one that is to generate. */
  public static final String POLICY = "generate.kyverno.io/policy-name";

  /** The namespace of that policy; empty of a ClusterPolicy. */
  public static final String POLICY_NAMESPACE = "generate.kyverno.io/policy-namespace";

  /** The rule that generated an object. */
  public static final String RULE = "generate.kyverno.io/rule-name";

  /** The trigger's name; only objects of older versions of Kyverno have it. */
  public static final String TRIGGER_NAME = "generate.kyverno.io/trigger-name";

  /** The trigger's uid. */
  public static final String TRIGGER_UID = "generate.kyverno.io/trigger-uid";

  /** The trigger's namespace. */
  public static final String TRIGGER_NAMESPACE = "generate.kyverno.io/trigger-namespace";

  /** The trigger's kind. */
  public static final String TRIGGER_KIND = "generate.kyverno.io/trigger-kind";

  /** The trigger's version. */
  public static final String TRIGGER_VERSION = "generate.kyverno.io/trigger-version";

  /** The trigger's group. */
  public static final String TRIGGER_GROUP = "generate.kyverno.io/trigger-group";

  /** The name of what was cloned. */
  public static final String SOURCE_NAME = "generate.kyverno.io/source-name";

  /** The uid of what was cloned. */
  public static final String SOURCE_UID = "generate.kyverno.io/source-uid";

  /** The namespace of what was cloned. */
  public static final String SOURCE_NAMESPACE = "generate.kyverno.io/source-namespace";

  /** The kind of what was cloned. */
  public static final String SOURCE_KIND = "generate.kyverno.io/source-kind";

  /** The version of what was cloned. */
  public static final String SOURCE_VERSION = "generate.kyverno.io/source-version";

  /** The group of what was cloned. */
  public static final String SOURCE_GROUP = "generate.kyverno.io/source-group";

  /** Marks what is cloned; its value is empty. */
  public static final String CLONE_SOURCE = "generate.kyverno.io/clone-source";

  /** Makes Kyverno keep a ConfigMap in its cache. */
  public static final String CACHE = "cache.kyverno.io/enabled";

  /** The start of the labels of UpdateRequests of mutate rules. */
  private static final String MUTATE = "mutate.updaterequest.kyverno.io/";

  private static final int LONGEST = 63;

  private Labels() {}

  /** The labels of an UpdateRequest that generates. */
  public static Map<String, String> ofGeneration(String policyKey) {
    return Map.of(POLICY, nameOf(policyKey));
  }

  /** The labels of an UpdateRequest that changes existing objects. */
  public static Map<String, String> ofMutation(String policyKey, ObjectRef trigger) {
    String name = trigger.name();
    Map<String, String> labels = new TreeMap<>();
    labels.put(MUTATE + "policy-name", nameOf(policyKey));
    labels.put(MUTATE + "trigger-name", name.substring(0, Math.min(name.length(), LONGEST)));
    labels.put(MUTATE + "trigger-namespace", trigger.namespace());
    labels.put(MUTATE + "trigger-kind", trigger.kind());
    if (!trigger.apiVersion().isEmpty()) {
      labels.put(MUTATE + "trigger-apiversion", trigger.apiVersion().replace('/', '-'));
    }
    return Map.copyOf(labels);
  }

  private static String nameOf(String policyKey) {
    return policyKey.substring(policyKey.indexOf('/') + 1);
  }
}
