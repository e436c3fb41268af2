package dev.selvedge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.security.Role;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who is let in, for how long, and how they get out.
class LoginTest {
  private static final String SESSION = "selvedge";

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  private static Map<String, String> form(String name, String password, String token) {
    return Map.of("name", name, "password", password, "next", "", "_csrf", token);
  }

  @Test
  void strangers_are_led_to_the_log_in_and_back_to_where_they_were_going() {
    try (House house = House.open()) {
      Browser browser = house.browser();
      HttpResponse<String> away = browser.get("/people?q=ada%40");
      assertThat(away.statusCode()).isEqualTo(302);
      assertThat(location(away)).isEqualTo("/login?next=%2Fpeople%3Fq%3Dada%2540");

      HttpResponse<String> page = browser.get(location(away));
      assertThat(page.body()).contains("value=\"/people?q=ada%40\"");
      HttpResponse<String> in = browser.logIn("vera", House.PASSWORD, "/people?q=ada%40");
      assertThat(in.statusCode()).isEqualTo(302);
      assertThat(location(in)).endsWith("/people?q=ada%40");
      assertThat(browser.get("/people?q=ada").body()).contains("ada.byron@example.com");
    }
  }

  @Test
  void the_way_back_never_leads_to_another_host() {
    try (House house = House.open()) {
      for (String next :
          List.of(
              "//evil.example",
              "https://evil.example",
              "/\\evil.example",
              "/%09/evil",
              "\\x",
              "@")) {
        HttpResponse<String> in = house.browser().logIn("vera", House.PASSWORD, next);
        assertThat(location(in)).as(next).matches("(http://127\\.0\\.0\\.1:\\d+)?/");
      }
    }
  }

  @Test
  void a_wrong_password_and_an_unknown_name_sound_the_same() {
    try (House house = House.open()) {
      HttpResponse<String> wrong = house.browser().logIn("vera", "wrong password");
      HttpResponse<String> unknown = house.browser().logIn("nobody", "wrong password");

      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(wrong.body()).contains("do not belong together");
      assertThat(unknown.statusCode()).isEqualTo(401);
      assertThat(unknown.body().replaceAll("value=\"[^\"]*\"", ""))
          .isEqualTo(wrong.body().replaceAll("value=\"[^\"]*\"", ""));
    }
  }

  @Test
  void asking_for_the_log_in_makes_no_session_and_forbids_keeping_it() {
    try (House house = House.open()) {
      Browser browser = house.browser();
      HttpResponse<String> page = browser.get("/login");

      assertThat(browser.cookies).doesNotContainKey(SESSION).containsKey("selvedge-form");
      assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
      browser.get("/people");
      assertThat(browser.cookies).doesNotContainKey(SESSION);
    }
  }

  @Test
  void a_session_id_from_before_the_log_in_is_worth_nothing() {
    try (House house = House.open()) {
      Browser browser = house.browser();
      browser.cookies.put(SESSION, "node0planted0.node0");
      browser.logIn("vera", House.PASSWORD);
      assertThat(browser.cookies.get(SESSION)).doesNotContain("planted");

      String first = browser.cookies.get(SESSION);
      browser.cookies.remove("selvedge-form");
      browser.logIn("vera", House.PASSWORD);
      assertThat(browser.cookies.get(SESSION)).isNotEqualTo(first);
      Browser thief = house.browser();
      thief.cookies.put(SESSION, String.valueOf(first));
      assertThat(thief.get("/people").statusCode()).isEqualTo(302);
    }
  }

  @Test
  void the_cookies_are_out_of_reach_of_scripts_and_other_sites() {
    for (boolean https : List.of(false, true)) {
      HttpConfig config = new HttpConfig("127.0.0.1", 0, https, 1_000, 10_000);
      try (House house = House.open(config, parts -> parts)) {
        Browser browser = house.browser();
        HttpResponse<String> login = browser.get("/login");
        HttpResponse<String> in =
            browser.post("/login", form("vera", House.PASSWORD, Browser.token(login)));

        assertThat(login.headers().allValues("Set-Cookie"))
            .singleElement()
            .asString()
            .startsWith("selvedge-form=")
            .contains("HttpOnly", "SameSite=Strict");
        assertThat(in.headers().allValues("Set-Cookie"))
            .filteredOn(cookie -> cookie.startsWith(SESSION + '='))
            .singleElement()
            .asString()
            .contains("HttpOnly", "SameSite=Lax")
            .matches(cookie -> cookie.contains("Secure") == https);
      }
    }
  }

