package dev.selvedge.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.PolledSourceContract;
import dev.selvedge.connectors.Round;
import dev.selvedge.connectors.Systems;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The `file` connector on real folders.
class FileTest extends PolledSourceContract {
  private static final String CSV =
      """
      folder: in
      feeds:
        customer:
          glob: "*.csv"
          key: id
          ready: renamed
      """;
  private static final String LINES =
      """
      folder: in
      feeds:
        customer: {glob: "*.jsonl", format: jsonl, key: who.id, stamp: at, ready: renamed}
      """;

  @TempDir private Path project;

  @BeforeEach
  void twoFiles() throws IOException {
    Files.createDirectory(project.resolve("in"));
    write("b.csv", lines(9, 14), 1000);
    write("a.csv", lines(1, 8), 2000);
  }

  @Override
  protected PolledSource freshSource() {
    return source(CSV);
  }

  @Override
  protected List<String> everyKey() {
    return IntStream.rangeClosed(1, 14).mapToObj(Integer::toString).toList();
  }

  @Test
  void the_oldest_file_is_read_first() {
    Round round = Round.of(freshSource(), Cursor.START, 4);
    assertThat(round.keys().getFirst()).isEqualTo("9");
    assertThat(round.records()).allMatch(each -> each.pace() == Pace.LIVE);
  }

  @Test
  void an_unchanged_file_is_not_read_again_and_a_new_one_of_the_same_name_is() throws IOException {
    PolledSource source = freshSource();
    Round first = Round.of(source, Cursor.START, 100);
    Round second = Round.of(source, first.next(), 100);
    assertThat(second.records()).isEmpty();
    assertThat(second.pages()).isEqualTo(1);
    write("a.csv", "id,n\r\n77,x\r\n", 3000);
    assertThat(Round.of(source, second.next(), 100).keys()).containsExactly("77");
  }

  @Test
  void a_file_replaced_in_the_middle_is_begun_again() throws IOException {
    Files.delete(path("b.csv"));
    PolledSource source = freshSource();
    Page page = source.poll(Cursor.START, Systems.NOW, 3);
    write("a.csv", lines(21, 24), 5000);
    assertThat(Round.of(source, page.next(), 3).keys()).containsExactly("21", "22", "23", "24");
  }

  @Test
  void a_file_that_vanishes_in_the_middle_stops_nothing() throws IOException {
    PolledSource source = freshSource();
    Page page = source.poll(Cursor.START, Systems.NOW, 3);
    Files.delete(path("b.csv"));
    Round round = Round.of(source, page.next(), 3);
    assertThat(round.keys()).hasSize(8);
    assertThat(round.refused())
        .singleElement()
        .satisfies(
            said -> assertThat(said.why()).contains("went away when 3 of its rows had been read"));
  }

  @Test
  void quoting_follows_rfc_4180_with_line_ends_inside() throws IOException {
    only("id,note\r\n1,\"a, \"\"b\"\"\r\nc\"\r\n2,5\" pipe\n\"3\",\"\"\n");
    Round round = Round.of(freshSource(), Cursor.START, 1);
    assertThat(round.bodies())
        .containsExactly(
            "{\"id\":\"1\",\"note\":\"a, \\\"b\\\"\\r\\nc\"}",
            "{\"id\":\"2\",\"note\":\"5\\\" pipe\"}",
            "{\"id\":\"3\",\"note\":null}");
  }

