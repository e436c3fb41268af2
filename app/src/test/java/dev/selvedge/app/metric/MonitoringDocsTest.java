package dev.selvedge.app.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The list of figures in the docs is made from their descriptions.
class MonitoringDocsTest {
  private static final Path PAGE = Path.of("../docs/monitoring.md");
  private static final String BEGIN = "<!-- figures: made from their descriptions -->\n";
  private static final String END = "<!-- end of the figures -->\n";

  @Test
  void the_page_lists_every_figure_as_it_is_described() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(page).contains(BEGIN, END);
    GoldenFile.expect(PAGE, page.substring(0, begin) + table() + page.substring(end));
  }

  private static String table() {
    return Arrays.stream(Metric.values())
        .map(
            metric ->
                "| `%s` | %s | %s | %s |\n"
                    .formatted(
                        metric.scraped(),
                        metric.type().word(),
                        metric.labels().stream()
                            .skip(1)
                            .map(label -> "`" + label.word() + "`")
                            .collect(Collectors.joining(", ")),
                        metric.help()))
        .collect(
            Collectors.joining(
                "", "| Figure | Type | Told by | What it says |\n|---|---|---|---|\n", ""));
  }

  @Test
  void names_are_unlike_each_other_and_end_as_prometheus_wants_them_to() {
    assertThat(Arrays.stream(Metric.values()).map(Metric::scraped)).doesNotHaveDuplicates();
    assertThat(Metric.values())
        .allSatisfy(
            metric -> {
              assertThat(metric.title()).matches("selvedge_[a-z_]+").doesNotEndWith("_total");
              assertThat(metric.help()).endsWith(".");
            });
  }
}
