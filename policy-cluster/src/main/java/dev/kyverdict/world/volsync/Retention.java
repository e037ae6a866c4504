package dev.kyverdict.world.volsync;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Which snapshots restic keeps ({@code generateForgetOptions} of VolSync's {@code mover.go}; {@code
 * restic/restic:internal/data/snapshot_policy.go}).
 */
final class Retention {

  private static final String DEFAULT = "--keep-last 1";
  private static final Pattern PART = Pattern.compile("(\\d+)([ymdh])");
  private static final int DAYS_PER_YEAR = 365;
  private static final int DAYS_PER_MONTH = 30;

  private Retention() {}

  /** The options of {@code restic forget}. */
  static String options(JsonNode retain) {
    StringBuilder options = new StringBuilder();
    for (String field :
        List.of("hourly", "daily", "weekly", "monthly", "yearly", "within", "last")) {
      if (retain.has(field)) {
        options
            .append(" --keep-")
            .append(field)
            .append(' ')
            .append(retain.path(field).asString(""));
      }
    }
    return options.isEmpty() ? DEFAULT : options.toString();
  }

  /** The names of those that go, of snapshots and their times. */
  static List<String> forgotten(String options, Map<String, Instant> snapshots) {
    List<Map.Entry<String, Instant>> newestFirst = new ArrayList<>(snapshots.entrySet());
    newestFirst.sort(Map.Entry.<String, Instant>comparingByValue().reversed());
    Map<String, Integer> left = new LinkedHashMap<>();
    Map<String, String> lastBucket = new LinkedHashMap<>();
    Duration within = Duration.ZERO;
    String[] words = options.strip().split("\\s+", -1);
    for (int i = 0; i + 1 < words.length; i += 2) {
      if (words[i].equals("--keep-within")) {
        within = duration(words[i + 1]);
      } else {
        left.put(words[i], Integer.parseInt(words[i + 1]));
      }
    }
    if (within.isZero() && left.values().stream().allMatch(it -> it == 0)) {
      return List.of();
    }
    List<String> gone = new ArrayList<>();
    for (Map.Entry<String, Instant> snapshot : newestFirst) {
      Instant newest = newestFirst.getFirst().getValue();
      boolean kept = snapshot.getValue().isAfter(newest.minus(within));
      for (Map.Entry<String, Integer> rule : left.entrySet()) {
        String bucket = bucket(rule.getKey(), snapshot.getKey(), snapshot.getValue());
        boolean oldest = snapshot.equals(newestFirst.getLast());
        if (rule.getValue() != 0
            && (!bucket.equals(lastBucket.put(rule.getKey(), bucket)) || oldest)) {
          rule.setValue(rule.getValue() - 1);
          kept = true;
        }
      }
      if (!kept) {
        gone.add(snapshot.getKey());
      }
    }
    return gone;
  }

  private static String bucket(String rule, String name, Instant time) {
    String pattern =
        switch (rule) {
          case "--keep-hourly" -> "yyyyMMddHH";
          case "--keep-daily" -> "yyyyMMdd";
          case "--keep-weekly" -> "YYYY'w'ww";
          case "--keep-monthly" -> "yyyyMM";
          case "--keep-yearly" -> "yyyy";
          default -> "";
        };
    ZonedDateTime date = time.atZone(ZoneOffset.UTC);
    return pattern.isEmpty() ? name : DateTimeFormatter.ofPattern(pattern, Locale.UK).format(date);
  }

  private static Duration duration(String text) {
    Duration duration = Duration.ZERO;
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      long number = Long.parseLong(parts.group(1));
      duration =
          duration.plus(
              switch (parts.group(2)) {
                case "y" -> Duration.ofDays(DAYS_PER_YEAR * number);
                case "m" -> Duration.ofDays(DAYS_PER_MONTH * number);
                case "d" -> Duration.ofDays(number);
                default -> Duration.ofHours(number);
              });
    }
    return duration;
  }
}
