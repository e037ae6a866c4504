package dev.kyverdict.cases;

import dev.kyverdict.referee.PackagesReferee;
import dev.kyverdict.referee.Project;
import dev.kyverdict.world.kube.Trees;
import java.nio.file.Files;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Kyverno's own packages say; where they are not installed nobody says anything. */
final class Packages {

  private Packages() {}

  /** Whether they agree that a policy may follow another one, or may not. */
  static boolean agree(JsonNode before, JsonNode after, boolean accepted) {
    boolean there = Files.isExecutable(Project.root().resolve("tools/bin/kyverno-judge"));
    if (!there && !Project.inCi()) {
      return true;
    }
    ObjectNode question = Trees.object().put("id", "edit").put("op", "policy-validation");
    question.set("policy", asWritten(after));
    question.set("oldPolicy", asWritten(before));
    try (PackagesReferee referee = new PackagesReferee()) {
      return referee.judge(question).path("accepted").asBoolean(!accepted) == accepted;
    }
  }

  /** Without what the API server adds. */
  private static ObjectNode asWritten(JsonNode policy) {
    ObjectNode copy = Trees.copy(policy);
    copy.remove("status");
    for (String field :
        List.of("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields")) {
      Trees.below(copy, "metadata").remove(field);
    }
    return copy;
  }
}
