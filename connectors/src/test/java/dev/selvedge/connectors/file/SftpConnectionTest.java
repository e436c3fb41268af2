package dev.selvedge.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.file.place.Place;
import dev.selvedge.connectors.file.place.SftpPlace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections to an SFTP server that break, hang or never come about.
@Tag("real-system")
class SftpConnectionTest {
  private static final int CHUNK = 64 * 1024;

  @TempDir private static Path room;
  private static Sftp sftp;

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

  /// A folder with a file.
  private static Path folder(byte[] content) throws IOException {
    Path folder = Files.createTempDirectory(sftp.folder(), "test-");
    Files.write(folder.resolve("file"), content);
    return folder;
  }

  private static byte[] noise(int length) {
    byte[] content = new byte[length];
    new Random(7).nextBytes(content);
    return content;
  }

  @Test
  void reading_goes_on_where_the_connection_was_cut() throws IOException {
    byte[] content = noise(10 * CHUNK + 17);
    Path folder = folder(content);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (SftpPlace place = sftp.partner(folder);
        Place.Content open = place.open("file")) {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      while (open.read(chunk.clear(), read.size()) > 0) {
        read.write(chunk.array(), 0, chunk.position());
        if (read.size() / CHUNK % 3 == 1) {
          sftp.server().cutConnections();
        }
      }
    }
    assertThat(read.toByteArray()).isEqualTo(content);
  }

  @Test
  void reading_does_not_go_on_in_another_file() throws IOException {
    Path folder = folder(noise(3 * CHUNK));
    try (SftpPlace place = sftp.partner(folder);
        Place.Content open = place.open("file")) {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      open.read(chunk, 0);
      Files.write(folder.resolve("file"), noise(3 * CHUNK));
      Files.setLastModifiedTime(folder.resolve("file"), FileTime.from(Instant.ofEpochSecond(1000)));
      sftp.server().cutConnections();
      assertThatThrownBy(() -> open.read(chunk.clear(), CHUNK))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("changed while it was read");
    }
  }

  @Test
  void nothing_is_moved_over_another_file() throws IOException {
    Path folder = folder(noise(10));
    Path other = Files.write(folder.resolve("other"), noise(20));
    try (SftpPlace place = sftp.partner(folder)) {
      assertThatThrownBy(() -> place.move("file", "other")).isInstanceOf(IOException.class);
      assertThat(other).hasSize(20);
      assertThat(folder.resolve("file")).hasSize(10);
    }
    try (Place place = new dev.selvedge.connectors.file.place.LocalPlace(folder)) {
      assertThatThrownBy(() -> place.move("file", "other"))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
  }

  @Test
  void a_server_that_says_nothing_is_given_up() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        SftpPlace place =
            sftp.place(sftp.folder(), silent.getLocalPort(), Duration.ofMillis(800))) {
      assertThatThrownBy(place::list).isInstanceOf(SourceException.class);
    }
  }

  @Test
  void a_port_where_nobody_is_is_said() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    try (SftpPlace place = sftp.place(sftp.folder(), port, Duration.ofSeconds(5))) {
      assertThatThrownBy(place::list)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("127.0.0.1:" + port + " cannot be reached");
    }
  }

  @Test
  void a_connection_that_hangs_is_given_up_and_made_anew() throws IOException {
    Path folder = folder(noise(CHUNK));
    try (Wire wire = new Wire(sftp.server().port());
        SftpPlace place = sftp.place(folder, wire.port(), Duration.ofSeconds(3))) {
      assertThat(place.list()).hasSize(1);
      wire.hold();
      assertThat(place.list()).as("over a new connection").hasSize(1);
      assertThat(wire.connections()).isEqualTo(2);
    }
  }
}
