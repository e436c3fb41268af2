package dev.selvedge.app.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private Progress progress(boolean interactive) {
    PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    return new Progress("Work", new Terminal(out, out, interactive, false, clock, ZoneOffset.UTC));
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void where_nobody_watches_it_prints_a_line_for_every_tenth() {
    Progress progress = progress(false);
    for (int done = 0; done <= 2000; done++) {
      progress.show(done, 2000);
    }

    assertThat(text().lines())
        .hasSize(11)
        .startsWith("Work: 0 %, 0 of 2,000", "Work: 10 %, 200 of 2,000")
        .endsWith("Work: 100 %, 2,000 of 2,000");
    assertThat(progress.complete()).isTrue();
  }

  @Test
  void where_somebody_watches_it_redraws_one_line_and_ends_it_once() {
    Progress progress = progress(true);
    progress.show(0, 10);
    progress.show(5, 10);
    progress.show(10, 10);
    progress.show(10, 10);
    progress.end();

    assertThat(text().split("\r", -1)).hasSize(4);
    assertThat(text()).contains("█".repeat(15) + "░".repeat(15) + "  50 %  5 of 10");
    assertThat(text()).endsWith("\n").containsOnlyOnce("\n");
  }

  @Test
  void it_never_goes_back() {
    Progress progress = progress(false);
    progress.show(50, 100);
    progress.show(10, 100);

    assertThat(text()).isEqualTo("Work: 50 %, 50 of 100\n");
  }
}
