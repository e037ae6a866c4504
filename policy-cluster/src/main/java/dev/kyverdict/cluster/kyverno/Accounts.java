package dev.kyverdict.cluster.kyverno;

import dev.kyverdict.engine.UserInfo;

/** The service accounts of Kyverno's own chart, installed as {@code kyverno}. */
public final class Accounts {

  /** The namespace that Kyverno lives in. */
  public static final String NAMESPACE = "kyverno";

  /** Kyverno's ConfigMap, in its namespace. */
  public static final String CONFIG_MAP = "kyverno";

  /** The account of the admission controller. */
  public static final UserInfo ADMISSION = account("kyverno-admission-controller");

  /** The account of the background controller. */
  public static final UserInfo BACKGROUND = account("kyverno-background-controller");

  /** The account of the reports controller. */
  public static final UserInfo REPORTS = account("kyverno-reports-controller");

  private Accounts() {}

  private static UserInfo account(String name) {
    return UserInfo.of(
        "system:serviceaccount:" + NAMESPACE + ":" + name,
        "system:serviceaccounts",
        "system:serviceaccounts:" + NAMESPACE,
        "system:authenticated");
  }
}
