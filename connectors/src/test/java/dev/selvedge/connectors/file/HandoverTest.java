package dev.selvedge.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connectors.Round;
import dev.selvedge.connectors.Systems;
import dev.selvedge.connectors.file.FileSettings.Rules;
import dev.selvedge.connectors.file.place.LocalPlace;
import dev.selvedge.connectors.file.place.Place;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import dev.selvedge.yaml.YamlSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How files are handed over: nothing is lost and nothing read twice, wherever the hub is killed
/// and whatever the partner does meanwhile.
class HandoverTest {
  private static final String ARCHIVING = "archive: read, quarantine: bad";
  private static final String DELETING = "delete: true";

  @TempDir private Path project;

  /// The hub is killed.
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /// A folder in which somebody acts before the n-th change.
  private record Watched(Place place, Act act, AtomicInteger left) implements Place {
    interface Act {
      void happen() throws IOException;
    }

    private void before() throws IOException {
      if (left.decrementAndGet() == 0) {
        act.happen();
      }
    }

    @Override
    public List<Entry> list() throws IOException {
      return place.list();
    }

    @Override
    public java.util.Optional<Entry> look(String path) throws IOException {
      return place.look(path);
    }

    @Override
    public Content open(String path) throws IOException {
      return place.open(path);
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
      before();
      place.write(path, content);
    }

    @Override
    public void move(String from, String to) throws IOException {
      before();
      place.move(from, to);
    }

