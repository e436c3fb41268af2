package dev.selvedge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.page.SampleViews;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who may do what about alarms, and what the pages say.
class AlarmPagesTest {
  private static Browser as(House house, String name) {
    Browser browser = house.browser();
    browser.logIn(name, House.PASSWORD);
    return browser;
  }

  private static HttpResponse<String> send(Browser browser, String path, Map<String, String> form) {
    Map<String, String> fields = new HashMap<>(form);
    fields.put("_csrf", Browser.token(browser.get("/alarms")));
    return browser.post(path, fields);
  }

  @Test
  void the_page_says_of_each_alarm_what_who_since_when_and_what_to_do() {
    try (House house = House.open()) {
      String page = as(house, "vera").get("/alarms").body();
      assertThat(page)
          .contains("Credentials are refused: shop")
          .contains("does not accept our API key (HTTP 401)")
          .contains("Changes in shop/customer, shop/order do not reach the hub")
          .contains("24 Nov 2026, 09:16:00 UTC")
          .contains("Check the credentials of")
          .contains("shop team")
          .contains("ada looks after it")
          .contains("A target cannot be written to: dotdigital")
          .contains("hooks.example.com answered 503.")
          .doesNotContain(SampleViews.HOSTILE);
    }
  }

  @Test
  void the_overview_shows_them_first() {
    try (House house = House.open()) {
      String page = as(house, "vera").get("/").body();
      assertThat(page).contains("2 alarms are open.", "light bad", "href=\"/alarms/1\"");
      assertThat(page.indexOf("href=\"/alarms/1\"")).isLessThan(page.indexOf("In the inbox"));
    }
  }

  @Test
  void one_alarm_has_a_page_of_its_own_with_what_people_were_told() {
    try (House house = House.open()) {
      Browser vera = as(house, "vera");
      assertThat(vera.get("/alarms/3").body())
          .contains("What people were told", "raised", "over")
          .doesNotContain("/alarms/3/acknowledge");
      for (String path : List.of("/alarms/77", "/alarms/0", "/alarms/x")) {
        assertThat(vera.get(path).statusCode()).isEqualTo(404);
      }
    }
  }

  @Test
  void viewers_look_and_are_refused_every_act() {
    try (House house = House.open()) {
      Browser vera = as(house, "vera");
      assertThat(vera.get("/alarms/1").body())
          .contains("need the role operator")
          .doesNotContain("/alarms/1/acknowledge", "/alarms/1/silence");
      for (String act : List.of("/alarms/1/acknowledge", "/alarms/1/silence")) {
        assertThat(send(vera, act, Map.of("for", "1h", "why", "so")).statusCode()).isEqualTo(403);
      }
      assertThat(house.alarms.done()).isEmpty();
    }
  }

  @Test
  void strangers_see_nothing() {
    try (House house = House.open()) {
      Browser stranger = house.browser();
      for (String path : List.of("/alarms", "/alarms/1")) {
        assertThat(stranger.get(path).body()).doesNotContain("API key");
      }
    }
  }

  @Test
  void operators_acknowledge_and_silence_with_a_reason() {
    try (House house = House.open()) {
      Browser otto = as(house, "otto");
      assertThat(otto.get("/alarms").body()).contains("/alarms/1/acknowledge");
      assertThat(send(otto, "/alarms/1/acknowledge", Map.of()).headers().firstValue("Location"))
          .hasValueSatisfying(to -> assertThat(to).contains("/alarms/1?notice=taken"));
      send(otto, "/alarms/2/silence", Map.of("for", "4h", "why", "stock-taking"));
      send(otto, "/alarms/2/silence", Map.of("for", "4h", "why", " "));
      send(otto, "/alarms/2/silence", Map.of("for", "400d", "why", "for ever"));
      send(otto, "/alarms/3/acknowledge", Map.of());
      assertThat(house.alarms.done())
          .containsExactly("acknowledge 1 by otto", "silence 2 PT4H by otto: stock-taking");
      assertThat(otto.get("/alarms/2?notice=not_silenced").body()).contains("say for how long");
      assertThat(otto.post("/alarms/1/acknowledge", Map.of()).statusCode()).isEqualTo(403);
    }
  }
}
