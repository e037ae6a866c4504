package dev.kyverdict.fuzz;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Mutate rules: merges, JSON patches and both within a foreach. */
final class Mutations {

  private final Scene scene;
  private final Dice dice;

  Mutations(Scene scene) {
    this.scene = scene;
    this.dice = scene.dice;
  }

  ObjectNode mutate() {
    ObjectNode mutate = Json.object();
    if (dice.chance(30)) {
      mutate.set("foreach", forEaches(2));
    } else {
      patch(mutate);
    }
    return mutate;
  }

  private void patch(ObjectNode into) {
    if (dice.chance(58)) {
      into.set("patchStrategicMerge", merge());
    } else {
      into.put("patchesJson6902", jsonPatch());
    }
  }

  private ArrayNode forEaches(int depth) {
    return Loops.some(scene, 80, one -> loop(one, depth));
  }

  private void loop(ObjectNode one, int depth) {
    if (depth > 1 && dice.chance(14)) {
      one.set("foreach", forEaches(depth - 1));
      return;
    }
    Loops.prepare(scene, one, 30, 40);
    if (dice.chance(25)) {
      one.put("order", dice.of("Ascending", "Descending"));
    }
    patch(one);
  }

  private JsonNode merge() {
    ObjectNode patch = Json.object();
    if (dice.chance(70)) {
      patch.set("metadata", metadata());
    }
    if (dice.chance(60)) {
      patch.set("spec", spec());
    }
    if (dice.chance(8)) {
      patch.set(anchored("data"), Json.object(anchored("k"), Json.text(scene.variable())));
    }
    return patch;
  }

  private ObjectNode metadata() {
    ObjectNode metadata = Json.object();
    String part = dice.of("labels", "annotations");
    ObjectNode members = Json.object();
    for (int left = dice.between(1, 2); left > 0; left--) {
      String key =
          dice.chance(8)
              ? "{{ " + scene.query() + " }}"
              : anchored(dice.of("app", "n", "new", "a"));
      members.set(key, member());
    }
    metadata.set(dice.chance(5) ? anchored(part) : part, members);
    if (dice.chance(8)) {
      metadata.set(
          dice.of("(name)", "<(name)", "(labels)", "(namespace)"),
          Json.text(dice.of("*", "d*", "zz", "pod", "?*")));
    }
    return metadata;
  }

  private JsonNode member() {
    return switch (dice.weighted(62, 28, 10)) {
      case 0 -> Json.text(scene.variable());
      case 1 -> Json.text(Texts.word(dice));
      default -> Json.NODES.nullNode();
    };
  }

  private String anchored(String key) {
    return switch (dice.weighted(70, 17, 8, 3, 2)) {
      case 0 -> key;
      case 1 -> "+(" + key + ")";
      case 2 -> "(" + key + ")";
      case 3 -> "<(" + key + ")";
      default -> dice.of("=(", "X(", "^(") + key + ")";
    };
  }

  private JsonNode spec() {
    return switch (scene.kind()) {
      case "Pod" -> podSpec();
      case "PersistentVolumeClaim" ->
          Json.read(
              dice.of(
                  "{'dataSourceRef':{'apiGroup':'volsync.backube','kind':'ReplicationDestination','name':'{{ request.object.metadata.name }}'}}",
                  "{'+(storageClassName)':'slow'}",
                  "{'storageClassName':null}",
                  "{'(storageClassName)':'fast','volumeMode':'Block'}",
                  "{'resources':{'requests':{'storage':'20Gi'}}}",
                  "{'accessModes':['ReadWriteMany']}",
                  "{'resources':{'$patch':'replace','limits':{'storage':'1Gi'}}}",
                  "{'<(storageClassName)':'s*','volumeName':'v'}"));
      case "Widget" ->
          Json.read(
              dice.of(
                  "{'n':6}",
                  "{'+(n)':7}",
                  "{'items':[{'name':'a','v':9}]}",
                  "{'items':[{'(name)':'a','v':3}]}",
                  "{'list':['c']}",
                  "{'nested':{'a':null}}",
                  "{'(n)':'>3','x':1}",
                  "{'(size)':'<1Gi','t':false}",
                  "{'nested':{'a':{'+(c)':[1,{'d':null}]}}}",
                  "{'f':{'x':1}}",
                  "{'items':{'a':1}}"));
      case "Deployment" -> Json.object("template", Json.object("spec", podSpec()));
      default ->
          Json.read(
              dice.of(
                  "{'type':'ClusterIP'}",
                  "{'ports':[{'port':80,'name':'http'}]}",
                  "{'ports':[{'(port)':80,'name':'h'}]}",
                  "{'+(x)':1}",
                  "{'schedule':null}"));
    };
  }

