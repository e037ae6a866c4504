package dev.kyverdict.model;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code validate}.
 *
 * @param failureAction {@code failureAction}; the spec's action holds when absent
 * @param failureActionOverrides {@code failureActionOverrides}
 * @param allowExistingViolations {@code allowExistingViolations}, default {@code true}
 * @param message {@code message}
 * @param check what is checked
 */
public record Validate(
    Optional<FailureAction> failureAction,
    List<Spec.FailureActionOverride> failureActionOverrides,
    boolean allowExistingViolations,
    Optional<String> message,
    Check check)
    implements Action {

  /** Copies the list. */
  public Validate {
    failureActionOverrides = List.copyOf(failureActionOverrides);
  }

  /** {@code failureAction}. */
  public enum FailureAction {
    /** A violation is reported. */
    AUDIT("Audit"),
    /** A violation is denied. */
    ENFORCE("Enforce");

    private final String text;

    FailureAction(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** The ways to check an object. */
  public sealed interface Check {}

  /** No check: {@code validate} with other fields only. */
  public record NoCheck() implements Check {}

  /**
   * {@code pattern}.
   *
   * @param tree the pattern, anchors in its keys
   */
  public record Pattern(JsonNode tree) implements Check {

    /** Copies the tree. */
    public Pattern {
      tree = tree.deepCopy();
    }
  }

  /**
   * {@code anyPattern}.
   *
   * @param tree the list of patterns
   */
  public record AnyPattern(JsonNode tree) implements Check {

    /** Copies the tree. */
    public AnyPattern {
      tree = tree.deepCopy();
    }
  }

  /**
   * {@code deny}.
   *
   * @param conditions {@code deny.conditions}; a deny without any denies always
   */
  public record Deny(Optional<Conditions> conditions) implements Check {}

  /**
   * {@code foreach} of a validate rule.
   *
   * @param loops the declarations
   */
  public record ForEachCheck(List<ForEach> loops) implements Check {

    /** Copies the list. */
    public ForEachCheck {
      loops = List.copyOf(loops);
    }
  }

  /**
   * {@code foreach[]}.
   *
   * @param list {@code list}: plain JMESPath, no braces
   * @param elementScope {@code elementScope}
   * @param context {@code context}
   * @param preconditions {@code preconditions}
   * @param check pattern, anyPattern, deny or nested loops
   */
  public record ForEach(
      String list,
      Optional<Boolean> elementScope,
      List<ContextEntry> context,
      Optional<Conditions.AnyAll> preconditions,
      Check check) {

    /** Copies the list. */
    public ForEach {
      context = List.copyOf(context);
    }
  }

  /**
   * {@code podSecurity}: the Pod Security Standards.
   *
   * @param level {@code level}: privileged, baseline or restricted
   * @param version {@code version}
   * @param exclude {@code exclude}
   */
  public record PodSecurity(
      Optional<String> level, Optional<String> version, List<PodSecurityExclude> exclude)
      implements Check {

    /** Copies the list. */
    public PodSecurity {
      exclude = List.copyOf(exclude);
    }
  }

  /**
   * {@code podSecurity.exclude[]}.
   *
   * @param controlName {@code controlName}
   * @param images {@code images}, with wildcards
   * @param restrictedField {@code restrictedField}
   * @param values {@code values}
   */
  public record PodSecurityExclude(
      String controlName,
      List<String> images,
      Optional<String> restrictedField,
      List<String> values) {

    /** The controls that Kyverno knows. */
    public static final List<String> CONTROLS =
        List.of(
            "HostProcess",
            "Host Namespaces",
            "Privileged Containers",
            "Capabilities",
            "HostPath Volumes",
            "Host Ports",
            "AppArmor",
            "SELinux",
            "/proc Mount Type",
            "Seccomp",
            "Sysctls",
            "Volume Types",
            "Privilege Escalation",
            "Running as Non-root",
            "Running as Non-root user");

    /** Copies the lists. */
    public PodSecurityExclude {
      images = List.copyOf(images);
      values = List.copyOf(values);
    }
  }

  /**
   * {@code cel}: CEL expressions.
   *
   * @param generate {@code generate}: also make a ValidatingAdmissionPolicy, default {@code false}
   * @param paramKind {@code paramKind}, as written
   * @param paramRef {@code paramRef}, as written
   * @param variables {@code variables}
   * @param expressions {@code expressions}
   * @param auditAnnotations {@code auditAnnotations}, as written
   */
  public record Cel(
      boolean generate,
      Optional<JsonNode> paramKind,
      Optional<JsonNode> paramRef,
      List<Spec.MatchCondition> variables,
      List<CelExpression> expressions,
      Optional<JsonNode> auditAnnotations)
      implements Check {

    /** Copies. */
    public Cel {
      paramKind = paramKind.map(JsonNode::deepCopy);
      paramRef = paramRef.map(JsonNode::deepCopy);
      variables = List.copyOf(variables);
      expressions = List.copyOf(expressions);
      auditAnnotations = auditAnnotations.map(JsonNode::deepCopy);
    }
  }

  /**
   * {@code cel.expressions[]}.
   *
   * @param expression {@code expression}
   * @param message {@code message}
   * @param messageExpression {@code messageExpression}
   * @param reason {@code reason}
   */
  public record CelExpression(
      String expression,
      Optional<String> message,
      Optional<String> messageExpression,
      Optional<String> reason) {}

  /**
   * {@code manifests}: signed YAML, kept as it is.
   *
   * @param tree the tree below the key
   */
  public record Manifests(JsonNode tree) implements Check {

    /** Copies the tree. */
    public Manifests {
      tree = tree.deepCopy();
    }
  }

  /**
   * {@code assert}: an assertion tree of kyverno-json, kept as it is.
   *
   * @param tree the tree below the key
   */
  public record Assert(JsonNode tree) implements Check {

    /** Copies the tree. */
    public Assert {
      tree = tree.deepCopy();
    }
  }
}
