package dev.kyverdict.jmespath;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The functions that Kyverno 1.19.1 registers: the built-in ones of its JMESPath fork, and its own.
 *
 * <p>Basis: {@code kyverno/go-jmespath} at 95e59c162877, {@code functions.go}, and {@code
 * kyverno/kyverno} 1.19.1, {@code pkg/engine/jmespath/functions.go}. Kyverno's {@code sum} replaces
 * the built-in one.
 */
public final class Functions {

  private static final Pattern LINE = Pattern.compile("(\\w+)\\((.*?)(\\.\\.\\.)?\\) (\\S+)");

  private static final Map<String, Signature> SIGNATURES =
      signatures(
          """
          abs(number) number
          add(any, any) any
          avg(numbers) number
          base64_decode(string) string
          base64_encode(string) string
          ceil(number) number
          compare(string, string) number
          contains(array|string, any) boolean
          divide(any, any) any
          ends_with(string, string) boolean
          equal_fold(string, string) boolean
          floor(number) number
          image_normalize(string) string
          is_external_url(string) boolean
          items(object|array, string, string) array
          join(string, strings) string
          keys(object) array
          label_match(object, object) boolean
          length(string|array|object) number
          lookup(object|array, string|number) any
          map(expression, array) array
          max(numbers|strings) number|string
          max_by(array, expression) any
          md5(string) string
          merge(object...) object
          min(numbers|strings) number|string
          min_by(array, expression) any
          modulo(any, any) any
          multiply(any, any) any
          not_null(any...) any
          object_from_lists(array, array) object
          parse_json(string) any
          parse_yaml(string) any
          path_canonicalize(string) string
          pattern_match(string, string|number) boolean
          random(string) string
          regex_match(string, string|number) boolean
          regex_replace_all(string, string|number, string|number) string
          regex_replace_all_literal(string, string|number, string|number) string
          replace(string, string, string, number) string
          replace_all(string, string, string) string
          reverse(array|string) array|string
          round(number, number) number
          semver_compare(string, string) boolean
          sha1(string) string
          sha256(string) string
          sort(strings|numbers) array
          sort_by(array, expression) array
          split(string, string) strings
          starts_with(string, string) boolean
          subtract(any, any) any
          sum(array) any
          time_add(string, string) string
          time_after(string, string) boolean
          time_before(string, string) boolean
          time_between(string, string, string) boolean
          time_diff(string, string) string
          time_now(...) string
          time_now_utc(...) string
          time_parse(string, string) string
          time_since(string, string, string) string
          time_to_cron(string) string
          time_truncate(string, string) string
          time_utc(string) string
          to_array(any) array
          to_boolean(string) boolean
          to_lower(string) string
          to_number(any) number
          to_string(any) string
          to_upper(string) string
          trim(string, string) string
          trim_prefix(string, string) string
          truncate(string, number) string
          type(any) string
          values(object) array
          x509_decode(string) object
          """);

  private Functions() {}

  /** The function of that name; empty where Kyverno answers "unknown function". */
  public static Optional<Signature> named(String name) {
    return Optional.ofNullable(SIGNATURES.get(name));
  }

  /** All functions, by name. */
  public static Collection<Signature> all() {
    return Collections.unmodifiableCollection(SIGNATURES.values());
  }

  /** What an argument may be, or what a function gives; null is {@link #ANY} only. */
  public enum Type {
    /** Any value, null too. */
    ANY,
    /** A list. */
    ARRAY,
    /** True or false. */
    BOOLEAN,
    /** An expression reference, {@code &a.b}. */
    EXPRESSION,
    /** A number. */
    NUMBER,
    /** A list of numbers. */
    NUMBERS,
    /** An object. */
    OBJECT,
    /** Text. */
    STRING,
    /** A list of texts. */
    STRINGS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Name, parameters and result of a function.
   *
   * @param parameters what each argument may be, in the order in which Kyverno asks
   * @param open whether more arguments are welcome; Kyverno checks no types then, and a wrong one
   *     may crash it ({@code merge})
   * @param result what it gives; not null alone, although null is often possible too
   */
  public record Signature(String name, List<Set<Type>> parameters, boolean open, Set<Type> result) {

    /** Copies the parameters. */
    public Signature {
      parameters = List.copyOf(parameters);
    }

    /** Whether Kyverno calls the function with that number of arguments. */
    public boolean takes(int arguments) {
      return open ? arguments >= parameters.size() : arguments == parameters.size();
    }

    /** As it is documented, for instance {@code trim(string, string)}. */
    @Override
    public String toString() {
      String types = parameters.stream().map(Signature::either).collect(Collectors.joining(", "));
      return name + "(" + types + (open ? "..." : "") + ")";
    }

    private static String either(Set<Type> types) {
      return types.stream().sorted().map(Type::toString).collect(Collectors.joining("|"));
    }
  }

  private static Map<String, Signature> signatures(String lines) {
    return lines
        .lines()
        .map(Functions::signature)
        .collect(
            Collectors.toMap(
                Signature::name,
                signature -> signature,
                (one, other) -> {
                  throw new IllegalStateException("twice: " + one);
                },
                TreeMap::new));
  }

  private static Signature signature(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalStateException("not a signature: " + line);
    }
    List<Set<Type>> parameters =
        Stream.of(matcher.group(2).split(", "))
            .filter(types -> !types.isEmpty())
            .map(Functions::types)
            .toList();
    boolean open = matcher.group(3) != null;
    return new Signature(matcher.group(1), parameters, open, types(matcher.group(4)));
  }

  private static Set<Type> types(String names) {
    Set<Type> types = new LinkedHashSet<>();
    for (String name : names.split("\\|", -1)) {
      types.add(Type.valueOf(name.toUpperCase(Locale.ROOT)));
    }
    return Collections.unmodifiableSet(types);
  }
}
