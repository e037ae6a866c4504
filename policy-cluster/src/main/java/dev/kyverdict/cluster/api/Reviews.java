package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.api.Rbac.Decision;
import dev.kyverdict.cluster.api.Rbac.Wish;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.engine.UserInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Questions that are sent as objects and answered at once: may somebody do something. */
final class Reviews {

  private static final Set<String> GROUPS = Set.of("authorization.k8s.io", "authentication.k8s.io");

  private final Rbac rbac;

  Reviews(Rbac rbac) {
    this.rbac = rbac;
  }

  static boolean serves(ResourceType type) {
    return GROUPS.contains(type.group());
  }

  Reply answer(Call call, ResourceType type) {
    JsonNode body = Bodies.of(call, type);
    ObjectNode review = Meta.copy(body);
    switch (type.kind()) {
      case "SelfSubjectAccessReview" -> decide(review, call.user());
      case "SubjectAccessReview", "LocalSubjectAccessReview" ->
          decide(review, Authentication.of(user(body.path("spec"))));
      case "SelfSubjectReview" -> review.putObject("status").set("userInfo", described(call));
      case "TokenReview" -> review.putObject("status").put("authenticated", false);
      default -> {
        ObjectNode status = review.putObject("status");
        status.putArray("resourceRules");
        status.putArray("nonResourceRules");
        status.put("incomplete", true);
      }
    }
    return call.answer(201, review);
  }

  private void decide(ObjectNode review, UserInfo user) {
    JsonNode spec = review.path("spec");
    JsonNode wanted = spec.path("resourceAttributes");
    JsonNode other = spec.path("nonResourceAttributes");
    if (wanted.isObject() == other.isObject()) {
      throw Refusal.invalid(
          "authorization.k8s.io",
          review.path("kind").asString(""),
          "",
          wanted.isObject()
              ? "spec.nonResourceAttributes: Invalid value: \"null\": cannot be specified in"
                  + " combination with resourceAttributes"
              : "spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes"
                  + " or resourceAttributes must be specified",
          List.of());
    }
    Decision decision = rbac.decide(wish(user, wanted, other));
    ObjectNode status = review.putObject("status").put("allowed", decision.allowed());
    if (!decision.reason().isEmpty()) {
      status.put("reason", decision.reason());
    }
  }

  private static Wish wish(UserInfo user, JsonNode wanted, JsonNode other) {
    return wanted.isObject()
        ? new Wish(
            user,
            wanted.path("verb").asString(""),
            wanted.path("group").asString(""),
            wanted.path("resource").asString(""),
            wanted.path("subresource").asString(""),
            wanted.path("namespace").asString(""),
            wanted.path("name").asString(""),
            "")
        : new Wish(
            user,
            other.path("verb").asString(""),
            "",
            "",
            "",
            "",
            "",
            other.path("path").asString(""));
  }

  private static UserInfo user(JsonNode spec) {
    List<String> groups = new ArrayList<>();
    spec.path("groups").forEach(it -> groups.add(it.asString("")));
    return new UserInfo(
        spec.path("user").asString(""), Optional.empty(), groups, Map.of(), List.of(), List.of());
  }

  private static ObjectNode described(Call call) {
    ObjectNode user = JsonNodeFactory.instance.objectNode();
    user.put("username", call.user().username());
    call.user().groups().forEach(user.putArray("groups")::add);
    return user;
  }
}
