package dev.kyverdict.model;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code context[]}: a named value that a rule may use as {@code {{ name }}} further down. */
public sealed interface ContextEntry {

  /** {@code name}. */
  String name();

  /**
   * {@code variable}: a value, a query, or a query on a value.
   *
   * @param name {@code name}
   * @param value {@code variable.value}
   * @param jmesPath {@code variable.jmesPath}
   * @param defaultValue {@code variable.default}: used when the query fails or, without a value, is
   *     null; {@code null} counts as absent upstream
   */
  record Variable(
      String name,
      Optional<JsonNode> value,
      Optional<String> jmesPath,
      Optional<JsonNode> defaultValue)
      implements ContextEntry {

    /** Copies the trees. */
    public Variable {
      value = value.map(JsonNode::deepCopy);
      defaultValue = defaultValue.map(JsonNode::deepCopy);
    }
  }

  /**
   * {@code apiCall}: an answer of the API server or of a web service.
   *
   * @param name {@code name}
   * @param urlPath {@code apiCall.urlPath}; not beside a service
   * @param method {@code apiCall.method}, default {@code GET}
   * @param data {@code apiCall.data}, of a POST
   * @param service {@code apiCall.service}
   * @param jmesPath {@code apiCall.jmesPath}: applied to a good answer
   * @param defaultValue {@code apiCall.default}: stands in for a <em>failed call</em> only,
   *     whatever the failure was, and bypasses jmesPath ({@code pkg/engine/apicall/apiCall.go})
   */
  record ApiCall(
      String name,
      Optional<String> urlPath,
      Method method,
      List<RequestData> data,
      Optional<Service> service,
      Optional<String> jmesPath,
      Optional<JsonNode> defaultValue)
      implements ContextEntry {

    /** Copies. */
    public ApiCall {
      data = List.copyOf(data);
      defaultValue = defaultValue.map(JsonNode::deepCopy);
    }

    /** The same with {@code jmesPath}. */
    public ApiCall jmesPath(String expression) {
      return new ApiCall(
          name, urlPath, method, data, service, Optional.of(expression), defaultValue);
    }

    /** The same with {@code default}. */
    public ApiCall defaultValue(JsonNode value) {
      return new ApiCall(name, urlPath, method, data, service, jmesPath, Optional.of(value));
    }
  }

  /** {@code apiCall.method}. */
  enum Method {
    /** Reads. */
    GET,
    /** Sends data. */
    POST,
    /**
     * None. The CRD's default does not reach into a nested {@code foreach}, and Kyverno refuses to
     * make such a call.
     */
    ABSENT
  }

  /**
   * {@code apiCall.data[]}.
   *
   * @param key {@code key}
   * @param value {@code value}
   */
  record RequestData(String key, JsonNode value) {

    /** Copies the tree. */
    public RequestData {
      value = value.deepCopy();
    }
  }

  /**
   * {@code apiCall.service}: a JSON web service.
   *
   * @param url {@code url}
   * @param headers {@code headers}
   * @param caBundle {@code caBundle}, PEM
   */
  record Service(String url, List<Header> headers, Optional<String> caBundle) {

    /** Copies the list. */
    public Service {
      headers = List.copyOf(headers);
    }
  }

  /**
   * {@code apiCall.service.headers[]}.
   *
   * @param key {@code key}
   * @param value {@code value}
   */
  record Header(String key, String value) {}

  /**
   * {@code configMap}: read as {@code name.data.key}; a missing one is an error.
   *
   * @param name {@code name} of the entry
   * @param configMap {@code configMap.name}
   * @param namespace {@code configMap.namespace}
   */
  record ConfigMap(String name, String configMap, Optional<String> namespace)
      implements ContextEntry {}

  /**
   * {@code globalReference}: what a GlobalContextEntry holds.
   *
   * @param name {@code name} of the entry
   * @param reference {@code globalReference.name}: {@code entry} or {@code entry.projection}
   * @param jmesPath {@code globalReference.jmesPath}
   */
  record GlobalReference(String name, String reference, Optional<String> jmesPath)
      implements ContextEntry {}

  /**
   * {@code imageRegistry}: data of an image.
   *
   * @param name {@code name} of the entry
   * @param reference {@code imageRegistry.reference}
   * @param jmesPath {@code imageRegistry.jmesPath}
   * @param credentials {@code imageRegistry.imageRegistryCredentials}, kept as it is
   */
  record ImageRegistry(
      String name, String reference, Optional<String> jmesPath, Optional<JsonNode> credentials)
      implements ContextEntry {

    /** Copies the tree. */
    public ImageRegistry {
      credentials = credentials.map(JsonNode::deepCopy);
    }
  }
}
