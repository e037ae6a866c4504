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
  private static final String ACCOUNTS = "system:serviceaccounts";
  private static final String ACCOUNTS_OF = "system:serviceaccounts:";

  private Authentication() {}

  /** With the groups that Kubernetes adds to a user. */
  static UserInfo of(UserInfo user) {
    return isComplete(user) ? user : completed(user);
  }

  /** Whether it is a user with the groups of a service account already, as most are. */
  private static boolean isComplete(UserInfo user) {
    List<String> groups = user.groups();
    if (groups.size() != 3 || !groups.get(2).equals(AUTHENTICATED)) {
      return false;
    }
    String name = user.username();
    String own = groups.get(1);
    return groups.get(0).equals(ACCOUNTS)
        && own.startsWith(ACCOUNTS_OF)
        && name.startsWith(ACCOUNT)
        && name.indexOf(':', ACCOUNT.length()) == name.lastIndexOf(':')
        && name.length() > ACCOUNT.length() + own.length() - ACCOUNTS_OF.length()
        && name.charAt(ACCOUNT.length() + own.length() - ACCOUNTS_OF.length()) == ':'
        && name.startsWith(own.substring(ACCOUNTS_OF.length()), ACCOUNT.length());
  }

  private static UserInfo completed(UserInfo user) {
    Set<String> groups = new LinkedHashSet<>();
    String name = user.username();
    int colon = name.startsWith(ACCOUNT) ? name.indexOf(':', ACCOUNT.length()) : -1;
    if (colon >= 0 && name.indexOf(':', colon + 1) < 0) {
      groups.add(ACCOUNTS);
      groups.add(ACCOUNTS_OF + name.substring(ACCOUNT.length(), colon));
    }
    groups.addAll(user.groups());
    if (!groups.contains(AUTHENTICATED) && !groups.contains(UNAUTHENTICATED)) {
      groups.add(name.equals("system:anonymous") ? UNAUTHENTICATED : AUTHENTICATED);
    }
    List<String> all = new ArrayList<>(groups);
    if (all.equals(user.groups())) {
      return user;
    }
    return new UserInfo(name, user.uid(), all, user.extra(), user.roles(), user.clusterRoles());
  }
}
