package dev.selvedge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// "The morning report": yesterday in sentences, for whoever reads it, with the figures behind
/// them; to be printed, sent on, or read by a program.
@ExtendWith(Stage.Shared.class)
class TheMorningReportTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void yesterday_is_told_for_everybody_who_reads_it(Stage stage) {
    LocalDate yesterday = yesterday(stage);
    stage.inEveryLook(
        visit -> {
          opens(visit, yesterday);
          Page page = visit.page();
          assertThat(page.locator("h1")).containsText(Integer.toString(yesterday.getYear()));
          assertThat(page.locator("h2").first()).hasText("What failed and was mended");
          assertThat(visit.text()).contains("Parked: 2 records.", "Alarms: no new alarms.");
          tellsWhatMoved(page);
          visit.fits();
          page.getByRole(AriaRole.LINK, named("For marketing")).press("Enter");
          assertThat(page.locator("h2").first()).hasText("Orders after automations");
          assertThat(visit.text()).contains("Who may be mailed");
          tellsWhatMoved(page);
          visit.fits();
        });
  }

  @Test
  void it_can_be_taken_along(Stage stage) {
    LocalDate yesterday = yesterday(stage);
    try (Visit visit = stage.operator(Look.DESKTOP_LIGHT)) {
      opens(visit, yesterday);
      Page page = visit.page();
      String toPrint = taken(page, "To print");
      assertThat(toPrint)
          .contains("Parked: 2 records.", "There is nothing to compare with")
          .doesNotContain("<script", "http://", "https://", "@post.example");
      JsonNode report = JSON.readTree(taken(page, "JSON"));
      assertThat(report.path("figures").path("first_day").asString(""))
          .isEqualTo(yesterday.toString());
      for (JsonNode flow : report.path("figures").path("flows")) {
        String name = flow.path("flow").asString("");
        if (Story.YESTERDAY.containsKey(name)) {
          assertThat(flow.path("received").asInt()).as(name).isEqualTo(Story.YESTERDAY.get(name));
        }
      }
      assertThat(pages(stage.printed(toPrint))).isBetween(1L, 3L);
    }
  }

  /// What each flow brought, and that the sentence is their sum.
  private static void tellsWhatMoved(Page page) {
    Locator section =
        page.locator("main section")
            .filter(new Locator.FilterOptions().setHasText("Came in: "))
            .first();
    Locator rows = section.locator("tbody tr");
    int sum = 0;
    for (int row = 0; row < rows.count(); row++) {
      String flow = rows.nth(row).locator("th").innerText();
      int records = Integer.parseInt(rows.nth(row).locator("td").first().innerText());
      if (Story.YESTERDAY.containsKey(flow)) {
        assertThat(records).as(flow).isEqualTo(Story.YESTERDAY.get(flow));
      }
      sum += records;
    }
    assertThat(rows.locator("th").allInnerTexts()).containsAll(Story.YESTERDAY.keySet());
    assertThat(section).containsText("Came in: " + sum + " records.");
  }

  /// The day before today, as the brand's clocks in the zone of its reports show it.
  private static LocalDate yesterday(Stage stage) {
    return LocalDate.ofInstant(stage.brand().began(), ZoneId.of(Brand.ZONE));
  }

  private static void opens(Visit visit, LocalDate day) {
    Page page = visit.page();
    page.getByRole(AriaRole.LINK, named("Reports")).first().press("Enter");
    assertThat(page.locator("h1")).hasText("Reports");
    visit.fits();
    page.locator("a[href='/reports/day/" + day + "']").press("Enter");
    assertThat(page.locator("h1")).not().hasText("Reports");
  }

  private static String taken(Page page, String name) {
    Download download =
        page.waitForDownload(() -> page.getByRole(AriaRole.LINK, named(name)).click());
    try {
      return Files.readString(download.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long pages(byte[] pdf) {
    Matcher pages =
        Pattern.compile("/Type\\s*/Page\\b").matcher(new String(pdf, StandardCharsets.ISO_8859_1));
    return pages.results().count();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
