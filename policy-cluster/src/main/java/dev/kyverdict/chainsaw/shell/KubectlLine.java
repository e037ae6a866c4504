package dev.kyverdict.chainsaw.shell;

import dev.kyverdict.chainsaw.tree.OutOfReachException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line of kubectl.
 *
 * @param verb what is done
 * @param arguments what stands without a dash
 * @param flags each flag with its values, by its long name
 */
record KubectlLine(String verb, List<String> arguments, Map<String, List<String>> flags) {

  private static final Map<String, String> SHORT =
      Map.of(
          "-n",
          "namespace",
          "-f",
          "filename",
          "-p",
          "patch",
          "-A",
          "all-namespaces",
          "-o",
          "output",
          "-l",
          "selector");

  private static final Set<String> EVERYWHERE = Set.of("namespace", "as");

  /** The flags that a verb may have; those with {@code !} take no value of their own. */
  private static final Map<String, Set<String>> VERBS =
      Map.of(
          "apply", Set.of("filename", "server-side!"),
          "create", Set.of("filename", "from-literal", "image", "replicas"),
          "delete",
              Set.of(
                  "filename",
                  "all!",
                  "all-namespaces!",
                  "ignore-not-found!",
                  "force!",
                  "wait!",
                  "now!",
                  "grace-period"),
          "get", Set.of("all-namespaces!", "output"),
          "label", Set.of("overwrite!"),
          "annotate", Set.of("overwrite!"),
          "patch", Set.of("patch", "type"),
          "replace", Set.of("filename"),
          "run", Set.of("image", "labels"),
          "scale", Set.of("replicas"));

  /** Copies. */
  KubectlLine {
    arguments = List.copyOf(arguments);
    flags = Map.copyOf(flags);
  }

  /**
   * Reads a command line.
   *
   * @throws OutOfReachException when it says something that is not supported
   */
  static KubectlLine parse(List<String> words) {
    String line = String.join(" ", words);
    List<String> arguments = new ArrayList<>();
    Map<String, List<String>> flags = new HashMap<>();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-")) {
        arguments.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      String name = name(equals < 0 ? word : word.substring(0, equals));
      String value = equals < 0 ? "true" : word.substring(equals + 1);
      if (equals < 0 && !isSwitch(name)) {
        i++;
        value = i < words.size() ? words.get(i) : "";
      }
      flags.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
    String verb = arguments.isEmpty() ? "" : arguments.removeFirst();
    demandKnown(verb, flags.keySet(), line);
    return new KubectlLine(verb, arguments, flags);
  }

  /** The last value of a flag. */
  Optional<String> flag(String name) {
    return Optional.ofNullable(flags.get(name)).map(List::getLast);
  }

  boolean has(String name) {
    return flag(name).filter(value -> !value.equals("false")).isPresent();
  }

  List<String> files() {
    List<String> files = new ArrayList<>();
    flags.getOrDefault("filename", List.of()).forEach(it -> files.addAll(List.of(it.split(","))));
    return files;
  }

  private static String name(String flag) {
    return SHORT.getOrDefault(flag, flag.replaceFirst("^--", ""));
  }

  private static boolean isSwitch(String name) {
    return VERBS.values().stream().anyMatch(flags -> flags.contains(name + "!"));
  }

  private static void demandKnown(String verb, Set<String> flags, String line) {
    Set<String> known = VERBS.getOrDefault(verb, Set.of());
    boolean isKnown =
        VERBS.containsKey(verb)
            && flags.stream()
                .allMatch(
                    flag ->
                        EVERYWHERE.contains(flag)
                            || known.contains(flag)
                            || known.contains(flag + "!"));
    if (!isKnown) {
      throw new OutOfReachException("the command '" + line + "'");
    }
  }
}
