package dev.kyverdict.fuzz;

/** What a foreach walks over. */
final class Lists {

  private Lists() {}

  static String list(Scene scene) {
    Dice dice = scene.dice;
    if (scene.inForeach && dice.chance(60)) {
      return dice.of(
          "element.ports",
          "element.env || `[]`",
          "element0.args || `[]`",
          "element",
          "`[1, 2]`",
          "element.zz");
    }
    if (scene.mood == Scene.Mood.ERROR && dice.chance(25)) {
      return dice.of("request.object.spec.zz", "request.object.zz[*]", "zz", "abs('x')");
    }
    return switch (scene.kind()) {
      case "Pod" ->
          dice.of(
              "request.object.spec.containers",
              "request.object.spec.containers",
              "request.object.spec.[containers, initContainers][]",
              "request.object.spec.volumes[?name == 'v1']",
              "request.object.spec.containers[].args[]",
              "request.object.metadata.labels",
              "images.containers.*");
      case "Widget" ->
          dice.of(
              "request.object.spec.items",
              "request.object.spec.list",
              "request.object.spec.items[*].v",
              "request.object.spec.n",
              "[request.object.spec.n, null]",
              "request.object.spec.nested.a.b");
      default ->
          dice.of(
              "`[\"a\", \"b\"]`",
              "request.object.spec.ports || `[]`",
              "keys(request.object.metadata.labels || `{\"k\":1}`)",
              "request.object.spec.accessModes || `[]`",
              "`[]`",
              "`[{\"name\": \"x\"}, null]`",
              "request.object.metadata.name");
    };
  }
}
