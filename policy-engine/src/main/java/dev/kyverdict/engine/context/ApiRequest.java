package dev.kyverdict.engine.context;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.substitution.GoPath;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.ContextEntry.Header;
import dev.kyverdict.values.GoNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An API call with its variables replaced.
 *
 * @param entry the name of the entry
 * @param urlPath the path at the API server; empty for a service
 * @param method GET, POST or whatever is written
 * @param data the body of a POST
 * @param service the service
 */
record ApiRequest(
    String entry, String urlPath, String method, JsonNode data, Optional<Service> service) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String TYPE = "v1.ContextAPICall";
  private static final Pattern NAMESPACE = Pattern.compile("^/api(s)?/.*?/namespaces/([^/]+)/?.*$");

  /** A service: {@code apiCall.service}. */
  record Service(String url, List<Header> headers, String caBundle) {}

  /** The entry as the tree in which upstream replaces variables. */
  static JsonNode tree(ContextEntry.ApiCall entry) {
    ObjectNode tree = NODES.objectNode().put("urlPath", entry.urlPath().orElse(""));
    if (entry.method() != ContextEntry.Method.ABSENT) {
      tree.put("method", entry.method().name());
    }
    if (!entry.data().isEmpty()) {
      ArrayNode data = tree.putArray("data");
      entry.data().forEach(d -> data.addObject().put("key", d.key()).set("value", d.value()));
    }
    entry.service().ifPresent(service -> tree.set("service", tree(service)));
    entry.defaultValue().filter(v -> !v.isNull()).ifPresent(v -> tree.set("default", v));
    entry.jmesPath().filter(v -> !v.isEmpty()).ifPresent(path -> tree.put("jmesPath", path));
    return GoNumbers.floats(tree);
  }

  private static JsonNode tree(ContextEntry.Service service) {
    ObjectNode tree = NODES.objectNode().put("url", service.url());
    if (!service.headers().isEmpty()) {
      ArrayNode headers = tree.putArray("headers");
      service
          .headers()
          .forEach(h -> headers.addObject().put("key", h.key()).put("value", h.value()));
    }
    return tree.put("caBundle", service.caBundle().orElse(""));
  }

  /** Reads the substituted tree. */
  static ApiRequest of(String entry, JsonNode tree) {
    ObjectNode data = NODES.objectNode();
    for (JsonNode item : tree.path("data")) {
      JsonNode value = item.path("value");
      data.set(Typed.text(item, "key", "v1.RequestData"), value);
    }
    Typed.text(tree, "jmesPath", TYPE);
    JsonNode service = tree.path("service");
    return new ApiRequest(
        entry,
        Typed.text(tree, "urlPath", TYPE),
        Typed.text(tree, "method", TYPE),
        data,
        service.isObject() ? Optional.of(service(service)) : Optional.empty());
  }

  private static Service service(JsonNode tree) {
    List<Header> headers = new ArrayList<>();
    for (JsonNode header : tree.path("headers")) {
      headers.add(
          new Header(
              Typed.text(header, "key", "v1.HTTPHeader"),
              Typed.text(header, "value", "v1.HTTPHeader")));
    }
    return new Service(
        Typed.text(tree, "url", "v1.ServiceCall"),
        headers,
        Typed.text(tree, "caBundle", "v1.ServiceCall"));
  }

  /** Upstream lets a namespaced policy read its own namespace and nothing else. */
  void checkNamespace(String policyNamespace) {
    if (policyNamespace.isEmpty()) {
      return;
    }
    String path = GoPath.clean(GoUrl.unescaped(urlPath).orElse(urlPath));
    Matcher matcher = NAMESPACE.matcher(path);
    if (!matcher.find()) {
      throw new EvaluationException(
          ("path " + path + " does not contain a namespace segment,")
              + " which is required for namespaced policies");
    }
    if (!matcher.group(2).equals(policyNamespace)) {
      throw new EvaluationException(
          ("path " + path + " refers to namespace " + matcher.group(2))
              + (", which is different from the policy namespace " + policyNamespace));
    }
  }

  /** Makes the call: {@code pkg/engine/apicall/executor.go}. */
  Payload execute(JsonContext context) {
    if (!urlPath.isEmpty()) {
      return new ApiServerCall(this, context).execute();
    }
    if (service.isEmpty()) {
      throw new EvaluationException("missing service for APICall " + entry);
    }
    return new ServiceCall(this, service.get(), context).execute();
  }
}
