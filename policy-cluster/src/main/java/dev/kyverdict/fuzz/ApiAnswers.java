package dev.kyverdict.fuzz;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an API server may answer, in classes. */
final class ApiAnswers {

  /** Each class of answers with its spelling in a case. */
  enum Kind {
    OBJECT("{'status':200}"),
    LIST("{'status':200}"),
    TEXT("{'status':200,'body':'snap-1'}"),
    NUMBER("{'status':200,'body':5}"),
    NULL("{'status':200,'body':null}"),
    EMPTY("{'status':200,'raw':''}"),
    GARBAGE("{'status':200,'raw':'<html>'}"),
    NO_CONTENT("{'status':204,'raw':''}"),
    UNAUTHORIZED("{'status':401}"),
    FORBIDDEN("{'status':403}"),
    NOT_FOUND("{'status':404}"),
    CONFLICT("{'status':409}"),
    TOO_MANY("{'status':429}"),
    SERVER_ERROR("{'status':500}"),
    UNAVAILABLE("{'status':503}"),
    TIMEOUT("{'error':'timeout'}"),
    REFUSED("{'error':'refused'}"),
    BROKEN("{'error':'x509: certificate has expired'}");

    private final ObjectNode answer;

    Kind(String answer) {
      this.answer = Json.tree(answer);
    }
  }

  private static final List<JsonNode> BODIES =
      List.of(
          Json.read("{'status':{'latestImage':{'name':'snap-1'}},'metadata':{'name':'data'}}"),
          Json.read("{'status':{'latestImage':null}}"),
          Json.read("{'status':{}}"),
          Json.read("{'metadata':{'name':'data','labels':{'app':'web'}},'data':{'k':'v'}}"),
          Json.read("{'status':{'latestImage':{'name':''}},'n':5}"),
          Json.read("{}"));

  private static final List<JsonNode> LISTS =
      List.of(
          Json.read("{'items':[{'metadata':{'name':'a'}},{'metadata':{'name':'data'}}]}"),
          Json.read("{'items':[]}"),
          Json.read("[{'metadata':{'name':'a'},'n':1},{'n':2}]"),
          Json.read("['a','b']"),
          Json.read("[]"));

  private ApiAnswers() {}

  /** An answer: data in about half of the cases. */
  static ObjectNode next(Dice dice) {
    Kind kind = dice.chance(45) ? Kind.values()[dice.below(2)] : dice.of(List.of(Kind.values()));
    ObjectNode answer = kind.answer.deepCopy();
    if (kind == Kind.OBJECT) {
      answer.set("body", dice.of(BODIES));
    } else if (kind == Kind.LIST) {
      answer.set("body", dice.of(LISTS));
    } else if (answer.path("status").asInt(0) >= 400 && dice.chance(50)) {
      answer.set("body", Json.read("{'kind':'Status','code':1,'message':'m'}"));
    }
    return answer;
  }

  /** The class of an answer of a case. */
  static Kind kind(JsonNode answer) {
    JsonNode body = answer.path("body");
    return switch (answer.path("error").asString("")) {
      case "timeout" -> Kind.TIMEOUT;
      case "refused" -> Kind.REFUSED;
      case "" ->
          switch (answer.path("status").asInt(200)) {
            case 200 -> ofBody(answer, body);
            case 204 -> Kind.NO_CONTENT;
            case 401 -> Kind.UNAUTHORIZED;
            case 403 -> Kind.FORBIDDEN;
            case 409 -> Kind.CONFLICT;
            case 429 -> Kind.TOO_MANY;
            case 503 -> Kind.UNAVAILABLE;
            default -> answer.path("status").asInt(200) >= 500 ? Kind.SERVER_ERROR : Kind.NOT_FOUND;
          };
      default -> Kind.BROKEN;
    };
  }

  private static Kind ofBody(JsonNode answer, JsonNode body) {
    if (answer.has("raw")) {
      return answer.path("raw").asString("").isEmpty() ? Kind.EMPTY : Kind.GARBAGE;
    }
    return body.isObject()
        ? body.has("items") ? Kind.LIST : Kind.OBJECT
        : body.isArray()
            ? Kind.LIST
            : body.isNull() ? Kind.NULL : body.isString() ? Kind.TEXT : Kind.NUMBER;
  }
}
