package dev.kyverdict.twice;

import java.util.List;
import java.util.stream.Stream;

/** All scenes. */
final class Scenes {

  private Scenes() {}

  static List<Scene> all() {
    return Stream.of(
            LookUpCases.all(),
            RequestCases.all(),
            ApplyCases.all(),
            GenerateCases.all(),
            ProfileCases.all(),
            BackupCases.all(),
            DownCases.all())
        .flatMap(List::stream)
        .toList();
  }
}
