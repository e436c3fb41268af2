package dev.selvedge.connectors.file;

import dev.selvedge.testkit.source.PollingContract;
import dev.selvedge.testkit.source.Vendor;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// The contract of all sources that are asked for changes, on files of a real OpenSSH server, which
/// go to an archive once they are read.
@Tag("real-system")
class SftpPollingTest extends PollingContract {
  private static final String FEED =
      """
      customer:
        glob: "*.jsonl"
        format: jsonl
        key: id
        stamp: changed
        ready: renamed
        backfill_above: 5
        archive: read
      """;

  @TempDir private static Path room;
  private static Sftp sftp;
  private static int tests;

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

  @Override
  protected Vendor vendor() {
    try {
      tests++;
      Path in = sftp.fresh("test-" + tests);
      return new FileVendor(sftp.options("partner", in, FEED), sftp.partner(in));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
