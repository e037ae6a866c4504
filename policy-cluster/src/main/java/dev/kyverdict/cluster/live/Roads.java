package dev.kyverdict.cluster.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/** The ways of all controllers to the API server. */
final class Roads implements AutoCloseable {

  private final Credentials credentials;
  private final Forwarding api;
  private final SSLContext identity;
  private final Strikes faults;
  private final List<Road> open = new ArrayList<>();

  Roads(ControlPlane plane, Strikes faults) {
    this.credentials = plane.credentials();
    this.api = plane.forwarding();
    this.identity = Identity.of(credentials.certificate(), credentials.certificateKey());
    this.faults = faults;
  }

  /** Opens one for a service account of Kyverno's, and writes a kubeconfig that leads along it. */
  Path kubeconfig(String account, String token) {
    Road road = new Road("system:serviceaccount:kyverno:" + account, api, identity, faults);
    open.add(road);
    return credentials.kubeconfig(account, road.port(), token);
  }

  @Override
  public void close() {
    open.forEach(Road::close);
    api.close();
  }
}
