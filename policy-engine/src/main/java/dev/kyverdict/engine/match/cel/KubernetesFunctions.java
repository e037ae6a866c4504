package dev.kyverdict.engine.match.cel;

import com.google.common.collect.ImmutableList;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.jmespath.functions.GoRegex;
import java.util.List;
import java.util.Optional;

/** Functions that Kubernetes adds to CEL. */
final class KubernetesFunctions {

  static final ImmutableList<CelFunctionDecl> DECLARATIONS =
      ImmutableList.of(
          CelFunctionDecl.newFunctionDeclaration(
              "find",
              CelOverloadDecl.newMemberOverload(
                  "string_find_string", SimpleType.STRING, SimpleType.STRING, SimpleType.STRING)),
          CelFunctionDecl.newFunctionDeclaration(
              "findAll",
              CelOverloadDecl.newMemberOverload(
                  "string_find_all_string",
                  ListType.create(SimpleType.STRING),
                  SimpleType.STRING,
                  SimpleType.STRING)));

  static final ImmutableList<CelFunctionBinding> BINDINGS =
      ImmutableList.of(
          CelFunctionBinding.from(
              "string_find_string", String.class, String.class, KubernetesFunctions::find),
          CelFunctionBinding.from(
              "string_find_all_string", String.class, String.class, KubernetesFunctions::findAll));

  /** What is not here; the names are not those of functions elsewhere. */
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "\\b(authorizer|isURL|url|getScheme|getHostname|quantity|isQuantity|ip|isIP|cidr|isCIDR"
              + "|isSorted|semver|isSemver|format\\.\\w+)\\b\\s*[(.]");

  private KubernetesFunctions() {}

  private static String find(String text, String pattern) {
    return findAll(text, pattern).stream().findFirst().orElse("");
  }

  private static List<String> findAll(String text, String pattern) {
    try {
      return GoRegex.compile(pattern).all(text);
    } catch (FunctionException unreadable) {
      throw new IllegalArgumentException(unreadable.text(), unreadable);
    }
  }

  /** The first function of an expression about which nothing can be said. */
  static Optional<String> unknownIn(String expression) {
    Matcher matcher = UNKNOWN.matcher(expression);
    return matcher.find() && !matcher.group(1).equals("authorizer")
        ? Optional.of(matcher.group(1))
        : Optional.empty();
  }
}
