package dev.kyverdict.lint;

import static dev.kyverdict.lint.LintId.Description.error;
import static dev.kyverdict.lint.LintId.Description.warning;

/** What can be wrong with expressions, with texts that hold them, and with conditions. */
enum TextLint implements LintId {
  JMESPATH_SYNTAX(
      error(
          "An expression does not parse.",
          "Kyverno refuses the policy, or, where it does not look, errors on every " + "request.",
          "Write it as the message says.")),
  UNKNOWN_FUNCTION(
      warning(
          "An expression calls a function that Kyverno does not have.",
          "Kyverno accepts the policy; the rule errors on every request, and a "
              + "generate rule silently makes nothing.",
          "Use one of Kyverno's functions.")),
  FUNCTION_ARITY(
      warning(
          "A function is called with a wrong number of arguments.",
          "Kyverno accepts the policy; the rule errors on every request.",
          "Give as many arguments as the function takes.")),
  NOT_BINDS_TIGHTER(
      warning(
          "`!a.b` is `(!a).b`.",
          "It is always null, whatever `a.b` is: the condition never holds.",
          "Write `!(a.b)`.")),
  TEXT_IN_DOUBLE_QUOTES(
      warning(
          "An expression compares with, or passes, a name in double quotes where text"
              + " was meant.",
          "Double quotes name a key: the comparison is with null and never holds.",
          "Use single quotes.")),
  MINUTES_ARE_MILLI(
      warning(
          "Arithmetic on a text such as `30m`.",
          "Kyverno reads it as the quantity 0.03, not as 30 minutes; with a duration "
              + "beside it the rule errors.",
          "Write `30m0s` or `1800s`.")),
  MERGE_CAN_PANIC(
      warning(
          "An argument of `merge` may be missing or null.",
          "Kyverno 1.19 panics: the webhook call fails, in a validate or generate "
              + "rule the whole process ends.",
          "Give every argument a fall-back: merge(a, b || `{}`).")),
  MISSING_BECOMES_NULL_TEXT(
      warning(
          "`to_string` of something that may be missing.",
          "It is no error but the text `null`: an image, a name or a label becomes " + "`null`.",
          "Give the argument a fall-back: to_string(a.b || '').")),
  NULL_KEY_COMPARISON(
      warning(
          "The key of a negative condition (`NotEquals`, `NotIn` …) may be null.",
          "With null both `Equals` and `NotEquals` are false: what should be refused "
              + "or treated passes.",
          "End the key with `|| ''`.")),
  COMPARISON_PARSES_AS_QUANTITY(
      warning(
          "A condition compares with a wildcard that a number would have to match.",
          "A key that reads as a quantity, such as `10`, is not compared by wildcard:"
              + " `10` Equals `*` is false.",
          "Compare with `NotEquals \"\"`, or use `AnyIn` with a list.")),
  INTEGERS_IN_LITERAL(
      warning(
          "A variable is compared with a list or an object that holds whole numbers.",
          "Written numbers are int64 and read ones are float64: `[1]` Equals `[1]` is" + " false.",
          "Compare texts (`to_string`), or single numbers.")),
  CONDITION_IS_CONSTANT(
      warning(
          "Neither key nor value of a condition holds a variable.",
          "It decides every request alike; most often the braces are forgotten.",
          "Write the key as `{{ … }}`.")),
  EMPTY_ANY(
      warning(
          "Conditions with an empty `any` list.",
          "An empty `any` is false: the rule never acts.",
          "Leave `any` out.")),
  OPERATION_NEVER_SEEN(
      warning(
          "A precondition asks for an operation that the rule is never asked about.",
          "The rule never acts.",
          "Add the operation to `match`, or drop the condition.")),
  GO_TEMPLATE_IN_POLICY(
      error(
          "A Go template, `{{ .key }}`, inside of a policy.",
          "Kyverno takes it for a variable and refuses the policy.",
          "Escape it, `\\{{ .key }}`, so that Kyverno writes it as it is.")),
  SHELL_REFERENCE_IN_DATA(
      warning(
          "`$(NAME)` in a patch or in generated data.",
          "Kyverno takes it for a reference to another place of the policy: the rule " + "errors.",
          "Escape it: `\\$(NAME)`.")),
  VARIABLE_NOT_CLOSED(
      warning(
          "`{{` without a matching `}}`, or with braces nested two deep.",
          "It is no variable and stays in the text as it is; nothing is refused.",
          "Close the braces, or move nested braces into a context entry.")),
  LABEL_IS_NOT_TEXT(
      warning(
          "A label or an annotation is a whole variable whose value is a number or a "
              + "truth value.",
          "Kyverno keeps the type and the API server refuses the object.",
          "Wrap it: `{{ to_string(…) }}`.")),
  LABEL_FROM_LONG_NAME(
      warning(
          "A label is made of an object's name.",
          "A name may have 253 characters and a label 63: objects with long names are"
              + " refused or never made.",
          "Cut it, `truncate(…, `63`)`, or use an annotation."));

  private final Description description;

  TextLint(Description description) {
    this.description = description;
  }

  @Override
  public Description description() {
    return description;
  }
}
