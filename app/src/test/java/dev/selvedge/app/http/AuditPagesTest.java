package dev.selvedge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.work.audit.AuditStep;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who may do what on the pages of audits, and what the pages say.
class AuditPagesTest {
  private static final List<String> FORMS =
      List.of("/audits/run", "/audits/60/mend", "/audits/60/ignore");
  private static final Map<String, String> EVERYTHING =
      Map.of("number", "1", "why", "the vendor's", "things", "12", "sure", "yes");
  private static final String ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;";

  private static Browser as(House house, String name) {
    Browser browser = house.browser();
    browser.logIn(name, House.PASSWORD);
    return browser;
  }

  private static HttpResponse<String> send(Browser browser, String path, Map<String, String> form) {
    Map<String, String> fields = new HashMap<>(form);
    fields.put("_csrf", Browser.token(browser.get("/audits")));
    return browser.post(path, fields);
  }

  private static String where(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(302);
    return answer.headers().firstValue("Location").orElse("");
  }

  @Test
  void audits_are_listed_newest_first_by_pages_with_what_they_found() {
    try (House house = House.open()) {
      Browser vera = as(house, "vera");
      String first = vera.get("/audits").body();

      assertThat(first)
          .contains("24 Nov 2026, 03:30:00 UTC", "href=\"/audits/60\"", "£370.80", ">2</td>")
          .contains("otto (dashboard)", "broken off", "href=\"/audits?page=2\"")
          .contains("<svg class=\"bars shares\"")
          .doesNotContain("<td data-label=\"By\">otto</td>", "rel=\"prev\"");
      assertThat(first.indexOf("href=\"/audits/60\">24"))
          .isLessThan(first.indexOf("href=\"/audits/59\">23"));
      assertThat(vera.get("/audits?page=3").body())
          .contains("href=\"/audits/10\">", "rel=\"prev\"")
          .doesNotContain("rel=\"next\"");
      assertThat(vera.get("/audits?page=x").body()).contains("href=\"/audits/60\">24", "page 1");
    }
  }

  @Test
  void the_overview_says_in_a_line_what_the_last_audit_found() {
    try (House house = House.open()) {
      assertThat(as(house, "vera").get("/").body())
          .containsPattern(
              "<a href=\"/audits/60\">Last audit</a> <time [^>]*>6 h ago</time>: 71 differ\\.");
    }
  }

  @Test
  void an_audit_says_in_sentences_first_what_it_found_then_in_three_plots() {
    try (House house = House.open()) {
      String page = as(house, "vera").get("/audits/60").body();

      assertThat(page)
          .contains("71 things differ from what should be there")
          .contains("Dotdigital may mail 2 people who must not be mailed.")
          .contains("1 day on which the orders here and there are not the same")
          .contains("href=\"/audits/60?kind=field&amp;hop=changed-afterwards&amp;field=POINTS")
          .contains("somebody or something changed it there")
          .contains("href=\"/people/p1021\">ada.byron@example.com</a>")
          .contains("£84.50", "left alone by otto: the vendor's")
          .contains("<code>#1043</code> to <code>#1051</code>", "Never came from shop/order")
          .contains("Some may be among the 3 records of shop/order that are parked.")
          .contains("Orders per day, as their systems count them", "£812.20", "£790.00");
      assertThat(page.split("<figure ", -1)).hasSize(4);
      assertThat(page.indexOf("Dotdigital may mail 2")).isLessThan(page.indexOf("<figure "));
    }
  }

  @Test
  void differences_are_listed_by_pages_and_by_what_is_asked_for() {
    try (House house = House.open()) {
      Browser vera = as(house, "vera");
      String all = vera.get("/audits/60").body();

      assertThat(all)
          .contains("id=\"d50\"", "&amp;after=50#differences")
          .doesNotContain("id=\"d51\"");
      assertThat(vera.get("/audits/60?kind=&hop=&after=50").body())
          .contains("id=\"d51\"", "id=\"d73\"", "the first")
          .doesNotContain("id=\"d50\"", "rel=\"next\"");
      assertThat(vera.get("/audits/60?kind=missing&hop=changed-afterwards").body())
          .contains("id=\"d3\"", "<option value=\"missing\" selected>")
          .doesNotContain("id=\"d1\"", "id=\"d4\"");
      assertThat(vera.get("/audits/60?field=LASTNAME").body())
          .contains("id=\"d2\"")
          .doesNotContain("id=\"d3\"");
      assertThat(vera.get("/audits/60?open=yes").body()).doesNotContain("id=\"d4\"");
      assertThat(vera.get("/audits/60?field=%22%3E%3Cscript%3E").body())
          .contains("There is none of these.", "value=\"&#34;>&lt;script>\"")
          .doesNotContain("<script>");
    }
  }

