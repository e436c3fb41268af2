package dev.selvedge.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.PolledSourceContract;
import dev.selvedge.connectors.Round;
import dev.selvedge.connectors.Systems;
import dev.selvedge.connectors.file.place.SftpPlace;
import dev.selvedge.testkit.openssh.OpenSsh;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The `file` connector on a real OpenSSH server.
@Tag("real-system")
class SftpTest extends PolledSourceContract {
  private static final String FEED =
      """
      customer:
        glob: "*.csv"
        key: id
        ready: renamed
      """;

  @TempDir private static Path room;
  private static Sftp sftp;
  private static int tests;

  private final List<Connector.Opened> opened = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private Path in;

  @BeforeAll
  static void start() throws IOException {
    sftp = Sftp.start(room);
  }

  @AfterAll
  static void stop() {
    if (sftp != null) {
      sftp.close();
    }
  }

  @BeforeEach
  void twoFiles() throws IOException {
    tests++;
    in = sftp.fresh("test-" + tests);
    put("b.csv", lines(9, 14), 1000);
    put("a.csv", lines(1, 8), 2000);
  }

  @AfterEach
  void closeAll() {
    opened.forEach(Connector.Opened::close);
  }

  @Override
  protected PolledSource freshSource() {
    return source(options("partner", FEED));
  }

  @Override
  protected List<String> everyKey() {
    return IntStream.rangeClosed(1, 14).mapToObj(Integer::toString).toList();
  }

  @Test
  void a_file_is_read_once_it_is_renamed_and_not_before() throws IOException {
    PolledSource source = freshSource();
    Round first = Round.of(source, Cursor.START, 50);
    try (SftpPlace partner = sftp.partner(in)) {
      partner.write("c.csv.part", lines(31, 33).getBytes(StandardCharsets.UTF_8));
      String all = options("partner", FEED.replace("*.csv", "*"));
      assertThat(Round.of(source(all), Cursor.START, 50).keys()).hasSize(14);
      partner.move("c.csv.part", "c.csv");
    }
    assertThat(Round.of(source, first.next(), 50).keys()).containsExactly("31", "32", "33");
  }

  @Test
  void two_files_of_one_second_are_both_read() throws IOException {
    PolledSource source = freshSource();
    Round first = Round.of(source, Cursor.START, 50);
    put("c.csv", lines(31, 32), 3000);
    Round second = Round.of(source, first.next(), 50);
    put("d.csv", lines(41, 42), 3000);
    Round third = Round.of(source, second.next(), 50);
    assertThat(second.keys()).containsExactly("31", "32");
    assertThat(third.keys()).containsExactly("41", "42");
  }

  @Test
  void a_file_replaced_within_its_second_by_one_as_long_is_read_again() throws IOException {
    PolledSource source = freshSource();
    put("c.csv", lines(31, 32), 3000);
    Round first = Round.of(source, Cursor.START, 50);
    put("c.csv", lines(33, 34), 3000);
    assertThat(Round.of(source, first.next(), 50).keys()).containsExactly("33", "34");
  }

  @Test
  void a_connection_cut_between_pages_is_made_again() {
    PolledSource source = freshSource();
    List<String> keys = new ArrayList<>();
    Cursor cursor = Cursor.START;
    boolean more = true;
    while (more) {
      Page page = source.poll(cursor, Systems.NOW, 3);
      page.records().forEach(each -> keys.add(each.ref().key()));
      cursor = page.next();
      more = page.more();
      sftp.server().cutConnections();
    }
    assertThat(keys).containsExactlyInAnyOrderElementsOf(everyKey());
  }

  @Test
  void a_server_with_another_host_key_is_not_spoken_to() throws IOException {
    String options = options("partner", FEED);
    String before = sftp.server().fingerprint();
    sftp.server().changeHostKey();
    String found = sftp.server().fingerprint();
    assertThat(found).isNotEqualTo(before);
    assertThatThrownBy(() -> source(options).poll(Cursor.START, Systems.NOW, 3))
        .isInstanceOfSatisfying(
            SourceException.class, refusal -> assertThat(refusal.isRefused()).isTrue())
        .hasMessageContaining(found + " (ssh-ed25519), which is none of 'host_keys'");
    assertThat(sftp.server().log()).doesNotContain("Accepted password for nobody");
    assertThat(open(options).examine())
        .singleElement()
        .matches(finding -> !finding.healthy() && finding.what().contains(found));
    assertThat(Round.of(freshSource(), Cursor.START, 50).keys()).hasSize(14);
  }

