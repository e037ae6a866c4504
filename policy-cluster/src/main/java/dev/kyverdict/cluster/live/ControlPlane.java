package dev.kyverdict.cluster.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** etcd, the API server and the controller manager. */
final class ControlPlane implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Those that do not need nodes. */
  private static final List<String> CONTROLLERS =
      List.of(
          "namespace-controller",
          "serviceaccount-controller",
          "garbage-collector-controller",
          "clusterrole-aggregation-controller",
          "root-ca-certificate-publisher-controller",
          "persistentvolumeclaim-protection-controller");

  private final Installation installation;
  private final Path folder;
  private final Credentials credentials;
  private final List<Integer> ports = Ports.free(3);
  private final Children children = new Children();

  private ControlPlane(Installation installation, Path folder) {
    this.installation = installation;
    this.folder = folder;
    this.credentials = Credentials.create(folder);
  }

  /** Starts etcd and the API server, and does not wait for either. */
  static ControlPlane start(Installation installation, Path folder) {
    ControlPlane plane = new ControlPlane(installation, folder);
    write(plane.auditPolicy(), AuditLog.POLICY);
    plane.run("etcd", plane.etcd());
    plane.run("kube-apiserver", plane.apiServer());
    return plane;
  }

  /** Waits for the API server, and starts the controller manager. */
  Api connect() {
    children.await(PATIENCE, "the API server listens", this::listens);
    Api api = new Api(new Connection(port(), credentials.certificate(), credentials.admin()));
    children.await(PATIENCE, "the API server is ready", () -> api.text("/readyz").equals("ok"));
    run("kube-controller-manager", controllerManager());
    return api;
  }

  Path auditLog() {
    return folder.resolve("audit.log");
  }

  Credentials credentials() {
    return credentials;
  }

  /** Opens a way for calls that are sent on. */
  Forwarding forwarding() {
    return new Forwarding(port(), credentials.certificate());
  }

  /** Waits until something holds; see {@link Children#await}. */
  void await(Duration atMost, String what, BooleanSupplier condition) {
    children.await(atMost, what, condition);
  }

  @Override
  public void close() {
    children.close();
  }

  private int port() {
    return ports.getFirst();
  }

  private Path auditPolicy() {
    return folder.resolve("audit-policy.yaml");
  }

  private void run(String program, List<String> flags) {
    Path log = folder.resolve(program + ".log");
    children.add(Child.start(installation.program(program), log, flags, Map.of()));
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private List<String> etcd() {
    String clients = "http://127.0.0.1:" + ports.get(1);
    String peers = "http://127.0.0.1:" + ports.get(2);
    return List.of(
        "--name=live",
        "--data-dir=" + folder.resolve("etcd"),
        "--listen-client-urls=" + clients,
        "--advertise-client-urls=" + clients,
        "--listen-peer-urls=" + peers,
        "--initial-advertise-peer-urls=" + peers,
        "--initial-cluster=live=" + peers,
        "--unsafe-no-fsync",
        "--log-level=error");
  }

  private List<String> apiServer() {
    return List.of(
        "--etcd-servers=http://127.0.0.1:" + ports.get(1),
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--endpoint-reconciler-type=none",
        "--secure-port=" + port(),
        "--cert-dir=" + credentials.serving(),
        "--token-auth-file=" + credentials.tokens(),
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + credentials.publicKey(),
        "--service-account-signing-key-file=" + credentials.signingKey(),
        "--service-cluster-ip-range=10.0.0.0/24",
        "--authorization-mode=RBAC",
        "--audit-policy-file=" + auditPolicy(),
        "--audit-log-path=" + auditLog(),
        // what is moved into a file of another name, 100 MB at a time, would be lost to a reader
        "--audit-log-maxsize=10000");
  }

  private List<String> controllerManager() {
    return List.of(
        "--kubeconfig="
            + credentials.kubeconfig(
                "kube-controller-manager", port(), credentials.controllerManager()),
        "--service-account-private-key-file=" + credentials.signingKey(),
        "--root-ca-file=" + credentials.certificate(),
        "--use-service-account-credentials",
        "--leader-elect=false",
        // the end of a namespace takes hundreds of requests: with 20 a second, tests would wait
        "--kube-api-qps=1000",
        "--kube-api-burst=2000",
        "--secure-port=0",
        "--controllers=" + String.join(",", CONTROLLERS));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
