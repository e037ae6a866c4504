package dev.kyverdict.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who asks: {@code userInfo} of an AdmissionRequest, and the roles that Kyverno finds for the user.
 *
 * @param username {@code username}
 * @param uid {@code uid}
 * @param groups {@code groups}
 * @param extra {@code extra}
 * @param roles the roles, as {@code namespace:name}
 * @param clusterRoles the cluster roles
 */
public record UserInfo(
    String username,
    Optional<String> uid,
    List<String> groups,
    Map<String, List<String>> extra,
    List<String> roles,
    List<String> clusterRoles) {

  /**
   * Nobody is known, as in background scans and in Kyverno's command; not the same as somebody
   * without a name.
   */
  public static final UserInfo NOBODY =
      new UserInfo("", Optional.of(""), List.of(), Map.of(), List.of(), List.of());

  /** Copies. */
  public UserInfo {
    groups = List.copyOf(groups);
    extra = Map.copyOf(extra);
    roles = List.copyOf(roles);
    clusterRoles = List.copyOf(clusterRoles);
  }

  /** A user in groups, without any role. */
  public static UserInfo of(String username, String... groups) {
    return new UserInfo(
        username, Optional.empty(), List.of(groups), Map.of(), List.of(), List.of());
  }

  /** The same with one role and one cluster role of this name. */
  public UserInfo withRoles(String role) {
    return new UserInfo(username, uid, groups, extra, List.of(role), List.of(role));
  }
}