  @Test
  void a_bad_row_is_refused_with_its_line_and_the_rest_goes_on() throws IOException {
    only("id,note\n1,\"x\ny\"\n2\n,z\n4,a,b\n5,a,\n\n6,ok\n\n\n");
    Round round = Round.of(freshSource(), Cursor.START, 2);
    assertThat(round.keys()).containsExactly("1", "5", "6");
    assertThat(round.refused())
        .extracting(Page.Refused::where, Page.Refused::why, Page.Refused::raw)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "only.csv:4", "the row has 1 fields where the header has 2", "2"),
            org.assertj.core.groups.Tuple.tuple(
                "only.csv:5", "the row has no 'id', which is its key", ",z"),
            org.assertj.core.groups.Tuple.tuple(
                "only.csv:6", "the row has 3 fields where the header has 2", "4,a,b"));
  }

  @Test
  void a_quote_left_open_costs_its_line_only() throws IOException {
    only("id,note\n1,a\n2,\"open\n3,c\n4,d\n");
    Round round = Round.of(freshSource(), Cursor.START, 1);
    assertThat(round.keys()).containsExactly("1", "3", "4");
    assertThat(round.refused())
        .singleElement()
        .satisfies(bad -> assertThat(bad.where()).isEqualTo("only.csv:3"));
  }

  @Test
  void a_row_too_long_costs_itself_only() throws IOException {
    String yaml = CSV + "    max_row_bytes: 100\n";
    only("id,note\n1,a\n2," + "x".repeat(5000) + "\n3,c\n4,\"" + "y\n".repeat(200) + "\n5,e\n");
    Round round = Round.of(source(yaml), Cursor.START, 2);
    assertThat(round.keys()).contains("1", "3", "5");
    assertThat(round.refused())
        .extracting(Page.Refused::why)
        .contains("the row is longer than 100 bytes", "a quote is opened and not closed");
  }

  @Test
  void headers_are_renamed_and_made_distinct() throws IOException {
    only("No, E-Mail ,,E-Mail\n1,a@example.com,x,y\n");
    String yaml = CSV + "    headers: {No: id, E-Mail: email}\n";
    assertThat(Round.of(source(yaml), Cursor.START, 5).bodies())
        .containsExactly(
            "{\"id\":\"1\",\"email\":\"a@example.com\",\"column_3\":\"x\",\"email_2\":\"y\"}");
  }

  @Test
  void nothing_and_empty_and_excel_texts_are_told_apart() throws IOException {
    only("id;a;b;c\n=\"0123\";;NULL;\" \"\n");
    String yaml = CSV + "    delimiter: ;\n    empty: text\n    nulls: [NULL]\n";
    assertThat(Round.of(source(yaml), Cursor.START, 5).bodies())
        .containsExactly("{\"id\":\"0123\",\"a\":\"\",\"b\":null,\"c\":\" \"}");
  }

  @Test
  void every_encoding_is_read_also_in_the_middle() throws IOException {
    String text = "id\tname\r\n1\tZoë “x”\r\n2\t\"a\r\nß\"\r\n3\té\r\n";
    encoded(text, StandardCharsets.UTF_8, "utf-8", new byte[0]);
    encoded(
        text, StandardCharsets.UTF_8, "utf-8", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    encoded(text, Charset.forName("windows-1252"), "windows-1252", new byte[0]);
    encoded(text, StandardCharsets.UTF_16LE, "utf-16le", new byte[] {(byte) 0xFF, (byte) 0xFE});
    encoded(text, StandardCharsets.UTF_16LE, "utf-16le", new byte[0]);
  }

  private void encoded(String text, Charset charset, String name, byte[] mark) throws IOException {
    Files.write(only(""), mark);
    Files.write(path("only.csv"), text.getBytes(charset), StandardOpenOption.APPEND);
    Round round =
        Round.of(source(CSV + "    delimiter: tab\n    encoding: " + name + "\n"), Cursor.START, 1);
    assertThat(round.bodies())
        .as(name)
        .containsExactly(
            "{\"id\":\"1\",\"name\":\"Zoë “x”\"}",
            "{\"id\":\"2\",\"name\":\"a\\r\\nß\"}",
            "{\"id\":\"3\",\"name\":\"é\"}");
  }

  @Test
  void a_row_in_another_encoding_is_refused_and_the_rest_goes_on() throws IOException {
    only("");
    Files.write(path("only.csv"), "id,n\n1,é\n2,ok\n".getBytes(Charset.forName("windows-1252")));
    Round round = Round.of(freshSource(), Cursor.START, 5);
    assertThat(round.keys()).containsExactly("2");
    assertThat(round.refused().getFirst().why()).isEqualTo("the row is not written in UTF-8");
  }

  @Test
  void a_header_without_the_key_refuses_the_file_once() throws IOException {
    only("no,n\n1,a\n2,b\n");
    PolledSource source = freshSource();
    Round round = Round.of(source, Cursor.START, 5);
    assertThat(round.records()).isEmpty();
    assertThat(round.refused())
        .containsExactly(
            new Page.Refused(
                "only.csv:1", "the header has no column 'id', which is the key", "no,n"));
    assertThat(Round.of(source, round.next(), 5).refused()).isEmpty();
  }

  @Test
  void json_lines_keep_their_text_and_bad_lines_are_refused() throws IOException {
    write(
        "a.jsonl",
        """
        {"who": {"id": 9007199254740993}, "at": "2026-01-01T00:00:00Z", "n": 1.10}

        {"who": {"id": "x"}}
        [1]
        {"who":
        {"who": {}}
        """,
        1000);
    Round round = Round.of(source(LINES), Cursor.START, 2);
    assertThat(round.keys()).containsExactly("9007199254740993", "x");
    assertThat(round.bodies().getFirst()).endsWith("\"n\": 1.10}");
    assertThat(round.records())
        .extracting(each -> each.stamp())
        .containsExactly(Stamp.at(Instant.parse("2026-01-01T00:00:00Z")), Stamp.absent());
    assertThat(round.refused())
        .extracting(Page.Refused::where)
        .containsExactly("a.jsonl:4", "a.jsonl:5", "a.jsonl:6");
  }

  @Test
  void a_file_is_read_only_after_it_stood_still_between_two_looks() throws IOException {
    PolledSource source = source(CSV.replace("ready: renamed", "ready: quiet\n    quiet_for: 30s"));
    assertThat(source.poll(Cursor.START, Systems.NOW, 50).records()).isEmpty();
    write("b.csv", lines(9, 15), 1500);
    Page second = source.poll(Cursor.START, Systems.NOW.plusSeconds(30), 50);
    assertThat(second.records()).hasSize(8);
    Page third = source.poll(second.next(), Systems.NOW.plusSeconds(60), 50);
    assertThat(third.records()).hasSize(7);
  }

  @Test
  void a_file_in_hand_goes_on_after_a_restart_without_a_second_wait() {
    String yaml = CSV.replace("ready: renamed", "ready: quiet");
    PolledSource source = source(yaml);
    source.poll(Cursor.START, Systems.NOW, 2);
    Page page = source.poll(Cursor.START, Systems.NOW.plus(Duration.ofMinutes(1)), 2);
    assertThat(page.records()).hasSize(2);
    assertThat(source(yaml).poll(page.next(), Systems.NOW, 2).records())
        .extracting(each -> each.ref().key())
        .containsExactly("11", "12");
  }

  @Test
  void a_file_waits_for_its_marker() throws IOException {
    String yaml = CSV.replace("ready: renamed", "ready: done\n    archive: read");
    PolledSource source = source(yaml);
    assertThat(Round.of(source, Cursor.START, 50).records()).isEmpty();
    Files.createFile(path("a.csv.done"));
    Round round = Round.of(source, Cursor.START, 50);
    assertThat(round.keys()).hasSize(8);
    assertThat(path("a.csv")).as("not moved before the cursor is stored").exists();
    Round later = Round.of(source, round.next(), 50);
    assertThat(later.records()).isEmpty();
    assertThat(path("a.csv")).doesNotExist();
    assertThat(path("a.csv.done")).doesNotExist();
    assertThat(path("read/a.csv")).exists();
    assertThat(later.next().text()).doesNotContain("a.csv");
  }

  @Test
  void a_long_file_is_a_backfill() {
    String yaml = CSV + "    backfill_above: 7\n";
    Round round = Round.of(source(yaml), Cursor.START, 3);
    assertThat(round.records())
        .allMatch(
            each -> (Integer.parseInt(each.ref().key()) <= 8) == (each.pace() == Pace.BACKFILL));
  }

  @Test
  void no_more_rows_are_read_than_allowed() throws IOException {
    only(lines(1, 9));
    Round round = Round.of(source(CSV + "    max_rows: 5\n"), Cursor.START, 2);
    assertThat(round.keys()).hasSize(5);
    assertThat(round.refused()).hasSize(1);
  }

  @Test
  void a_missing_folder_is_said() throws IOException {
    String yaml = CSV.replace("folder: in", "folder: out");
    PolledSource source = source(yaml);
    assertThatThrownBy(() -> source.poll(Cursor.START, Systems.NOW, 5))
        .isInstanceOf(SourceException.class);
    assertThat(open(yaml).examine()).singleElement().matches(finding -> !finding.healthy());
    assertThat(open(CSV).examine()).singleElement().matches(Connector.Finding::healthy);
  }

  @Test
  void wrong_options_are_all_named() {
    assertThat(
            Systems.complaints(
                new FileConnector(),
                "folder: in\nfeeds: {c: {glob: '[', delimiter: '::', formt: csv, zone: Mars}}"))
        .anyMatch(each -> each.contains("'glob' is not a pattern"))
        .anyMatch(each -> each.contains("one ASCII sign"))
        .anyMatch(each -> each.contains("did you mean 'format'?"))
        .anyMatch(each -> each.contains("'key' is missing"))
        .anyMatch(each -> each.contains("not a time zone"));
  }

  private static String lines(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(id -> id + ",name " + id + "\r\n")
        .collect(Collectors.joining("", "id,name\r\n", ""));
  }

  private Path path(String name) {
    return project.resolve("in").resolve(name);
  }

  private Path only(String text) throws IOException {
    Files.deleteIfExists(path("a.csv"));
    Files.deleteIfExists(path("b.csv"));
    write("only.csv", text, 9000);
    return path("only.csv");
  }

  private void write(String name, String text, long modified) throws IOException {
    Files.writeString(path(name), text);
    Files.setLastModifiedTime(path(name), FileTime.fromMillis(modified * 1000));
  }

  private PolledSource source(String yaml) {
    return open(yaml).polled().getFirst();
  }

  private Connector.Opened open(String yaml) {
    return Systems.plan(new FileConnector(), yaml, project).open();
  }
}
