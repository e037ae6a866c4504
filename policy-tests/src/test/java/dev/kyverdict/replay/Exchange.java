package dev.kyverdict.replay;

import dev.kyverdict.cluster.ApiPath;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.engine.UserInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A request of a story with its answer.
 *
 * @param at when
 * @param request what was asked
 * @param reply the answer
 */
public record Exchange(Instant at, Request request, Reply reply) {

  static final String KYVERNO = "system:serviceaccount:kyverno:";

  private static final long HOUR = 3600;

  /** Puts objects into a cluster without asking anybody. */
  private static final UserInfo NOBODY = UserInfo.of("nobody");

  /** What nobody's decision depends on, or what the real cluster does by itself. */
  private static final Set<String> OWN_AFFAIRS =
      Set.of(
          "events",
          "leases",
          "subjectaccessreviews",
          "selfsubjectaccessreviews",
          "tokenreviews",
          "applications",
          "mutatingwebhookconfigurations",
          "validatingwebhookconfigurations",
          "policyreports",
          "clusterpolicyreports",
          "ephemeralreports",
          "clusterephemeralreports");

  /** Who is there in the real cluster as well. */
  private static final Set<String> CONTROL_PLANE =
      Set.of(
          "system:serviceaccount:kube-system:namespace-controller",
          "system:serviceaccount:kube-system:service-account-controller",
          "system:serviceaccount:kube-system:root-ca-cert-publisher",
          "system:serviceaccount:kube-system:generic-garbage-collector",
          "system:serviceaccount:kube-system:pvc-protection-controller",
          "system:serviceaccount:kube-system:pv-protection-controller",
          "system:serviceaccount:kube-system:clusterrole-aggregation-controller");

  /** Whose status is read by nobody who is there in the real cluster. */
  private static final Set<String> WORKLOADS = Set.of("cronjobs", "deployments");

  /** At what nobody looks who is there in the real cluster. */
  private static final Set<String> UNSEEN =
      Set.of("jobs", "persistentvolumes", "volumesnapshots", "volumesnapshotcontents");

  private static final String VOLSYNC = "system:serviceaccount:volsync-system:volsync";

  /** What is to be done with it in the real cluster. */
  enum Part {
    /** Nothing. */
    NONE,
    /** It is sent again. */
    SAID,
    /** The object is there, however it came. */
    LOADED,
    /** A namespace goes. */
    ENDS_NAMESPACE,
    /** Kyverno did it: the real one does it too. */
    DONE_BY_KYVERNO,
    /** Kyverno has something to do. */
    BEGUN_BY_KYVERNO,
    /** Kyverno has done, or given up, what it had to do. */
    ENDED_BY_KYVERNO
  }

  /** An object is put into a cluster as if it had always been there. */
  static Exchange loaded(Instant at, JsonNode object) {
    Request request = new Request(NOBODY, Request.Method.POST, "/", Request.JSON, object);
    return new Exchange(at, request, new Reply.Answered(201, object, List.of()));
  }

  ApiPath path() {
    return ApiPath.of(request.path());
  }

  Part part() {
    if (request.user().equals(NOBODY)) {
      return Part.LOADED;
    }
    if (path().resource().equals("namespaces") && path().subresource().equals("finalize")) {
      return reply.ok() ? Part.ENDS_NAMESPACE : Part.NONE;
    }
    if (request.method() == Request.Method.GET
        || OWN_AFFAIRS.contains(path().resource())
        || CONTROL_PLANE.contains(request.user().username())) {
      return Part.NONE;
    }
    if (request.user().username().startsWith(KYVERNO)) {
      return byKyverno();
    }
    // what was refused because somebody else was faster changed nothing
    boolean raced = !isClaimMade() && (reply.status() == 409 || reply.status() == 404);
    return raced || reply.status() == 0 || reply.status() >= 500 ? Part.NONE : Part.SAID;
  }

  private Part byKyverno() {
    // each hour it goes over everything, and no hour passes in the real cluster
    if (at.getEpochSecond() % HOUR == 0) {
      return Part.NONE;
    }
    if (path().resource().equals("updaterequests") && reply.ok()) {
      return switch (request.method()) {
        case POST -> Part.BEGUN_BY_KYVERNO;
        case DELETE -> Part.ENDED_BY_KYVERNO;
        case GET, PUT, PATCH -> Part.NONE;
      };
    }
    boolean its = path().group().endsWith("kyverno.io") || path().namespace().equals("kyverno");
    return reply.ok() && !its && !isDryRun() ? Part.DONE_BY_KYVERNO : Part.NONE;
  }

  /** Whether it asks for a claim. */
  boolean isClaimMade() {
    return request.method() == Request.Method.POST && isAboutClaims();
  }

  /** Whether Kyverno would do something else if it had not yet done what it has to do. */
  boolean isHeededByKyverno() {
    String kind = path().resource();
    boolean taken = request.method() == Request.Method.DELETE || kind.equals("secrets");
    return !request.user().username().equals(VOLSYNC)
        && (taken || isPolicy() || path().group().startsWith("rbac."));
  }

  /** Whether it makes a namespace. */
  boolean isNamespaceMade() {
    return request.method() == Request.Method.POST
        && path().resource().equals("namespaces")
        && path().subresource().isEmpty();
  }

  /** Whether it deletes a namespace. */
  boolean isNamespaceDeleted() {
    return request.method() == Request.Method.DELETE && path().resource().equals("namespaces");
  }

  /** Whether it is about claims. */
  boolean isAboutClaims() {
    return path().resource().equals("persistentvolumeclaims");
  }

  /** Whether it is about a policy. */
  boolean isPolicy() {
    return path().resource().equals("clusterpolicies") || path().resource().equals("policies");
  }

  /**
   * Whether neither Kyverno nor a controller of the control plane looks at it: Jobs with what
   * VolSync makes for them, pods without claims, volumes and snapshots, and what workloads say of
   * themselves.
   *
   * @param holders the pods that have claims
   */
  boolean isNobodysBusiness(Set<String> holders) {
    ApiPath path = path();
    boolean state = WORKLOADS.contains(path.resource()) && path.subresource().equals("status");
    boolean account =
        request.user().username().equals(VOLSYNC)
            && (path.resource().equals("serviceaccounts") || path.group().startsWith("rbac."));
    return UNSEEN.contains(path.resource())
        || state
        || account
        || (path.resource().equals("pods") && !holders.contains(object()));
  }

  /** The namespace and name of what it is about. */
  private String object() {
    String name =
        path().name().isEmpty() ? reply.body().at("/metadata/name").asString("") : path().name();
    return path().namespace() + "/" + name;
  }

  /** The pod with claims that it makes. */
  Optional<String> holder() {
    boolean holds =
        path().resource().equals("pods")
            && request
                .body()
                .at("/spec/volumes")
                .valueStream()
                .anyMatch(it -> it.has("persistentVolumeClaim"));
    return holds ? Optional.of(object()) : Optional.empty();
  }

  boolean isDryRun() {
    return path().query().containsKey("dryRun");
  }

  /** The same in every run of the story; what was asked, and what came of it. */
  String line() {
    String body = request.body() instanceof MissingNode ? "" : request.body().toString();
    return at + " " + request + " " + reply.status() + " " + body;
  }

  @Override
  public String toString() {
    return at + " " + request + " -> " + reply.status();
  }
}
