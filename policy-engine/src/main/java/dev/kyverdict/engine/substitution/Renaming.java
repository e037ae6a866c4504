package dev.kyverdict.engine.substitution;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.substitution.Members.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One walk over an object whose members get new names. Upstream changes the Go map that it walks
 * over: a member with a new name is a new one, which is visited too if its slot is still to come.
 */
final class Renaming {

  private final List<Member> members;
  private final String path;
  private final int depth;
  private final Scope scope;
  private List<Optional<Member>> slots = List.of();
  private boolean chance;

  Renaming(List<Member> members, String path, int depth, Scope scope) {
    this.members = members;
    this.path = path;
    this.depth = depth;
    this.scope = scope;
  }

  /**
   * The object with new names and values.
   *
   * @param quiet whether the queries of the object can be asked more than once
   */
  JsonNode substitute(boolean quiet) {
    if (quiet) {
      try {
        JsonNode usual = walk(0, 0);
        if (!chance) {
          return usual;
        }
      } catch (EvaluationException byChance) {
        // A value that is visited twice may fail; whether it is visited twice is picked below.
      }
    }
    scope.unordered(path);
    if (!isSmall()) {
      scope.choices().leaveOut();
      return walk(0, 0);
    }
    String what = "the order of the members of " + (path.isEmpty() ? "/" : path);
    int rotation = scope.choices().pick(members.size(), what);
    long renamed = members.stream().filter(Member::renames).count();
    int starts = Math.min(Members.SMALL, members.size() + (int) renamed + 1);
    return walk(rotation, scope.choices().pick(starts, "where the walk starts at " + path));
  }

  /**
   * Walks over the slots of a Go map from one on and around. Of more members than a small map has,
   * it walks from the first one on, and on to those that are new.
   */
  private JsonNode walk(int rotation, int start) {
    slots = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      slots.add(Optional.of(members.get((rotation + i) % members.size())));
    }
    while (isSmall() && slots.size() < Members.SMALL) {
      slots.add(Optional.empty());
    }
    chance = false;
    for (int i = 0; i < (isSmall() ? Members.SMALL : slots.size()); i++) {
      int slot = isSmall() ? (start + i) % Members.SMALL : i;
      if (slots.get(slot).isPresent()) {
        visit(slot, slots.get(slot).get());
      }
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    slots.stream().flatMap(Optional::stream).forEach(m -> result.set(m.key(), m.tree()));
    return result;
  }

  private boolean isSmall() {
    return members.size() <= Members.SMALL;
  }

  private void visit(int slot, Member member) {
    String name = name(member);
    Member changed = member.with(name, member.value().substitute(scope), path, depth);
    put(changed);
    if (!name.equals(member.key())) {
      slots.set(slot, Optional.empty());
      long left = slots.stream().flatMap(Optional::stream).count();
      chance |= changed.renames() || changed.varies() || left < members.size();
    }
  }

  /** A small map that is full grows: then the walk does not come to what is new. */
  private void put(Member member) {
    int place = -1;
    for (int i = 0; i < slots.size(); i++) {
      boolean same = slots.get(i).filter(other -> other.key().equals(member.key())).isPresent();
      if (same) {
        slots.set(i, Optional.of(member));
        return;
      }
      place = place < 0 && slots.get(i).isEmpty() ? i : place;
    }
    if (place < 0 || (isSmall() && slots.size() > Members.SMALL)) {
      slots.add(Optional.of(member));
    } else {
      slots.set(place, Optional.of(member));
    }
  }

  private String name(Member member) {
    JsonNode name = member.name().substitute(scope);
    if (name.isContainer()) {
      name = Template.again(name, path, depth + 1, scope);
    }
    if (name.isNull()) {
      return member.key();
    }
    if (!name.isString()) {
      throw new EvaluationException(
          "expected string after substituting variables in key \"" + member.key() + "\"");
    }
    return name.stringValue();
  }
}
