package dev.kyverdict.judge;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What kind of error a text of Kyverno speaks of. Kyverno wraps errors in errors, so the table is
 * looked through from the innermost causes to the outermost; the first line that is found in the
 * text names the class.
 */
public enum ErrorClass {
  /** No text, or nothing about an error. */
  NONE,
  /** A key that an object lacks. */
  NOT_FOUND,
  /** An expression that cannot be parsed. */
  COMPILE,
  /** A function that does not exist. */
  UNKNOWN_FUNCTION,
  /** Too many or too few arguments. */
  ARITY,
  /** An argument of the wrong type. */
  TYPE,
  /** An argument of the right type with an impossible value. */
  ARGUMENT,
  /** A call that failed, or whose answer is no data. */
  CALL,
  /** A context entry that could not be loaded for another reason. */
  CONTEXT,
  /** A variable or reference that gave nothing usable. */
  SUBSTITUTION,
  /** A condition that cannot be compared. */
  CONDITION,
  /** A patch that cannot be applied. */
  PATCH,
  /** A pattern that cannot be matched against the object. */
  PATTERN,
  /** An object that is missing, or is no object any more. */
  OBJECT,
  /** A list of a foreach that cannot be walked. */
  FOREACH,
  /** No error: a rule that denies. */
  DENIAL,
  /** A policy that is refused. */
  POLICY,
  /** A text that no line of the table knows. */
  OTHER;

  private record Line(Pattern pattern, ErrorClass errorClass) {}

  private static Line line(String regex, ErrorClass errorClass) {
    return new Line(Pattern.compile(regex, Pattern.DOTALL), errorClass);
  }

  private static final List<Line> TABLE =
      List.of(
          line("Unknown key \"", NOT_FOUND),
          line("SyntaxError", COMPILE),
          line("incorrect query|Invalid token|invalid query|Unclosed delimiter", COMPILE),
          line("nknown function", UNKNOWN_FUNCTION),
          line("incorrect number of args|Invalid arity", ARITY),
          line(
              "Invalid type for: |invalid operand|Types mismatch|is not of type|unknown type"
                  + "|invalid type, must be|error in (?:sort|max|min)_by|Non-integer argument"
                  + "|type (?:string|number) expected|Expected (?:number|string) type|invalid type"
                  + "|Error, expected",
              TYPE),
          line(
              "Zero divisor|out of bounds|parsing time|time: |error parsing regexp|at least one"
                  + "|illegal base64|parse \"|ReadString|invalid node value type|unsupported map key|Could not parse Range"
                  + "|Could not get version from string|Last element in range|Unrecognized token"
                  + "|Non-standard|Unexpected|Leading zero|more than one value|step cannot be 0|slice step|bad image"
                  + "|x509|asn1|certificate|PEM|invalid reference format|must be lowercase"
                  + "|lookup |no such host|cannot be empty|invalid character|unexpected end of JSON"
                  + "|yaml: |strconv\\.|unsupported value|has no number|base64|JMESPath function '",
              ARGUMENT),
          line(
              "failed to (?:GET|POST) |failed to fetch data for APICall|HTTP \\d|permission denied"
                  + "|failed to store data for APICall|failed to execute|not supported",
              CALL),
          line(
              "failed to add context entry|context size limit|failed to (?:retrieve|load|get) "
                  + "(?:config map|configmap)|globalReference|global context|configMap|config map",
              CONTEXT),
          line(
              "got nil resolved variable|not resolved|expected string after substituting"
                  + "|failed to resolve|variable substitution|variables substitution",
              SUBSTITUTION),
          line("condition operator|Conditions|condition", CONDITION),
          line("failed to patch resource|failed to decode patch|empty mutate rule", PATCH),
          line("anchor|pattern|execution error", PATTERN),
          line(
              "Object 'Kind' is missing|unmarshal|not found|failed to parse resource|already exists",
              OBJECT),
          line("failed to evaluate list|failed to process|elementScope|foreach", FOREACH),
          line("was blocked due to the following policies", DENIAL),
          line(
              "path: |policy|rule|spec\\.|labels and annotations|background processing|^name: |^metadata\\."
                  + "|generation kind",
              POLICY));

  /** The one class of a text. */
  public static ErrorClass of(String text) {
    if (text.isBlank()) {
      return NONE;
    }
    for (Line line : TABLE) {
      if (line.pattern().matcher(text).find()) {
        return line.errorClass();
      }
    }
    return OTHER;
  }
}
