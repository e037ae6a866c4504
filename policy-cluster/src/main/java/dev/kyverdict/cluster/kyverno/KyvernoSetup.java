package dev.kyverdict.cluster.kyverno;

import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.engine.match.HelmDefaults;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Kyverno's ConfigMap and the engine that obeys it. */
public final class KyvernoSetup {

  private static final Engine USUAL = Engine.newest();

  private KyvernoSetup() {}

  /** The ConfigMap that the chart installs. */
  public static ObjectNode configMap() {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    map.put("apiVersion", "v1").put("kind", "ConfigMap");
    map.putObject("metadata").put("name", Accounts.CONFIG_MAP).put("namespace", Accounts.NAMESPACE);
    ObjectNode data = map.putObject("data");
    HelmDefaults.CONFIG.forEach(data::put);
    return map;
  }

  /** Whether an object is Kyverno's ConfigMap. */
  public static boolean isConfigMap(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return object.path("kind").asString("").equals("ConfigMap")
        && metadata.path("name").asString("").equals(Accounts.CONFIG_MAP)
        && metadata.path("namespace").asString("").equals(Accounts.NAMESPACE);
  }

  /** The data of a ConfigMap. */
  public static Map<String, String> data(JsonNode map) {
    Map<String, String> data = new LinkedHashMap<>();
    map.path("data")
        .properties()
        .forEach(entry -> data.put(entry.getKey(), entry.getValue().asString("")));
    return data;
  }

  /** The engine of a Kyverno behind an API server, set up in this way. */
  public static Engine engine(Map<String, String> data) {
    return data.equals(HelmDefaults.CONFIG)
        ? USUAL
        : Engine.behindApiServer(KyvernoVersion.V1_19_1, KyvernoConfig.DEFAULT.withData(data));
  }
}
