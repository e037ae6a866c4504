package dev.kyverdict.cluster.live;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Who a server is: the certificate and key that the API server has made for itself. */
final class Identity {

  /** The version 0 and the algorithm rsaEncryption, as PKCS #8 puts them before a key. */
  private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private Identity() {}

  /** That of a certificate with those that vouch for it, and its RSA key, both as PEM. */
  static SSLContext of(Path certificates, Path key) {
    try (InputStream in = Files.newInputStream(certificates)) {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(new Certificate[0]);
      char[] none = new char[0];
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, none);
      store.setKeyEntry("server", key(Files.readString(key)), none, chain);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, none);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException failed) {
      throw new LiveClusterException("cannot use " + certificates + " and its key", failed);
    }
  }

  /** Reads a key in the form of PKCS #1, which Java knows only within PKCS #8. */
  private static PrivateKey key(String pem) throws GeneralSecurityException {
    String text = pem.replaceAll("-----[A-Z ]+-----", "");
    byte[] key = tagged(OCTET_STRING, Base64.getMimeDecoder().decode(text));
    byte[] both = ByteBuffer.allocate(RSA.length + key.length).put(RSA).put(key).array();
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(tagged(SEQUENCE, both)));
  }

  /** Content between 256 and 65535 bytes in DER: tag, length in two bytes, content. */
  private static byte[] tagged(int tag, byte[] content) {
    return ByteBuffer.allocate(4 + content.length)
        .put((byte) tag)
        .put((byte) 0x82)
        .putShort((short) content.length)
        .put(content)
        .array();
  }
}
