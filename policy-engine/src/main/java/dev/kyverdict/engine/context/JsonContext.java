package dev.kyverdict.engine.context;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.ClusterReader.Answer;
import dev.kyverdict.engine.ClusterReader.Call;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.chance.Choices;
import dev.kyverdict.engine.substitution.Query;
import dev.kyverdict.engine.substitution.Scope;
import dev.kyverdict.jmespath.JmesPath;
import dev.kyverdict.jmespath.Surroundings;
import dev.kyverdict.jmespath.Surroundings.HostLookup;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.values.GoPanicException;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a rule's variables are resolved against. One for each phase of a request; not for use by
 * several threads.
 *
 * <p>Basis: {@code pkg/engine/context/context.go}, {@code evaluate.go}.
 */
public final class JsonContext implements Scope {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ClusterReader cluster;
  private final KyvernoConfig config;
  private final Choices choices;
  private final Surroundings surroundings;
  private final Loaders loaders = new Loaders();
  private final Deque<ObjectNode> saved = new ArrayDeque<>();
  private final List<CallRecord> calls = new ArrayList<>();
  private final List<Resolution> trace = new ArrayList<>();
  private final Set<String> unordered = new LinkedHashSet<>();
  private Preparation preparation = Preparation.NONE;
  private String rule = "";
  private Operation operation;
  private long size;

  /** Never changed in place: what is saved is shared. */
  private ObjectNode root;

  private JsonContext(
      ObjectNode root,
      AdmissionRequest request,
      ClusterReader cluster,
      KyvernoConfig config,
      Choices choices) {
    this.root = root;
    this.operation = request.operation();
    this.cluster = cluster;
    this.config = config;
    this.choices = choices;
    ImageReader images = ImageReader.of(config);
    this.surroundings =
        new Surroundings(
            config.clock(),
            ZoneOffset.UTC,
            new SplittableRandom(config.seed()),
            HostLookup.NONE,
            images.registry(),
            images.showRegistry());
  }

  /** The context of an admission request. */
  public static JsonContext of(
      AdmissionRequest request, ClusterReader cluster, KyvernoConfig config) {
    return of(request, cluster, config, Choices.seeded(config.seed()));
  }

  /** The context of an admission request, where this decides what Kyverno leaves to chance. */
  public static JsonContext of(
      AdmissionRequest request, ClusterReader cluster, KyvernoConfig config, Choices choices) {
    JsonContext context =
        new JsonContext(BaseVariables.of(request), request, cluster, config, choices);
    context.loaders.add(new ImagesLoader(request.object()), 0);
    return context;
  }

  /**
   * The context in which upstream works in the background, {@code NewPolicyContext}: of the request
   * there are the object (of a deletion the old one), its namespace, the operation and the user.
   */
  public static JsonContext inBackground(
      AdmissionRequest request, ClusterReader cluster, KyvernoConfig config) {
    JsonContext context =
        new JsonContext(
            BaseVariables.inBackground(request),
            request,
            cluster,
            config,
            Choices.seeded(config.seed()));
    boolean deletes = request.operation() == Operation.DELETE;
    context.loaders.add(new ImagesLoader(deletes ? request.oldObject() : request.object()), 0);
    return context;
  }

  /**
   * A context of variables that are given, outside of a webhook.
   *
   * @param variables the variables; not changed
   * @param request gives the object with the images and the operation
   */
  public static JsonContext holding(
      ObjectNode variables, AdmissionRequest request, ClusterReader cluster, KyvernoConfig config) {
    JsonContext context =
        new JsonContext(variables, request, cluster, config, Choices.seeded(config.seed()));
    context.loaders.add(new ImagesLoader(request.object()), 0);
    return context;
  }

  /** Is told before the entries of a rule or of a foreach are registered. */
  public interface Preparation {

    /** Does nothing. */
    Preparation NONE = (rule, context) -> {};

    /** Prepares the context for a rule. */
    void prepare(String rule, JsonContext context);
  }

  /** Sets what is to be done before entries are registered. */
  public void prepareWith(Preparation value) {
    preparation = value;
  }

  /** Merges a value into what stands at a path: {@code AddVariable}. */
  public void addVariable(List<String> path, JsonNode value) {
    JsonNode tree = value;
    for (String field : path.subList(1, path.size()).reversed()) {
      ObjectNode around = NODES.objectNode();
      around.set(field, tree);
      tree = around;
    }
    merge(path.getFirst(), tree);
  }

  /**
   * Registers entries at the present level; nothing is loaded before a query asks for it.
   *
   * @param entries the entries of a rule or a foreach
   * @param policyNamespace the namespace of a Policy, empty of a ClusterPolicy
   */
  public void register(CompiledEntries entries, String policyNamespace) {
    preparation.prepare(rule, this);
    for (CompiledEntry entry : entries.all()) {
      loaders.add(entry.loader(policyNamespace), saved.size());
    }
  }

  /** Saves the present state: before a rule, before a foreach. */
  public void checkpoint() {
    saved.push(root);
  }

  /** Returns to the last saved state and forgets it. */
  public void restore() {
    if (!saved.isEmpty()) {
      root = saved.pop();
      loaders.reset(true, saved.size(), this);
    }
  }

  /** Returns to the last saved state and keeps it: before each element of a foreach. */
  public void reset() {
    if (!saved.isEmpty()) {
      root = saved.element();
      loaders.reset(false, saved.size(), this);
    }
  }

  /** Puts a patched object in place of {@code request.object}; its whole numbers become int64. */
  public void addResource(JsonNode object) {
    setInRequest("object", integers(object));
  }

