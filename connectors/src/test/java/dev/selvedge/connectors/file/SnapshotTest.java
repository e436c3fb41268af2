package dev.selvedge.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connectors.Round;
import dev.selvedge.connectors.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that have all rows there are.
class SnapshotTest {
  private static final String YAML =
      """
      folder: in
      feeds:
        customer:
          glob: "*.csv"
          key: id
          stamp: changed
          ready: renamed
          archive: read
          snapshot: true
          max_missing: 30
      """;

  @TempDir private Path project;
  private int written;
  private Cursor cursor = Cursor.START;

  @BeforeEach
  void folder() throws IOException {
    Files.createDirectory(project.resolve("in"));
  }

  private PolledSource source() {
    return Systems.plan(new FileConnector(), YAML, project).open().polled().getFirst();
  }

  private Round read(int limit) {
    Round round = Round.of(source(), cursor, limit);
    cursor = round.next();
    return round;
  }

  /// Writes the next snapshot, after the hub had time to put the last one away.
  private void put(String name, String text) throws IOException {
    if (written > 0) {
      read(50);
    }
    written++;
    Path file = project.resolve("in").resolve(name);
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1000 + written)));
  }

  private static String rows(int... ids) {
    return IntStream.of(ids)
        .mapToObj(id -> id + ",2026-01-01T00:00:00Z\n")
        .collect(Collectors.joining("", "id,changed\n", ""));
  }

  private static int[] range(int from, int to) {
    return IntStream.rangeClosed(from, to).toArray();
  }

  private static List<String> gone(Round round) {
    return round.records().stream()
        .filter(each -> each.change() == Change.DELETE)
        .map(each -> each.ref().key())
        .toList();
  }

  @Test
  void a_row_that_is_missing_is_told_as_deleted_with_its_own_time() throws IOException {
    put("all.csv", rows(range(1, 10)));
    assertThat(gone(read(4))).isEmpty();
    put("all.csv", rows(range(2, 9)));
    Round second = read(4);
    assertThat(gone(second)).containsExactly("1", "10");
    SourceRecord deleted = second.records().getLast();
    assertThat(deleted.stamp().instant()).contains(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(gone(read(4))).isEmpty();
    put("all.csv", rows(range(1, 9)));
    Round third = read(4);
    assertThat(gone(third)).isEmpty();
    assertThat(third.keys()).contains("1");
  }

  @Test
  void deletions_come_page_by_page_and_over_restarts() throws IOException {
    put("one.csv", rows(range(1, 40)));
    read(50);
    put("two.csv", rows(range(12, 40)));
    List<String> gone = new ArrayList<>();
    boolean more = true;
    for (int pages = 0; more && pages < 100; pages++) {
      Page page = source().poll(cursor, Systems.NOW, 3);
      page.records().stream()
          .filter(each -> each.change() == Change.DELETE)
          .forEach(each -> gone.add(each.ref().key()));
      assertThat(page.records()).hasSizeLessThanOrEqualTo(3);
      cursor = new Cursor(page.next().text());
      more = page.more();
    }
    assertThat(gone)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 11).mapToObj(Integer::toString).toList());
  }

  @Test
  void nothing_is_deleted_when_too_many_are_missing_and_the_last_good_one_stays_the_measure()
      throws IOException {
    put("all.csv", rows(range(1, 10)));
    read(50);
    put("all.csv", rows(range(1, 6)));
    Round cut = read(50);
    assertThat(gone(cut)).isEmpty();
    assertThat(cut.refused())
        .singleElement()
        .satisfies(
            said ->
                assertThat(said.why())
                    .contains(
                        "nothing is taken as deleted: 4 of the 10 rows", "'max_missing', 30"));
    put("all.csv", rows(range(1, 8)));
    assertThat(gone(read(50))).containsExactly("9", "10");
  }

  @Test
  void keys_that_all_changed_are_no_deletions() throws IOException {
    put("all.csv", rows(range(1, 10)));
    read(50);
    put("all.csv", rows(range(101, 110)));
    Round round = read(50);
    assertThat(gone(round)).isEmpty();
    assertThat(round.refused()).hasSize(1);
  }

  @Test
  void nothing_is_deleted_when_a_row_of_the_snapshot_could_not_be_read() throws IOException {
    put("all.csv", rows(range(1, 10)));
    read(3);
    put("all.csv", rows(range(1, 9)) + "10\n");
    Round round = read(3);
    assertThat(gone(round)).isEmpty();
    assertThat(round.refused())
        .last()
        .satisfies(said -> assertThat(said.why()).contains("1 of its rows were refused"));
  }

  @Test
  void every_row_is_read_though_the_snapshot_before_was_written_with_another_key()
      throws IOException {
    put("all.csv", rows(range(1, 10)));
    read(50);
    put("all.csv", rows(range(1, 9)).replace("id,", "no,"));
    Round renamed = otherKey();
    assertThat(renamed.keys())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 9).mapToObj(Integer::toString).toList());
    assertThat(renamed.refused())
        .singleElement()
        .satisfies(
            said ->
                assertThat(said.why())
                    .contains("nothing is taken as deleted", "as the options are now"));
    otherKey();
    put("all.csv", rows(range(1, 8)).replace("id,", "no,"));
    assertThat(gone(otherKey())).containsExactly("9");
  }

  private Round otherKey() {
    String yaml = YAML.replace("key: id", "key: no");
    PolledSource source =
        Systems.plan(new FileConnector(), yaml, project).open().polled().getFirst();
    Round round = Round.of(source, cursor, 4);
    cursor = round.next();
    return round;
  }

  @Test
  void a_comparison_that_was_begun_ends_though_the_key_is_another_now() throws IOException {
    put("all.csv", rows(range(1, 10)));
    read(50);
    put("all.csv", rows(range(3, 10)));
    Page page = source().poll(cursor, Systems.NOW, 50);
    assertThat(page.next().text()).contains("comparing");
    cursor = page.next();
    assertThat(otherKey().refused())
        .singleElement()
        .satisfies(said -> assertThat(said.why()).contains("as the options are now"));
  }

  @Test
  void a_snapshot_that_is_older_than_the_last_deletes_nothing() throws IOException {
    put("all.csv", rows(range(1, 10)));
    read(50);
    put("late.csv", rows(range(1, 8)));
    Files.setLastModifiedTime(
        project.resolve("in/late.csv"), FileTime.from(Instant.ofEpochSecond(500)));
    Round late = read(50);
    assertThat(gone(late)).isEmpty();
    assertThat(late.refused())
        .singleElement()
        .satisfies(said -> assertThat(said.why()).contains("older than the snapshot before it"));
    put("all.csv", rows(range(1, 9)));
    assertThat(gone(read(50))).containsExactly("10");
  }

  @Test
  void without_the_snapshot_before_nothing_is_deleted_and_that_is_said() throws IOException {
    put("all.csv", rows(range(1, 10)));
    read(50);
    read(50);
    Files.delete(project.resolve("in/read/all.csv"));
    put("all.csv", rows(range(1, 9)));
    Round round = read(50);
    assertThat(gone(round)).isEmpty();
    assertThat(round.refused().getFirst().why()).contains("is not there any more");
    put("all.csv", rows(range(1, 8)));
    assertThat(gone(read(50))).containsExactly("9");
  }
}
