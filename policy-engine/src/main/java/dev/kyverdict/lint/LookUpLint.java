package dev.kyverdict.lint;

import static dev.kyverdict.lint.LintId.Description.warning;

/** What can be wrong with the context of a rule: look-ups, and the names that stand for them. */
enum LookUpLint implements LintId {
  API_CALL_CAN_MISS(
      warning(
          "A query on the answer of an `apiCall` reads a key that a good answer may " + "lack.",
          "Kyverno answers `Unknown key`: the rule errors, and under `Fail` the "
              + "request is denied. `default` does not help, it stands in for failed calls "
              + "only.",
          "End the query with `|| ''`.")),
  REQUEST_FIELD_CAN_MISS(
      warning(
          "A variable reads a label, an annotation or another optional field of the "
              + "object, without `||`.",
          "Every object without it makes the rule error, and under `Fail` it is " + "denied.",
          "End the expression with `|| ''`, or select only objects that have the " + "field.")),
  DEFAULT_HIDES_FAILURE(
      warning(
          "An `apiCall` whose value decides something has a `default`.",
          "401, 403, 404, 5xx and time-outs all look like an answered absence: a "
              + "missing permission starts an application empty over its backup.",
          "List with a `fieldSelector` and leave `default` out; or accept it with a " + "reason.")),
  DEFAULT_HIDES_BAD_PATH(
      warning(
          "An `apiCall` has a `default`, and a `urlPath` that is empty or does not "
              + "begin with `/`.",
          "The call always fails and `default` hides it: the policy is Ready and "
              + "never does anything.",
          "Give the whole path, beginning with `/api/` or `/apis/`.")),
  URL_PATH_NOT_A_PATH(
      warning(
          "The `urlPath` of an `apiCall` is a URL, is empty or does not begin with " + "`/`.",
          "The call always fails; nothing refuses the policy.",
          "Give the path on the API server, or use `service.url`.")),
  DEFAULT_IS_LITERAL(
      warning(
          "The `default` of an `apiCall` holds a variable.",
          "Kyverno stores the text as it is, braces and all.",
          "Write a plain value, and put the variable where the entry is used.")),
  DEFAULT_OF_OTHER_TYPE(
      warning(
          "The `default` of an `apiCall` is an object or a list, and a condition asks"
              + " whether the value differs from a text.",
          "An object always differs from a text: the rule acts where there is " + "nothing.",
          "Let `default` be of the type that the query gives, such as `\"\"`.")),
  ENTRY_UNUSED(
      warning(
          "A context entry is used nowhere.",
          "It says something that the rule does not do; often the use of it is " + "misspelt.",
          "Remove the entry, or use it.")),
  UNUSED_ENTRY_CAN_FAIL(
      warning(
          "A context entry of a mutate rule is used nowhere and holds variables.",
          "A mutate rule substitutes its unused entries too: a variable without a "
              + "value makes the whole rule error.",
          "Remove the entry.")),
  ENTRY_DECLARED_TWICE(
      warning(
          "Two context entries of one list have the same name.",
          "Kyverno loads both, and merges the second into the first when both are " + "objects.",
          "Give them two names.")),
  ENTRY_NAME_UNREADABLE(
      warning(
          "The name of a context entry is no regular expression.",
          "Kyverno takes the name for one: the rule errs whenever it matches, and under"
              + " `Fail` the request is denied.",
          "Name it with letters, digits and underscores.")),
  CALL_OUTSIDE_NAMESPACE(
      warning(
          "A namespaced Policy calls a service, a path outside of its namespace or a "
              + "global entry.",
          "The call is always an error, with and without `default`.",
          "Make it a ClusterPolicy, or call a path below the policy's own namespace.")),
  VARIABLE_LOADED_LATER(
      warning(
          "A context entry reads an entry that comes after it.",
          "`Unknown key`; in a mutate rule at random, from one request to the next.",
          "Move the entry that is read before the one that reads it.")),
  VARIABLE_MISSPELT(
      warning(
          "A variable is neither a context entry nor one of Kyverno's own, and "
              + "Kyverno's check lets it through.",
          "`Unknown key` on every matching request: under `Fail` all of them are " + "denied.",
          "Write the name of the entry."));

  private final Description description;

  LookUpLint(Description description) {
    this.description = description;
  }

  @Override
  public Description description() {
    return description;
  }
}