  @Test
  void viewers_see_values_covered_and_operators_see_them_whole_and_escaped() {
    try (House house = House.open()) {
      for (String path : List.of("/audits/60", "/audits/60.html", "/audits/60.csv")) {
        assertThat(as(house, "vera").get(path).body())
            .as(path)
            .contains("Lo*** (8 characters)", "is mailed")
            .doesNotContain("Lovelace", "alert(1)");
      }
      for (String path : List.of("/audits/60", "/audits/60.html")) {
        assertThat(as(house, "otto").get(path).body())
            .as(path)
            .contains("Lovelace", ESCAPED)
            .doesNotContain("<script>alert");
      }
      assertThat(as(house, "otto").get("/audits/60.csv").body()).contains("\"Lovelace\"");
    }
  }

  @Test
  void an_audit_is_taken_along_as_json_as_a_table_and_as_a_document_of_its_own() {
    try (House house = House.open()) {
      Browser vera = as(house, "vera");

      HttpResponse<String> json = vera.get("/audits/60.json");
      JsonNode document = JsonMapper.shared().readTree(json.body());
      assertThat(document.path("differing").asInt()).isEqualTo(71);
      assertThat(document.path("days").size()).isEqualTo(60);
      assertThat(json.headers().firstValue("Content-Disposition"))
          .contains("attachment; filename=\"audit-60.json\"");
      assertThat(vera.get("/audits/60.csv").body().lines())
          .hasSize(74)
          .first()
          .asString()
          .startsWith("number,facet,subject");
      HttpResponse<String> print = vera.get("/audits/60.html");
      assertThat(print.body())
          .contains("<style>", "Dotdigital may mail 2 people", "<svg class=\"bars\"")
          .doesNotContain("<script", "<link", "href=", "src=", "url(");
      assertThat(print.body().split("<figure ", -1)).hasSize(4);
      for (String path : List.of("/audits/61", "/audits/61.csv", "/audits/0", "/audits/60.xml")) {
        assertThat(vera.get(path).statusCode()).as(path).isEqualTo(404);
      }
    }
  }

