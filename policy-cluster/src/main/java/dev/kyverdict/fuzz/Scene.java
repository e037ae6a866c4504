package dev.kyverdict.fuzz;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What one admission case is about while it is being made. */
final class Scene {

  /** What a rule shall probably do. */
  enum Mood {
    PASS,
    SKIP,
    ERROR,
    ANY
  }

  final Dice dice;

  /** The object in the request. */
  final ObjectNode object;

  /** What the API answers. */
  final ObjectNode api = Json.object();

  final ObjectNode configMaps = Json.object();
  final ObjectNode globals = Json.object();

  /** The names of the context entries that can be used now. */
  final List<String> entries = new ArrayList<>();

  /** Whether variables of a foreach can be used now. */
  boolean inForeach;

  Mood mood = Mood.ANY;

  Scene(Dice dice, ObjectNode object) {
    this.dice = dice;
    this.object = object;
  }

  String kind() {
    return object.path("kind").asString("");
  }

  /** A query, without braces, that mostly gives something. */
  String query() {
    boolean fails = mood == Mood.ERROR ? dice.chance(30) : dice.chance(2);
    if (fails) {
      return dice.of(
          "request.object.metadata.labels.zz",
          "request.object.zz",
          "request.zz.a",
          "nope",
          "request.object.metadata.annotations.zz.x",
          "abs('a')",
          "request.object.spec.zz");
    }
    if (inForeach && dice.chance(55)) {
      return dice.of(
          "element.name",
          "element",
          "elementIndex",
          "element.image",
          "element0.name",
          "element.zz || 'none'",
          "to_string(element)",
          "elementIndex0");
    }
    if (!entries.isEmpty() && dice.chance(60)) {
      return dice.of(entries);
    }
    return dice.of(
        "request.object.metadata.name",
        "request.operation",
        "request.object.metadata.namespace",
        "request.object.metadata.labels.app || 'none'",
        "request.userInfo.username",
        "request.object.metadata.labels",
        "request.object.spec.replicas || `1`",
        "length(request.object.spec.containers || `[]`)",
        "request.object.spec.n",
        "request.object.kind",
        "request.namespace",
        "request.object.spec.containers[*].image",
        "to_upper(request.object.metadata.name)",
        "request.oldObject.metadata.name",
        "request.object.spec.size || '1Gi'",
        "serviceAccountName",
        "request.dryRun",
        "request.object.spec.containers[0].image || ''",
        "images.containers.c1.tag || ''",
        "request.object.metadata.annotations.a || ''",
        "request.object.spec.every || '1h'");
  }

  /** A variable, or a text with one in it. */
  String variable() {
    String variable = "{{ " + query() + " }}";
    return dice.chance(25) ? dice.of("x-", "v ", "") + variable + dice.of("", "-y") : variable;
  }
}
