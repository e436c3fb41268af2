package dev.selvedge.connectors.file.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.junit.jupiter.api.Test;

/// What other servers than OpenSSH may answer.
class SftpPlaceTest {
  /// A regular file, for everybody to read.
  private static final int REGULAR = 0x81A4;

  @Test
  void a_file_without_a_time_is_a_file() {
    Attributes told = new Attributes();
    told.setPermissions(REGULAR);
    told.setSize(7);
    assertThat(SftpPlace.entry("a.csv", told)).contains(new Place.Entry("a.csv", 7, 0));
  }

  @Test
  void a_name_that_leads_elsewhere_is_no_file() {
    Attributes told = new Attributes();
    told.setPermissions(REGULAR);
    assertThat(SftpPlace.entry("../a.csv", told)).isEmpty();
  }
}
