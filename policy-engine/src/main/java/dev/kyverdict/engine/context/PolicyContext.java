package dev.kyverdict.engine.context;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.conditions.CompiledConditions;
import dev.kyverdict.engine.conditions.Verdict;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.values.GoNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * What the rules of a policy look at: the objects, the operation and the variables. It changes as
 * rules patch the object ({@code pkg/engine/policycontext/policy_context.go}).
 */
public final class PolicyContext {

  private final AdmissionRequest request;
  private final JsonContext variables;
  private final Optional<JsonNode> element;
  private final List<ConditionStep> conditions;
  private int callsBefore;
  private JsonNode newResource;
  private JsonNode oldResource;
  private Operation operation;
  private boolean operated = true;
  private Map<String, String> namespaceLabels = Map.of();

  private PolicyContext(
      AdmissionRequest request,
      JsonContext variables,
      Optional<JsonNode> element,
      List<ConditionStep> conditions) {
    this.request = request;
    this.variables = variables;
    this.element = element;
    this.conditions = conditions;
    this.newResource = GoNumbers.integers(request.object());
    this.oldResource = GoNumbers.integers(request.oldObject());
    this.operation = request.operation();
  }

  /** A context at the beginning of a webhook call. */
  public static PolicyContext of(AdmissionRequest request, JsonContext variables) {
    return new PolicyContext(request, variables, Optional.empty(), new ArrayList<>());
  }

  /** The same with the numbers of the objects as they are, as Kyverno's command has them. */
  public static PolicyContext asItIs(AdmissionRequest request, JsonContext variables) {
    PolicyContext context = of(request, variables);
    context.newResource = request.object();
    context.oldResource = request.oldObject();
    return context;
  }

  /** The same about one element of a foreach; the variables are shared. */
  public PolicyContext withElement(JsonNode value) {
    return copy(Optional.of(value));
  }

  /** The same with its own idea of the objects; the variables are shared. */
  public PolicyContext copy() {
    return copy(element);
  }

  private PolicyContext copy(Optional<JsonNode> newElement) {
    PolicyContext copy = new PolicyContext(request, variables, newElement, conditions);
    copy.newResource = newResource;
    copy.oldResource = oldResource;
    copy.operation = operation;
    copy.operated = operated;
    copy.namespaceLabels = namespaceLabels;
    return copy;
  }

  /**
   * Begins to write down what is looked at.
   *
   * @param rule the name of the rule whose turn it is
   */
  public void startTrace(String rule) {
    variables.startTrace(rule);
    conditions.clear();
    callsBefore = variables.calls().size();
  }

  /** What was looked at since. */
  public Trace trace() {
    List<CallRecord> calls = variables.calls();
    return new Trace(
        conditions,
        variables.trace(),
        calls.subList(callsBefore, calls.size()),
        variables.unordered());
  }

  /**
   * Evaluates conditions and writes down what was compared.
   *
   * @param where where the conditions stand
   */
  public Verdict evaluate(CompiledConditions some, String where) {
    return some.evaluate(variables, compared -> conditions.add(new ConditionStep(where, compared)));
  }

  /** The request, as it came. */
  public AdmissionRequest request() {
    return request;
  }

  /** The variables. */
  public JsonContext variables() {
    return variables;
  }

  /** The element of the innermost foreach that the pattern is matched against. */
  public Optional<JsonNode> element() {
    return element;
  }

  /** The object; null node on DELETE. */
  public JsonNode newResource() {
    return newResource;
  }

  /** The object as it was; null node on CREATE. */
  public JsonNode oldResource() {
    return oldResource;
  }

  /** The object, or on DELETE the old one. */
  public JsonNode resource() {
    return newResource instanceof NullNode ? oldResource : newResource;
  }

  /** What is done. */
  public Operation operation() {
    return operation;
  }

  /** Whether anything is done at all: existing objects are looked at without an operation. */
  public boolean isOperated() {
    return operated;
  }

  /** The object is looked at, nothing is done to it: no list of operations holds. */
  public void setNotOperated() {
    operated = false;
  }

  /** The labels of the namespace, as far as Kyverno looks them up. */
  public Map<String, String> namespaceLabels() {
    return namespaceLabels;
  }

  /** Sets the labels of the namespace. */
  public void setNamespaceLabels(Map<String, String> labels) {
    namespaceLabels = labels;
  }

  /** Sets the object without touching the variables. */
  public void setNewResource(JsonNode resource) {
    newResource = resource;
  }

  /** Sets both objects, in the variables too. */
  public void setResources(JsonNode oldObject, JsonNode newObject) {
    newResource = newObject;
    variables.addResource(newObject);
    oldResource = oldObject;
    variables.addOldResource(oldObject);
  }

  /** Sets the operation, in the variables too. */
  public void setOperation(Operation value) {
    operation = value;
    variables.addOperation(value);
  }
}
