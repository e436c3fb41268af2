package dev.selvedge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The headers that keep browsers from being turned against their users.
class HeadersTest {
  @Test
  void every_page_forbids_frames_foreign_files_and_inline_scripts() {
    try (House house = House.open()) {
      Browser browser = house.browser();
      browser.logIn("vera", House.PASSWORD);
      for (String path :
          List.of(
              "/",
              "/people",
              "/people/p1021",
              "/people/duplicates",
              "/parked",
              "/nowhere",
              "/login")) {
        HttpHeaders headers = browser.get(path).headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
            .as(path)
            .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
            .doesNotContain("unsafe");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
        assertThat(headers.firstValue("Content-Type").orElse(""))
            .isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(headers.firstValue("Server")).isEmpty();
      }
    }
  }

  @Test
  void no_page_holds_a_script_a_style_or_a_foreign_address() {
    try (House house = House.open()) {
      Browser browser = house.browser();
      browser.logIn("vera", House.PASSWORD);
      for (String path :
          List.of(
              "/", "/people?q=ada", "/people/p1021", "/people/duplicates", "/parked", "/login")) {
        String page = browser.get(path).body();
        assertThat(page).as(path).doesNotContainPattern("<script(?![^>]*\\ssrc=\"/web/)");
        assertThat(page).as(path).doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=\"");
        assertThat(page).as(path).doesNotContainPattern("(src|href)=\"(https?:)?//");
      }
    }
  }

  @Test
  void files_are_kept_for_ever_under_their_hash_and_open_to_strangers() {
    try (House house = House.open()) {
      Browser browser = house.browser();
      String page = browser.get("/login").body();
      String path = page.replaceAll("(?s).*href=\"(/web/selvedge\\.css[^\"]*)\".*", "$1");
      HttpResponse<String> named = browser.get(path);

      assertThat(named.statusCode()).isEqualTo(200);
      assertThat(named.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
      assertThat(named.headers().firstValue("Content-Type")).hasValue("text/css; charset=utf-8");
      assertThat(browser.get("/web/selvedge.css?v=old").headers().firstValue("Cache-Control"))
          .hasValue("no-cache");
      assertThat(browser.get("/web/vendor/VENDORED.md").statusCode()).isEqualTo(404);
    }
  }
}
