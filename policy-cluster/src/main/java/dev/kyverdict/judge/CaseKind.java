package dev.kyverdict.judge;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What a case asks; told by {@code op}, or without it by its fields. */
enum CaseKind {
  ADMISSION,
  POLICY_VALIDATION,
  JP,
  CONDITIONS,
  SUBSTITUTION,
  PATTERNS,
  UNKNOWN;

  static CaseKind of(JsonNode question) {
    String op = question.path("op").asString("");
    if (!op.isEmpty()) {
      for (CaseKind kind : values()) {
        if (kind.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(op)) {
          return kind;
        }
      }
      return UNKNOWN;
    }
    return question.has("request")
        ? ADMISSION
        : question.has("expr")
            ? JP
            : question.has("conditions")
                ? CONDITIONS
                : question.has("document")
                    ? SUBSTITUTION
                    : question.has("pattern") || question.has("anyPattern")
                        ? PATTERNS
                        : question.has("policy") ? POLICY_VALIDATION : UNKNOWN;
  }
}