  /** Puts an object in place of {@code request.oldObject}; its whole numbers become int64. */
  public void addOldResource(JsonNode object) {
    setInRequest("oldObject", integers(object));
  }

  /** Puts an object in place of {@code target}; its whole numbers become int64. */
  public void setTarget(JsonNode object) {
    set("target", integers(object));
  }

  /** Changes the operation. */
  public void addOperation(Operation value) {
    operation = value;
    setInRequest("operation", NODES.stringNode(value.name()));
  }

  /** Sets {@code element}, {@code elementIndex} and those of the nesting, 0 for the outermost. */
  public void addElement(JsonNode element, int index, int nesting) {
    JsonNode number = NODES.numberNode((long) index);
    ObjectNode changed = shallowCopy(root);
    changed.set("element", element);
    changed.set("element" + nesting, element);
    changed.set("elementIndex", number);
    changed.set("elementIndex" + nesting, number);
    root = changed;
  }

  @Override
  public JsonNode query(String expression) {
    return query(Query.of(expression));
  }

  @Override
  public JsonNode query(Query query) {
    loaders.loadMatching(query.text(), saved.size(), this);
    if (query.trimmed().isEmpty()) {
      throw new EvaluationException("invalid query (nil)");
    }
    query
        .syntaxError()
        .ifPresent(
            error -> {
              throw new EvaluationException("incorrect query " + query.trimmed() + ": " + error);
            });
    JsonNode value;
    try {
      JmesPath.Sorted sorted = query.searchAndSort(root, surroundings);
      value = sorted.result();
      root = (ObjectNode) sorted.data();
    } catch (EvaluationException e) {
      throw e.within("JMESPath query failed");
    }
    trace.add(new Resolution(query.trimmed(), value, origin(query)));
    return value;
  }

  private String origin(Query query) {
    return loaders.named(query.text()).map(Loader::origin).orElse(query.root());
  }

  @Override
  public boolean deleting() {
    return operation == Operation.DELETE;
  }

  @Override
  public Choices choices() {
    return choices;
  }

  @Override
  public boolean mayLoad() {
    return loaders.mayLoad(saved.size());
  }

  @Override
  public Optional<JsonNode> quietly(Query query) {
    if (loaders.wouldLoad(query.text(), saved.size()) || query.trimmed().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(query.search(root, surroundings));
    } catch (EvaluationException | GoPanicException unanswered) {
      return Optional.empty();
    }
  }

  @Override
  public void unordered(String path) {
    unordered.add(path);
  }

  /**
   * Forgets the trace and the places where order mattered: before each rule.
   *
   * @param name the name of the rule
   */
  public void startTrace(String name) {
    rule = name;
    trace.clear();
    unordered.clear();
  }

  /** The calls made so far, in order. */
  public List<CallRecord> calls() {
    return List.copyOf(calls);
  }

  /** The queries answered since the trace was started, in order. */
  public List<Resolution> trace() {
    return List.copyOf(trace);
  }

  /** The objects whose members Kyverno might have visited in another order with another result. */
  public Set<String> unordered() {
    return Set.copyOf(unordered);
  }

  ClusterReader cluster() {
    return cluster;
  }

  KyvernoConfig config() {
    return config;
  }

  /** Makes a call and writes it down. */
  Answer call(Call call) {
    Answer answer = cluster.call(call);
    calls.add(new CallRecord(call, answer));
    return answer;
  }

  /** Answers a query on a tree of its own. */
  JsonNode search(Query query, JsonNode data) {
    return query.search(data, surroundings);
  }

  /** Stores data of a call: {@code AddContextEntry}. */
  void addEntry(String name, Payload payload) {
    checkSize(payload.size());
    JsonNode tree = payload.treeForContext();
    size += payload.size();
    merge(name, tree);
  }

  /** Stores data of a number of bytes: {@code AddContextEntry}. */
  void addEntry(String name, JsonNode data, long bytes) {
    checkSize(bytes);
    size += bytes;
    merge(name, data);
  }

  /** Stores a value in place of what had the name: {@code ReplaceContextEntry}. */
  void replaceEntry(String name, JsonNode value) {
    long bytes = config.maxContextSize() > 0 ? JsonSize.escaped(value) : 0;
    checkSize(bytes);
    size += bytes;
    set(name, JsonSize.floats(value));
  }

  private void checkSize(long bytes) {
    long limit = config.maxContextSize();
    if (limit > 0 && size + bytes > limit) {
      throw new EvaluationException(
          ("context size limit exceeded: " + (size + bytes))
              + (" bytes exceeds limit of " + limit + " bytes"));
    }
  }

  /** Objects are merged into what is there, anything else takes its place. */
  void merge(String name, JsonNode data) {
    set(name, DeepMerge.of(root.path(name), data));
  }

  private void setInRequest(String name, JsonNode value) {
    ObjectNode request =
        root.path("request") instanceof ObjectNode present
            ? shallowCopy(present)
            : NODES.objectNode();
    request.set(name, value);
    set("request", request);
  }

  private void set(String name, JsonNode value) {
    ObjectNode changed = shallowCopy(root);
    changed.set(name, value);
    root = changed;
  }

  private static ObjectNode shallowCopy(ObjectNode object) {
    ObjectNode copy = NODES.objectNode();
    copy.setAll(object);
    return copy;
  }

  /** An object that is not there is one without members, as a nil map is in Go. */
  private static JsonNode integers(JsonNode object) {
    return object.isObject() ? GoNumbers.integers(object) : NODES.objectNode();
  }
}
