package dev.kyverdict.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schedules that both VolSync's CRD and VolSync's controller understand: five numeric fields,
 * separated by single spaces and in range, or a descriptor.
 *
 * <p>The CRD's pattern lets {@code 61 25 * * *} and {@code @hourlyfoo} through and refuses {@code 0
 * 2 * * MON}; the controller's parser ({@code robfig/cron}) does the opposite.
 */
public final class Schedules {

  /** The descriptors that both sides understand; {@code @midnight} is refused by the CRD. */
  public static final Set<String> DESCRIPTORS =
      Set.of("@hourly", "@daily", "@weekly", "@monthly", "@yearly", "@annually");

  /** The pattern of the CRD's field {@code spec.trigger.schedule}. */
  private static final Pattern CRD =
      Pattern.compile(
          "^(@(annually|yearly|monthly|weekly|daily|hourly))"
              + "|((((\\d+,)*\\d+|(\\d+(\\/|-)\\d+)|\\*(\\/\\d+)?)\\s?){5})\\z");

  private static final Pattern PART =
      Pattern.compile("(?:\\*|(\\d{1,4})(?:-(\\d{1,4}))?)(?:/(\\d{1,4}))?");

  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59),
          new Field("hour", 0, 23),
          new Field("day of month", 1, 31),
          new Field("month", 1, 12),
          new Field("day of week", 0, 6));

  private Schedules() {}

  private record Field(String name, int first, int last) {}

  /** Why VolSync would not run by this schedule; empty if it would. */
  public static Optional<String> problem(String schedule) {
    if (schedule.startsWith("@")) {
      return DESCRIPTORS.contains(schedule)
          ? Optional.empty()
          : Optional.of("'" + schedule + "' is no descriptor that VolSync's CRD takes");
    }
    String[] texts = schedule.split(" ", -1);
    if (texts.length != FIELDS.size()) {
      return Optional.of("it has " + texts.length + " fields separated by single spaces, not 5");
    }
    for (int i = 0; i < texts.length; i++) {
      Optional<String> problem = problem(FIELDS.get(i), texts[i]);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return CRD.matcher(schedule).find()
        ? Optional.empty()
        : Optional.of("VolSync's CRD takes a step of a range in the first field only");
  }

  private static Optional<String> problem(Field field, String text) {
    for (String part : text.split(",", -1)) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        return Optional.of(field.name + " '" + text + "' is not numeric");
      }
      Optional<String> problem = problem(field, matcher);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problem(Field field, Matcher part) {
    Optional<Integer> from = number(part, 1);
    Optional<Integer> to = number(part, 2).or(() -> from);
    boolean inRange =
        from.orElse(field.first) >= field.first
            && to.orElse(field.last) <= field.last
            && from.orElse(field.first) <= to.orElse(field.last)
            && number(part, 3).orElse(1) > 0;
    return inRange
        ? Optional.empty()
        : Optional.of(
            "%s '%s' is outside of %d-%d"
                .formatted(field.name, part.group(), field.first, field.last));
  }

  private static Optional<Integer> number(Matcher part, int group) {
    return Optional.ofNullable(part.group(group)).map(Integer::valueOf);
  }
}
