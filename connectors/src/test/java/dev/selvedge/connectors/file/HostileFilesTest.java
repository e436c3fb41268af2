package dev.selvedge.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connectors.Round;
import dev.selvedge.connectors.Systems;
import dev.selvedge.connectors.file.FileSettings.Rules;
import dev.selvedge.connectors.file.place.HostKeys;
import dev.selvedge.connectors.file.place.LocalPlace;
import dev.selvedge.connectors.file.place.Place;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import dev.selvedge.yaml.YamlSection;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What partners and others may put into a folder, or do there: one file must not cost another, and
/// nothing that is lost is lost in silence.
class HostileFilesTest {
  private static final String RENAMED = "ready: renamed";

  @TempDir private Path project;

  @BeforeEach
  void folder() throws IOException {
    Files.createDirectory(project.resolve("in"));
  }

  private Path path(String name) {
    return project.resolve("in").resolve(name);
  }

  private void put(String name, String text) throws IOException {
    Files.writeString(path(name), text);
    Files.setLastModifiedTime(path(name), FileTime.from(Instant.ofEpochSecond(1000)));
  }

  private static String yaml(String more) {
    return "folder: in\nfeeds: {customer: {glob: '*.csv', key: id, " + more + "}}";
  }

  private PolledSource source(String more) {
    return Systems.plan(new FileConnector(), yaml(more), project).open().polled().getFirst();
  }

  /// A folder with a file that somebody has locked, and a partner who sends the next file, with its
  /// marker, while the last one is put away.
  private record Shared(Place place, String locked, Optional<Partner> partner) implements Place {
    interface Partner {
      void send() throws IOException;
    }

    @Override
    public List<Entry> list() throws IOException {
      return place.list();
    }

    @Override
    public Optional<Entry> look(String path) throws IOException {
      return place.look(path);
    }

    @Override
    public Content open(String path) throws IOException {
      if (path.equals(locked)) {
        throw new FileSystemException(path, null, "it is used by somebody else");
      }
      return place.open(path);
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
      place.write(path, content);
    }

    @Override
    public void move(String from, String to) throws IOException {
      place.move(from, to);
      if (partner.isPresent() && to.startsWith(Folder.TAKEN)) {
        partner.get().send();
      }
    }

    @Override
    public void remove(String path) throws IOException {
      place.remove(path);
    }

    @Override
    public String words() {
      return place.words();
    }

    @Override
    public void close() {
      place.close();
    }
  }

  private PolledSource shared(String more, String locked, Optional<Shared.Partner> partner) {
    Problems problems = new Problems();
    Rules rules =
        FileOptions.read(
                YamlSection.of(
                    YamlReader.readMapping("test.yaml", yaml(more), problems).orElseThrow(),
                    Environment.NONE,
                    problems),
                project)
            .feeds()
            .getFirst();
    assertThat(problems.sorted()).isEmpty();
    Place place = new Shared(new LocalPlace(project.resolve("in")), locked, partner);
    return new FileFeed(
        new Feed(new SystemName("test"), rules.kind()), rules, place, new Contents(place, rules));
  }

  @Test
  void a_file_that_somebody_has_locked_stops_no_other_and_is_told() throws IOException {
    put("a.csv", "id\n1\n");
    put("b.csv", "id\n2\n");
    PolledSource source = shared(RENAMED, "a.csv", Optional.empty());
    Page first = source.poll(Cursor.START, Systems.NOW, 10);
    assertThat(first.records()).extracting(each -> each.ref().key()).containsExactly("2");
    assertThatThrownBy(() -> source.poll(first.next(), Systems.NOW, 10))
        .hasMessage("a.csv cannot be read: it is used by somebody else");
  }

  @Test
  void the_marker_of_the_next_file_is_not_taken_for_that_of_the_last() throws IOException {
    put("a.csv", "id\n1\n");
    put("a.csv.done", "");
    String more = "ready: done, archive: read";
    Cursor stored = Round.of(shared(more, "", Optional.empty()), Cursor.START, 10).next();
    Shared.Partner partner =
        () -> {
          Files.writeString(path("a.csv"), "id\n2\n");
          Files.writeString(path("a.csv.done"), "");
        };
    Cursor after = Round.of(shared(more, "", Optional.of(partner)), stored, 10).next();
    assertThat(Round.of(shared(more, "", Optional.empty()), after, 10).keys()).containsExactly("2");
    assertThat(path("read/a.csv")).hasContent("id\n1\n");
  }

