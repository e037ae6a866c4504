package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.cluster.actor.Work;
import dev.kyverdict.cluster.kyverno.KyvernoEvent;
import dev.kyverdict.cluster.kyverno.UpdateRequest;
import java.time.Instant;

/** What the admission controller has still to do. */
sealed interface Duty extends Work {

  /**
   * The webhooks are to be registered anew, and the policies told.
   *
   * @param tries how often it was tried
   */
  record Reconcile(int tries) implements Duty {}

  /**
   * The background controller is to be told.
   *
   * @param first when it was tried for the first time
   * @param tries how often it was tried
   */
  record Submit(UpdateRequest request, Instant first, int tries) implements Duty {}

  /**
   * An event is to be reported.
   *
   * @param nanoseconds what is added to its time, so that its name is its own
   * @param tries how often it was tried
   */
  record Report(KyvernoEvent event, Instant at, long nanoseconds, int tries) implements Duty {}
}
