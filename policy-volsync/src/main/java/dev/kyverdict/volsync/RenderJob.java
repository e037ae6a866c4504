package dev.kyverdict.volsync;

import dev.kyverdict.lint.Finding;
import dev.kyverdict.lint.Lint;
import dev.kyverdict.model.InvalidPolicyException;
import dev.kyverdict.model.Manifest;
import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.Problem;
import dev.kyverdict.model.kube.Kustomization;
import dev.kyverdict.render.Manifests;
import dev.kyverdict.render.tree.GitOpsDirectory;
import dev.kyverdict.render.tree.KustomizationEdit;
import dev.kyverdict.render.tree.RenderedFile;
import dev.kyverdict.render.tree.RenderedTree;
import dev.kyverdict.render.tree.TreeDifference;
import dev.kyverdict.render.tree.WriteSummary;
import dev.kyverdict.volsync.Product.ProductFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;

/** Settings and an inventory to a GitOps tree on disk: lint first, then everything or nothing. */
public final class RenderJob {

  /** Files that the plan's own repository has already and that are rendered from now on. */
  private static final List<String> ADOPTED =
      List.of(
          "infrastructure/controllers/kyverno/volsync-clusterpolicy.yaml",
          "infrastructure/controllers/kyverno/volsync-auto-restore.yaml",
          "infrastructure/storage/volsync/rustfs-credentials.yaml");

  private final Settings settings;
  private final Optional<Inventory> inventory;

  /**
   * @param settings the settings; an inventory's sizes replace theirs
   * @param inventory the claims of the cluster, if known
   */
  public RenderJob(Settings settings, Optional<Inventory> inventory) {
    this.settings = inventory.map(known -> settings.withSizes(known.sizes())).orElse(settings);
    this.inventory = inventory;
  }

  /**
   * What writing came to.
   *
   * @param objects how many objects of each kind the tree has
   * @param summary what became of each file
   * @param findings what the inventory gives rise to
   * @param difference for a check, the difference that writing would make
   */
  public record Report(
      Map<String, Integer> objects,
      WriteSummary summary,
      List<Problem> findings,
      Optional<String> difference) {

    /** Copies. */
    public Report {
      objects = new TreeMap<>(objects);
      findings = List.copyOf(findings);
    }
  }

  /**
   * A directory to write to.
   *
   * @param path where {@code infrastructure/} stands; it must be there
   * @param ours whether nobody else writes there: its kustomizations are then rendered like any
   *     other file, and edited in place otherwise
   * @param adopt whether files that we did not write may be replaced
   */
  public record Directory(Path path, boolean ours, boolean adopt) {}

  /**
   * The tree for a directory.
   *
   * @throws InvalidPolicyException when lint finds something that no annotation accepts
   */
  public RenderedTree tree(Directory directory) {
    List<ProductFile> files = Product.files(settings);
    refuseFindings(files.stream().flatMap(file -> file.manifests().stream()).toList());
    List<RenderedFile> rendered = new ArrayList<>();
    for (ProductFile file : files) {
      rendered.add(new RenderedFile(file.path(), Manifests.yaml(file.manifests(), file.writer())));
    }
    List<KustomizationEdit> edits = new ArrayList<>();
    Product.kustomizations(settings)
        .forEach(
            (path, entries) -> {
              if (directory.ours()) {
                rendered.add(
                    new RenderedFile(
                        path, Manifests.yaml(List.of(kustomization(entries)), Product.class)));
              } else {
                edits.add(new KustomizationEdit(path, entries, List.of()));
              }
            });
    RenderedTree tree = new RenderedTree(rendered, edits, Product.retired());
    return directory.adopt() ? tree.adoptingAll() : tree.adopting(ADOPTED.toArray(String[]::new));
  }

  private static Kustomization kustomization(List<String> entries) {
    return new Kustomization(Metadata.named(""), entries, JsonNodeFactory.instance.objectNode());
  }

  /**
   * Writes the tree.
   *
   * @throws InvalidPolicyException as {@link #tree}
   * @throws dev.kyverdict.render.tree.TreeRefusedException when a file stands in the way; nothing
   *     is written then
   */
  public Report write(Directory directory) {
    WriteSummary summary = new GitOpsDirectory(directory.path()).write(tree(directory));
    return report(summary, Optional.empty());
  }

  /** Writes nothing and says what writing would change; throws as {@link #write}. */
  public Report check(Directory directory) {
    TreeDifference difference = new GitOpsDirectory(directory.path()).check(tree(directory));
    return report(
        difference.summary(),
        difference.differs() ? Optional.of(difference.diff()) : Optional.empty());
  }

  private Report report(WriteSummary summary, Optional<String> difference) {
    Map<String, Integer> objects = new TreeMap<>();
    Product.manifests(settings)
        .forEach(manifest -> objects.merge(manifest.kind(), 1, Integer::sum));
    return new Report(
        objects,
        summary,
        inventory.map(known -> known.findings(settings)).orElse(List.of()),
        difference);
  }

  private static void refuseFindings(List<Manifest> manifests) {
    List<Problem> problems =
        Lint.of(manifests).stream()
            .filter(finding -> !finding.isAccepted())
            .map(Finding::problem)
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidPolicyException("the rendered tree", problems);
    }
  }
}
