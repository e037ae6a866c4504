package dev.kyverdict.engine.substitution;

import java.util.HashMap;
import java.util.Map;

/**
 * A text in which one piece after another is replaced where it stands first. Pieces mostly stand
 * one after another; then nothing is copied twice.
 */
final class Replacement {

  private final StringBuilder done = new StringBuilder();
  private final Map<String, Integer> absentUntil = new HashMap<>();
  private String rest;
  private int at;
  private long work;

  Replacement(String text) {
    this.rest = text;
  }

  /** Replaces the first place of a piece; nothing happens when there is none. */
  void replace(String old, String value) {
    int earlier = earlier(old);
    if (earlier >= 0) {
      StringBuilder whole = new StringBuilder(text());
      rest = whole.replace(earlier, earlier + old.length(), value).toString();
      work += rest.length();
      at = 0;
      done.setLength(0);
      absentUntil.clear();
      return;
    }
    int place = rest.indexOf(old, at);
    if (place >= 0) {
      done.append(rest, at, place).append(value);
      at = place + old.length();
      work += value.length();
    }
  }

  /** Where a piece begins in what is done; what values bring may look like the next piece. */
  private int earlier(String old) {
    int from = Math.max(0, absentUntil.getOrDefault(old, 0) - old.length());
    int end = Math.min(rest.length(), at + old.length() - 1);
    String seam =
        done.substring(Math.max(from, done.length() - old.length())) + rest.substring(at, end);
    work += done.length() - from;
    int place = done.indexOf(old, from);
    int across = seam.indexOf(old);
    absentUntil.put(old, done.length());
    if (place >= 0 || done.isEmpty()) {
      return place;
    }
    int begin = Math.max(from, done.length() - old.length());
    return across < 0 || begin + across >= done.length() ? -1 : begin + across;
  }

  int length() {
    return done.length() + rest.length() - at;
  }

  /** Characters read and copied by now. */
  long work() {
    return work;
  }

  String text() {
    return done + rest.substring(at);
  }
}
