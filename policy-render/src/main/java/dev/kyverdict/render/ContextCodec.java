package dev.kyverdict.render;

import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.ContextEntry.ApiCall;
import dev.kyverdict.model.ContextEntry.ConfigMap;
import dev.kyverdict.model.ContextEntry.GlobalReference;
import dev.kyverdict.model.ContextEntry.ImageRegistry;
import dev.kyverdict.model.ContextEntry.Variable;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code context[]}. */
final class ContextCodec {

  private static final List<String> SOURCES =
      List.of("configMap", "apiCall", "globalReference", "imageRegistry", "variable");

  private ContextCodec() {}

  static ObjectNode write(ContextEntry entry) {
    Mapping mapping = new Mapping().text("name", entry.name());
    return switch (entry) {
      case Variable variable -> mapping.tree("variable", Optional.of(write(variable))).node();
      case ApiCall call -> mapping.tree("apiCall", Optional.of(ApiCallCodec.write(call))).node();
      case ConfigMap map -> mapping.tree("configMap", Optional.of(write(map))).node();
      case GlobalReference ref -> mapping.tree("globalReference", Optional.of(write(ref))).node();
      case ImageRegistry image -> mapping.tree("imageRegistry", Optional.of(write(image))).node();
    };
  }

  /** The entries below {@code context}; one that cannot be read is left out. */
  static List<ContextEntry> read(Fields fields) {
    return fields.list("context", ContextCodec::entry).stream().flatMap(Optional::stream).toList();
  }

  private static Optional<ContextEntry> entry(Fields fields) {
    String name = fields.requiredText("name");
    List<String> sources =
        SOURCES.stream().filter(source -> fields.value(source).isPresent()).toList();
    if (sources.size() != 1) {
      fields.error(
          sources.isEmpty() ? "no-source" : "two-sources",
          "entry '"
              + name
              + "' has "
              + (sources.isEmpty() ? "no source" : String.join(" and ", sources)),
          "give it exactly one of " + String.join(", ", SOURCES));
      return Optional.empty();
    }
    return fields.object(sources.getFirst(), source -> source(name, sources.getFirst(), source));
  }

  private static ContextEntry source(String name, String kind, Fields fields) {
    return switch (kind) {
      case "configMap" -> configMap(name, fields);
      case "apiCall" -> ApiCallCodec.read(name, fields);
      case "globalReference" -> globalReference(name, fields);
      case "imageRegistry" -> imageRegistry(name, fields);
      default -> variable(name, fields);
    };
  }

  private static ObjectNode write(Variable variable) {
    return new Mapping()
        .tree("value", variable.value())
        .text("jmesPath", variable.jmesPath())
        .tree("default", variable.defaultValue())
        .node();
  }

  private static Variable variable(String name, Fields fields) {
    return new Variable(
        name, fields.tree("value"), fields.said("jmesPath"), fields.tree("default"));
  }

  private static ObjectNode write(ConfigMap map) {
    return new Mapping().text("name", map.configMap()).text("namespace", map.namespace()).node();
  }

  private static ConfigMap configMap(String name, Fields fields) {
    return new ConfigMap(name, fields.requiredText("name"), fields.said("namespace"));
  }

  private static ObjectNode write(GlobalReference reference) {
    return new Mapping()
        .text("name", reference.reference())
        .text("jmesPath", reference.jmesPath())
        .node();
  }

  private static GlobalReference globalReference(String name, Fields fields) {
    return new GlobalReference(name, fields.requiredText("name"), fields.said("jmesPath"));
  }

  private static ObjectNode write(ImageRegistry image) {
    return new Mapping()
        .text("reference", image.reference())
        .text("jmesPath", image.jmesPath())
        .tree("imageRegistryCredentials", image.credentials())
        .node();
  }

  private static ImageRegistry imageRegistry(String name, Fields fields) {
    return new ImageRegistry(
        name,
        fields.requiredText("reference"),
        fields.said("jmesPath"),
        fields.mapping("imageRegistryCredentials").map(tree -> tree));
  }
}
