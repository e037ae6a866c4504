package dev.kyverdict.render;

import dev.kyverdict.model.ContextEntry.ApiCall;
import dev.kyverdict.model.ContextEntry.Header;
import dev.kyverdict.model.ContextEntry.Method;
import dev.kyverdict.model.ContextEntry.RequestData;
import dev.kyverdict.model.ContextEntry.Service;
import dev.kyverdict.model.kube.GlobalContextEntry.Call;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code apiCall} of a context entry and of a GlobalContextEntry. */
final class ApiCallCodec {

  private static final List<Method> METHODS = List.of(Method.GET, Method.POST);

  private ApiCallCodec() {}

  static ObjectNode write(ApiCall call) {
    return new Mapping()
        .text("urlPath", call.urlPath())
        .text("method", written(call.method()))
        .list("data", call.data(), ApiCallCodec::write)
        .object("service", call.service(), ApiCallCodec::write)
        .text("jmesPath", call.jmesPath())
        .tree("default", call.defaultValue())
        .node();
  }

  static ApiCall read(String name, Fields fields) {
    return new ApiCall(
        name,
        fields.said("urlPath"),
        method(fields),
        fields.list("data", ApiCallCodec::data),
        fields.object("service", ApiCallCodec::service),
        fields.said("jmesPath"),
        fields.tree("default"));
  }

  static ObjectNode write(Call call) {
    return new Mapping()
        .text("urlPath", call.urlPath())
        .text("method", written(call.method()))
        .list("data", call.data(), ApiCallCodec::write)
        .object("service", call.service(), ApiCallCodec::write)
        .text("refreshInterval", call.refreshInterval())
        .number("retryLimit", Optional.of(call.retryLimit()))
        .node();
  }

  static Call readGlobal(Fields fields) {
    return new Call(
        fields.said("urlPath"),
        method(fields),
        fields.list("data", ApiCallCodec::data),
        fields.object("service", ApiCallCodec::service),
        fields.text("refreshInterval").orElse("10m"),
        fields.integer("retryLimit").orElse(3));
  }

  /**
   * The CRD's default does not reach into a nested foreach; Kyverno refuses a call without method.
   */
  private static Method method(Fields fields) {
    return fields.oneOf("method", METHODS).orElse(fields.anyCase() ? Method.ABSENT : Method.GET);
  }

  private static Optional<Method> written(Method method) {
    return Optional.of(method).filter(METHODS::contains);
  }

  private static ObjectNode write(RequestData data) {
    return new Mapping().text("key", data.key()).tree("value", Optional.of(data.value())).node();
  }

  private static RequestData data(Fields fields) {
    return new RequestData(
        fields.requiredText("key"),
        fields.required("value").map(Value::node).orElse(JsonNodeFactory.instance.nullNode()));
  }

  private static ObjectNode write(Service service) {
    return new Mapping()
        .text("url", service.url())
        .list("headers", service.headers(), ApiCallCodec::write)
        .text("caBundle", service.caBundle())
        .node();
  }

  private static Service service(Fields fields) {
    return new Service(
        fields.requiredText("url"),
        fields.list("headers", ApiCallCodec::header),
        fields.said("caBundle"));
  }

  private static ObjectNode write(Header header) {
    return new Mapping().text("key", header.key()).text("value", header.value()).node();
  }

  private static Header header(Fields fields) {
    return new Header(fields.requiredText("key"), fields.requiredText("value"));
  }
}
