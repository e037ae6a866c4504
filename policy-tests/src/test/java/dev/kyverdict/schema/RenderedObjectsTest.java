package dev.kyverdict.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.referee.Project;
import dev.kyverdict.referee.Tool;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every object of {@code generated/} is what the API server accepts, and as it stores it. */
class RenderedObjectsTest {

  private static final Set<String> FOR_KUSTOMIZE = Set.of("Kustomization");

  @Test
  void custom_resources_are_valid_and_need_no_defaults() throws IOException {
    Schemas schemas = Schemas.ofCustomResources();
    List<String> problems = new ArrayList<>();
    int checked = 0;
    for (Map.Entry<String, JsonNode> object : rendered().entrySet()) {
      Optional<StrictSchema> schema = schemas.of(object.getValue());
      if (schema.isPresent()) {
        checked++;
        schema.get().problems(object.getValue()).forEach(p -> problems.add(object.getKey() + p));
        if (!schema.get().defaulted(object.getValue()).equals(object.getValue())) {
          problems.add(
              object.getKey() + "lacks defaults: " + schema.get().defaulted(object.getValue()));
        }
        checked += generated(schemas, object, problems);
      }
    }
    System.out.printf("custom resources: %d checked, %d problems%n", checked, problems.size());
    assertThat(checked).isGreaterThan(15);
    assertThat(problems).isEmpty();
  }

  /** What a generate rule makes is an object too; its variables are text where text is allowed. */
  private static int generated(
      Schemas schemas, Map.Entry<String, JsonNode> policy, List<String> problems) {
    int checked = 0;
    for (JsonNode rule : policy.getValue().at("/spec/rules")) {
      JsonNode generate = rule.path("generate");
      if (generate.path("data") instanceof ObjectNode data) {
        ObjectNode object = data.deepCopy();
        object.set("apiVersion", generate.get("apiVersion"));
        object.set("kind", generate.get("kind"));
        StrictSchema schema = schemas.of(object).orElseThrow();
        // the one field whose pattern a variable cannot meet
        if (object.at("/spec/trigger") instanceof ObjectNode trigger && trigger.has("schedule")) {
          trigger.put("schedule", "17 * * * *");
        }
        schema
            .problems(withoutVariables(object))
            .forEach(p -> problems.add(policy.getKey() + rule.get("name") + p));
        if (!schema.defaulted(object).equals(object)) {
          problems.add(policy.getKey() + rule.get("name") + " lacks defaults");
        }
        checked++;
      }
    }
    return checked;
  }

  private static JsonNode withoutVariables(ObjectNode object) {
    String text = object.toString().replaceAll("\\{\\{[^}]*}}", "x");
    return JsonMapper.builder().build().readTree(text);
  }

  @Test
  void builtin_objects_are_valid() throws IOException {
    Path swagger = swagger();
    Schemas schemas = Schemas.ofKubernetes(swagger);
    List<String> problems = new ArrayList<>();
    int checked = 0;
    for (Map.Entry<String, JsonNode> object : rendered().entrySet()) {
      Optional<StrictSchema> schema = schemas.of(object.getValue());
      if (schema.isPresent()) {
        checked++;
        schema.get().problems(object.getValue()).forEach(p -> problems.add(object.getKey() + p));
      }
    }
    System.out.printf("built-in objects: %d checked, %d problems%n", checked, problems.size());
    assertThat(checked).isGreaterThan(12);
    assertThat(problems).isEmpty();
  }

  @Test
  void kubeconform_finds_nothing_either(@TempDir Path folder) throws Exception {
    Path program = Tool.KUBECONFORM.required();
    Schemas.ofCustomResources().writeTo(folder);
    Schemas.ofKubernetes(swagger()).writeTo(folder);
    Process process =
        new ProcessBuilder(
                program.toString(),
                "-strict",
                "-summary",
                "-output",
                "json",
                "-skip",
                "Kustomization",
                "-schema-location",
                folder + "/{{.Group}}_{{.ResourceKind}}_{{.ResourceAPIVersion}}.json",
                Project.root().resolve("generated").toString())
            .redirectErrorStream(true)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(answer).isZero();
    JsonNode summary = JsonMapper.builder().build().readTree(answer).path("summary");
    System.out.println("kubeconform: " + summary);
    assertThat(summary.path("valid").asInt(0)).as(answer).isGreaterThan(25);
    assertThat(summary.path("invalid").asInt(-1)).isZero();
    assertThat(summary.path("errors").asInt(-1)).isZero();
  }

  @Test
  void a_schema_finds_an_unknown_field_a_wrong_type_and_a_missing_default() throws IOException {
    Schemas schemas = Schemas.ofCustomResources();
    JsonNode policy =
        rendered().values().stream()
            .filter(object -> object.path("kind").asString("").equals("ClusterPolicy"))
            .findFirst()
            .orElseThrow();
    StrictSchema schema = schemas.of(policy).orElseThrow();

    ObjectNode unknown = (ObjectNode) policy.deepCopy();
    ((ObjectNode) unknown.at("/spec/rules/0")).put("matches", 1);
    ObjectNode type = (ObjectNode) policy.deepCopy();
    ((ObjectNode) type.at("/spec")).put("background", "no");
    ObjectNode missing = (ObjectNode) policy.deepCopy();
    ((ObjectNode) missing.at("/spec")).remove("admission");

    assertThat(schema.problems(unknown)).hasSize(1);
    assertThat(schema.problems(type)).hasSize(1);
    assertThat(schema.defaulted(missing)).isNotEqualTo(missing);
  }

  @Test
  void every_object_has_a_schema() throws IOException {
    Schemas custom = Schemas.ofCustomResources();
    Path swagger = swagger();
    Schemas builtin = Schemas.ofKubernetes(swagger);

    assertThat(rendered().entrySet())
        .filteredOn(object -> !FOR_KUSTOMIZE.contains(object.getValue().path("kind").asString("")))
        .allSatisfy(
            object ->
                assertThat(custom.of(object.getValue()).or(() -> builtin.of(object.getValue())))
                    .as(object.getKey())
                    .isPresent());
  }

  private static Path swagger() {
    Path swagger = moduleCache().resolve("k8s.io/kubernetes@v1.34.4/api/openapi-spec/swagger.json");
    Project.requireFromTools(Files.exists(swagger), "Kubernetes' OpenAPI document");
    return swagger;
  }

  private static Path moduleCache() {
    return Optional.ofNullable(System.getenv("GOMODCACHE"))
        .map(Path::of)
        .orElse(Path.of(System.getProperty("user.home"), "go/pkg/mod"));
  }

  /** File and number of the document to the object. */
  private static Map<String, JsonNode> rendered() throws IOException {
    Map<String, JsonNode> objects = new TreeMap<>();
    Path generated = Project.root().resolve("generated");
    try (Stream<Path> files = Files.walk(generated)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        List<JsonNode> trees =
            YamlReader.read(file).stream().map(document -> document.tree()).toList();
        for (int i = 0; i < trees.size(); i++) {
          objects.put(generated.relativize(file) + "[" + i + "] ", trees.get(i));
        }
      }
    }
    return objects;
  }
}
