package dev.kyverdict.cases;

/**
 * A case of the catalogue, and what becomes of it.
 *
 * @param number its number in the catalogue
 * @param kind what decides: a look at manifests (S), the script or a story (D), an admission (A)
 * @param title what is given
 * @param form in the form in which it was once met: a manifest, a policy, a script
 * @param asPlanned with {@code generated/as-planned}
 * @param ours with {@code generated/safe}
 * @param judgedBy who says so
 * @param note what there is to say about it
 */
record Row(
    int number,
    String kind,
    String title,
    Outcome form,
    Outcome asPlanned,
    Outcome ours,
    String judgedBy,
    String note) {

  Row with(Outcome inItsForm, Outcome planned, Outcome safe) {
    return new Row(number, kind, title, inItsForm, planned, safe, judgedBy, note);
  }

  /** The name of its test. */
  String method() {
    String words = title.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return "case_%02d_%s".formatted(number, words);
  }
}
