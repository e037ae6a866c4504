package dev.kyverdict.model;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Names, label keys and label values as the API server takes them. */
final class LabelChecks {

  private static final int LABEL_LENGTH = 63;
  private static final int SUBDOMAIN_LENGTH = 253;

  private static final Pattern LABEL = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private LabelChecks() {}

  static boolean isSubdomain(String name) {
    return name.length() <= SUBDOMAIN_LENGTH && SUBDOMAIN.matcher(name).matches();
  }

  static boolean isNamespace(String name) {
    return name.length() <= LABEL_LENGTH && isSubdomain(name) && !name.contains(".");
  }

  static boolean isKey(String key) {
    int slash = key.indexOf('/');
    String name = key.substring(slash + 1);
    return (slash < 0 || isSubdomain(key.substring(0, slash)))
        && name.length() <= LABEL_LENGTH
        && LABEL.matcher(name).matches();
  }

  static boolean isValue(String value) {
    return value.isEmpty() || (value.length() <= LABEL_LENGTH && LABEL.matcher(value).matches());
  }

  static void label(Where where, String key, String value, Consumer<Problem> report) {
    if (!isKey(key)) {
      report.accept(
          where.error(
              "label-key",
              "'" + key + "' is no label key",
              "use at most 63 letters, digits, '-', '_' and '.', behind a domain and '/' if any"));
    }
    if (!isValue(value)) {
      report.accept(
          where.error(
              "label-value",
              "'" + value + "' is no label value",
              "use at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both"
                  + " ends"));
    }
  }

  /** Name, labels and annotations of a document. */
  static void ofMetadata(Where where, Metadata metadata, Consumer<Problem> report) {
    String name = metadata.name();
    if (name.isEmpty() && !metadata.other().has("generateName")) {
      report.accept(where.error("policy-without-name", "has no name", "add metadata.name"));
    } else if (!name.isEmpty() && !isSubdomain(name)) {
      report.accept(
          where
              .at("name")
              .error(
                  "policy-name",
                  "'" + name + "' is no name of an object",
                  "use lower-case letters, digits, '-' and '.'"));
    }
    metadata.labels().forEach((key, value) -> label(where.at("labels", key), key, value, report));
    metadata
        .annotations()
        .forEach((key, value) -> label(where.at("annotations", key), annotation(key), "", report));
  }

  private static String annotation(String key) {
    return key.toLowerCase(Locale.ROOT);
  }
}
