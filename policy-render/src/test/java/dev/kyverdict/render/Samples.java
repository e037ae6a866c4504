package dev.kyverdict.render;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values of any record of the model in which every component says something that is no default,
 * made by reflection: a component that is added to the model is in them without a change here.
 */
final class Samples {

  /** How deep loops are nested in loops. */
  private static final int LOOPS = 2;

  private final Map<String, String> fixed;
  private final Map<String, List<String>> variants;
  private final Deque<Class<?>> open = new ArrayDeque<>();
  private final List<String> words = new ArrayList<>();

  /**
   * @param fixed the value of a component, {@code Record.component}, as JSON, where not every value
   *     will do
   * @param variants the subtypes that a component takes, where it does not take all
   */
  Samples(Map<String, String> fixed, Map<String, List<String>> variants) {
    this.fixed = fixed;
    this.variants = variants;
  }

  /** The words that were made up so far, each for one component. */
  List<String> words() {
    return List.copyOf(words);
  }

  /** Enough values of a record that each variant of each component is in one of them. */
  <R> List<R> of(Class<R> record) {
    return samples(record, "").stream().map(record::cast).toList();
  }

  private List<Object> samples(Type type, String component) {
    Optional<Object> fixedValue =
        Optional.ofNullable(fixed.get(component)).map(json -> fixed(json, rawType(type)));
    if (fixedValue.isPresent() && !(type instanceof ParameterizedType)) {
      return List.of(fixedValue.get());
    }
    if (type instanceof ParameterizedType generic) {
      return generic(generic, component);
    }
    Class<?> raw = rawType(type);
    if (raw.isSealed()) {
      return variants(raw, component);
    }
    if (raw.isRecord()) {
      return records(raw);
    }
    return raw.isEnum() ? List.of(raw.getEnumConstants()) : List.of(leaf(raw));
  }

  private List<Object> generic(ParameterizedType type, String component) {
    Class<?> raw = rawType(type);
    if (raw == Map.class) {
      return List.of(Map.of(word(), word()));
    }
    List<Object> below = samples(type.getActualTypeArguments()[0], component);
    return raw == List.class ? List.of(below) : below.stream().<Object>map(Optional::of).toList();
  }

  private List<Object> variants(Class<?> sealed, String component) {
    long loops = open.stream().filter(type -> type.getSimpleName().equals("ForEach")).count();
    return Arrays.stream(sealed.getPermittedSubclasses())
        .filter(type -> loops < LOOPS || !type.getSimpleName().startsWith("ForEach"))
        .filter(
            type ->
                Optional.ofNullable(variants.get(component))
                    .map(names -> names.contains(type.getSimpleName()))
                    .orElse(true))
        .flatMap(type -> samples(type, component).stream())
        .toList();
  }

  private List<Object> records(Class<?> record) {
    open.push(record);
    RecordComponent[] components = record.getRecordComponents();
    List<List<Object>> values =
        Arrays.stream(components)
            .map(c -> samples(c.getGenericType(), record.getSimpleName() + "." + c.getName()))
            .toList();
    open.pop();
    int size = values.stream().mapToInt(List::size).max().orElse(1);
    return IntStream.range(0, size)
        .mapToObj(i -> values.stream().map(list -> list.get(i % list.size())).toArray())
        .map(arguments -> construct(record, components, arguments))
        .toList();
  }

  private static Object construct(Class<?> record, RecordComponent[] components, Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return record.getDeclaredConstructor(types).newInstance(values);
    } catch (NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException problem) {
      throw new IllegalStateException(record.getName(), problem);
    }
  }

  private Object leaf(Class<?> type) {
    if (type == String.class) {
      return word();
    }
    if (type == boolean.class || type == Boolean.class) {
      return true;
    }
    if (type == int.class || type == Integer.class) {
      words.add(Integer.toString(1000 + words.size()));
      return Integer.parseInt(words.getLast());
    }
    if (JsonNode.class.isAssignableFrom(type)) {
      return fixed("{\"?\": [\"?\", 7, null, {}]}", type);
    }
    throw new IllegalStateException("no sample of " + type + "; add one here");
  }

  /** A value from JSON, with a word of its own for each {@code ?}. */
  private Object fixed(String json, Class<?> type) {
    JsonNode node = JsonMapper.shared().readTree(replaceAll(json, question -> word()));
    if (type == ObjectNode.class || type == JsonNode.class) {
      return node;
    }
    return JsonMapper.shared().treeToValue(node, type);
  }

  private static String replaceAll(String json, UnaryOperator<String> word) {
    String replaced = json;
    while (replaced.contains("?")) {
      replaced = replaced.replaceFirst("\\?", word.apply("?"));
    }
    return replaced;
  }

  private String word() {
    words.add("word" + (1000 + words.size()));
    return words.getLast();
  }

  private static Class<?> rawType(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getRawType()
        : (Class<?>) type;
  }
}
