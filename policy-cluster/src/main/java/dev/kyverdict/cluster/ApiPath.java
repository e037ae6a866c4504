package dev.kyverdict.cluster;

import dev.kyverdict.cluster.Request.Method;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a request path of the API server is about ({@code
 * k8s.io/apiserver/pkg/endpoints/request/requestinfo.go}).
 *
 * @param isResource whether it is about objects at all
 * @param group the API group; empty for the core
 * @param version the version
 * @param namespace empty for none; of a Namespace its own name
 * @param resource the plural
 * @param name empty for a collection
 * @param subresource empty for none; may have several parts
 * @param query the query
 */
public record ApiPath(
    boolean isResource,
    String group,
    String version,
    String namespace,
    String resource,
    String name,
    String subresource,
    Map<String, String> query) {

  private static final Map<String, ApiPath> READ = new ConcurrentHashMap<>();
  private static final int MOST_READ = 4096;

  /** Copies the map. */
  public ApiPath {
    query = Map.copyOf(query);
  }

  /** Reads a path with its query; the same ones are read all the time. */
  public static ApiPath of(String path) {
    ApiPath known = READ.get(path);
    if (known != null) {
      return known;
    }
    ApiPath read = read(path);
    if (READ.size() >= MOST_READ) {
      READ.clear();
    }
    READ.put(path, read);
    return read;
  }

  private static ApiPath read(String path) {
    int mark = path.indexOf('?');
    Map<String, String> query = mark < 0 ? Map.of() : query(path.substring(mark + 1));
    String bare = mark < 0 ? path : path.substring(0, mark);
    List<String> parts = parts(bare);
    int start =
        switch (parts.getFirst()) {
          case "api" -> 2;
          case "apis" -> 3;
          default -> Integer.MAX_VALUE;
        };
    if (parts.size() <= start) {
      return new ApiPath(false, "", "", "", "", "", "", query);
    }
    String group = start == 3 ? parts.get(1) : "";
    return resource(group, parts.get(start - 1), parts.subList(start, parts.size()), query);
  }

  private static List<String> parts(String path) {
    int from = path.startsWith("/") ? 1 : 0;
    int end = path.length() > from && path.endsWith("/") ? path.length() - 1 : path.length();
    List<String> parts = new ArrayList<>();
    for (int slash = path.indexOf('/', from);
        slash >= 0 && slash < end;
        slash = path.indexOf('/', from)) {
      parts.add(path.substring(from, slash));
      from = slash + 1;
    }
    parts.add(path.substring(from, end));
    return parts;
  }

  private static ApiPath resource(
      String group, String version, List<String> parts, Map<String, String> query) {
    boolean within =
        parts.size() > 1 && parts.getFirst().equals("namespaces") && !isOfNamespace(parts);
    String namespace =
        parts.size() > 1 && parts.getFirst().equals("namespaces") ? parts.get(1) : "";
    List<String> rest = within ? parts.subList(2, parts.size()) : parts;
    String subresource = rest.size() > 2 ? String.join("/", rest.subList(2, rest.size())) : "";
    String name = rest.size() > 1 ? decoded(rest.get(1)) : "";
    return new ApiPath(true, group, version, namespace, rest.getFirst(), name, subresource, query);
  }

  private static boolean isOfNamespace(List<String> parts) {
    return parts.size() == 2
        || (parts.size() == 3
            && (parts.get(2).equals("status") || parts.get(2).equals("finalize")));
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = decoded(equals < 0 ? pair : pair.substring(0, equals));
      if (!key.isEmpty()) {
        query.putIfAbsent(key, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /**
   * Kubernetes' verb for a method at this path; of what is no object the method in small letters.
   */
  public String verb(Method method) {
    if (!isResource) {
      return switch (method) {
        case GET -> "get";
        case POST -> "post";
        case PUT -> "put";
        case PATCH -> "patch";
        case DELETE -> "delete";
      };
    }
    return switch (method) {
      case GET -> name.isEmpty() ? (query.containsKey("watch") ? "watch" : "list") : "get";
      case POST -> "create";
      case PUT -> "update";
      case PATCH -> "patch";
      case DELETE -> name.isEmpty() ? "deletecollection" : "delete";
    };
  }
}
