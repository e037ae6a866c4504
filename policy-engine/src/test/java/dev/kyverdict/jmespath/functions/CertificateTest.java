package dev.kyverdict.jmespath.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.values.GoNumbers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CertificateTest {

  private static final JsonMapper JSON = new JsonMapper();

  /** Two certificates, one with each extension that Go reads, and a request; Kyverno's answers. */
  private static List<JsonNode> recorded() throws IOException {
    try (InputStream file =
        CertificateTest.class.getResourceAsStream("/jmespath/certificates.jsonl")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(JSON::readTree).toList();
    }
  }

  @Test
  void gives_what_kyverno_gives() throws IOException {
    for (JsonNode row : recorded()) {
      assertThat(Certificate.decode(row.path("pem").stringValue()))
          .isEqualTo(GoNumbers.floats(row.path("result")));
    }
  }

  @Test
  void reads_a_block_in_other_text_with_headers_and_other_line_ends() throws IOException {
    JsonNode row = recorded().getFirst();
    String pem = row.path("pem").stringValue();
    JsonNode expected = GoNumbers.floats(row.path("result"));

    assertThat(Certificate.decode("before\n" + pem + "after")).isEqualTo(expected);
    assertThat(Certificate.decode(pem.replace("\n", "\r\n"))).isEqualTo(expected);
    assertThat(Certificate.decode(pem.replaceFirst("-----\n", "-----\nA: b\n\n")))
        .isEqualTo(expected);
  }

  @Test
  void refuses_what_is_no_certificate() throws IOException {
    String pem = recorded().getFirst().path("pem").stringValue();

    assertProblem("", "failed to decode PEM block");
    assertProblem(pem.replace("\n", ""), "failed to decode PEM block");
    assertProblem(
        pem.replace("CERTIFICATE", "KEY"),
        "PEM block neither contains a CERTIFICATE or CERTIFICATE REQUEST");
    assertProblem(
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "x509: malformed certificate");
  }

  private static void assertProblem(String text, String problem) {
    assertThatThrownBy(() -> Certificate.decode(text))
        .isInstanceOf(FunctionException.class)
        .hasMessage(problem);
  }
}
