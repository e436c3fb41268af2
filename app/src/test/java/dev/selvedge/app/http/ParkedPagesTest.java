package dev.selvedge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who may do what to parked items, and what the pages say.
class ParkedPagesTest {
  private static final List<String> FORMS =
      List.of(
          "/parked/1/show",
          "/parked/1/try",
          "/parked/1/edit",
          "/parked/1/replay",
          "/parked/1/discard",
          "/parked/4/restart",
          "/parked/replay",
          "/parked/discard",
          "/parked/export");

  private static final Map<String, String> EVERYTHING =
      Map.of(
          "record",
          "{\"points\":12}",
          "why",
          "a typing error",
          "cause",
          "mapping.not-a-number",
          "up_to",
          "9",
          "sure",
          "yes");

  private static Browser as(House house, String name) {
    Browser browser = house.browser();
    browser.logIn(name, House.PASSWORD);
    return browser;
  }

  private static HttpResponse<String> send(Browser browser, String path, Map<String, String> form) {
    Map<String, String> fields = new HashMap<>(form);
    fields.put("_csrf", Browser.token(browser.get("/parked")));
    return browser.post(path, fields);
  }

  @Test
  void viewers_look_and_are_refused_every_act() {
    try (House house = House.open()) {
      Browser vera = as(house, "vera");
      HttpResponse<String> item = vera.get("/parked/1");

      assertThat(item.statusCode()).isEqualTo(200);
      assertThat(item.body())
          .contains("need the role operator")
          .doesNotContain("/parked/1/replay", "/parked/1/discard", "/parked/1/show");
      assertThat(vera.get("/parked").body()).doesNotContain("/parked/replay", "/parked/export");
      for (String form : FORMS) {
        assertThat(send(vera, form, EVERYTHING).statusCode()).as(form).isEqualTo(403);
      }
      assertThat(house.parked.done).isEmpty();
    }
  }

  @Test
  void nothing_is_done_without_the_token_of_a_page_of_ours() {
    try (House house = House.open()) {
      Browser otto = as(house, "otto");
      for (String form : FORMS) {
        assertThat(otto.post(form, EVERYTHING).statusCode()).as(form).isEqualTo(403);
        Map<String, String> forged = new HashMap<>(EVERYTHING);
        forged.put("_csrf", "guessed");
        assertThat(otto.post(form, forged).statusCode()).as(form).isEqualTo(403);
        assertThat(otto.get(form).statusCode()).as(form).isIn(404, 405);
      }
      assertThat(house.parked.done).isEmpty();
    }
  }

  @Test
  void strangers_are_shown_the_way_in() {
    try (House house = House.open()) {
      Browser stranger = house.browser();
      assertThat(stranger.get("/parked/1").statusCode()).isEqualTo(302);
      for (String form : FORMS) {
        assertThat(stranger.post(form, EVERYTHING).statusCode()).as(form).isIn(302, 403);
      }
      assertThat(house.parked.done).isEmpty();
    }
  }

  @Test
  void an_item_says_what_is_wrong_where_and_what_a_replay_would_come_to_all_covered() {
    try (House house = House.open()) {
      String page = as(house, "vera").get("/parked/1").body();

      assertThat(page)
          .contains("is not a number. Correct the record", "mappings/erp.customer.yaml:14")
          .contains("erp/customer/20417", "12 times", "It would be parked again.")
          .contains("ad***@example.com", "Personal values are covered")
          .doesNotContain("ada.byron@example.com", "1990-12-10", "7946");
    }
  }

  @Test
  void operators_see_it_in_full_when_they_ask_and_that_is_known() {
    try (House house = House.open()) {
      HttpResponse<String> page = send(as(house, "otto"), "/parked/1/show", Map.of());

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("ada.byron@example.com", "<textarea", "Save the edit");
      assertThat(house.parked.done).containsExactly("shown 1 by otto");
    }
  }

  @Test
  void an_edit_can_be_tried_out_and_is_kept_with_its_reason() {
    try (House house = House.open()) {
      Browser otto = as(house, "otto");
      String draft = "{\"points\":12,\r\n\"name\":\"<b>Ada</b>\"}";

      HttpResponse<String> tried = send(otto, "/parked/1/try", Map.of("record", draft));
      assertThat(tried.body())
          .contains("It would go through.", "1 write to dotdigital", "LOYALTY_POINTS")
          .contains("&lt;b&gt;Ada&lt;/b&gt;")
          .doesNotContain("<b>Ada");
      assertThat(house.parked.done).isEmpty();

      HttpResponse<String> saved =
          send(otto, "/parked/1/edit", Map.of("record", draft, "why", "typed wrongly"));
      assertThat(saved.statusCode()).isEqualTo(302);
      assertThat(house.parked.done)
          .containsExactly(
              "edited 1 by otto: typed wrongly {\"points\":12,\n\"name\":\"<b>Ada</b>\"}");
      String after = otto.get(saved.headers().firstValue("Location").orElseThrow()).body();
      assertThat(after)
          .contains("The edit is kept beside the original", "Edited by hand", "typed wrongly")
          .contains("As it came", "It would go through.");
    }
  }

  @Test
  void an_edit_that_is_refused_is_not_lost() {
    try (House house = House.open()) {
      Browser otto = as(house, "otto");

      HttpResponse<String> broken =
          send(otto, "/parked/1/edit", Map.of("record", "not json", "why", "x"));
      HttpResponse<String> groundless =
          send(otto, "/parked/1/edit", Map.of("record", "{\"points\":12}", "why", " "));

      assertThat(broken.statusCode()).isEqualTo(422);
      assertThat(broken.body()).contains("Nothing was saved. The record is not valid", "not json");
      assertThat(groundless.statusCode()).isEqualTo(422);
      assertThat(groundless.body()).contains("Say why you edit it", "{\"points\":12}");
      assertThat(house.parked.done).isEmpty();
    }
  }

