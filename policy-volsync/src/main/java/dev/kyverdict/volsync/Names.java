package dev.kyverdict.volsync;

import static dev.kyverdict.dsl.Policies.requestObject;

import dev.kyverdict.dsl.Template;
import dev.kyverdict.dsl.Template.Expr;

/** How the objects of a claim are called, in a policy and in the pre-warm script alike. */
final class Names {

  /** The label of a claim that asks for backups. */
  static final String BACKUP = "backup";

  /** The label of the objects that the pre-warm CronJob owns. */
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The name of the pre-warm CronJob and of all that belongs to it. */
  static final String PRE_WARM = "volsync-prewarm";

  /** The annotation of a destination and of the catalogue's entries: the newest backup's tag. */
  static final String NEWEST = "volsync.backup/newest";

  /** The annotation of the catalogue: when its listing began. */
  static final String UPDATED = "volsync.backup/updated";

  /** The annotation by which a person lets a claim start empty. */
  static final String SKIP_RESTORE = "volsync.backup/skip-restore";

  /**
   * The label of namespaces that get the base Secret; the annotation of the same name is VolSync's.
   */
  static final String PRIVILEGED_MOVERS = "volsync.backube/privileged-movers";

  /**
   * The claim's name; {@code ''} when the API server has yet to make one up ({@code generateName}).
   */
  static final Expr CLAIM_OR_EMPTY = requestObject("metadata.name").orEmpty();

  /** The claim's name; asked for only after it was seen that there is one. */
  static final Expr CLAIM = requestObject("metadata.name");

  /** The claim's namespace. */
  static final Expr NAMESPACE = requestObject("metadata.namespace");

  private Names() {}

  /** The destination from which the claim is restored. */
  static Template.Text destination(Template claim) {
    return claim.plus("-restore");
  }

  /** The source that backs the claim up. */
  static Template.Text source(Template claim) {
    return claim.plus("-backup");
  }

  /** The Secret with the repository of the claim, and the ExternalSecret that keeps it. */
  static Template.Text secret(Template claim) {
    return claim.plus("-volsync-secret");
  }
}
