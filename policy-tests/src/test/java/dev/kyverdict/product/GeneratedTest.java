package dev.kyverdict.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cli.Kyverdict;
import dev.kyverdict.referee.Project;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The committed tree is the rendered one. */
class GeneratedTest {

  @Test
  void a_check_of_generated_finds_no_difference() {
    StringWriter out = new StringWriter();

    int exit =
        new CommandLine(new Kyverdict())
            .setOut(new PrintWriter(out))
            .execute("render", "--check", "--home", Project.root().toString());

    assertThat(exit).as(out.toString()).isZero();
    assertThat(out.toString()).contains("as-planned -> ", "safe -> ", "inventory: claim");
  }
}
