package dev.kyverdict.engine.policies;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code verifyImages} ({@code api/kyverno/v1/image_verification_types.go}). */
record ImageErrors(FieldErrors errors) {

  private static final List<String> ALGORITHMS =
      List.of("", "sha224", "sha256", "sha384", "sha512");
  private static final List<String> SIGNERS =
      List.of("keys", "certificates", "keyless", "attestor");

  /** Refuses what cannot be. */
  static void check(JsonNode rule, int index, String action) {
    ImageErrors found = new ImageErrors(new FieldErrors());
    boolean audit = !RuleFacts.isEnforce(action);
    int i = 0;
    for (JsonNode image : rule.path("verifyImages")) {
      if (image.has("failureAction")) {
        audit = !RuleFacts.isEnforce(RuleFacts.text(image, "failureAction"));
      }
      found.image("spec.rules[" + index + "].verifyImages[" + i++ + "]", image, audit);
    }
    if (!found.errors.isEmpty()) {
      throw new Refusal(found.errors.text());
    }
  }

  private void image(String path, JsonNode image, boolean audit) {
    if (audit && image.path("mutateDigest").asBoolean(false)) {
      errors.invalid(
          path + ".mutateDigest",
          "true",
          "mutateDigest must be set to false for ‘Audit’ failure action");
    }
    if (image.path("imageReferences").isEmpty() && !image.has("image")) {
      errors.invalid(path, image, "ImageVerification", "An image reference is required");
    }
    int i = 0;
    for (JsonNode attestation : image.path("attestations")) {
      sets(path + ".attestations[" + i++ + "].attestors", attestation.path("attestors"));
    }
    sets(path + ".attestors", withOlderFields(image));
    if (RuleFacts.text(image, "type").equals("Notary")) {
      notary(path, image);
    }
  }

  private void notary(String path, JsonNode image) {
    for (JsonNode set : image.path("attestors")) {
      for (JsonNode entry : set.path("entries")) {
        for (String field : List.of("Keyless", "Keys")) {
          if (entry.has(field.toLowerCase(Locale.ROOT))) {
            errors.invalid(
                path + ".attestors",
                image,
                "ImageVerification",
                field + " field is not allowed for type notary");
          }
        }
      }
    }
  }

  /** The attestors, and the one that is written beside them. */
  private static JsonNode withOlderFields(JsonNode image) {
    boolean key = image.has("key");
    boolean issuer = image.has("issuer");
    boolean older = key || issuer || (image.has("image") && !image.path("annotations").isEmpty());
    if (!older || !image.path("attestations").isEmpty()) {
      return image.path("attestors");
    }
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    if (image.has("annotations")) {
      entry.set("annotations", image.path("annotations"));
    }
    if (key) {
      entry.putObject("keys").set("publicKeys", image.path("key"));
    } else if (issuer) {
      ObjectNode keyless = entry.putObject("keyless");
      for (String field : List.of("issuer", "subject", "roots")) {
        if (image.has(field)) {
          keyless.set(field, image.path(field));
        }
      }
    }
    ArrayNode sets = JsonNodeFactory.instance.arrayNode();
    image.path("attestors").forEach(sets::add);
    sets.addObject().putArray("entries").add(entry);
    return sets;
  }

  private void sets(String path, JsonNode sets) {
    int i = 0;
    for (JsonNode set : sets) {
      set(path + "[" + i++ + "]", set);
    }
  }

  private void set(String path, JsonNode set) {
    if (set.path("count").asInt(0) > set.path("entries").size()) {
      errors.invalid(path, set, "AttestorSet", "Count cannot exceed length of entries");
    }
    if (set.path("entries").isEmpty()) {
      errors.invalid(path, set, "AttestorSet", "An entry is required");
    }
    int i = 0;
    for (JsonNode entry : set.path("entries")) {
      entry(path + ".entries[" + i++ + "]", entry);
    }
  }

  private void entry(String path, JsonNode entry) {
    if (SIGNERS.stream().filter(entry::has).count() != 1) {
      errors.invalid(
          path, entry, "Attestor", "keys, certificates, keyless, or a nested attestor is required");
    }
    JsonNode keys = entry.path("keys");
    if (entry.has("keys")) {
      keys(path + ".keys", keys);
    }
    JsonNode certificates = entry.path("certificates");
    if (entry.has("certificates") && !certificates.has("cert") && !certificates.has("certChain")) {
      errors.invalid(
          path + ".certificates",
          certificates,
          "CertificateAttestor",
          "cert or certChain required");
    }
    if (entry.has("keyless")) {
      keyless(path + ".keyless", entry.path("keyless"));
    }
    if (entry.has("attestor")) {
      nested(path + ".attestor", entry.path("attestor"));
    }
  }

  private void keys(String path, JsonNode keys) {
    if (Stream.of("publicKeys", "kms", "secret").noneMatch(keys::has)) {
      errors.invalid(
          path, keys, "StaticKeyAttestor", "A public key, kms key or secret is required");
    }
    if (keys.has("publicKeys")
        && !ALGORITHMS.contains(RuleFacts.text(keys, "signatureAlgorithm"))) {
      errors.invalid(path, keys, "StaticKeyAttestor", "Invalid signature algorithm provided");
    }
  }

  private void keyless(String path, JsonNode keyless) {
    if (!keyless.has("rekor") && !keyless.has("roots")) {
      errors.invalid(path, keyless, "KeylessAttestor", "Either Rekor URL or roots are required");
    }
    if (keyless.has("rekor") && !keyless.path("rekor").has("url")) {
      errors.invalid(path, keyless, "KeylessAttestor", "An URL is required");
    }
  }

  private void nested(String path, JsonNode tree) {
    try {
      set(path, GoDecoder.decode(tree, "AttestorSet", false));
    } catch (Refusal invalid) {
      String text = GoEncoder.text(tree, "any");
      errors.invalid(
          path, text, "failed to unmarshal attestor set " + text + ": " + invalid.text());
    }
  }
}
