package dev.kyverdict.cluster.sim;

import dev.kyverdict.cluster.actor.Actor;
import java.time.Duration;

/**
 * A process of the cluster.
 *
 * @param actor what it does
 * @param running whether it runs
 * @param life how often it was started: what an earlier life was still to do is lost
 * @param lag how long after a change it sees it
 */
record Process(Actor actor, boolean running, int life, Duration lag) {

  Process stopped() {
    return new Process(actor, false, life, lag);
  }

  Process started() {
    return new Process(actor, true, life + 1, lag);
  }

  Process lagging(Duration value) {
    return new Process(actor, running, life, value);
  }

  Process copy() {
    return new Process(actor.copy(), running, life, lag);
  }

  boolean lives(int number) {
    return running && life == number;
  }
}
