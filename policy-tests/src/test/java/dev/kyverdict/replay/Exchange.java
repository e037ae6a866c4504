package dev.kyverdict.replay;

import dev.kyverdict.cluster.ApiPath;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import java.time.Instant;
import java.util.Set;

/**
 * A request of a story with its answer.
 *
 * @param at when
 * @param request what was asked
 * @param reply the answer
 */
public record Exchange(Instant at, Request request, Reply reply) {

  private static final String KYVERNO = "system:serviceaccount:kyverno:";

  /** What nobody's decision depends on, or what the real cluster does by itself. */
  private static final Set<String> OWN_AFFAIRS =
      Set.of(
          "events",
          "leases",
          "subjectaccessreviews",
          "selfsubjectaccessreviews",
          "tokenreviews",
          "applications",
          "updaterequests",
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

  /** What is to be done with it in the real cluster. */
  enum Part {
    /** Nothing. */
    NONE,
    /** It is sent again. */
    SAID,
    /** Kyverno did it: the real one does it too. */
    DONE_BY_KYVERNO
  }

  ApiPath path() {
    return ApiPath.of(request.path());
  }

  Part part() {
    if (request.method() == Request.Method.GET
        || OWN_AFFAIRS.contains(path().resource())
        || CONTROL_PLANE.contains(request.user().username())) {
      return Part.NONE;
    }
    if (request.user().username().startsWith(KYVERNO)) {
      boolean its = path().group().endsWith("kyverno.io") || path().namespace().equals("kyverno");
      return reply.ok() && !its && !isDryRun() ? Part.DONE_BY_KYVERNO : Part.NONE;
    }
    // what was refused because somebody else was faster changed nothing
    boolean raced = !isClaimMade() && (reply.status() == 409 || reply.status() == 404);
    return raced || reply.status() == 0 || reply.status() >= 500 ? Part.NONE : Part.SAID;
  }

  /** Whether it asks for a claim. */
  boolean isClaimMade() {
    return request.method() == Request.Method.POST
        && path().resource().equals("persistentvolumeclaims");
  }

  /** Whether it is about a policy. */
  boolean isPolicy() {
    return path().group().equals("kyverno.io");
  }

  private boolean isDryRun() {
    return path().query().containsKey("dryRun");
  }

  @Override
  public String toString() {
    return at + " " + request + " -> " + reply.status();
  }
}