  @Test
  void the_longest_numbers_that_audits_get_are_understood() {
    try (House house = House.open()) {
      Browser vera = as(house, "vera");

      for (String path :
          List.of("/audits/1883157218423996416", "/audits/1883157218423996416/mend")) {
        assertThat(vera.get(path).body())
            .as(path)
            .contains("There is no audit 1883157218423996416");
      }
      assertThat(vera.get("/audits/99999999999999999999").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void an_audit_that_broke_off_or_found_nothing_says_so() {
    try (House house = House.open()) {
      Browser vera = as(house, "vera");

      assertThat(vera.get("/audits/52").body())
          .contains("It was broken off: the 1000 calls that this audit may make are used up.");
      assertThat(vera.get("/audits/56").body())
          .contains("Nothing differs that should not", "not from a sample")
          .doesNotContain("One by one");
    }
  }

  @Test
  void an_audit_is_asked_for_and_the_page_says_that_it_runs() {
    try (House house = House.open()) {
      Browser otto = as(house, "otto");

      assertThat(otto.get(where(send(otto, "/audits/run", Map.of()))).body())
          .contains("An audit begins in a moment.")
          .contains("One was asked for by otto (dashboard).", "hx-trigger=\"every 5s\"");
      house.audits.asking = AuditStep.Asking.RUNS_ALREADY;
      assertThat(otto.get(where(send(otto, "/audits/run", Map.of()))).body())
          .contains("One at a time.");
      house.audits.asking = AuditStep.Asking.NOT_HERE;
      assertThat(otto.get(where(send(otto, "/audits/run", Map.of()))).body())
          .contains("has not begun to lead");
      assertThat(house.audits.done).hasSize(3).first().isEqualTo("asked by otto");
    }
  }

  @Test
  void one_is_mended_or_left_alone_with_a_reason_and_the_list_stays_where_it_was() {
    try (House house = House.open()) {
      Browser otto = as(house, "otto");
      assertThat(otto.get("/audits/60?hop=changed-afterwards&kind=").body())
          .contains("Mend: send again", "Leave alone…");

      String mended =
          where(
              send(
                  otto,
                  "/audits/60/mend",
                  Map.of("number", "60", "hop", "changed-afterwards", "after", "50")));
      assertThat(mended).endsWith("kind=&hop=changed-afterwards&after=50#d60");
      assertThat(otto.get(mended.replace("#d60", "")).body())
          .contains("1 thing is on the way to being mended", "id=\"d60\"");
      assertThat(
              otto.get(
                      where(send(otto, "/audits/60/ignore", Map.of("number", "4", "why", " ")))
                          .replace("#d4", ""))
                  .body())
          .contains("Nothing was left alone: say why.");
      send(otto, "/audits/60/ignore", Map.of("number", "4", "why", "the vendor's"));
      assertThat(send(otto, "/audits/60/ignore", Map.of("number", "99", "why", "x")).statusCode())
          .isEqualTo(404);
      assertThat(house.audits.done)
          .containsExactly(
              "mended 60/60 by otto",
              "left alone 60/4 by otto: the vendor's",
              "left alone 60/99 by otto: x");
    }
  }

  @Test
  void before_many_are_mended_the_number_is_shown_and_too_many_have_to_be_meant() {
    try (House house = House.open()) {
      Browser otto = as(house, "otto");

      assertThat(otto.get("/audits/60/mend?kind=field&hop=&field=POINTS").body())
          .contains("12 things would change", "name=\"things\" value=\"12\"", "Mend all 12")
          .doesNotContain("name=\"sure\"");
      assertThat(
              where(
                  send(
                      otto,
                      "/audits/60/mend",
                      Map.of("kind", "field", "field", "POINTS", "things", "12"))))
          .contains("notice=mended&done=12&left=2");
      house.audits.things = 4_000;
      assertThat(otto.get("/audits/60/mend").body())
          .contains("4,000 things would change", "more than the 100", "name=\"sure\"");
      assertThat(where(send(otto, "/audits/60/mend", Map.of("things", "12"))))
          .contains("notice=mend_more&done=4000&left=12");
      String unsure = where(send(otto, "/audits/60/mend", Map.of("things", "4000")));
      assertThat(otto.get(unsure).body())
          .contains("Nothing was mended: 4,000 things would change, which is more than 100.");
      assertThat(house.audits.done).hasSize(1);
      send(otto, "/audits/60/mend", Map.of("things", "4000", "sure", "yes"));
      assertThat(house.audits.done)
          .hasSize(2)
          .first()
          .asString()
          .contains("Optional[FIELD]", "field=POINTS", "at most 12 by otto");
      assertThat(otto.get("/audits/61/mend").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void viewers_look_and_are_refused_every_act() {
    try (House house = House.open()) {
      Browser vera = as(house, "vera");

      assertThat(vera.get("/audits/60").body())
          .contains("need the role operator")
          .doesNotContain("/audits/60/mend", "/audits/60/ignore");
      assertThat(vera.get("/audits").body()).doesNotContain("action=\"/audits/run\"");
      assertThat(vera.get("/audits/60/mend").body())
          .contains("needs the role operator")
          .doesNotContain("name=\"things\"");
      for (String form : FORMS) {
        assertThat(send(vera, form, EVERYTHING).statusCode()).as(form).isEqualTo(403);
      }
      assertThat(house.audits.done).isEmpty();
    }
  }

  @Test
  void nothing_is_done_without_the_token_of_a_page_of_ours_nor_for_strangers() {
    try (House house = House.open()) {
      Browser otto = as(house, "otto");
      Browser stranger = house.browser();
      for (String form : FORMS) {
        assertThat(otto.post(form, EVERYTHING).statusCode()).as(form).isEqualTo(403);
        assertThat(stranger.post(form, EVERYTHING).statusCode()).as(form).isIn(302, 403);
      }
      for (String path : List.of("/audits", "/audits/60", "/audits/60.csv", "/audits/60/mend")) {
        HttpResponse<String> answer = stranger.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(302);
        assertThat(answer.body()).as(path).doesNotContain("Byron", "example.com");
      }
      assertThat(house.audits.done).isEmpty();
    }
  }
}
