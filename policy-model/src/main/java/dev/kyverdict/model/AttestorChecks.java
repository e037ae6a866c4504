package dev.kyverdict.model;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** {@code attestors}: who may have signed an image. */
final class AttestorChecks {

  private static final List<String> WAYS = List.of("keys", "certificates", "keyless", "attestor");
  private static final Set<String> ALGORITHMS = Set.of("", "sha224", "sha256", "sha384", "sha512");

  private AttestorChecks() {}

  static void of(Where where, JsonNode sets, Consumer<Problem> report) {
    List<JsonNode> items = TreeText.items(sets);
    for (int i = 0; i < items.size(); i++) {
      set(where.at(i), items.get(i), report);
    }
  }

  private static void set(Where where, JsonNode set, Consumer<Problem> report) {
    List<JsonNode> entries = TreeText.items(set.path("entries"));
    if (entries.isEmpty()) {
      report.accept(where.error("attestor-no-entries", "has no entries", "add entries"));
    }
    int count = set.path("count").asInt(1);
    if (count < 1 || (set.has("count") && count > entries.size())) {
      report.accept(
          where
              .at("count")
              .error(
                  "attestor-count",
                  count + " of " + entries.size() + " entries cannot be asked for",
                  "write a number from 1 to the number of entries"));
    }
    for (int i = 0; i < entries.size(); i++) {
      entry(where.at("entries").at(i), entries.get(i), report);
    }
  }

  private static void entry(Where where, JsonNode entry, Consumer<Problem> report) {
    if (WAYS.stream().filter(entry::hasNonNull).count() != 1) {
      report.accept(
          where.error(
              "attestor-way",
              "needs exactly one of " + String.join(", ", WAYS),
              "split it into several entries, or add one"));
    }
    JsonNode keys = entry.path("keys");
    needsOne(where.at("keys"), keys, List.of("publicKeys", "kms", "secret"), report);
    if (hasText(keys, "publicKeys")
        && !ALGORITHMS.contains(keys.path("signatureAlgorithm").asString(""))) {
      report.accept(
          where
              .at("keys", "signatureAlgorithm")
              .error(
                  "attestor-algorithm",
                  keys.path("signatureAlgorithm") + " is no algorithm",
                  "write sha224, sha256, sha384 or sha512"));
    }
    needsOne(
        where.at("certificates"), entry.path("certificates"), List.of("cert", "certChain"), report);
    JsonNode keyless = entry.path("keyless");
    needsOne(where.at("keyless"), keyless, List.of("rekor", "roots"), report);
    needsOne(where.at("keyless", "rekor"), keyless.path("rekor"), List.of("url"), report);
    if (entry.path("attestor").isObject()) {
      set(where.at("attestor"), entry.path("attestor"), report);
    }
  }

  private static void needsOne(
      Where where, JsonNode node, List<String> fields, Consumer<Problem> report) {
    if (node.isObject() && fields.stream().noneMatch(field -> hasText(node, field))) {
      report.accept(
          where.error(
              "attestor-incomplete",
              "needs " + String.join(" or ", fields),
              "add " + fields.getFirst()));
    }
  }

  private static boolean hasText(JsonNode node, String field) {
    return node.path(field).isObject() || !node.path(field).asString("").isEmpty();
  }

  static void ofNotary(Where where, JsonNode sets, Consumer<Problem> report) {
    boolean cosign =
        TreeText.items(sets).stream()
            .flatMap(set -> TreeText.items(set.path("entries")).stream())
            .anyMatch(entry -> entry.hasNonNull("keys") || entry.hasNonNull("keyless"));
    if (cosign) {
      report.accept(
          where.error(
              "attestor-of-notary",
              "Notary knows neither keys nor keyless",
              "use certificates, or type Cosign"));
    }
  }
}
