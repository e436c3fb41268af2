package dev.selvedge.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The files of others are what they are said to be.
class VendoredFilesTest {
  private static final String FOLDER = "/web/vendor/";

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = VendoredFilesTest.class.getResourceAsStream(FOLDER + name)) {
      assertThat(in).as(name).isNotNull();
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  private static String text(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  @Test
  void every_vendored_file_has_the_checksum_written_down_for_it()
      throws IOException, NoSuchAlgorithmException {
    Map<String, String> sums =
        text("checksums.sha256")
            .lines()
            .map(line -> line.split(" {2}", 2))
            .collect(Collectors.toMap(line -> line[1], line -> line[0]));

    assertThat(sums)
        .containsOnlyKeys(
            "htmx.min.js",
            "uplot.min.js",
            "uplot.min.css",
            "LICENSE-htmx.txt",
            "LICENSE-uplot.txt");
    for (Map.Entry<String, String> sum : sums.entrySet()) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(sum.getKey()));
      assertThat(HexFormat.of().formatHex(hash)).as(sum.getKey()).isEqualTo(sum.getValue());
    }
  }

  @Test
  void versions_and_licences_are_written_down() throws IOException {
    assertThat(text("VENDORED.md"))
        .contains(List.of("2.0.11", "1.6.32", "0BSD", "MIT", "LICENSE-htmx.txt"));
    assertThat(text("htmx.min.js")).contains("version:\"2.0.11\"");
  }
}