  @Test
  void what_a_report_tells_of_is_started_again_with_a_reason_by_operators_only() {
    try (House house = House.open()) {
      Browser otto = as(house, "otto");
      assertThat(otto.get("/parked/4").body())
          .contains("action=\"/parked/4/restart\"", "Start again")
          .doesNotContain("/parked/4/replay");
      assertThat(as(house, "vera").get("/parked/4").body()).doesNotContain("/parked/4/restart");

      HttpResponse<String> silent = send(otto, "/parked/4/restart", Map.of("why", " "));
      assertThat(silent.headers().firstValue("Location").orElseThrow()).contains("not_restarted");
      HttpResponse<String> begun = send(otto, "/parked/4/restart", Map.of("why", "mended"));
      assertThat(begun.statusCode()).isBetween(300, 399);
      assertThat(begun.headers().firstValue("Location").orElseThrow()).contains("notice=restarted");
      HttpResponse<String> not =
          send(otto, "/parked/5/restart", Map.of("why", "mended", "again", "yes"));
      assertThat(not.statusCode()).isEqualTo(409);
      assertThat(not.body()).contains("It was not started. The shop is away.");
      assertThat(send(otto, "/parked/1/restart", Map.of("why", "x")).statusCode()).isEqualTo(404);
      assertThat(house.parked.done)
          .containsExactly(
              "restarted 4 by otto: mended",
              "restarted 5 again by otto: mended",
              "restarted 1 by otto: x");
    }
  }

  @Test
  void one_item_is_replayed_and_discarded_with_a_reason() {
    try (House house = House.open()) {
      Browser otto = as(house, "otto");

      HttpResponse<String> replayed = send(otto, "/parked/2/replay", Map.of());
      assertThat(otto.get(replayed.headers().firstValue("Location").orElseThrow()).body())
          .contains("1 item is on the way again");
      send(otto, "/parked/3/discard", Map.of("why", ""));
      send(otto, "/parked/3/discard", Map.of("why", "of no use"));

      assertThat(house.parked.done)
          .containsExactly(
              "replayed One[number=2] by otto", "discarded One[number=3] by otto: of no use");
    }
  }

  @Test
  void a_whole_cause_is_taken_as_far_as_it_was_seen() {
    try (House house = House.open()) {
      Browser otto = as(house, "otto");
      String page = otto.get("/parked?cause=mapping.not-a-number").body();
      assertThat(page).contains("Replay all 2 of this cause", "name=\"up_to\" value=\"3\"");
      Map<String, String> seen = Map.of("cause", "mapping.not-a-number", "up_to", "3");

      send(otto, "/parked/replay", seen);
      send(otto, "/parked/discard", seen);
      Map<String, String> sure = new HashMap<>(seen);
      sure.putAll(Map.of("why", "test data", "sure", "yes"));
      send(otto, "/parked/discard", sure);
      send(otto, "/parked/replay", Map.of("up_to", "3"));
      // without a last number nothing was seen, and nothing is taken
      send(otto, "/parked/replay", Map.of("cause", "x"));

      assertThat(house.parked.done)
          .containsExactly(
              "replayed OfCause[cause=mapping.not-a-number, upTo=3] by otto",
              "discarded OfCause[cause=mapping.not-a-number, upTo=3] by otto: test data",
              "replayed All[upTo=3] by otto",
              "replayed OfCause[cause=x, upTo=0] by otto");
    }
  }

  @Test
  void a_cause_is_previewed_in_numbers() {
    try (House house = House.open()) {
      assertThat(as(house, "vera").get("/parked/preview?cause=mapping.not-a-number").body())
          .contains("of the oldest 100 items of 1,204", "96 would go through", "at most 96 writes");
    }
  }

  @Test
  void an_export_is_a_file_of_lines() {
    try (House house = House.open()) {
      HttpResponse<String> file =
          send(as(house, "otto"), "/parked/export", Map.of("cause", "c", "up_to", "3"));

      assertThat(file.body()).isEqualTo("{\"number\":1}\n");
      assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
          .contains("attachment", "parked.jsonl");
      assertThat(file.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(house.parked.done).containsExactly("exported OfCause[cause=c, upTo=3] by otto");
    }
  }

  @Test
  void what_is_not_parked_is_not_found_and_says_what_may_have_become_of_it() {
    try (House house = House.open()) {
      Browser otto = as(house, "otto");
      HttpResponse<String> gone = otto.get("/parked/99");

      assertThat(gone.statusCode()).isEqualTo(404);
      assertThat(gone.body()).contains("Nothing is parked as number 99", "The trail");
      assertThat(send(otto, "/parked/99/show", Map.of()).statusCode()).isEqualTo(404);
      for (String odd : List.of("/parked/0", "/parked/x", "/parked/-1", "/parked/1e3")) {
        assertThat(otto.get(odd).statusCode()).as(odd).isEqualTo(404);
      }
    }
  }

  @Test
  void nobody_can_make_a_page_say_something_by_its_address() {
    try (House house = House.open()) {
      assertThat(as(house, "vera").get("/parked?notice=%3Cscript%3E&done=%3Cb%3E").body())
          .doesNotContain("<script>alert", "role=\"status\"");
    }
  }
}
