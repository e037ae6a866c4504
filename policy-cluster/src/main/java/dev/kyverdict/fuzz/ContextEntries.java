package dev.kyverdict.fuzz;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Context entries, and what they read. */
final class ContextEntries {

  private static final String DESTINATION =
      "/apis/volsync.backube/v1alpha1/namespaces/{{ request.namespace }}/replicationdestinations/";

  private final Scene scene;
  private final Dice dice;

  ContextEntries(Scene scene) {
    this.scene = scene;
    this.dice = scene.dice;
  }

  /** Up to so many entries; those that follow see their names. */
  ArrayNode entries(int most, String prefix) {
    ArrayNode entries = Json.array();
    int count = dice.below(most + 1);
    for (int i = 0; i < count; i++) {
      String name = dice.chance(5) && i > 0 ? prefix + (i - 1) : prefix + i;
      ObjectNode entry = Json.object();
      entry.put("name", name);
      fill(entry);
      entries.add(entry);
      scene.entries.add(use(name, entry));
    }
    return entries;
  }

  /** How an entry is used: mostly in a way that cannot fail after it was loaded. */
  private String use(String name, JsonNode entry) {
    if (entry.has("configMap")) {
      return name + dice.of(".data.k", ".data.zz || ''", ".metadata.name", ".data", "");
    }
    return name + dice.of("", "", "", "", " || 'none'", " | @");
  }

  private void fill(ObjectNode entry) {
    switch (dice.weighted(42, 40, 10, 8)) {
      case 0 -> entry.set("variable", variable());
      case 1 -> entry.set("apiCall", apiCall());
      case 2 -> entry.set("configMap", configMap());
      default -> entry.set("globalReference", global());
    }
  }

  private ObjectNode variable() {
    ObjectNode variable = Json.object();
    boolean hasValue = dice.chance(40);
    if (hasValue) {
      variable.set("value", value());
    }
    if (!hasValue || dice.chance(30)) {
      variable.put(
          "jmesPath", hasValue ? dice.of("a", "@", "[0]", "zz", "length(@)", "a || 'd'") : path());
      if (dice.chance(55)) {
        variable.set("default", fallback());
      }
    }
    return variable;
  }

  private String path() {
    return dice.chance(12)
        ? dice.of("request.object.metadata.{{ 'name' }}", "{{ request.operation }}", "abs(`-1`)")
        : scene.query();
  }

  private JsonNode value() {
    return switch (dice.below(4)) {
      case 0 -> Json.text(scene.variable());
      case 1 -> Json.object("a", Json.text(scene.variable()));
      case 2 -> Trees.value(dice, 2);
      default -> Json.text(Texts.any(dice));
    };
  }

  private JsonNode fallback() {
    return switch (dice.below(6)) {
      case 0 -> Json.text("");
      case 1 -> Json.text(scene.variable());
      case 2 -> Trees.scalar(dice);
      case 3 -> Json.object();
      default -> Json.text("none");
    };
  }

  private ObjectNode apiCall() {
    ObjectNode call = Json.object();
    if (dice.chance(82)) {
      call.put("urlPath", urlPath());
      call.put("method", "GET");
      if (dice.chance(10)) {
        call.put("method", "POST");
        call.set(
            "data",
            Json.read("[{'key':'a','value':'{{ request.operation }}'},{'key':'b','value':1}]"));
      }
    } else {
      ObjectNode service = Json.object();
      service.put("url", "http://svc.app/" + dice.of("x", "{{ request.operation }}"));
      if (dice.chance(30)) {
        service.set(
            "headers", Json.read("[{'key':'Authorization','value':'t-{{ request.operation }}'}]"));
      }
      call.set("service", service);
      call.put("method", dice.of("GET", "POST"));
      if (dice.chance(40)) {
        call.set("data", Json.read("[{'key':'a','value':'{{ request.object.metadata.name }}'}]"));
      }
    }
    if (dice.chance(70)) {
      call.put(
          "jmesPath",
          dice.of(
              "status.latestImage.name",
              "status.latestImage.name || ''",
              "items[0].metadata.name",
              "@",
              "length(@)",
              "items[?metadata.name=='data'] | [0].metadata.name || ''",
              "status",
              "metadata.{{ 'name' }}",
              "n",
              "[0]"));
    }
    if (dice.chance(scene.mood == Scene.Mood.ERROR ? 20 : 60)) {
      call.set("default", fallback());
    }
    answers();
    return call;
  }

  private String urlPath() {
    return switch (dice.below(4)) {
      case 0, 1 -> DESTINATION + dice.of("data", "{{ request.object.metadata.name }}", "a?b=c");
      case 2 -> "/api/v1/namespaces/app/configmaps" + dice.of("", "/cm", "/../x", "?limit=1");
      default ->
          dice.of("/api/v1/nodes", "/apis/example.com/v1/widgets/{{ request.operation }}", "/x/");
    };
  }

  private void answers() {
    ObjectNode api = scene.api;
    if (!api.has("*") && dice.chance(85)) {
      if (dice.chance(15)) {
        api.set("*", Json.array(ApiAnswers.next(dice), ApiAnswers.next(dice)));
      } else {
        api.set("*", ApiAnswers.next(dice));
      }
    }
    if (dice.chance(15)) {
      api.set("GET /api/v1/nodes", ApiAnswers.next(dice));
    }
  }

  private ObjectNode configMap() {
    if (dice.chance(75)) {
      ObjectNode held = Json.object("data", Json.read("{'k':'v','n':'5','l':'[\\\"a\\\"]'}"));
      if (dice.chance(30)) {
        held.set("metadata", Json.read("{'labels':{'l':'1'}}"));
      }
      scene.configMaps.set("app/cm", dice.chance(8) ? Json.object() : held);
    }
    ObjectNode configMap = Json.object();
    configMap.put("name", dice.of("cm", "cm", "{{ 'cm' }}", "zz"));
    configMap.put("namespace", dice.of("app", "app", "{{ request.namespace }}"));
    return configMap;
  }

  private ObjectNode global() {
    ObjectNode held = Json.object();
    if (dice.chance(15)) {
      held.put("error", "not ready");
    } else {
      held.set(
          "data",
          dice.chance(50) ? Json.read("[{'metadata':{'name':'a'}}]") : Trees.value(dice, 2));
      held.set("projections", Json.object("p", Trees.value(dice, 1)));
    }
    scene.globals.set("g", held);
    ObjectNode reference = Json.object();
    reference.put("name", dice.of("g", "g", "g", "g.p", "g.zz", "h"));
    if (dice.chance(55)) {
      reference.put(
          "jmesPath", dice.of("length(@)", "[0].metadata.name", "@", "zz", "[*].metadata.name"));
    }
    return reference;
  }
}
