package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.ApiPath;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.engine.UserInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A request on its way through the server, with what is gathered for its answer. */
final class Call {

  private final Request request;
  private final ApiPath path;
  private final UserInfo user;
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, String> annotations = new LinkedHashMap<>();

  Call(Request request) {
    this.request = request;
    this.path = ApiPath.of(request.path());
    this.user = Authentication.of(request.user());
  }

  Request request() {
    return request;
  }

  ApiPath path() {
    return path;
  }

  UserInfo user() {
    return user;
  }

  String verb() {
    return path.verb(request.method());
  }

  /** The path without its query. */
  String bare() {
    int mark = request.path().indexOf('?');
    return mark < 0 ? request.path() : request.path().substring(0, mark);
  }

  boolean dryRun() {
    return query("dryRun").equals("All")
        || (request.method() == Method.DELETE && !request.body().path("dryRun").isEmpty());
  }

  String query(String name) {
    return path.query().getOrDefault(name, "");
  }

  /** The namespace of the path that objects of a type carry. */
  String namespace(ResourceType type) {
    return type.namespaced() ? path.namespace() : "";
  }

  void warn(String text) {
    if (!warnings.contains(text)) {
      warnings.add(text);
    }
  }

  void annotate(Map<String, String> more) {
    annotations.putAll(more);
  }

  Map<String, String> annotations() {
    return annotations;
  }

  Reply answer(int status, JsonNode body) {
    return new Reply.Answered(status, body, warnings);
  }

  Refusal notFound(ResourceType type) {
    return Refusal.notFound(type.group(), type.plural(), path.name());
  }
}
