package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.SourceRecord;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P4: the latest known decision wins, a tie goes to opt-out, absence is not consent, and no call
/// relies on a default.
class P4NoOneIsMailedWithoutConsentTest {
  @Test
  void a_person_nobody_asked_is_created_unsubscribed_by_a_single_call(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(Workbench.shop("1").email("ann@example.com").upsert());
      bench.settle();

      assertThat(bench.contacts().get("ann@example.com")).startsWith("unsubscribed");
    }
  }

  @Test
  void people_nobody_asked_are_created_unsubscribed_by_an_import(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(
          IntStream.range(0, 60)
              .mapToObj(i -> Workbench.shop("c" + i).email("p" + i + "@example.com"))
              .map(said -> said.backfill().upsert())
              .toArray(SourceRecord[]::new));
      bench.settle();

      assertThat(bench.contacts()).hasSize(60);
      assertThat(bench.contacts().values()).allMatch(line -> line.startsWith("unsubscribed"));
    }
  }

  @Test
  void an_older_opt_in_that_arrives_late_changes_nothing(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(
          Workbench.shop("1").email("ann@example.com").consent(false, NOON).stamp(NOON).upsert());
      bench.settle();
      bench.receive(
          Workbench.erp("9").email("ann@example.com").consent(true, NOON.minusSeconds(1)).upsert());
      bench.settle();

      assertThat(bench.contacts().get("ann@example.com")).startsWith("unsubscribed");
    }
  }

  @Test
  void who_opted_out_in_dotdigital_is_never_resubscribed_without_being_asked(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(Workbench.shop("1").email("ann@example.com").consent(true, NOON).upsert());
      bench.settle();
      assertThat(bench.contacts().get("ann@example.com")).startsWith("subscribed");
      bench.sandbox.act("unsubscribe", "ann@example.com");

      bench.receive(
          Workbench.shop("1")
              .email("ann@example.com")
              .first("Ann")
              .consent(true, NOON)
              .stamp(NOON.plusSeconds(9))
              .upsert());
      bench.settle();

      assertThat(bench.contacts().get("ann@example.com")).doesNotStartWith("subscribed");
    }
  }

  @Test
  void who_was_created_unasked_and_opts_in_later_is_asked_once_more_by_dotdigital(
      @TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(Workbench.erp("9").email("ann@example.com").upsert());
      bench.settle();
      bench.receive(Workbench.shop("1").email("ann@example.com").consent(true, NOON).upsert());
      bench.settle();
      assertThat(bench.contacts().get("ann@example.com")).doesNotStartWith("subscribed");

      bench.sandbox.act("confirm", "ann@example.com");

      assertThat(bench.contacts().get("ann@example.com")).startsWith("subscribed");
    }
  }
}
