package dev.kyverdict.volsync;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;

/** The schedules of a CronJob that need no guess: five fields, one space between them. */
final class CronSchedule {

  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private CronSchedule() {}

  static boolean accepted(String schedule) {
    if (!schedule.matches("\\S+( \\S+){4}")) {
      return false;
    }
    try {
      PARSER.parse(schedule).validate();
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }
}
