package dev.kyverdict.jmespath.functions;

import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of Go's {@code url.URL}. */
final class UrlParts {

  private UrlParts() {}

  static ObjectNode json(String url) {
    try {
      GoUrl.parse(url);
    } catch (FunctionException e) {
      throw new Der.MalformedException("cannot parse URI " + Escapes.quoted(url) + ": " + e.text());
    }
    int hash = url.indexOf('#');
    String beforeFragment = hash < 0 ? url : url.substring(0, hash);
    int query = beforeFragment.indexOf('?');
    String beforeQuery = query < 0 ? beforeFragment : beforeFragment.substring(0, query);
    int colon = beforeQuery.indexOf(':');
    String rest = beforeQuery.substring(colon + 1);
    boolean authority = rest.startsWith("//");
    int slash = authority ? rest.indexOf('/', 2) : 0;
    String host = !authority ? "" : slash < 0 ? rest.substring(2) : rest.substring(2, slash);
    String path = slash < 0 ? "" : rest.substring(slash);
    boolean opaque = colon >= 0 && !rest.startsWith("/");
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("Scheme", colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT));
    json.put("Opaque", opaque ? rest : "").putNull("User").put("Host", host);
    json.put("Path", opaque ? "" : path).put("RawPath", "");
    json.put("OmitHost", colon >= 0 && rest.startsWith("/") && !authority);
    json.put("ForceQuery", query >= 0 && query == beforeFragment.length() - 1);
    json.put("RawQuery", query < 0 ? "" : beforeFragment.substring(query + 1));
    json.put("Fragment", hash < 0 ? "" : url.substring(hash + 1)).put("RawFragment", "");
    return json;
  }
}
