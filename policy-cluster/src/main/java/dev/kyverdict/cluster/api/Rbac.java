package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.ApiPath;
import dev.kyverdict.engine.UserInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Who may do what, by the roles and bindings of the cluster ({@code
 * k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac}).
 */
final class Rbac {

  static final String GROUP = "rbac.authorization.k8s.io";

  private static final Decision MASTER = new Decision(true, "");
  private static final int MOST_ANSWERS = 10_000;

  private final World world;
  private Map<String, List<JsonNode>> bySubject = Map.of();
  private Map<Asked, InCluster> answers = new ConcurrentHashMap<>();
  private long known = -1;
  private boolean namesMatter;

  Rbac(World world) {
    this.world = world;
  }

  /** The same in a copy of the world: what is known is shared until the rights of one change. */
  Rbac copy(World other) {
    Rbac copy = new Rbac(other);
    copy.bySubject = bySubject;
    copy.answers = answers;
    copy.known = known;
    return copy;
  }

  /**
   * What somebody wants to do.
   *
   * @param path for what is no resource
   */
  record Wish(
      UserInfo user,
      String verb,
      String group,
      String resource,
      String subresource,
      String namespace,
      String name,
      String path) {

    boolean isResource() {
      return !resource.isEmpty();
    }

    String combined() {
      return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }
  }

  /**
   * An answer.
   *
   * @param allowed whether it is allowed
   * @param reason why, or what was wrong on the way
   */
  record Decision(boolean allowed, String reason) {}

  /**
   * A wish as far as what binds in the whole cluster depends on it.
   *
   * @param name the name behind a slash; empty for any name
   */
  private record Asked(
      String user,
      List<String> groups,
      String verb,
      String group,
      String resource,
      String subresource,
      String name,
      String path) {

    static Asked of(Wish wish, String name) {
      return new Asked(
          wish.user().username(),
          wish.user().groups(),
          wish.verb(),
          wish.group(),
          wish.resource(),
          wish.subresource(),
          name,
          wish.isResource() ? "" : wish.path());
    }

    /** The groups follow from the user as a rule. */
    @Override
    public int hashCode() {
      return Objects.hash(user, verb, group, resource, subresource, name, path);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Asked that
          && user.equals(that.user)
          && resource.equals(that.resource)
          && verb.equals(that.verb)
          && name.equals(that.name)
          && group.equals(that.group)
          && subresource.equals(that.subresource)
          && path.equals(that.path)
          && groups.equals(that.groups);
    }
  }

  /**
   * What the bindings for the whole cluster say.
   *
   * @param byName whether they say something else of another name
   */
  private record InCluster(Optional<Decision> allowed, List<String> errors, boolean byName) {}

  /** Refuses a call that its user may not make. */
  void check(Call call) {
    ApiPath path = call.path();
    int slash = path.subresource().indexOf('/');
    Wish wish =
        new Wish(
            call.user(),
            call.verb(),
            path.group(),
            path.resource(),
            slash < 0 ? path.subresource() : path.subresource().substring(0, slash),
            path.namespace(),
            path.name().isEmpty() ? Selectors.singleName(call.query("fieldSelector")) : path.name(),
            call.bare());
    demand(wish);
  }

  /** Refuses what is not allowed. */
  void demand(Wish wish) {
    Decision decision = decide(wish);
    if (!decision.allowed()) {
      String why = sentence(wish).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      throw Refusal.forbidden(
          wish.group(),
          wish.resource(),
          wish.name(),
          decision.reason().isEmpty() ? why : why + ": " + decision.reason());
    }
  }

  private static String sentence(Wish wish) {
    if (!wish.isResource()) {
      return "User \"%s\" cannot %s path \"%s\""
          .formatted(wish.user().username(), wish.verb(), wish.path());
    }
    String what =
        "User \"%s\" cannot %s resource \"%s\" in API group \"%s\" "
            .formatted(wish.user().username(), wish.verb(), wish.combined(), wish.group());
    String where = "in the namespace \"" + wish.namespace() + "\"";
    return what + (wish.namespace().isEmpty() ? "at the cluster scope" : where);
  }

