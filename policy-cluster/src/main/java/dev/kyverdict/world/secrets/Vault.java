package dev.kyverdict.world.secrets;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.WebServer;
import dev.kyverdict.world.kube.Trees;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * The store of secrets, as 1Password or Vault: {@code GET http://vault/<item>/<property>} answers
 * {@code {"value": …}}, or 404; a PUT of the same shape sets it; {@code GET http://vault/} says
 * that it is there.
 */
public final class Vault implements WebServer {

  /** Where it is. */
  public static final String URL = "http://vault/";

  private final Map<String, String> values;

  /**
   * With values.
   *
   * @param values by {@code item/property}
   */
  public Vault(Map<String, String> values) {
    this.values = new TreeMap<>(values);
  }

  @Override
  public String name() {
    return "vault";
  }

  @Override
  public boolean serves(String url) {
    return url.startsWith(URL);
  }

  @Override
  public Reply answer(Host host, Request request) {
    String key = request.path().substring(URL.length());
    if (request.method() == Method.PUT) {
      values.put(key, Trees.text(request.body(), "value"));
    }
    String value = key.isEmpty() ? "here" : values.get(key);
    ObjectNode body = Trees.object();
    return value == null
        ? new Reply.Answered(404, body.put("message", "no such item: " + key), List.of())
        : new Reply.Answered(200, body.put("value", value), List.of());
  }

  @Override
  public Vault copy() {
    return new Vault(values);
  }
}
