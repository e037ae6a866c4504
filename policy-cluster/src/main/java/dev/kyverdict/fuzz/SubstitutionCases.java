package dev.kyverdict.fuzz;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Cases of the family substitution: variables and references wherever a document has room. */
final class SubstitutionCases {

  private static final ObjectNode CONTEXT =
      Json.tree(
          "{'s':'str','e':'','n':3,'f':2.5,'big':1000000,'huge':1e+21,'t':true,'nul':null,"
              + "'l':['a',1,null],'le':[],'m':{'k':'v','n':1},'me':{},'key':'k',"
              + "'var':'{{ s }}','esc':'\\\\{{ s }}','ref':'$(./a)','html':'<a>&b','nl':'l1\\nl2',"
              + "'uni':'日本','dollar':'$1','br':'}}','deep':{'a':{'b':{'c':[1,{'d':'e'}]}}},"
              + "'request':{'operation':'CREATE','object':{'metadata':{'name':'pod','labels':"
              + "{'app':'x'}},'spec':{'replicas':2,'containers':[{'name':'c1','image':'nginx'}]}},"
              + "'oldObject':{'metadata':{'name':'old'}},'userInfo':{'username':'u'}}}");

  private SubstitutionCases() {}

  static ObjectNode next(Dice dice) {
    ObjectNode context = (ObjectNode) Trees.vary(CONTEXT, dice, 4);
    if (context.get("request") instanceof ObjectNode request) {
      request.put("operation", dice.of("CREATE", "UPDATE", "DELETE"));
    }
    ObjectNode question = Json.object();
    question.set("document", document(dice, 3));
    question.set("context", context);
    return question;
  }

  private static JsonNode document(Dice dice, int depth) {
    return switch (depth == 0 ? 0 : dice.weighted(55, 33, 12)) {
      case 0 -> dice.chance(80) ? Json.text(text(dice)) : Trees.scalar(dice);
      case 1 -> {
        ObjectNode object = Json.object();
        for (int left = dice.between(1, 3); left > 0; left--) {
          object.set(key(dice), document(dice, depth - 1));
        }
        yield object;
      }
      default -> {
        ArrayNode list = Json.array();
        for (int left = dice.between(0, 3); left > 0; left--) {
          list.add(document(dice, depth - 1));
        }
        yield list;
      }
    };
  }

  private static String key(Dice dice) {
    return switch (dice.weighted(80, 8, 6, 6)) {
      case 0 -> dice.of("a", "b", "c", "data", "metadata");
      case 1 -> "{{ " + dice.of("key", "s", "n", "nul", "m.k", "m") + " }}";
      case 2 -> dice.of("(a)", "+(b)", "=(c)", "<(a)");
      default -> dice.of("a/b", "x~y", "p-{{ key }}", "foreach", "日");
    };
  }

  private static String text(Dice dice) {
    return switch (dice.weighted(38, 26, 8, 6, 10, 6, 6)) {
      case 0 -> variable(dice);
      case 1 ->
          dice.of("x", " ", "", "a-", "é ")
              + variable(dice)
              + dice.of("", "y", " ", "!")
              + (dice.chance(30) ? variable(dice) : "");
      case 2 ->
          "{{ deep."
              + dice.of("a", "{{ key }}", "zz")
              + ".{{ 'b' }}"
              + dice.of("", ".c", ".c[1].d")
              + " }}";
      case 3 -> "\\" + variable(dice) + dice.of("", " " + variable(dice));
      case 4 -> reference(dice);
      case 5 -> Texts.any(dice);
      default ->
          dice.of(
              "{{",
              "}}",
              "{{ s",
              "s }}",
              "{{}}",
              "{{ }}",
              "{ { s } }",
              "{{ {{ key }} }}",
              "{{{ s }}}",
              "{{- s }}",
              "{{- var }}",
              "x{{- var }}",
              "日{{ s }}");
    };
  }

  private static String variable(Dice dice) {
    String query =
        switch (dice.weighted(50, 20, 15, 15)) {
          case 0 ->
              dice.of(
                  "s", "e", "n", "f", "big", "huge", "t", "nul", "l", "le", "m", "me", "var", "esc",
                  "ref", "html", "nl", "uni", "dollar", "br", "deep", "@");
          case 1 ->
              dice.of(
                  "m.k",
                  "l[0]",
                  "l[9]",
                  "deep.a.b.c[0]",
                  "deep.a.b.c[1]",
                  "m.{a: k, b: n}",
                  "nul.x",
                  "l[*]",
                  "length(l)",
                  "to_string(m)",
                  "add(n, f)");
          case 2 ->
              dice.of(
                  "request.object.metadata.name",
                  "request.object.spec",
                  "request.operation",
                  "request.object.spec.containers[0].image",
                  "request.userInfo.username",
                  "request.oldObject.metadata.name",
                  "request.object.metadata.labels.app || 'none'");
          default ->
              dice.of(
                  "zz",
                  "m.zz",
                  "m.zz || 'd'",
                  "`5`",
                  "'lit'",
                  "to_upper(s)",
                  "n.(",
                  "nofunction(s)",
                  "abs(s)",
                  "m.k && 'y'",
                  "`{\"a\":{\"b\":1}}`",
                  "s | @");
        };
    return dice.of("{{ ", "{{", "{{  ") + query + dice.of(" }}", "}}");
  }

  private static String reference(Dice dice) {
    return dice.of("", "", "x", "a ")
        + dice.of("$(", "$(", "$(", "\\$(")
        + dice.of(
            "./a",
            "./../a",
            "/a",
            "./b",
            "/data/a",
            "./../../b",
            "./zz",
            "POD_IP",
            ">./a",
            ">=/a",
            "./0",
            "../a",
            "<(a)/b")
        + ")"
        + dice.of("", "", "y");
  }
}
