package dev.kyverdict.cluster.types;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Checks config maps and secrets. */
final class DataChecks {

  private static final int MOST = 1024 * 1024;

  private DataChecks() {}

  static List<FieldError> check(String kind, JsonNode object) {
    boolean secret = kind.equals("Secret");
    List<FieldError> errors = new ArrayList<>();
    long size = keys(object.path("data"), "data", secret, errors);
    for (String key : object.path("data").propertyNames()) {
      if (object.path("binaryData").has(key)) {
        String place = "data[" + key + "]";
        errors.add(FieldError.invalid(place, key, "duplicate of key present in binaryData"));
      }
    }
    size += keys(object.path("binaryData"), "binaryData", true, errors);
    if (size > MOST) {
      errors.add(FieldError.tooLong(secret ? "data" : "", MOST));
    }
    if (secret) {
      secret(object, errors);
    }
    return errors;
  }

  private static long keys(JsonNode data, String path, boolean encoded, List<FieldError> errors) {
    long size = 0;
    for (Map.Entry<String, JsonNode> entry : data.properties()) {
      String key = entry.getKey();
      String place = path + "[" + key + "]";
      Names.configMapKey(key).forEach(it -> errors.add(FieldError.invalid(place, key, it)));
      String value = entry.getValue().asString("");
      size += encoded ? Base64.getDecoder().decode(value).length : value.length();
    }
    return size;
  }

  private static void secret(JsonNode secret, List<FieldError> errors) {
    JsonNode data = secret.path("data");
    switch (secret.path("type").asString("")) {
      case "kubernetes.io/service-account-token" -> {
        String name = "kubernetes.io/service-account.name";
        JsonNode annotations = secret.path("metadata").path("annotations");
        if (annotations.path(name).asString("").isEmpty()) {
          errors.add(FieldError.required("metadata.annotations[" + name + "]", ""));
        }
      }
      case "kubernetes.io/dockercfg" -> needs(data, List.of(".dockercfg"), errors);
      case "kubernetes.io/dockerconfigjson" -> needs(data, List.of(".dockerconfigjson"), errors);
      case "kubernetes.io/basic-auth" -> {
        if (!data.has("username") && !data.has("password")) {
          needs(data, List.of("username", "password"), errors);
        }
      }
      case "kubernetes.io/ssh-auth" -> needs(data, List.of("ssh-privatekey"), errors);
      case "kubernetes.io/tls" -> needs(data, List.of("tls.crt", "tls.key"), errors);
      default -> {}
    }
  }

  private static void needs(JsonNode data, List<String> keys, List<FieldError> errors) {
    for (String key : keys) {
      if (!data.has(key)) {
        errors.add(FieldError.required("data[" + key + "]", ""));
      }
    }
  }
}