  @Test
  void keys_and_passwords_let_in() throws IOException {
    OpenSsh server = sftp.server();
    String text = Files.readString(server.key()).replace("\n", "\\n");
    for (String login :
        List.of(
            "password: " + OpenSsh.PASSWORD,
            "private_key_file: " + server.key(),
            "private_key: \"" + text.replace("\\n", "\\\\n") + '"',
            "private_key_file: " + server.lockedKey() + "\n  passphrase: " + OpenSsh.PASSPHRASE)) {
      String options = sftp.options("partner", in, login, server.hostKey(), FEED);
      assertThat(Round.of(source(options), Cursor.START, 50).keys()).as(login).hasSize(14);
    }
  }

  @Test
  void who_is_not_let_in_is_told_and_no_secret_is_shown() throws IOException {
    for (String login :
        List.of(
            "password: another-password",
            "private_key_file: "
                + sftp.server().lockedKey()
                + "\n  passphrase: another-password")) {
      String options = sftp.options("partner", in, login, sftp.server().fingerprint(), FEED);
      assertThatThrownBy(() -> source(options).poll(Cursor.START, Systems.NOW, 3))
          .as(login)
          .isInstanceOfSatisfying(
              SourceException.class, refusal -> assertThat(refusal.isRefused()).isTrue())
          .message()
          .containsAnyOf("does not let the user 'partner' in with the password", "cannot be read")
          .doesNotContain("another-password");
    }
  }

  @Test
  void a_read_only_account_reads_everything_and_then_says_what_it_may_not_do() {
    String archiving = options("reader", FEED + "  archive: read\n");
    PolledSource source = source(archiving);
    Page first = source.poll(Cursor.START, Systems.NOW, 50);
    Page second = source.poll(first.next(), Systems.NOW, 50);
    assertThat(first.records().size() + second.records().size()).isEqualTo(14);
    assertThatThrownBy(() -> source.poll(second.next(), Systems.NOW, 50))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("was read and cannot be moved to 'read' (no permission)");
    assertThat(open(archiving).examine())
        .extracting(Connector.Finding::healthy)
        .containsExactly(true, true, false);
    Round plain = Round.of(source(options("reader", FEED)), Cursor.START, 50);
    assertThat(plain.keys()).hasSize(14);
    assertThat(open(options("reader", FEED)).examine()).allMatch(Connector.Finding::healthy);
  }

