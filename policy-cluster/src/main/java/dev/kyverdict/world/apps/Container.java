package dev.kyverdict.world.apps;

import dev.kyverdict.world.kube.Account;
import java.util.List;
import java.util.Map;

/**
 * A container as its program finds it.
 *
 * @param account the pod's service account
 * @param namespace the pod's namespace
 * @param command command and arguments
 * @param environment its variables, those of Secrets filled in
 * @param files what its ConfigMaps and Secrets hold, by path
 * @param volumes the PersistentVolumes that it has mounted
 */
public record Container(
    Account account,
    String namespace,
    List<String> command,
    Map<String, String> environment,
    Map<String, String> files,
    List<String> volumes) {

  /** Copies. */
  public Container {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    files = Map.copyOf(files);
    volumes = List.copyOf(volumes);
  }

  /** A variable; empty when it is not set. */
  public String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