  private JsonNode podSpec() {
    return Json.read(
        dice.of(
            "{'containers':[{'(name)':'*','imagePullPolicy':'Always'}]}",
            "{'containers':[{'(name)':'c?','+(imagePullPolicy)':'IfNotPresent'}]}",
            "{'containers':[{'name':'c1','image':'x:{{ request.operation }}'}]}",
            "{'containers':[{'(image)':'*:latest','imagePullPolicy':'Never','env':[{'name':'B','value':'2'}]}]}",
            "{'containers':[{'name':'c3','image':'new'}],'+(hostNetwork)':true}",
            "{'containers':[{'name':'c2','$patch':'delete'}]}",
            "{'volumes':[{'name':'v3','emptyDir':{}}],'+(restartPolicy)':'Never'}",
            "{'volumes':[{'(emptyDir)':{'+(sizeLimit)':'20Mi'}}]}",
            "{'nodeSelector':{'+(disk)':'hdd','zone':'a'}}",
            "{'nodeSelector':{'$patch':'replace','zone':'b'}}",
            "{'nodeSelector':null}",
            "{'(hostNetwork)':false,'dnsPolicy':'Default'}",
            "{'<(hostNetwork)':'true','dnsPolicy':'None'}",
            "{'imagePullSecrets':[{'name':'s'}],'tolerations':[{'key':'z','operator':'Exists'}]}",
            "{'initContainers':[{'(name)':'i1','args':['{{ request.object.metadata.name }}']}]}",
            "{'containers':[{'(name)':'c1','ports':[{'containerPort':80,'name':'http'},{'containerPort':81}]}]}",
            "{'containers':[{'<(image)':'nginx*','tty':true}]}",
            "{'securityContext':{'+(runAsNonRoot)':true},'priority':7}",
            "{'containers':[{'(name)':'*','resources':{'+(requests)':{'+(memory)':'1Mi'}}}]}",
            "{'containers':{'a':1}}"));
  }

  private String jsonPatch() {
    ArrayNode operations = Json.array();
    for (int left = dice.between(1, 3); left > 0; left--) {
      operations.add(operation());
    }
    if (dice.chance(4)) {
      return dice.of(
          "- op: add",
          "{}",
          "",
          "[{\"op\":\"add\",\"path\":\"/a\"}]",
          "- {op: zap, path: /a, value: 1}");
    }
    return dice.chance(40) ? operations.toString() : yaml(operations);
  }

  private static String yaml(ArrayNode operations) {
    StringBuilder text = new StringBuilder();
    for (JsonNode operation : operations) {
      text.append("- ").append(operation).append('\n');
    }
    return text.toString();
  }

  private ObjectNode operation() {
    ObjectNode operation = Json.object();
    String op = dice.of("add", "add", "add", "replace", "remove", "remove", "test", "copy", "move");
    operation.put("op", op);
    operation.put("path", pointer());
    if (op.equals("copy") || op.equals("move")) {
      operation.put("from", pointer());
    } else if (!op.equals("remove")) {
      operation.set("value", dice.chance(55) ? Json.text(scene.variable()) : Trees.value(dice, 2));
    }
    return operation;
  }

  private String pointer() {
    if (scene.inForeach && dice.chance(50)) {
      return dice.of(
          "/metadata/annotations/e-{{ elementIndex }}",
          "/spec/containers/{{ elementIndex }}/image",
          "/spec/items/{{ elementIndex }}/v",
          "/spec/containers/{{elementIndex}}/args/-");
    }
    return dice.of(
        "/metadata/labels/app",
        "/metadata/labels/new",
        "/metadata/annotations/a~1b",
        "/metadata/annotations/x",
        "/spec/x/y",
        "/spec/containers/0/image",
        "/spec/containers/-",
        "/spec/containers/5",
        "/spec/list/0",
        "/spec/containers/0/args/0",
        "/spec/zz",
        "/spec/containers/-1",
        "/metadata/labels",
        "/spec/volumes/0",
        "",
        "/spec/dataSourceRef",
        "/spec/n",
        "/spec/items/0/v",
        "/data/k",
        "/spec/tolerations/1",
        "x",
        "/spec/list/-");
  }
}