  @Test
  void what_was_read_goes_to_the_archive_and_what_cannot_be_to_quarantine() throws IOException {
    put("bad.csv", "no,name\n1,x\n", 500);
    PolledSource source =
        source(options("partner", FEED + "  archive: done/read\n  quarantine: done/bad\n"));
    Round round = Round.of(source, Cursor.START, 50);
    assertThat(round.keys()).hasSize(14);
    assertThat(round.refused()).extracting(Page.Refused::where).containsExactly("bad.csv:1");
    Round later = Round.of(source, round.next(), 50);
    assertThat(later.records()).isEmpty();
    assertThat(in.resolve("done/read/a.csv")).exists();
    assertThat(in.resolve("done/read/b.csv")).exists();
    assertThat(in.resolve("done/bad/bad.csv")).exists();
    assertThat(in.resolve("done/bad/bad.csv.rejected.txt"))
        .content()
        .contains("the header has no column 'id', which is the key");
    try (var left = Files.list(in)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void files_are_deleted_once_they_are_stored() throws IOException {
    PolledSource source = source(options("partner", FEED + "  delete: true\n"));
    Round round = Round.of(source, Cursor.START, 50);
    Round.of(source, round.next(), 50);
    try (var left = Files.list(in)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void a_file_that_may_not_be_read_stops_no_other_and_is_told() throws IOException {
    if ("root".equals(System.getProperty("user.name"))) {
      // The server's user may read everything; a folder of a file's name is what cannot be read.
      Files.createDirectory(in.resolve("c.csv"));
      assertThat(Round.of(freshSource(), Cursor.START, 50).keys()).hasSize(14);
      return;
    }
    put("c.csv", lines(31, 32), 500);
    assertThat(in.resolve("c.csv").toFile().setReadable(false)).isTrue();
    PolledSource source = freshSource();
    Page first = source.poll(Cursor.START, Systems.NOW, 50);
    Page second = source.poll(first.next(), Systems.NOW, 50);
    assertThatThrownBy(() -> source.poll(second.next(), Systems.NOW, 50))
        .hasMessageContaining("c.csv may not be read");
  }

  @Test
  void the_check_up_says_what_is_there() {
    assertThat(open(options("partner", FEED + "  archive: read\n")).examine())
        .extracting(Connector.Finding::what)
        .satisfiesExactly(
            login -> assertThat(login).contains("logged in at sftp://partner@127.0.0.1:", "SHA256"),
            files ->
                assertThat(files).endsWith("can be read: 2 files for customer, the newest a.csv"),
            moving -> assertThat(moving).isEqualTo("files can be moved to 'read'"));
    assertThat(in.resolve("read")).isEmptyDirectory();
    String missing = options("partner", FEED).replace(in.toString(), in + "-missing");
    assertThat(open(missing).examine())
        .last()
        .matches(finding -> !finding.healthy() && finding.what().contains("nothing of that name"));
  }

  @Test
  void a_workbook_is_fetched_and_read() throws IOException {
    Books.write(in.resolve("c.xlsx"), 40);
    String options =
        options("partner", FEED.replace("*.csv", "*.xlsx") + "  format: xlsx\n  archive: read\n");
    Round round = Round.of(source(options), Cursor.START, 7);
    assertThat(round.keys()).hasSize(40);
    assertThat(round.bodies().getFirst())
        .isEqualTo(
            "{\"id\":\"1\",\"name\":\"name 1\",\"since\":\"2026-01-31\",\"spent\":\"19.99\"}");
  }

  @Test
  void a_file_of_200_megabytes_takes_little_memory() throws IOException {
    int rows = 100_000;
    Path large = in.resolve("large.csv");
    String filling = "x".repeat(2_000);
    try (BufferedWriter out = Files.newBufferedWriter(large)) {
      out.write("id,filling\n");
      for (int row = 0; row < rows; row++) {
        out.write(row + "," + filling + "\n");
      }
    }
    assertThat(Files.size(large)).isGreaterThan(200_000_000);
    PolledSource source = source(options("partner", FEED.replace("*.csv", "large.csv")));
    long before = used();
    long most = 0;
    long read = 0;
    Cursor cursor = Cursor.START;
    boolean more = true;
    for (int pages = 0; more; pages++) {
      Page page = source.poll(cursor, Systems.NOW, 2_000);
      read += page.records().size();
      cursor = page.next();
      more = page.more();
      if (pages % 10 == 0) {
        most = Math.max(most, used() - before);
      }
    }
    assertThat(read).isEqualTo(rows);
    // One page of 2,000 rows of two kilobytes, as text and as records, and the connection.
    assertThat(most).isLessThan(60_000_000);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static String lines(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(id -> id + ",name " + id + "\r\n")
        .collect(Collectors.joining("", "id,name\r\n", ""));
  }

  private void put(String name, String text, long modified) throws IOException {
    Files.writeString(in.resolve(name), text);
    Files.setLastModifiedTime(in.resolve(name), FileTime.from(Instant.ofEpochSecond(modified)));
  }

  private String options(String user, String feeds) {
    try {
      return sftp.options(user, in, feeds);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private PolledSource source(String options) {
    return open(options).polled().getFirst();
  }

  private Connector.Opened open(String options) {
    Connector.Opened system = Systems.plan(new FileConnector(), options, room).open();
    opened.add(system);
    return system;
  }
}
