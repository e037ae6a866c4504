package dev.kyverdict.cluster.api;

import dev.kyverdict.engine.UserInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a server adds to whoever asks. */
final class Authentication {

  static final String MASTERS = "system:masters";

  private static final String AUTHENTICATED = "system:authenticated";
  private static final String UNAUTHENTICATED = "system:unauthenticated";
  private static final String ACCOUNT = "system:serviceaccount:";

  private Authentication() {}

  /** With the groups that Kubernetes adds to a user. */
  static UserInfo of(UserInfo user) {
    Set<String> groups = new LinkedHashSet<>();
    String[] parts = user.username().split(":", -1);
    if (user.username().startsWith(ACCOUNT) && parts.length == 4) {
      groups.add("system:serviceaccounts");
      groups.add("system:serviceaccounts:" + parts[2]);
    }
    groups.addAll(user.groups());
    if (!groups.contains(AUTHENTICATED) && !groups.contains(UNAUTHENTICATED)) {
      groups.add(user.username().equals("system:anonymous") ? UNAUTHENTICATED : AUTHENTICATED);
    }
    List<String> all = new ArrayList<>(groups);
    return new UserInfo(
        user.username(), user.uid(), all, user.extra(), user.roles(), user.clusterRoles());
  }
}