  @Test
  void a_key_that_no_database_keeps_costs_its_row_only() throws IOException {
    put("a.csv", "id,n\na\0b,x\n2,y\n");
    Round round = Round.of(source(RENAMED), Cursor.START, 10);
    assertThat(round.keys()).containsExactly("2");
    assertThat(round.refused())
        .singleElement()
        .satisfies(bad -> assertThat(bad.why()).contains("cannot be stored"));
    put("b.csv", "{\"id\":\"\\ud800\"}\n{\"id\":\"\\ud83d\\ude00\"}\n");
    Round lines = Round.of(source("format: jsonl, " + RENAMED), round.next(), 10);
    assertThat(lines.keys()).containsExactly("\ud83d\ude00");
    assertThat(lines.refused()).hasSize(1);
  }

  @Test
  void a_header_of_one_name_many_times_takes_no_time() {
    List<String> same = Collections.nCopies(300_000, "a");
    Header header =
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> Header.of(same, Map.of()));
    assertThat(header.names()).startsWith("a", "a_2", "a_3").endsWith("a_300000");
  }

  @Test
  void a_row_too_long_costs_itself_only_where_lines_end_as_on_old_macs() throws IOException {
    put("a.csv", "id,n\r1,a\r2," + "x".repeat(5000) + "\r3,c\r4,\"" + "y".repeat(5000) + "\r5,e\r");
    Round round = Round.of(source(RENAMED + ", max_row_bytes: 100"), Cursor.START, 2);
    assertThat(round.keys()).containsExactly("1", "3", "5");
    assertThat(round.refused())
        .extracting(Page.Refused::where)
        .containsExactly("a.csv:3", "a.csv:5");
  }

  @Test
  void a_report_is_not_written_through_a_link() throws IOException {
    Path precious = project.resolve("precious");
    Files.writeString(precious, "keep me");
    Files.createDirectory(path("bad"));
    Files.createSymbolicLink(path("bad/a.csv.rejected.txt"), precious);
    put("a.csv", "no\n1\n");
    PolledSource source = source(RENAMED + ", quarantine: bad");
    Page first = source.poll(Cursor.START, Systems.NOW, 10);
    assertThat(first.refused()).hasSize(1);
    assertThatThrownBy(() -> source.poll(first.next(), Systems.NOW, 10))
        .hasMessageContaining("a.csv was read and cannot be moved to 'bad'");
    assertThat(precious).hasContent("keep me");
  }

  @Test
  void a_file_whose_name_is_not_utf_8_is_told_and_stops_no_other() throws Exception {
    put("a.csv", "id\n1\n");
    Process made =
        new ProcessBuilder("sh", "-c", "printf 'id\\n2\\n' > \"$(printf 'M\\374ller.csv')\"")
            .directory(project.resolve("in").toFile())
            .start();
    assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
    PolledSource source = source(RENAMED);
    Page first = source.poll(Cursor.START, Systems.NOW, 10);
    assertThat(first.records()).hasSize(1);
    assertThat(first.more()).isFalse();
    assertThatThrownBy(() -> source.poll(first.next(), Systems.NOW, 10))
        .hasMessageContaining("has a name that is not UTF-8");
  }

  @Test
  void a_key_that_known_hosts_calls_revoked_is_trusted_by_nobody() {
    String key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKSUTyz1HwHReFVvD5obVsALAgJRNarH4TRpNePnAS";
    assertThat(HostKeys.of(List.of("files.example.com " + key))).isPresent();
    assertThat(HostKeys.of(List.of("@revoked files.example.com " + key))).isEmpty();
    assertThat(HostKeys.of(List.of("@cert-authority *.example.com " + key))).isEmpty();
  }

  @Test
  void options_with_which_nothing_would_be_read_or_something_lost_are_named() {
    assertThat(complaints("ready: done, marker: ''"))
        .anyMatch(each -> each.contains("no file would ever be read"));
    assertThat(complaints("unfinished: ['']"))
        .anyMatch(each -> each.contains("no file would ever be read"));
    assertThat(
            Systems.complaints(
                new FileConnector(), "folder: in\nfeeds: {c: {glob: 'sub/*.csv', key: id}}"))
        .anyMatch(each -> each.contains("no name has a '/' in it"));
    String twice =
        "folder: in\nfeeds: {c: {glob: '*.csv', key: id}, d: {glob: '*.csv', key: id, %s}}";
    assertThat(Systems.complaints(new FileConnector(), twice.formatted("archive: read")))
        .anyMatch(each -> each.contains("before the other has read them"));
    assertThat(Systems.complaints(new FileConnector(), twice.formatted(RENAMED))).isEmpty();
  }

  private static List<String> complaints(String more) {
    return Systems.complaints(new FileConnector(), yaml(more));
  }
}