  Decision decide(Wish wish) {
    if (wish.user().groups().contains(Authentication.MASTERS)) {
      return MASTER;
    }
    InCluster inCluster = inCluster(wish);
    if (inCluster.allowed().isPresent()) {
      return inCluster.allowed().get();
    }
    List<String> errors = new ArrayList<>(inCluster.errors());
    if (!wish.namespace().isEmpty()) {
      for (JsonNode binding : world.store().list(GROUP + "/rolebindings", wish.namespace())) {
        if (names(binding, wish.user(), wish.namespace())
            && allows(binding, wish.namespace(), wish, errors)) {
          String name = Meta.name(binding) + "/" + wish.namespace();
          return allowed("RoleBinding", name, binding, wish);
        }
      }
    }
    return new Decision(false, errors.isEmpty() ? "" : "RBAC: " + aggregate(errors));
  }

  /** What the bindings for the whole cluster say; remembered until one of them changes. */
  private InCluster inCluster(Wish wish) {
    if (known != world.rights()) {
      known = world.rights();
      index();
      answers = new ConcurrentHashMap<>();
    }
    InCluster answer = remembered(Asked.of(wish, ""), wish);
    return answer.byName() ? remembered(Asked.of(wish, "/" + wish.name()), wish) : answer;
  }

  private InCluster remembered(Asked asked, Wish wish) {
    InCluster answer = answers.get(asked);
    if (answer == null) {
      answer = ask(wish);
      if (answers.size() >= MOST_ANSWERS) {
        answers = new ConcurrentHashMap<>();
      }
      answers.put(asked, answer);
    }
    return answer;
  }

  private InCluster ask(Wish wish) {
    namesMatter = false;
    List<String> errors = new ArrayList<>();
    for (JsonNode binding : clusterWide(wish.user())) {
      if (allows(binding, "", wish, errors)) {
        return new InCluster(
            Optional.of(allowed("ClusterRoleBinding", Meta.name(binding), binding, wish)),
            List.of(),
            namesMatter);
      }
    }
    return new InCluster(Optional.empty(), errors, namesMatter);
  }

  private void index() {
    bySubject = new HashMap<>();
    for (JsonNode binding : world.store().list(GROUP + "/clusterrolebindings", "")) {
      for (JsonNode subject : binding.path("subjects")) {
        bySubject.computeIfAbsent(key(subject), it -> new ArrayList<>()).add(binding);
      }
    }
  }

  /** The bindings for the whole cluster that name a user, by name. */
  private Collection<JsonNode> clusterWide(UserInfo user) {
    Map<String, JsonNode> bindings = new TreeMap<>();
    Stream.concat(
            Stream.of("User " + user.username()), user.groups().stream().map(it -> "Group " + it))
        .flatMap(it -> bySubject.getOrDefault(it, List.of()).stream())
        .forEach(it -> bindings.put(Meta.name(it), it));
    return bindings.values();
  }

  private static String key(JsonNode subject) {
    String name = subject.path("name").asString("");
    String kind = subject.path("kind").asString("");
    return kind.equals("ServiceAccount")
        ? "User system:serviceaccount:" + subject.path("namespace").asString("") + ":" + name
        : kind + " " + name;
  }

  private static Decision allowed(String kind, String name, JsonNode binding, Wish wish) {
    JsonNode role = binding.path("roleRef");
    String subject =
        subjects(binding).stream()
            .filter(it -> is(it, wish.user(), Meta.namespace(binding)))
            .map(Rbac::described)
            .findFirst()
            .orElse("");
    return new Decision(
        true,
        "RBAC: allowed by %s \"%s\" of %s \"%s\" to %s"
            .formatted(
                kind,
                name,
                role.path("kind").asString(""),
                role.path("name").asString(""),
                subject));
  }

