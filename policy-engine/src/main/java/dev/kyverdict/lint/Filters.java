package dev.kyverdict.lint;

import dev.kyverdict.model.Match;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Match.Resources;
import java.util.ArrayList;
import java.util.List;

/**
 * A filter of {@code match} or {@code exclude}, with its place.
 *
 * @param filter the filter
 * @param pointer where it stands
 */
record Filters(Filter filter, String pointer) {

  /** The filters that are written in a match, whichever form it has. */
  static List<Filters> of(Match match, String pointer) {
    List<Filters> filters = new ArrayList<>();
    for (int i = 0; i < match.any().size(); i++) {
      filters.add(new Filters(match.any().get(i), Pointers.element(pointer + "/any", i)));
    }
    for (int i = 0; i < match.all().size(); i++) {
      filters.add(new Filters(match.all().get(i), Pointers.element(pointer + "/all", i)));
    }
    if (!match.direct().equals(Filter.NONE)) {
      filters.add(new Filters(match.direct(), pointer));
    }
    return filters;
  }

  Resources resources() {
    return filter.resources();
  }

  String place() {
    return pointer + "/resources";
  }
}
