package dev.kyverdict.dsl;

import dev.kyverdict.dsl.Template.Expr;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.ContextEntry.ApiCall;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/** Words for context entries. */
abstract class ContextWords extends MatchWords {

  ContextWords() {}

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** {@code apiCall}: GET of a path of the API server. */
  public static ApiCall apiCall(String name, Template urlPath) {
    return new ApiCall(
        name,
        Optional.of(urlPath.template()),
        ContextEntry.Method.GET,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** {@code variable} of an expression. */
  public static ContextEntry.Variable variable(String name, Expr expression) {
    return new ContextEntry.Variable(
        name, Optional.empty(), Optional.of(expression.jmesPath()), Optional.empty());
  }

  /** {@code variable} of an expression, with a value for its failure. */
  public static ContextEntry.Variable variable(String name, Expr expression, String otherwise) {
    return new ContextEntry.Variable(
        name,
        Optional.empty(),
        Optional.of(expression.jmesPath()),
        Optional.of(JSON.stringNode(otherwise)));
  }

  /** {@code configMap}. */
  public static ContextEntry.ConfigMap configMap(
      String name, Template namespace, Template configMap) {
    return new ContextEntry.ConfigMap(
        name, configMap.template(), Optional.of(namespace.template()));
  }

  /** {@code globalReference}. */
  public static ContextEntry.GlobalReference globalReference(String name, String reference) {
    return new ContextEntry.GlobalReference(name, reference, Optional.empty());
  }

  /** {@code apiCall}: POST of {@code data} to a path of the API server. */
  public static ApiCall apiPost(String name, Template urlPath, Field first, Field... more) {
    ApiCall get = apiCall(name, urlPath);
    return new ApiCall(
        name,
        get.urlPath(),
        ContextEntry.Method.POST,
        requestData(listOf(first, more)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** {@code apiCall.service}: GET from a JSON web service. */
  public static ApiCall serviceCall(String name, Template url) {
    return new ApiCall(
        name,
        Optional.empty(),
        ContextEntry.Method.GET,
        List.of(),
        Optional.of(new ContextEntry.Service(url.template(), List.of(), Optional.empty())),
        Optional.empty(),
        Optional.empty());
  }

  /** {@code apiCall.service}: POST of {@code data} to a JSON web service. */
  public static ApiCall servicePost(String name, Template url, Field first, Field... more) {
    return new ApiCall(
        name,
        Optional.empty(),
        ContextEntry.Method.POST,
        requestData(listOf(first, more)),
        serviceCall(name, url).service(),
        Optional.empty(),
        Optional.empty());
  }

  private static List<ContextEntry.RequestData> requestData(List<Field> fields) {
    return fields.stream()
        .map(field -> new ContextEntry.RequestData(field.key(), field.value()))
        .toList();
  }

  /** {@code imageRegistry}: the data of an image. */
  public static ContextEntry.ImageRegistry imageRegistry(String name, Template reference) {
    return new ContextEntry.ImageRegistry(
        name, reference.template(), Optional.empty(), Optional.empty());
  }
}