  private static String described(JsonNode subject) {
    String kind = subject.path("kind").asString("");
    String name = subject.path("name").asString("");
    return kind.equals("ServiceAccount")
        ? "ServiceAccount \"%s/%s\"".formatted(name, subject.path("namespace").asString(""))
        : kind + " \"" + name + "\"";
  }

  private static String aggregate(List<String> errors) {
    List<String> distinct = errors.stream().distinct().toList();
    return distinct.size() == 1 ? distinct.getFirst() : "[" + String.join(", ", distinct) + "]";
  }

  private boolean allows(JsonNode binding, String namespace, Wish wish, List<String> errors) {
    JsonNode reference = binding.path("roleRef");
    String kind = reference.path("kind").asString("");
    String name = reference.path("name").asString("");
    boolean clusterWide = kind.equals("ClusterRole");
    Optional<JsonNode> role =
        clusterWide
            ? world.store().get(GROUP + "/clusterroles", "", name)
            : world.store().get(GROUP + "/roles", namespace, name);
    if (role.isEmpty()) {
      errors.add(
          "%s.%s \"%s\" not found".formatted(clusterWide ? "clusterrole" : "role", GROUP, name));
      return false;
    }
    return grants(role.get(), wish, new HashSet<>());
  }

  /** By its own rules, or by those of the roles that it aggregates, whatever a controller does. */
  private boolean grants(JsonNode role, Wish wish, Set<String> seen) {
    if (!seen.add(Meta.name(role))) {
      return false;
    }
    for (JsonNode rule : role.path("rules")) {
      if (allows(rule, wish)) {
        return true;
      }
    }
    for (JsonNode selector : role.path("aggregationRule").path("clusterRoleSelectors")) {
      for (JsonNode other : world.store().list(GROUP + "/clusterroles", "")) {
        if (Selectors.matches(selector, other.path("metadata").path("labels"))
            && grants(other, wish, seen)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean names(JsonNode binding, UserInfo user, String namespace) {
    return subjects(binding).stream().anyMatch(subject -> is(subject, user, namespace));
  }

  private static List<JsonNode> subjects(JsonNode binding) {
    return binding.path("subjects").valueStream().toList();
  }

  private static boolean is(JsonNode subject, UserInfo user, String namespace) {
    String name = subject.path("name").asString("");
    return switch (subject.path("kind").asString("")) {
      case "User" -> user.username().equals(name);
      case "Group" -> user.groups().contains(name);
      case "ServiceAccount" -> {
        String of = subject.path("namespace").asString(namespace);
        yield !of.isEmpty() && user.username().equals("system:serviceaccount:" + of + ":" + name);
      }
      default -> false;
    };
  }

  private boolean allows(JsonNode rule, Wish wish) {
    if (!any(rule.path("verbs"), "*", wish.verb())) {
      return false;
    }
    if (!wish.isResource()) {
      return isUrl(rule.path("nonResourceURLs"), wish.path());
    }
    if (!any(rule.path("apiGroups"), "*", wish.group())
        || !isResource(rule.path("resources"), wish)) {
      return false;
    }
    if (rule.path("resourceNames").isEmpty()) {
      return true;
    }
    namesMatter = true;
    return any(rule.path("resourceNames"), wish.name());
  }

  private static boolean isResource(JsonNode resources, Wish wish) {
    return wish.subresource().isEmpty()
        ? any(resources, "*", wish.combined())
        : any(resources, "*", wish.combined(), "*/" + wish.subresource());
  }

  private static boolean isUrl(JsonNode urls, String path) {
    for (JsonNode entry : urls) {
      String url = entry.asString("");
      if (url.equals("*")
          || url.equals(path)
          || (url.endsWith("*") && path.startsWith(url.replaceFirst("\\*+$", "")))) {
        return true;
      }
    }
    return false;
  }

  private static boolean any(JsonNode list, String... wanted) {
    for (JsonNode entry : list) {
      for (String text : wanted) {
        if (entry.asString("").equals(text)) {
          return true;
        }
      }
    }
    return false;
  }
}
