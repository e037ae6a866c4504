package dev.kyverdict.fuzz;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects of a cluster to judge: whole ones with a few members dropped or changed. */
final class Objects {

  private static final List<ObjectNode> SHAPES =
      List.of(
          Json.tree(
              "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'pod','namespace':'app','labels':"
                  + "{'app':'web','n':'1'},'annotations':{'a':'b'}},'spec':{'containers':[{'name':"
                  + "'c1','image':'nginx:1','env':[{'name':'A','value':'1'}],'ports':[{"
                  + "'containerPort':80,'protocol':'TCP'}],'resources':{'limits':{'memory':'1Gi',"
                  + "'cpu':2}}},{'name':'c2','image':'ghcr.io/a/b:latest','imagePullPolicy':'Always'"
                  + ",'args':['x','y']}],'initContainers':[{'name':'i1','image':'busybox'}],"
                  + "'volumes':[{'name':'v1','emptyDir':{}},{'name':'v2','configMap':{'name':'cm'}}]"
                  + ",'nodeSelector':{'disk':'ssd'},'hostNetwork':false,'priority':5,"
                  + "'tolerations':[{'key':'k','operator':'Exists'}]}}"),
          Json.tree(
              "{'apiVersion':'v1','kind':'PersistentVolumeClaim','metadata':{'name':'data',"
                  + "'namespace':'app','labels':{'app':'web','backup':'true'}},'spec':{'accessModes':"
                  + "['ReadWriteOnce'],'storageClassName':'fast','resources':{'requests':{'storage':"
                  + "'10Gi'}}}}"),
          Json.tree(
              "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web','namespace':"
                  + "'app','labels':{'app':'web'}},'spec':{'replicas':3,'selector':{'matchLabels':"
                  + "{'app':'web'}},'template':{'metadata':{'labels':{'app':'web'}},'spec':{"
                  + "'containers':[{'name':'c1','image':'nginx:1'}],'volumes':[{'name':'v1',"
                  + "'emptyDir':{}}],'hostNetwork':true}}}}"),
          Json.tree(
              "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'cm','namespace':'app',"
                  + "'labels':{'app':'x'},'annotations':{'note':'{{ x }}'}},'data':{'k':'v',"
                  + "'list':'[\\\"a\\\"]','n':'5'}}"),
          Json.tree(
              "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'team-a','labels':{'team':"
                  + "'a','env':'dev'}}}"),
          Json.tree(
              "{'apiVersion':'example.com/v1','kind':'Widget','metadata':{'name':'w','namespace':"
                  + "'app','labels':{'app':'web'}},'spec':{'n':5,'f':1.5,'t':true,'list':['a','b'],"
                  + "'items':[{'name':'a','v':1},{'name':'b','v':2}],'size':'500Mi','every':'1h',"
                  + "'version':'1.2.3','nested':{'a':{'b':null}}}}"),
          Json.tree(
              "{'apiVersion':'batch/v1','kind':'CronJob','metadata':{'name':'cj','namespace':'app'},"
                  + "'spec':{'schedule':'0 * * * *','jobTemplate':{'spec':{'template':{'metadata':{"
                  + "'labels':{'app':'web'}},'spec':{'containers':[{'name':'c1','image':'nginx'}]"
                  + "}}}}}}"),
          Json.tree(
              "{'apiVersion':'v1','kind':'Service','metadata':{'name':'svc','namespace':'prod',"
                  + "'labels':{'app':'web'}},'spec':{'type':'NodePort','ports':[{'port':80,"
                  + "'protocol':'TCP'},{'port':443,'protocol':'TCP','name':'https'}]}}"));

  private static final int[] WEIGHTS = {30, 22, 9, 9, 9, 13, 3, 5};

  private Objects() {}

  /** An object; the parts that make it one are kept. */
  static ObjectNode next(Dice dice) {
    ObjectNode object = SHAPES.get(dice.weighted(WEIGHTS)).deepCopy();
    if (dice.chance(45)) {
      changed(dice, object);
    }
    return object;
  }

  /** Changes a member or two of it in place. */
  static ObjectNode changed(Dice dice, ObjectNode object) {
    for (int left = dice.between(1, 2); left > 0; left--) {
      String part = dice.of("metadata", "spec", "spec", "data");
      if (object.get(part) instanceof ObjectNode tree && !tree.isEmpty()) {
        change(dice, tree, part);
      }
    }
    return object;
  }

  private static void change(Dice dice, ObjectNode tree, String part) {
    List<Map.Entry<String, JsonNode>> members = List.copyOf(tree.properties());
    Map.Entry<String, JsonNode> member = dice.of(members);
    if (member.getValue() instanceof ObjectNode below && !below.isEmpty() && dice.chance(70)) {
      change(dice, below, member.getKey());
    } else if (member.getValue() instanceof ArrayNode list
        && !list.isEmpty()
        && list.get(0) instanceof ObjectNode first
        && !first.isEmpty()
        && dice.chance(60)) {
      change(dice, first, member.getKey());
    } else if (!member.getKey().equals("name") && !member.getKey().equals("namespace")) {
      replace(dice, tree, member, part);
    }
  }

  private static void replace(
      Dice dice, ObjectNode tree, Map.Entry<String, JsonNode> member, String part) {
    boolean isMetadata = List.of("metadata", "labels", "annotations").contains(part);
    JsonNode value = member.getValue();
    if (dice.chance(40)) {
      tree.remove(member.getKey());
    } else if (value.isString()) {
      tree.put(member.getKey(), isMetadata ? Texts.word(dice) : Texts.any(dice));
    } else if (value.isNumber()) {
      tree.set(member.getKey(), Trees.number(dice));
    } else if (!isMetadata && dice.chance(30)) {
      tree.putNull(member.getKey());
    }
  }
}
