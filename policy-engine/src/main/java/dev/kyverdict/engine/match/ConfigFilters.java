package dev.kyverdict.engine.match;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom and what Kyverno's ConfigMap keeps away from all policies: {@code resourceFilters}, {@code
 * excludeUsernames}, {@code excludeGroups}, {@code excludeRoles}, {@code excludeClusterRoles}
 * ({@code pkg/config/config.go}, {@code types.go}). Immutable.
 */
public final class ConfigFilters {

  /** Kyverno's own objects, which its webhooks let pass ({@code pkg/webhooks/utils/exclude.go}). */
  private static final Set<String> OWN =
      Set.of(
          "AdmissionReport",
          "ClusterAdmissionReport",
          "BackgroundScanReport",
          "ClusterBackgroundScanReport",
          "UpdateRequest");

  private static final ResourceKind NAMESPACE = new ResourceKind("", "v1", "Namespace");

  private final List<ResourceFilter> filters;
  private final Users excluded;
  private final Users included;

  private ConfigFilters(Map<String, String> data) {
    this.filters = ResourceFilter.parse(data.getOrDefault("resourceFilters", ""));
    this.excluded = Users.of(data, false);
    this.included = Users.of(data, true);
  }

  /** Of Kyverno's configuration. */
  public static ConfigFilters of(KyvernoConfig config) {
    return new ConfigFilters(config.data());
  }

  /** Whether rules never match what the user does in admission. */
  public boolean excludes(UserInfo user) {
    return !included.hold(user) && excluded.hold(user);
  }

  /** Whether the resource filters name an object. */
  public boolean filters(ResourceKind kind, String subResource, String namespace, String name) {
    for (int i = 0; i < filters.size(); i++) {
      if (filters.get(i).names(kind, subResource, namespace, name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Why Kyverno's webhooks let a request pass before they look at any policy ({@code
   * pkg/webhooks/handlers/filter.go}); empty when they do not.
   */
  public Optional<String> passes(AdmissionRequest request) {
    if (excludes(request.user())) {
      return Optional.of("admission request filtered");
    }
    if (filters(request.parent(), request.subResource(), request.namespace(), request.name())) {
      return Optional.of(
          "admission request filtered because it appears in configmap resource filters");
    }
    return OWN.contains(request.kind().kind())
        ? Optional.of("admission request filtered because it is for a kyverno resource")
        : Optional.empty();
  }

  /** {@code [kind,namespace,name]}; blanks count, and what is left out is empty. */
  private record ResourceFilter(KindSelector kind, String namespace, String name) {

    static List<ResourceFilter> parse(String text) {
      List<ResourceFilter> filters = new ArrayList<>();
      int start = -1;
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) == '[') {
          start = i + 1;
        } else if (text.charAt(i) == ']' && start >= 0) {
          List<String> parts = List.of(text.substring(start, i).split(",", -1));
          if (parts.size() <= 3 && !parts.getFirst().isEmpty()) {
            filters.add(
                new ResourceFilter(
                    KindSelector.parse(parts.getFirst()), part(parts, 1), part(parts, 2)));
          }
          start = -1;
        }
      }
      return List.copyOf(filters);
    }

    private static String part(List<String> parts, int index) {
      return index < parts.size() ? parts.get(index) : "";
    }

    boolean names(ResourceKind of, String subResource, String inNamespace, String called) {
      return kind.matches(of, subResource)
          && ((Wildcard.matches(namespace, inNamespace) && Wildcard.matches(name, called))
              || (of.equals(NAMESPACE) && Wildcard.matches(namespace, called)));
    }
  }

  /** Lists of names with wildcards; those behind a {@code !} are taken out again. */
  private record Users(
      List<String> names, List<String> groups, List<String> roles, List<String> clusterRoles) {

    static Users of(Map<String, String> data, boolean inclusions) {
      return new Users(
          list(data, "excludeUsernames", inclusions),
          list(data, "excludeGroups", inclusions),
          list(data, "excludeRoles", inclusions),
          list(data, "excludeClusterRoles", inclusions));
    }

    private static List<String> list(Map<String, String> data, String key, boolean inclusions) {
      List<String> list = new ArrayList<>();
      for (String part : data.getOrDefault(key, "").split(",", -1)) {
        String name = part.strip();
        boolean inclusion = name.startsWith("!");
        name = inclusion ? name.substring(1).strip() : name;
        if (inclusion == inclusions && !name.isEmpty()) {
          list.add(name);
        }
      }
      return List.copyOf(list);
    }

    boolean hold(UserInfo user) {
      return ResourceChecks.anyMatches(names, user.username())
          || anyMatches(groups, user.groups())
          || anyMatches(roles, user.roles())
          || anyMatches(clusterRoles, user.clusterRoles());
    }

    private static boolean anyMatches(List<String> patterns, List<String> texts) {
      for (int i = 0; i < texts.size(); i++) {
        if (ResourceChecks.anyMatches(patterns, texts.get(i))) {
          return true;
        }
      }
      return false;
    }
  }
}
