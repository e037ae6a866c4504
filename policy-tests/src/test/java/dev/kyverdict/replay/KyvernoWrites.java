package dev.kyverdict.replay;

import dev.kyverdict.cluster.ApiPath;
import dev.kyverdict.cluster.AuditEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What Kyverno's controllers wrote, but for what they keep for themselves. */
final class KyvernoWrites {

  private static final Set<String> WRITING =
      Set.of("create", "update", "patch", "delete", "deletecollection");
  private static final Set<String> ITS_OWN =
      Set.of(
          "events",
          "leases",
          "subjectaccessreviews",
          "selfsubjectaccessreviews",
          "tokenreviews",
          "mutatingwebhookconfigurations",
          "validatingwebhookconfigurations",
          "customresourcedefinitions");

  private KyvernoWrites() {}

  /** How often a real one did what, by verb and path. */
  static Map<String, Integer> of(List<AuditEntry> log) {
    Map<String, Integer> writes = new TreeMap<>();
    for (AuditEntry entry : log) {
      ApiPath path = ApiPath.of(entry.path());
      boolean done = entry.status() >= 200 && entry.status() < 300;
      if (done
          && entry.user().startsWith(Exchange.KYVERNO)
          && WRITING.contains(entry.verb())
          && !ITS_OWN.contains(path.resource())
          && !path.group().endsWith("kyverno.io")
          && !path.group().equals("wgpolicyk8s.io")
          && !path.namespace().equals("kyverno")
          && !path.query().containsKey("dryRun")) {
        writes.merge(entry.verb() + " " + bare(entry.path()), 1, Integer::sum);
      }
    }
    return writes;
  }

  /** How often a real one has written down that it has something to do. */
  static long begun(List<AuditEntry> log) {
    return log.stream()
        .filter(it -> it.user().startsWith(Exchange.KYVERNO) && it.verb().equals("create"))
        .filter(it -> it.status() == 201)
        .filter(it -> ApiPath.of(it.path()).resource().equals("updaterequests"))
        .count();
  }

  /** How often the simulated one did what. */
  static Map<String, Integer> in(List<Exchange> exchanges) {
    Map<String, Integer> writes = new TreeMap<>();
    for (Exchange exchange : exchanges) {
      if (exchange.part() == Exchange.Part.DONE_BY_KYVERNO) {
        String verb = exchange.path().verb(exchange.request().method());
        writes.merge(verb + " " + bare(exchange.request().path()), 1, Integer::sum);
      }
    }
    return writes;
  }

  private static String bare(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  /** What one did and the other one did not, or not as often. */
  static List<String> differences(Map<String, Integer> simulated, Map<String, Integer> real) {
    List<String> differences = new ArrayList<>();
    real.forEach(
        (write, times) -> {
          int expected = simulated.getOrDefault(write, 0);
          if (times != expected) {
            differences.add("real Kyverno: " + write + " " + times + " times, not " + expected);
          }
        });
    simulated.forEach(
        (write, times) -> {
          if (!real.containsKey(write)) {
            differences.add("real Kyverno: no " + write + ", expected " + times);
          }
        });
    return differences;
  }
}
