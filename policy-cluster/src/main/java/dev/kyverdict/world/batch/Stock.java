package dev.kyverdict.world.batch;

import java.util.List;
import java.util.Set;

/**
 * What a run of the pre-warm has found so far.
 *
 * @param usable the namespaces in which destinations can be made
 * @param namespaces the namespaces to list
 * @param repositories the claims to list
 * @param backups the claims with a snapshot
 * @param incomplete why the catalogue would lack something; empty when it would not
 */
record Stock(
    Set<String> usable,
    List<String> namespaces,
    List<Backup> repositories,
    List<Backup> backups,
    String incomplete) {

  static final Stock NOTHING = new Stock(Set.of(), List.of(), List.of(), List.of(), "");

  Stock {
    usable = Set.copyOf(usable);
    namespaces = List.copyOf(namespaces);
    repositories = List.copyOf(repositories);
    backups = List.copyOf(backups);
  }

  Stock withNamespaces(Set<String> theUsable, List<String> all) {
    return new Stock(theUsable, all, repositories, backups, incomplete);
  }

  Stock withRepositories(List<Backup> found, String why) {
    return new Stock(usable, namespaces, found, backups, why);
  }

  Stock withBackups(List<Backup> found, String why) {
    return new Stock(usable, namespaces, repositories, found, why);
  }
}
