package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.SourceRecord;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P2 for records that are read again though their change times stand still: of two of one time the
/// one seen later holds, and none ever holds against one of a later time.
class P2ReadAgainTest {
  private static final String ANN = "ann@example.com";
  private static final Instant CHANGED = NOON.minusSeconds(9000);

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workbench bench;

  @BeforeEach
  void open() {
    bench = new Workbench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static SourceRecord named(String name, Instant changed, Instant seen) {
    SourceRecord said =
        Workbench.shop("1").email(ANN).first(name).stamp(changed).consent(true, CHANGED).upsert();
    return new SourceRecord(
        said.ref(), said.stamp(), seen, said.change(), said.pace(), said.body());
  }

  private String afterwards(SourceRecord... records) {
    for (SourceRecord one : records) {
      bench.receive(one);
      bench.settle();
    }
    return String.valueOf(bench.contacts().get(ANN));
  }

  @Test
  void what_changed_without_a_new_time_gets_through_and_back_again() {
    assertThat(
            afterwards(named("Ann", CHANGED, NOON), named("Anna", CHANGED, NOON.plusSeconds(60))))
        .contains("Anna");
    assertThat(afterwards(named("Ann", CHANGED, NOON.plusSeconds(120)))).doesNotContain("Anna");
  }

  @Test
  void what_is_read_again_with_an_older_time_never_holds_against_a_later_one() {
    assertThat(
            afterwards(
                named("Anna", CHANGED.plusSeconds(1), NOON),
                named("Old", CHANGED, NOON.plusSeconds(60))))
        .contains("Anna")
        .doesNotContain("Old");
  }

  @Test
  void what_was_seen_earlier_and_comes_later_does_not_hold() {
    assertThat(
            afterwards(named("Anna", CHANGED, NOON.plusSeconds(60)), named("Early", CHANGED, NOON)))
        .contains("Anna")
        .doesNotContain("Early");
  }
}
