package dev.kyverdict.cluster.sim;

import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.api.ControllerManager;
import dev.kyverdict.cluster.kyverno.KyvernoEvent;
import dev.kyverdict.cluster.kyverno.KyvernoEvent.Reason;
import dev.kyverdict.cluster.kyverno.admission.KyvernoAdmission;
import dev.kyverdict.cluster.kyverno.background.BackgroundController;
import java.util.List;
import java.util.Set;

/** The processes of a cluster. */
final class Processes {

  private Processes() {}

  /** Those that a cluster with Kyverno has, as its chart starts them. */
  static List<Actor> ofKyverno() {
    return ofKyverno(KyvernoEvent.CHART_OMITS);
  }

  /** The same with other reasons behind {@code --omitEvents}. */
  static List<Actor> ofKyverno(Set<Reason> omitted) {
    return List.of(
        new ControllerManager(), new KyvernoAdmission(omitted), new BackgroundController(omitted));
  }
}
