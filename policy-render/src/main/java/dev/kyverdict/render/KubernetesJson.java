package dev.kyverdict.render;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Between fabric8's classes and JSON, as strict as the API server: a number is no text, and a field
 * that no class knows is reported and dropped.
 */
final class KubernetesJson {

  private static final JsonMapper WRITER = JsonMapper.shared();

  private static final JsonMapper READER =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .annotationIntrospector(new WithoutAnySetter())
          .addHandler(new Reporter())
          .addModule(new SimpleModule().addDeserializer(String.class, new OnlyText()))
          .build();

  private KubernetesJson() {}

  static ObjectNode tree(HasMetadata object) {
    return WRITER.<ObjectNode>valueToTree(object);
  }

  /** The object, unless something cannot be read at all. */
  static <T extends HasMetadata> Optional<T> value(
      ObjectNode tree, Class<T> type, Findings findings) {
    try {
      T value = READER.readerFor(type).withAttribute(Findings.class, findings).readValue(tree);
      return Optional.of(value);
    } catch (MismatchedInputException problem) {
      String pointer = pointer(problem);
      new Value(tree.at(pointer), pointer, findings, false)
          .wrongType(
              problem.getTargetType() == Boolean.class
                  ? "true or false"
                  : "a value of type " + problem.getTargetType().getSimpleName());
      return Optional.empty();
    }
  }

  private static String pointer(DatabindException problem) {
    StringBuilder pointer = new StringBuilder();
    for (var step : problem.getPath()) {
      pointer.append(
          step.getPropertyName() == null
              ? "/" + step.getIndex()
              : Findings.below("", step.getPropertyName()));
    }
    return pointer.toString();
  }

  /** The value at which a parser stands, which goes on behind it. */
  private static Value value(JsonParser parser, DeserializationContext context) {
    String pointer = parser.streamReadContext().pathAsPointer().toString();
    Findings findings = (Findings) context.getAttribute(Findings.class);
    return new Value(context.readTree(parser), pointer, findings, false);
  }

  /** Fabric8's classes keep unknown fields; here they shall be noticed. */
  private static final class WithoutAnySetter extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
      return false;
    }
  }

  /** Reports what does not fit and goes on. */
  private static final class Reporter extends DeserializationProblemHandler {

    @Override
    public boolean handleUnknownProperty(
        DeserializationContext context,
        JsonParser parser,
        ValueDeserializer<?> deserializer,
        Object beanOrClass,
        String name) {
      Value value = value(parser, context);
      value.unknown(deserializer.getKnownPropertyNames().stream().map(Object::toString).toList());
      return true;
    }

    @Override
    public @Nullable Object handleUnexpectedToken(
        DeserializationContext context,
        JavaType target,
        JsonToken token,
        JsonParser parser,
        @Nullable String problem) {
      value(parser, context).wrongType(target.isCollectionLikeType() ? "a list" : "a mapping");
      return null;
    }
  }

  /** Text, and nothing that could be made into text. */
  private static final class OnlyText extends StdDeserializer<String> {

    private OnlyText() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
      return value(parser, context).text().orElse("");
    }
  }
}
