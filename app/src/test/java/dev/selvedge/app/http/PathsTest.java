package dev.selvedge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// No spelling of a path leads around the gate: what the gate and the router might read in two
/// ways shows a page to nobody.
class PathsTest {
  private static final List<String> ODD_FORMS =
      List.of(
          "/people/",
          "/People",
          "/PEOPLE/p1021",
          "//people",
          "//people/p1021",
          "/people//p1021",
          "/./people",
          "/x/../people",
          "/hook/../people",
          "/hook/shop/../../people",
          "/hook/%2e%2e/people",
          "/hook/..%2fpeople",
          "/hook/..;/people",
          "/health/../people",
          "/health/..;/people/p1021",
          "/health/%2e%2e/parked",
          "/metrics/../parked",
          "/%70eople",
          "/people%2fp1021",
          "/people;x=1",
          "/people;x=1/p1021",
          "/people/..;/parked",
          "/people%00",
          "/people%0a",
          "/people\\p1021",
          "/login/../people",
          "/web/../people",
          "/web/..%2fpeople",
          "/plots//flows.json",
          "/NOW",
          "/now/",
          "/parked/",
          "/login/",
          "/nowhere");

  @Test
  void to_strangers_no_form_of_a_path_shows_a_page() {
    try (House house = House.open()) {
      for (String path : ODD_FORMS) {
        String answer = RawHttp.get(house.server.port(), path, "");
        assertThat(RawHttp.status(answer)).as(path).isIn(302, 400, 401, 403, 404);
        assertThat(answer).as(path).doesNotContain("example.com").doesNotContain("shop/order");
      }
    }
  }

  @Test
  void to_the_logged_in_odd_forms_are_not_found_or_refused_in_our_own_look() {
    try (House house = House.open()) {
      Browser browser = house.browser();
      browser.logIn("vera", House.PASSWORD);
      String cookie = "selvedge=" + browser.cookies.get("selvedge");
      assertThat(RawHttp.status(RawHttp.get(house.server.port(), "/people/p1021", cookie)))
          .isEqualTo(200);
      for (String path : ODD_FORMS) {
        String answer = RawHttp.get(house.server.port(), path, cookie);
        assertThat(RawHttp.status(answer)).as(path).isIn(400, 403, 404);
        assertThat(answer).as(path).doesNotContain("Jetty").doesNotContain("example.com");
      }
    }
  }

  @Test
  void what_is_not_known_does_not_exist_even_for_the_logged_in() {
    try (House house = House.open()) {
      Browser browser = house.browser();
      browser.logIn("otto", House.PASSWORD);
      for (String path :
          List.of("/nowhere", "/people/", "/web/none.css", "/people/1/2", "/hooks")) {
        var answer = browser.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(404);
        assertThat(answer.body())
            .as(path)
            .contains("There is no such page")
            .contains("selvedge.css");
      }
    }
  }
}