  @Test
  void without_the_token_of_the_page_nothing_that_changes_something_is_taken() {
    try (House house = House.open()) {
      Browser browser = house.browser();
      HttpResponse<String> login = browser.get("/login");
      assertThat(browser.post("/login", form("vera", House.PASSWORD, "")).statusCode())
          .isEqualTo(403);
      browser.post("/login", form("vera", House.PASSWORD, Browser.token(login)));

      HttpResponse<String> none = browser.post("/logout", Map.of());
      assertThat(none.statusCode()).isEqualTo(403);
      assertThat(none.body()).contains("You may not do that").contains("selvedge.css");
      assertThat(browser.post("/logout", Map.of("_csrf", Browser.token(login))).statusCode())
          .as("the token of before the log-in")
          .isEqualTo(403);
      assertThat(browser.get("/people").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void logging_out_ends_the_session() {
    try (House house = House.open()) {
      Browser browser = house.browser();
      browser.logIn("vera", House.PASSWORD);
      String session = String.valueOf(browser.cookies.get(SESSION));
      String token = Browser.token(browser.get("/people"));
      HttpResponse<String> out = browser.post("/logout", Map.of("_csrf", token));

      assertThat(location(out)).endsWith("/login?out");
      assertThat(browser.get("/login?out").body()).contains("You are logged out.");
      browser.cookies.put(SESSION, session);
      assertThat(browser.get("/people").statusCode()).isEqualTo(302);
    }
  }

  @Test
  void a_session_ends_when_nobody_does_anything_though_a_page_refreshes_itself() {
    try (House house = House.open()) {
      Browser browser = house.browser();
      browser.logIn("vera", House.PASSWORD);
      for (int i = 0; i < 5; i++) {
        house.pass(Duration.ofMinutes(5));
        assertThat(browser.get("/now").statusCode()).isEqualTo(200);
      }
      house.pass(Duration.ofMinutes(6));
      HttpResponse<String> over = browser.get("/now", "HX-Request", "true");

      assertThat(over.statusCode()).isEqualTo(401);
      assertThat(over.headers().firstValue("HX-Redirect")).hasValue("/login");
      assertThat(browser.get("/plots/flows.json").statusCode()).isEqualTo(401);
      assertThat(browser.get("/people").statusCode()).isEqualTo(302);
    }
  }

  @Test
  void a_session_ends_after_its_longest_life_however_busy() {
    try (House house = House.open()) {
      Browser browser = house.browser();
      browser.logIn("vera", House.PASSWORD);
      for (int i = 0; i < 48; i++) {
        house.pass(Duration.ofMinutes(15));
        assertThat(browser.get("/people").statusCode()).isEqualTo(200);
      }
      house.pass(Duration.ofMinutes(1));
      assertThat(browser.get("/people").statusCode()).isEqualTo(302);
    }
  }

  @Test
  void a_user_who_is_removed_or_changed_is_out_at_once() {
    try (House house = House.open()) {
      Browser vera = house.browser();
      Browser otto = house.browser();
      vera.logIn("vera", House.PASSWORD);
      otto.logIn("otto", House.PASSWORD);
      house.remove("vera");
      house.add("otto", Role.VIEWER);

      assertThat(vera.get("/people").statusCode()).isEqualTo(302);
      assertThat(otto.get("/people").statusCode()).isEqualTo(302);
    }
  }

  @Test
  void guessing_passwords_is_made_to_wait() {
    try (House house = House.open()) {
      Browser browser = house.browser();
      for (int i = 0; i < 5; i++) {
        assertThat(browser.logIn("vera", "guess number " + i).statusCode()).isEqualTo(401);
      }
      HttpResponse<String> locked = browser.logIn("vera", House.PASSWORD);
      assertThat(locked.statusCode()).isEqualTo(429);
      assertThat(locked.headers().firstValue("Retry-After")).hasValue("300");
      assertThat(locked.body()).contains("Please wait 5 min");
      assertThat(browser.logIn("otto", House.PASSWORD).statusCode()).isEqualTo(302);

      house.pass(Duration.ofMinutes(6));
      assertThat(house.browser().logIn("vera", House.PASSWORD).statusCode()).isEqualTo(302);
    }
  }

  @Test
  void fields_of_a_form_reach_the_page_although_the_gate_read_them_first() {
    try (House house = House.open()) {
      Browser browser = house.browser();
      String token = Browser.token(browser.get("/login"));
      Map<String, String> fields = new HashMap<>(form("vera", "wrong one, sorry", token));
      fields.put("next", "/people?q=ünï&c=1");
      HttpResponse<String> again = browser.post("/login", fields);

      assertThat(again.body()).contains("value=\"/people?q=ünï&amp;c=1\"");
    }
  }

  @Test
  void viewers_may_look_but_not_change() {
    try (House house = House.open()) {
      Browser vera = house.browser();
      vera.logIn("vera", House.PASSWORD);
      String token = Browser.token(vera.get("/parked"));
      assertThat(vera.post("/parked", Map.of("_csrf", token)).statusCode()).isEqualTo(403);

      Browser otto = house.browser();
      otto.logIn("otto", House.PASSWORD);
      String his = Browser.token(otto.get("/parked"));
      assertThat(otto.post("/parked", Map.of("_csrf", his)).statusCode()).isEqualTo(405);
    }
  }

  @Test
  void too_large_or_broken_forms_are_refused_in_our_own_look() {
    try (House house = House.open()) {
      HttpResponse<String> large =
          house.browser().post("/login", Map.of("name", "x".repeat(70_000)));
      HttpResponse<String> broken =
          house
              .browser()
              .post(
                  "/login",
                  new byte[] {'a', '=', '%', 'z', 'z'},
                  "Content-Type",
                  "application/x-www-form-urlencoded");

      assertThat(List.of(large.statusCode(), broken.statusCode())).containsOnly(400);
      assertThat(broken.body()).contains("makes no sense here");
    }
  }
}
