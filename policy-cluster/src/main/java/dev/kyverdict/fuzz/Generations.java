package dev.kyverdict.fuzz;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Generate rules, and the cluster that they find. */
final class Generations {

  private final Scene scene;
  private final Dice dice;

  Generations(Scene scene) {
    this.scene = scene;
    this.dice = scene.dice;
  }

  /** What the cluster holds already. */
  ArrayNode objects() {
    ArrayNode objects = Json.array();
    if (dice.chance(70)) {
      objects.add(source("src", "{'l':'1'}"));
    }
    if (dice.chance(30)) {
      objects.add(source("src2", "{'l':'1'}"));
    }
    if (dice.chance(25)) {
      objects.add(
          Json.read(
              "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'gen','namespace':'app','resourceVersion':'5'},'data':{'k':'v'}}"));
    }
    return objects;
  }

  private ObjectNode source(String name, String labels) {
    String kind = dice.of("ConfigMap", "ConfigMap", "Secret");
    return Json.tree(
        "{'apiVersion':'v1','kind':'"
            + kind
            + "','metadata':{'name':'"
            + name
            + "','namespace':'base','labels':"
            + labels
            + ",'uid':'u1','resourceVersion':'7','creationTimestamp':'2020-01-01T00:00:00Z','ownerReferences':[{'apiVersion':'v1','kind':'X','name':'o','uid':'o1'}]},'data':{'s':'1'}}");
  }

  ObjectNode generate() {
    ObjectNode generate = Json.object();
    if (dice.chance(60)) {
      generate.put("synchronize", dice.chance(50));
    }
    switch (dice.weighted(52, 22, 10, 16)) {
      case 0 -> target(generate, "gen").set("data", data());
      case 1 -> target(generate, "gen").set("clone", clone("src"));
      case 2 -> cloneList(generate);
      default -> generate.set("foreach", forEaches());
    }
    return generate;
  }

  private ObjectNode target(ObjectNode generate, String name) {
    generate.put("apiVersion", "v1");
    generate.put("kind", dice.of("ConfigMap", "ConfigMap", "Secret"));
    generate.put(
        "name",
        dice.chance(60)
            ? name
            : dice.of("g-{{ request.object.metadata.name }}", "gen-{{ request.operation }}"));
    generate.put(
        "namespace",
        dice.of("app", "{{ request.object.metadata.name }}", "{{ request.namespace }}", "base"));
    return generate;
  }

  private ObjectNode data() {
    ObjectNode values = Json.object();
    values.set(
        dice.of("k", "a"), dice.chance(75) ? Json.text(scene.variable()) : Trees.scalar(dice));
    ObjectNode data = Json.object("data", values);
    if (dice.chance(25)) {
      data.set(
          "metadata",
          Json.object(
              "labels", Json.object("l", Json.text(dice.of("1", "{{ request.operation }}")))));
    }
    return data;
  }

  private ObjectNode clone(String name) {
    ObjectNode clone = Json.object();
    clone.put("name", dice.of(name, name, name, "zz", "{{ request.object.metadata.name }}"));
    clone.put("namespace", dice.of("base", "base", "app"));
    return clone;
  }

  private void cloneList(ObjectNode generate) {
    generate.put("namespace", dice.of("app", "{{ request.object.metadata.name }}"));
    ObjectNode list = Json.object();
    list.put("namespace", "base");
    list.set("kinds", Json.read(dice.of("['v1/ConfigMap']", "['v1/ConfigMap','v1/Secret']")));
    if (dice.chance(60)) {
      list.set(
          "selector", Json.read(dice.of("{'matchLabels':{'l':'1'}}", "{'matchLabels':{'l':'2'}}")));
    }
    generate.set("cloneList", list);
  }

  private ArrayNode forEaches() {
    ObjectNode one = Json.object();
    one.put("list", Lists.list(scene));
    scene.inForeach = true;
    if (dice.chance(30)) {
      one.set("preconditions", new RuleConditions(scene).form(dice.chance(70)));
    }
    target(one, "cm-{{ elementIndex }}");
    if (dice.chance(70)) {
      one.set("data", data());
    } else {
      one.set("clone", clone("src"));
    }
    scene.inForeach = false;
    return Json.array(one);
  }
}
