package dev.kyverdict.cluster.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Who may enter: tokens of two users and the keys of the tokens of service accounts. The
 * certificate is the API server's own work.
 */
final class Credentials {

  private static final HexFormat HEX = HexFormat.of();
  private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final Path folder;
  private final String admin = token();
  private final String controllerManager = token();

  private Credentials(Path folder) {
    this.folder = folder;
  }

  /** Makes new ones, as files in a folder. */
  static Credentials create(Path folder) {
    Credentials credentials = new Credentials(folder);
    KeyPair keys = keys();
    write(credentials.signingKey(), pem("PRIVATE KEY", keys.getPrivate()));
    write(credentials.publicKey(), pem("PUBLIC KEY", keys.getPublic()));
    write(
        credentials.tokens(),
        """
        %s,%s,admin,system:masters
        %s,system:kube-controller-manager,controller-manager
        """
            .formatted(
                credentials.admin, LiveCluster.ADMIN.username(), credentials.controllerManager));
    return credentials;
  }

  /** The token of {@link LiveCluster#ADMIN}. */
  String admin() {
    return admin;
  }

  String controllerManager() {
    return controllerManager;
  }

  Path tokens() {
    return folder.resolve("tokens.csv");
  }

  Path signingKey() {
    return folder.resolve("service-accounts.key");
  }

  Path publicKey() {
    return folder.resolve("service-accounts.pub");
  }

  /** The folder where the API server puts its certificate. */
  Path serving() {
    return folder.resolve("serving");
  }

  Path certificate() {
    return serving().resolve("apiserver.crt");
  }

  Path certificateKey() {
    return serving().resolve("apiserver.key");
  }

  /** Writes a kubeconfig for whoever has a token. */
  Path kubeconfig(String name, int port, String token) {
    Path file = folder.resolve(name + ".kubeconfig");
    write(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: live
        contexts: [{name: live, context: {cluster: live, user: %1$s}}]
        clusters:
          - name: live
            cluster: {server: "https://127.0.0.1:%2$d", certificate-authority: "%3$s"}
        users: [{name: %1$s, user: {token: "%4$s"}}]
        """
            .formatted(name, port, certificate(), token));
    return file;
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String pem(String kind, Key key) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(kind, PEM.encodeToString(key.getEncoded()));
  }

  private static String token() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HEX.formatHex(bytes);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
