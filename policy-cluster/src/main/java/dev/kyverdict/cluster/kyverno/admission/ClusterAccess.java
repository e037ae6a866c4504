package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.cluster.Discovery.Resource;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.kyverno.Api;
import dev.kyverdict.engine.policies.PolicyAccess;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the API server says of kinds and permissions, asked as the admission controller ({@code
 * pkg/clients/dclient/discovery.go}, {@code pkg/auth}).
 *
 * @param api the API server
 */
record ClusterAccess(Api api) implements PolicyAccess {

  private static final Pattern VERSION = Pattern.compile("v\\d((alpha|beta)\\d)?|\\*");
  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/subjectaccessreviews";

  /** A kind as policies write it, taken apart ({@code pkg/utils/kube/kind.go}). */
  record Selector(String group, String version, String kind, String subresource) {

    static Selector of(String text) {
      int last = text.lastIndexOf('/') + 1;
      String dotted = text.substring(0, last) + text.substring(last).replace('.', '/');
      List<String> parts = Arrays.asList(dotted.split("/", -1));
      String first = parts.getFirst();
      boolean versioned = VERSION.matcher(first).matches();
      return switch (parts.size()) {
        case 1 -> new Selector("*", "*", first, "");
        case 2 -> ofTwo(first, parts.get(1), versioned);
        case 3 ->
            versioned
                ? new Selector("*", first, parts.get(1), parts.get(2))
                : new Selector(first, parts.get(1), parts.get(2), "");
        case 4 -> new Selector(first, parts.get(1), parts.get(2), parts.get(3));
        default -> new Selector("", "", "", "");
      };
    }

    private static Selector ofTwo(String first, String second, boolean versioned) {
      boolean lower = second.equals(second.toLowerCase(Locale.ROOT));
      if (versioned && !(first.equals("*") && lower)) {
        return new Selector("*", first, second, "");
      }
      return new Selector("*", "*", first, second);
    }
  }

  @Override
  public Optional<Boolean> installed(String kind) {
    Selector selector = Selector.of(kind);
    return find(selector).isEmpty()
        ? Optional.empty()
        : Optional.of(!selector.subresource().isEmpty());
  }

  private List<Resource> find(Selector selector) {
    return api.kinds()
        .find(
            api.cluster(),
            api.account(),
            selector.group(),
            selector.version(),
            selector.kind(),
            selector.subresource());
  }

  @Override
  public Permission permits(
      Account account, String verb, String kind, String namespace, String name) {
    List<Resource> resources = find(Selector.of(kind));
    if (resources.isEmpty()) {
      return new Permission(false, Optional.of("failed to get GVR for kind " + kind));
    }
    Reply reply =
        api.cluster()
            .call(
                new Request(
                    api.account(),
                    Method.POST,
                    REVIEWS,
                    Request.JSON,
                    review(account, verb, resources.getFirst(), kind, namespace, name)));
    return reply.ok()
        ? new Permission(
            reply.body().path("status").path("allowed").asBoolean(false), Optional.empty())
        : new Permission(false, Optional.of(reply.message()));
  }

  private static JsonNode review(
      Account account, String verb, Resource resource, String kind, String namespace, String name) {
    ObjectNode review = JsonNodeFactory.instance.objectNode();
    review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SubjectAccessReview");
    ObjectNode spec = review.putObject("spec");
    String apiVersion = resource.apiVersion();
    int slash = apiVersion.indexOf('/');
    ObjectNode attributes = spec.putObject("resourceAttributes");
    attributes.put("group", slash < 0 ? "" : apiVersion.substring(0, slash));
    attributes.put("version", apiVersion.substring(slash + 1));
    attributes.put("resource", resource.plural());
    attributes.put("subresource", Selector.of(kind).subresource());
    attributes.put("namespace", namespace).put("name", name).put("verb", verb);
    spec.put("user", account.username());
    return review;
  }
}
