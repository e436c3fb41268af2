package dev.selvedge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the pages of reports say, and to whom; it is Tuesday, 24 November 2026.
class ReportPagesTest {
  private static Browser vera(House house) {
    Browser browser = house.browser();
    browser.logIn("vera", House.PASSWORD);
    return browser;
  }

  @Test
  void reports_are_listed_by_period_and_what_is_not_over_says_so() {
    try (House house = House.open()) {
      assertThat(vera(house).get("/reports").body())
          .contains(
              "href=\"/reports/week/2026-11-23\">Week from 23 Nov 2026 to 29 Nov 2026</a> <span"
                  + " class=\"faint\">so far</span>",
              "href=\"/reports/week/2026-11-16\">Week from 16 Nov 2026 to 22 Nov 2026</a></li>",
              "href=\"/reports/month/2026-10-01\">October 2026</a></li>",
              "href=\"/reports/day/2026-11-23\">Monday, 23 Nov 2026</a></li>");
    }
  }

  @Test
  void who_gets_them_by_mail_is_shown_with_what_did_not_arrive() {
    try (House house = House.open()) {
      assertThat(vera(house).get("/reports").body())
          .contains(
              "<strong>monday</strong>: each week, for marketing, at 08:00 (Europe/London);",
              "<li>ad***@example.com, last sent <time",
              "<li>bo***@example.com. <strong>Not sent:</strong> No &lt;such&gt; user.</li>");
    }
  }

  @Test
  void a_report_is_shown_to_an_audience_and_leads_to_its_neighbours() {
    try (House house = House.open()) {
      Browser vera = vera(house);
      String whole = vera.get("/reports/week/2026-11-18?audience=marketing").body();
      assertThat(whole)
          .contains(
              "<h1>Week from 16 Nov 2026 to 22 Nov 2026</h1>",
              "Came in: 1,204 records, 8 % more than the week before.",
              "shop/&lt;b&gt;order&lt;/b&gt;",
              "href=\"/reports/week/2026-11-23?audience=marketing\"",
              "href=\"/reports/week/2026-11-16.html?audience=marketing\"")
          .doesNotContain("What failed and was mended", "<b>order", "rel=\"prev\"");
      assertThat(vera.get("/reports/week/2026-11-24").body())
          .contains("It is not over", "What failed and was mended")
          .contains("href=\"/reports/week/2026-11-16?audience=operations\"")
          .doesNotContain("rel=\"next\"", "more than");
    }
  }

  @Test
  void a_report_is_a_file_to_print_or_to_read_by_a_program() {
    try (House house = House.open()) {
      Browser vera = vera(house);
      HttpResponse<String> print = vera.get("/reports/week/2026-11-16.html?audience=management");
      assertThat(print.headers().firstValue("Content-Disposition"))
          .contains("attachment; filename=\"report-week-2026-11-16.html\"");
      assertThat(print.body())
          .contains("for management", "8 % more")
          .doesNotContain("<script", "href=", "<b>order");
      HttpResponse<String> json = vera.get("/reports/week/2026-11-16.json");
      assertThat(json.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(json.body()).contains("\"received\" : 1204", "\"received\" : 1115");
    }
  }

  @Test
  void what_there_is_not_is_not_found_and_strangers_see_nothing() {
    try (House house = House.open()) {
      Browser vera = vera(house);
      for (String path :
          List.of(
              "/reports/week/2026-11-30",
              "/reports/week/2026-11-01",
              "/reports/year/2026-11-16",
              "/reports/week/2026-13-16",
              "/reports/week/2026-11-16.csv")) {
        assertThat(vera.get(path).statusCode()).as(path).isEqualTo(404);
      }
      Browser stranger = house.browser();
      assertThat(stranger.get("/reports/week/2026-11-16").statusCode()).isEqualTo(302);
      assertThat(stranger.get("/reports/week/2026-11-16.json").statusCode()).isEqualTo(302);
    }
  }
}
