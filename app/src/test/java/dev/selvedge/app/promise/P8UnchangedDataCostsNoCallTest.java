package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.SourceRecord;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P8, the part that holds from the first day: unchanged data costs no call, ten changes become
/// one, and many leave together.
class P8UnchangedDataCostsNoCallTest {
  @Test
  void a_full_sync_of_unchanged_data_makes_no_call(@TempDir Path folder) {
    SourceRecord[] everything =
        IntStream.range(0, 300)
            .mapToObj(i -> Workbench.shop("c" + i).email("p" + i + "@example.com"))
            .map(said -> said.backfill().upsert())
            .toArray(SourceRecord[]::new);
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(everything);
      bench.settle();
      int before = bench.calls();

      // the same again, and once more with newer stamps but the same content of every field
      bench.receive(everything);
      bench.receive(
          IntStream.range(0, 300)
              .mapToObj(i -> Workbench.shop("c" + i).email("p" + i + "@example.com"))
              .map(said -> said.backfill().stamp(NOON.plusSeconds(5)).upsert())
              .toArray(SourceRecord[]::new));
      bench.settle();

      assertThat(bench.calls()).isEqualTo(before);
    }
  }

  @Test
  void ten_changes_of_one_person_become_one_call(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(Workbench.shop("1").email("ann@example.com").first("Ann").upsert());
      bench.settle();
      int before = bench.calls();
      for (int i = 1; i <= 10; i++) {
        bench.receive(
            Workbench.shop("1")
                .email("ann@example.com")
                .first("Ann " + i)
                .stamp(NOON.plusSeconds(i))
                .upsert());
      }
      bench.settle();

      assertThat(bench.calls()).isEqualTo(before + 1);
      assertThat(bench.contact("ann@example.com").path("dataFields").path("FIRSTNAME").asString())
          .isEqualTo("Ann 10");
    }
  }
}
