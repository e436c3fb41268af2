package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P5: every field names the systems that may set it, in order; a system that does not own a field
/// cannot change it.
class P5TheSourceOfTruthIsDeclaredTest {
  @Test
  void a_system_that_does_not_own_a_field_cannot_change_it(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(
          Workbench.erp("9").email("ann@example.com").with("tier", "\"gold\"").upsert(),
          // the shop does not own the tier, however new its word
          Workbench.shop("1")
              .email("ann@example.com")
              .with("tier", "\"platinum\"")
              .stamp(NOON.plusSeconds(60))
              .upsert());
      bench.settle();

      assertThat(bench.contact("ann@example.com").path("dataFields").path("TIER").asString())
          .isEqualTo("gold");
    }
  }

  @Test
  void the_first_owner_that_has_a_value_wins_however_old_it_is(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(
          Workbench.shop("1")
              .email("ann@example.com")
              .first("Ann")
              .with("points", "5")
              .stamp(NOON.plusSeconds(60))
              .upsert(),
          Workbench.erp("9").email("ann@example.com").first("Anna").with("points", "7").upsert());
      bench.settle();

      var fields = bench.contact("ann@example.com").path("dataFields");
      assertThat(fields.path("FIRSTNAME").asString()).isEqualTo("Ann");
      assertThat(fields.path("POINTS").asInt()).isEqualTo(7);
    }
  }

  @Test
  void an_owner_without_a_value_leaves_the_field_to_the_next(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(
          Workbench.shop("1").email("ann@example.com").with("points", "5").upsert(),
          Workbench.erp("9").email("ann@example.com").first("Anna").upsert());
      bench.settle();

      var fields = bench.contact("ann@example.com").path("dataFields");
      assertThat(fields.path("FIRSTNAME").asString()).isEqualTo("Anna");
      assertThat(fields.path("POINTS").asInt()).isEqualTo(5);
    }
  }

  @Test
  void what_an_owner_says_is_empty_is_cleared_and_comes_back_when_it_says_so(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      Workbench.Said ann = Workbench.shop("1").email("ann@example.com").first("Ann");
      bench.receive(ann.with("nick", "\"Nan\"").upsert());
      bench.settle();
      assertThat(nickname(bench)).isEqualTo("Nan");

      bench.receive(ann.with("nick", "null").stamp(NOON).upsert());
      bench.settle();
      assertThat(nickname(bench)).isEmpty();
      int calls = bench.calls();

      bench.receive(ann.with("nick", "\"\"").stamp(NOON.plusSeconds(30)).upsert());
      bench.settle();
      assertThat(bench.calls()).as("said again, and nothing has changed").isEqualTo(calls);

      bench.receive(ann.with("nick", "\"Annie\"").stamp(NOON.plusSeconds(60)).upsert());
      bench.settle();
      assertThat(nickname(bench)).isEqualTo("Annie");
    }
  }

  @Test
  void a_field_nobody_ever_filled_or_erased_is_not_touched_in_dotdigital(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      Workbench.Said ann = Workbench.shop("1").email("ann@example.com");
      bench.receive(ann.first("Ann").upsert());
      bench.settle();
      bench.writeAsStranger("ann@example.com", "NICKNAME", "Nan, as marketing says");

      bench.receive(ann.first("Anna").stamp(NOON).upsert());
      bench.settle();

      var fields = bench.contact("ann@example.com").path("dataFields");
      assertThat(fields.path("FIRSTNAME").asString()).isEqualTo("Anna");
      assertThat(nickname(bench)).isEqualTo("Nan, as marketing says");
    }
  }

  private static String nickname(Workbench bench) {
    return bench.contact("ann@example.com").path("dataFields").path("NICKNAME").asString("");
  }
}
