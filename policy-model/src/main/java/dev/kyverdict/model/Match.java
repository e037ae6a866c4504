package dev.kyverdict.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code match} or {@code exclude}: which requests a rule looks at.
 *
 * @param any {@code any}: one filter suffices
 * @param all {@code all}: every filter must hold
 * @param direct the older form without any or all: {@code resources}, {@code subjects}, {@code
 *     roles}, {@code clusterRoles} directly below
 */
public record Match(List<Filter> any, List<Filter> all, Filter direct) {

  /** Copies the lists. */
  public Match {
    any = List.copyOf(any);
    all = List.copyOf(all);
  }

  /** No filter at all: as {@code exclude} it excludes nothing. */
  public static final Match NONE = new Match(List.of(), List.of(), Filter.NONE);

  /** {@code any}. */
  public static Match anyOf(List<Filter> filters) {
    return new Match(filters, List.of(), Filter.NONE);
  }

  /** {@code all}. */
  public static Match allOf(List<Filter> filters) {
    return new Match(List.of(), filters, Filter.NONE);
  }

  /** Whether nothing is said. */
  public boolean isEmpty() {
    return any.isEmpty() && all.isEmpty() && direct.equals(Filter.NONE);
  }

  /** The filters in whichever form they stand. */
  public List<Filter> filters() {
    return !any.isEmpty() ? any : !all.isEmpty() ? all : List.of(direct);
  }

  /**
   * One filter; all that it names must hold.
   *
   * @param resources {@code resources}
   * @param subjects {@code subjects}
   * @param roles {@code roles}, as {@code namespace:name}
   * @param clusterRoles {@code clusterRoles}
   */
  public record Filter(
      Resources resources, List<Subject> subjects, List<String> roles, List<String> clusterRoles) {

    /** A filter that names nothing; it never matches. */
    public static final Filter NONE = new Filter(Resources.NONE, List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Filter {
      subjects = List.copyOf(subjects);
      roles = List.copyOf(roles);
      clusterRoles = List.copyOf(clusterRoles);
    }

    /** A filter of resources alone. */
    public static Filter of(Resources resources) {
      return new Filter(resources, List.of(), List.of(), List.of());
    }
  }

  /**
   * {@code resources}: kinds, names, labels and operations; lists are alternatives, fields must all
   * hold.
   *
   * @param kinds {@code kinds}: {@code Kind}, {@code version/Kind}, {@code group/version/Kind},
   *     with wildcards and subresources
   * @param name {@code name}, deprecated upstream
   * @param names {@code names}, with wildcards
   * @param namespaces {@code namespaces}, with wildcards
   * @param annotations {@code annotations}, with wildcards
   * @param selector {@code selector} on the object's labels
   * @param namespaceSelector {@code namespaceSelector} on the namespace's labels
   * @param operations {@code operations}; none means every operation that the webhook receives
   */
  public record Resources(
      List<String> kinds,
      Optional<String> name,
      List<String> names,
      List<String> namespaces,
      Map<String, String> annotations,
      Optional<Selector> selector,
      Optional<Selector> namespaceSelector,
      List<Operation> operations) {

    /** Names nothing. */
    public static final Resources NONE =
        new Resources(
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    /** Those of these {@code kinds}. */
    public static Resources ofKinds(List<String> kinds) {
      return new Resources(
          kinds,
          NONE.name,
          NONE.names,
          NONE.namespaces,
          NONE.annotations,
          NONE.selector,
          NONE.namespaceSelector,
          NONE.operations);
    }

    /** Copies. */
    public Resources {
      kinds = List.copyOf(kinds);
      names = List.copyOf(names);
      namespaces = List.copyOf(namespaces);
      annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
      operations = List.copyOf(operations);
    }

    /** Whether no name, label or annotation is asked for; autogen wants it so. */
    public boolean isWithoutNamesAndLabels() {
      return name.orElse("").isEmpty()
          && names.isEmpty()
          && selector.isEmpty()
          && annotations.isEmpty();
    }

    /** The same for these {@code operations}. */
    public Resources operations(Operation first, Operation... more) {
      List<Operation> all = Stream.concat(Stream.of(first), Stream.of(more)).toList();
      return new Resources(
          kinds, name, names, namespaces, annotations, selector, namespaceSelector, all);
    }

    /** The same in these {@code namespaces}, wildcards allowed. */
    public Resources namespaces(List<String> value) {
      return new Resources(
          kinds, name, names, value, annotations, selector, namespaceSelector, operations);
    }

    /** The same with these {@code names}, wildcards allowed. */
    public Resources names(List<String> value) {
      return new Resources(
          kinds, name, value, namespaces, annotations, selector, namespaceSelector, operations);
    }

    /** The same with this {@code selector}. */
    public Resources selector(Selector value) {
      return new Resources(
          kinds,
          name,
          names,
          namespaces,
          annotations,
          Optional.of(value),
          namespaceSelector,
          operations);
    }

    /** The same with one label in its {@code selector}. */
    public Resources label(String key, String value) {
      return selector(Selector.label(key, value));
    }

    /** The same with this {@code namespaceSelector}. */
    public Resources namespaceSelector(Selector value) {
      return new Resources(
          kinds, name, names, namespaces, annotations, selector, Optional.of(value), operations);
    }
  }

  /**
   * {@code subjects[]}: who asks.
   *
   * @param kind {@code kind}: User, Group or ServiceAccount
   * @param name {@code name}
   * @param namespace {@code namespace}, of a ServiceAccount
   * @param apiGroup {@code apiGroup}
   */
  public record Subject(
      String kind, String name, Optional<String> namespace, Optional<String> apiGroup) {}

  /** {@code operations[]}. */
  public enum Operation {
    /** An object is made. */
    CREATE,
    /** An object is changed. */
    UPDATE,
    /** An object is removed. */
    DELETE,
    /** A connection to an object, such as exec. */
    CONNECT
  }
}
