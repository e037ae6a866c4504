package dev.kyverdict.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Ten thousand objects; how long it takes is only told. */
class SizeTest {

  private static final int OBJECTS = 10_000;
  private static final Logger LOG = Logger.getLogger(SizeTest.class.getName());

  @Test
  void ten_thousand_objects_are_no_problem() {
    Bench bench = new Bench();
    say("start, again", Bench::new);
    say(
        "create " + OBJECTS,
        () -> {
          for (int i = 0; i < OBJECTS; i++) {
            bench.post(
                "/api/v1/namespaces/default/configmaps",
                "{'metadata':{'name':'x%d','labels':{'n':'%d'}},'data':{'a':'b'}}"
                    .formatted(i, i % 100));
          }
        });
    String list = "/api/v1/configmaps?labelSelector=n%3D7";
    say("select 100 of " + OBJECTS, () -> bench.get(list));
    say("list " + OBJECTS, () -> bench.get("/api/v1/configmaps"));
    say("copy", bench::copy);
    say("copy and write", () -> bench.copy().delete("/api/v1/namespaces/default/configmaps/x77"));
    assertThat(bench.get(list).body().path("items").size()).isEqualTo(OBJECTS / 100);
  }

  private static void say(String what, Runnable work) {
    long start = System.nanoTime();
    work.run();
    long micros = (System.nanoTime() - start) / 1000;
    LOG.info(() -> what + ": " + micros + " us");
  }
}
