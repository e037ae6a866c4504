package dev.kyverdict.replay;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What is to be told to a real cluster.
 *
 * @param story whose it is
 * @param world which of its worlds
 * @param objects what was there before
 * @param exchanges in order
 * @param generated what Kyverno has generated and is there at the end
 */
public record Tale(
    String story,
    int world,
    List<JsonNode> objects,
    List<Exchange> exchanges,
    List<JsonNode> generated) {

  /** Copies the lists. */
  public Tale {
    objects = List.copyOf(objects);
    exchanges = List.copyOf(exchanges);
    generated = List.copyOf(generated);
  }

  /** How many exchanges both begin with; -1 when they begin in different surroundings. */
  int inCommon(Tale other) {
    int most = Math.min(exchanges.size(), other.exchanges.size());
    if (!objects.equals(other.objects)) {
      return -1;
    }
    int common = 0;
    while (common < most && same(exchanges.get(common), other.exchanges.get(common))) {
      common++;
    }
    return common;
  }

  private static boolean same(Exchange one, Exchange other) {
    return one == other || one.line().equals(other.line());
  }

  /** Whether the other one is this one, or goes on where this one ends. */
  boolean begins(Tale other) {
    return inCommon(other) == exchanges.size();
  }

  /** Up to where nothing has happened that stories take back: before the first app comes. */
  int prelude() {
    int claim = 0;
    while (claim < exchanges.size() && !exchanges.get(claim).isClaimMade()) {
      claim++;
    }
    for (int i = claim - 1; i >= 0; i--) {
      if (exchanges.get(i).isNamespaceMade()) {
        return i;
      }
    }
    return claim;
  }

  /** How many of them ask for a claim. */
  long claims() {
    return exchanges.stream().filter(Exchange::isClaimMade).count();
  }

  /** Whether it begins with an object that goes: a real cluster cannot be given one. */
  public boolean beginsWithAnEnd() {
    return exchanges.stream()
        .filter(it -> it.part() == Exchange.Part.LOADED)
        .map(it -> it.request().body())
        .anyMatch(
            it ->
                it.at("/metadata").has("deletionTimestamp")
                    || it.at("/status/phase").asString("").equals("Terminating"));
  }

  /** How much Kyverno wrote. */
  long writes() {
    return exchanges.stream().filter(it -> it.part() == Exchange.Part.DONE_BY_KYVERNO).count();
  }

  /** Tales that begin alike stand together. */
  String order() {
    StringBuilder text = new StringBuilder(Integer.toHexString(objects.hashCode())).append('\n');
    exchanges.forEach(it -> text.append(it.line()).append('\n'));
    return text.toString();
  }

  @Override
  public String toString() {
    return story + ", world " + world;
  }
}