    @Override
    public void remove(String path) throws IOException {
      before();
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

  private PolledSource source(Path folder, String handover, Watched.Act act, int at) {
    String yaml =
        "folder: in\nfeeds: {customer: {glob: '*.csv', key: id, ready: renamed, " + handover + "}}";
    Problems problems = new Problems();
    Rules rules =
        FileOptions.read(
                YamlSection.of(
                    YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow(),
                    Environment.NONE,
                    problems),
                folder)
            .feeds()
            .getFirst();
    assertThat(problems.sorted()).isEmpty();
    Place place = new Watched(new LocalPlace(folder), act, new AtomicInteger(at));
    return new FileFeed(
        new Feed(new SystemName("test"), rules.kind()), rules, place, new Contents(place, rules));
  }

  private static void put(Path folder, String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.ofEpochSecond(1000)));
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return new TreeSet<>(
              files
                  .filter(Files::isRegularFile)
                  .map(each -> each.getFileName().toString())
                  .toList())
          .stream().toList();
    }
  }

  @Test
  void a_hub_killed_before_any_step_of_putting_away_goes_on_after_it() throws IOException {
    for (String handover : List.of(ARCHIVING, DELETING)) {
      for (int step = 1; step <= 12; step++) {
        Path folder = Files.createTempDirectory(project, "killed");
        put(folder, "a.csv", "id,n\n1,x\n");
        put(folder, "b.csv", "id,n\n2,y\n");
        put(folder, "c.csv", "no,n\n3,z\n");
        List<String> keys = new ArrayList<>();
        Round first = Round.of(source(folder, handover, () -> {}, 0), Cursor.START, 10);
        keys.addAll(first.keys());
        Cursor stored = first.next();
        try {
          PolledSource dying =
              source(
                  folder,
                  handover,
                  () -> {
                    throw new Killed();
                  },
                  step);
          stored = Round.of(dying, stored, 10).next();
        } catch (Killed here) {
          // What was not stored is forgotten.
        }
        Round after = Round.of(source(folder, handover, () -> {}, 0), stored, 10);
        keys.addAll(after.keys());
        String what = handover + ", killed before step " + step;
        assertThat(keys).as(what).containsExactly("1", "2");
        if (handover.equals(ARCHIVING)) {
          assertThat(names(folder)).as(what).isEmpty();
          assertThat(names(folder.resolve("read"))).as(what).containsExactly("a.csv", "b.csv");
          assertThat(names(folder.resolve("bad")))
              .as(what)
              .containsExactly("c.csv", "c.csv.rejected.txt");
        } else {
          assertThat(names(folder)).as(what).containsExactly("c.csv");
        }
      }
    }
  }

  @Test
  void a_file_that_comes_under_the_same_name_while_the_old_one_is_put_away_is_read()
      throws IOException {
    for (String handover : List.of(ARCHIVING, DELETING)) {
      for (int step = 1; step <= 2; step++) {
        for (boolean killed : List.of(false, true)) {
          Path folder = Files.createTempDirectory(project, "replaced");
          put(folder, "a.csv", "id,n\n1,x\n");
          Round first = Round.of(source(folder, handover, () -> {}, 0), Cursor.START, 10);
          Cursor stored = first.next();
          List<String> keys = new ArrayList<>(first.keys());
          PolledSource raced =
              source(
                  folder,
                  handover,
                  () -> {
                    put(folder, "a.csv", "id,n\n7,z\n");
                    if (killed) {
                      throw new Killed();
                    }
                  },
                  step);
          try {
            Round round = Round.of(raced, stored, 10);
            keys.addAll(round.keys());
            stored = round.next();
          } catch (Killed here) {
            // What was not stored is forgotten.
          }
          Round after = Round.of(source(folder, handover, () -> {}, 0), stored, 10);
          keys.addAll(after.keys());
          assertThat(keys)
              .as("%s, replaced before step %d, killed: %s", handover, step, killed)
              .containsExactly("1", "7");
        }
      }
    }
  }

  @Test
  void a_file_that_was_taken_aside_by_mistake_when_the_hub_was_killed_comes_back()
      throws IOException {
    for (String handover : List.of(ARCHIVING, DELETING)) {
      Path folder = Files.createTempDirectory(project, "mistaken");
      put(folder, "a.csv", "id,n\n1,x\n");
      Round first = Round.of(source(folder, handover, () -> {}, 0), Cursor.START, 10);
      Files.delete(folder.resolve("a.csv"));
      put(folder, ".selvedge-taken-a.csv", "id,n\n7,z\n");
      Round after = Round.of(source(folder, handover, () -> {}, 0), first.next(), 10);
      assertThat(after.keys()).as(handover).containsExactly("7");
    }
  }

  @Test
  void a_marker_of_an_earlier_file_does_not_count() throws IOException {
    Path folder = Files.createTempDirectory(project, "marker");
    String yaml = "ready: done, marker: .ok";
    PolledSource marked = marked(folder, yaml);
    put(folder, "a.csv", "id,n\n1,x\n");
    Files.createFile(folder.resolve("a.csv.ok"));
    Files.setLastModifiedTime(
        folder.resolve("a.csv.ok"), FileTime.from(Instant.ofEpochSecond(1000)));
    Round first = Round.of(marked, Cursor.START, 10);
    assertThat(first.keys()).containsExactly("1");
    Files.writeString(folder.resolve("a.csv"), "id,n\n2,half");
    assertThat(Round.of(marked, first.next(), 10).keys()).as("still being written").isEmpty();
    Files.writeString(folder.resolve("a.csv.ok"), "");
    assertThat(Round.of(marked, first.next(), 10).keys()).containsExactly("2");
  }

  private PolledSource marked(Path folder, String handover) {
    String yaml =
        "folder: "
            + folder.getFileName()
            + "\nfeeds: {customer: {glob: '*', key: id, "
            + handover
            + "}}";
    return Systems.plan(new FileConnector(), yaml, project).open().polled().getFirst();
  }

  @Test
  void unfinished_and_hidden_files_are_passed_over() throws IOException {
    Path folder = Files.createTempDirectory(project, "unfinished");
    for (String name : List.of("a.part", "b.filepart", "c.tmp", ".d", ".selvedge-taken-e")) {
      put(folder, name, "id,n\n1,x\n");
    }
    put(folder, "f", "id,n\n2,x\n");
    put(folder, "g.up", "id,n\n3,x\n");
    assertThat(Round.of(marked(folder, "ready: renamed"), Cursor.START, 10).keys())
        .containsExactly("2", "3");
    PolledSource own = marked(folder, "ready: renamed, unfinished: [.up]");
    assertThat(Round.of(own, Cursor.START, 10).keys()).hasSize(4).contains("2").doesNotContain("3");
  }

  @Test
  void a_file_of_a_name_that_is_in_the_archive_already_lies_beside_it() throws IOException {
    Path folder = Files.createTempDirectory(project, "twice");
    PolledSource source = source(folder, ARCHIVING, () -> {}, 0);
    put(folder, "a.csv", "id,n\n1,x\n");
    Round first = Round.of(source, Cursor.START, 10);
    Round second = Round.of(source, first.next(), 10);
    put(folder, "a.csv", "id,n\n2,longer\n");
    Round third = Round.of(source, second.next(), 10);
    Round.of(source, third.next(), 10);
    assertThat(third.keys()).containsExactly("2");
    assertThat(names(folder.resolve("read")))
        .hasSize(2)
        .contains("a.csv")
        .anyMatch(name -> name.endsWith("-a.csv"));
  }

  @Test
  void options_that_contradict_each_other_are_named() {
    String feed = "folder: in\nfeeds: {c: {glob: '*', key: id, %s}}";
    assertThat(complaints(feed.formatted("archive: read, delete: true")))
        .anyMatch(each -> each.contains("both archived and deleted"));
    assertThat(complaints(feed.formatted("snapshot: true, delete: true")))
        .anyMatch(each -> each.contains("nothing to compare"));
    assertThat(complaints(feed.formatted("archive: .")))
        .anyMatch(each -> each.contains("another folder"));
    assertThat(complaints(feed.formatted("format: xlsx, delimiter: ;")))
        .anyMatch(each -> each.contains("a workbook has no 'delimiter'"));
    assertThat(complaints(feed.formatted("sheet: One")))
        .anyMatch(each -> each.contains("only a workbook has 'sheet'"));
  }

  @Test
  void an_address_without_what_it_needs_is_refused() {
    String feeds = "\nfeeds: {c: {glob: '*', key: id}}";
    assertThat(complaints("folder: sftp://u@host/in\nsftp: {password: x}" + feeds))
        .anyMatch(each -> each.contains("'host_keys' is missing") && each.contains("ssh-keyscan"));
    assertThat(complaints("folder: sftp://u@host/in\nsftp: {host_keys: 'SHA256:abc'}" + feeds))
        .anyMatch(each -> each.contains("no fingerprint"))
        .anyMatch(each -> each.contains("nothing is there to log in with"));
    assertThat(complaints("folder: sftp://u:secret@host/in\nsftp: {password: x}" + feeds))
        .anyMatch(each -> each.contains("has a password in it"))
        .noneMatch(each -> each.contains("secret"));
    assertThat(complaints("folder: sftp://host/in\nsftp: {password: x}" + feeds))
        .anyMatch(each -> each.contains("no user or no host"));
    assertThat(complaints("folder: in\nsftp: {password: x}" + feeds))
        .anyMatch(each -> each.contains("'sftp' is for a folder of a server"));
  }

  private static List<String> complaints(String yaml) {
    return Systems.complaints(new FileConnector(), yaml);
  }
}
