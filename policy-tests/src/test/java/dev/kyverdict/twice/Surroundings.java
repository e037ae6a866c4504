package dev.kyverdict.twice;

import dev.kyverdict.cluster.fault.Fault;

/** What a case may do to a cluster beyond the words of every cluster. */
interface Surroundings {

  /** Calls of Kyverno's controllers that fail from now on. */
  void inject(Fault fault);

  /** Lets a web server of the test answer, and tells its URL. */
  String web(String name, Answer answer);

  /** Comes back when policies that are ready are also in force. */
  void settle();
}
