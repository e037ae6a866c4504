package dev.kyverdict.engine.context;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.KyvernoConfig;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the name of an image apart: {@code pkg/utils/image/infos.go}, and {@code
 * distribution/reference} for the grammar.
 *
 * @param registry what Kyverno puts before a name without a registry
 * @param showRegistry whether that registry is shown
 */
record ImageReader(String registry, boolean showRegistry) {

  private static final String LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
  private static final String DOMAIN =
      "(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?";
  private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*";
  private static final String PATH = COMPONENT + "(?:/" + COMPONENT + ")*";
  private static final String DIGEST =
      "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*[:][0-9a-fA-F]{32,}";
  private static final Pattern REFERENCE =
      Pattern.compile(
          ("^((?:" + DOMAIN + "/)?" + PATH + ")")
              + ("(?::([\\w][\\w.-]{0,127}))?(?:@(" + DIGEST + "))?$"));
  private static final Pattern NAME = Pattern.compile("^(?:(" + DOMAIN + ")/)?(" + PATH + ")$");
  private static final int LONGEST = 255;

  static ImageReader of(KyvernoConfig config) {
    return new ImageReader(
        config.data().getOrDefault("defaultRegistry", "docker.io"),
        !"false".equals(config.data().get("enableDefaultRegistryMutation")));
  }

  /** What is known of an image. */
  ObjectNode read(String image) {
    String full = withRegistry(image);
    Matcher reference = REFERENCE.matcher(full);
    if (!reference.find()) {
      throw invalid(image, full, problem(full));
    }
    Matcher name = NAME.matcher(reference.group(1));
    boolean split = name.find();
    String domain = split && name.group(1) != null ? name.group(1) : "";
    String path = split ? name.group(2) : reference.group(1);
    if (path.length() > LONGEST) {
      throw invalid(image, full, "repository name must not be more than 255 characters");
    }
    String digest = reference.group(3) == null ? "" : reference.group(3);
    String written = reference.group(2) == null ? "" : reference.group(2);
    String tag = written.isEmpty() && digest.isEmpty() ? "latest" : written;
    boolean hidden = !full.equals(image) && !showRegistry;
    return node(hidden ? "" : domain, path, tag, digest);
  }

  private static ObjectNode node(String domain, String path, String tag, String digest) {
    String prefix = domain.isEmpty() ? "" : domain + "/";
    int slash = path.indexOf('/');
    boolean own = domain.isEmpty() && slash >= 0 && path.substring(0, slash).contains("_");
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    putText(node, "registry", own ? path.substring(0, slash) : domain);
    node.put("name", path.substring(path.lastIndexOf('/') + 1));
    node.put("path", own ? path.substring(slash + 1) : path);
    putText(node, "tag", tag);
    putText(node, "digest", digest);
    node.put("reference", prefix + path + (digest.isEmpty() ? ":" + tag : "@" + digest));
    return node.put("referenceWithTag", prefix + path + ":" + tag);
  }

  private static void putText(ObjectNode node, String name, String text) {
    if (!text.isEmpty()) {
      node.put(name, text);
    }
  }

  private String withRegistry(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    boolean named =
        slash >= 0
            && (first.contains(".")
                || first.contains(":")
                || first.equals("localhost")
                || !first.toLowerCase(Locale.ROOT).equals(first));
    return named ? image : registry + "/" + image;
  }

  private static String problem(String full) {
    if (full.isEmpty()) {
      return "repository name must have at least one component";
    }
    return REFERENCE.matcher(full.toLowerCase(Locale.ROOT)).find()
        ? "repository name must be lowercase"
        : "invalid reference format";
  }

  private EvaluationException invalid(String image, String full, String problem) {
    return new EvaluationException(
        ("invalid image '" + image + "' (bad image: " + full + ", defaultRegistry: " + registry)
            + (", enableDefaultRegistryMutation: " + showRegistry + ": " + problem + ")"));
  }
}
