package dev.kyverdict.model;

import java.util.List;

/** What the CRD of {@code kyverno.io/v2beta1} does not know, so that the API server drops it. */
public final class V2beta1 {

  /** {@code apiVersion}. */
  public static final String API_VERSION = "kyverno.io/v2beta1";

  /** Of {@code match} and {@code exclude}: the fields beside {@code any} and {@code all}. */
  public static final List<String> NOT_IN_MATCH =
      List.of("resources", "subjects", "roles", "clusterRoles");

  /** Of {@code validate}. */
  public static final List<String> NOT_IN_VALIDATE = List.of("allowExistingViolations");

  /** Of {@code verifyImages[]}: the fields of older versions. */
  public static final List<String> NOT_IN_VERIFY_IMAGES =
      List.of(
          "additionalExtensions",
          "annotations",
          "cosignOCI11",
          "image",
          "issuer",
          "key",
          "roots",
          "subject");

  private V2beta1() {}
}
