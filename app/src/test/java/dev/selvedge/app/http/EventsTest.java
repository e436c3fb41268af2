package dev.selvedge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.selvedge.app.live.Pace;
import dev.selvedge.app.live.Streams;
import dev.selvedge.app.page.Counts;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// Open pages are told that something has changed, on real sockets.
@Timeout(120)
class EventsTest {
  private static final Pace QUICK =
      new Pace(Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofMillis(40));

  private final ChangingViews views = new ChangingViews(House.START);

  private House house() {
    return House.open(
        new HttpConfig("127.0.0.1", 0, false, 1_000, 10_000, QUICK), House.views(views.views()));
  }

  private static Browser inside(House house, String name) {
    Browser browser = house.browser();
    browser.logIn(name, House.PASSWORD);
    return browser;
  }

  private static OpenLine line(House house, Browser browser, String query) {
    return OpenLine.open(house.server.port(), query, browser.cookies);
  }

  /// Looks again and again, without counting on any time.
  private static boolean comesTrue(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < end) {
      if (condition.getAsBoolean()) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  @Test
  void a_page_is_told_how_it_is_then_of_every_change_and_between_that_the_line_lives() {
    try (House house = house();
        OpenLine line = line(house, inside(house, "vera"), "?show=overview")) {
      assertThat(line.status()).isEqualTo(200);
      assertThat(line.head)
          .containsIgnoringCase("Content-Type: text/event-stream")
          .containsIgnoringCase("Cache-Control: no-store")
          .containsIgnoringCase("Content-Security-Policy: default-src 'none'")
          .contains("connect-src 'self'");
      JsonNode first = line.change();
      assertThat(first.path("parked").asLong()).isZero();
      line.next(": still here");
      line.next(": still here");
      views.counts.set(new Counts(2, true, 7));
      JsonNode second = line.change();
      views.people.set(9);
      JsonNode third = line.change();

      assertThat(second.path("alarms").asInt()).isEqualTo(2);
      assertThat(second.path("critical").asBoolean()).isTrue();
      assertThat(second.path("parked").asLong()).isEqualTo(7);
      assertThat(second.path("version")).isEqualTo(first.path("version"));
      assertThat(third.path("version").asLong()).isGreaterThan(second.path("version").asLong());
    }
  }

  @Test
  void a_page_that_shows_something_else_is_not_told_of_it() {
    try (House house = house();
        OpenLine people = line(house, inside(house, "vera"), "");
        OpenLine overview = line(house, inside(house, "vera"), "?show=overview")) {
      people.change();
      overview.change();
      views.people.set(9);
      overview.change();

      people.next(": still here");
      people.next(": still here");
    }
  }

  @Test
  void the_version_is_that_of_the_page_so_that_nobody_asks_for_what_is_shown_already() {
    try (House house = house()) {
      Browser vera = inside(house, "vera");
      String page = vera.get("/").body();
      try (OpenLine line = line(house, vera, "?show=overview")) {
        assertThat(page).contains("data-live-at=\"" + line.change().path("version") + "\"");
      }
    }
  }

  @Test
  void logging_out_ends_the_lines_of_this_log_in_and_no_others() {
    try (House house = house()) {
      Browser vera = inside(house, "vera");
      try (OpenLine line = line(house, vera, "?show=overview");
          OpenLine other = line(house, inside(house, "vera"), "?show=overview")) {
        line.change();
        other.change();
        vera.post("/logout", Map.of("_csrf", Browser.token(vera.get("/people"))));

        line.next("event: over");
        assertThat(line.ends()).isTrue();
        views.people.set(9);
        assertThat(other.change().path("parked").asLong()).isZero();
      }
    }
  }

  @Test
  void a_line_ends_with_its_log_in_and_does_not_keep_it_alive() {
    try (House house = house()) {
      Browser vera = inside(house, "vera");
      Browser otto = inside(house, "otto");
      try (OpenLine line = line(house, vera, "");
          OpenLine other = line(house, otto, "")) {
        line.change();
        other.change();
        house.remove("otto");
        other.next("event: over");
        house.pass(Duration.ofMinutes(20));
        try (OpenLine again = line(house, vera, "")) {
          again.change();
        }
        assertThat(vera.get("/alarms", "Selvedge-Refresh", "1").statusCode()).isEqualTo(200);
        house.pass(Duration.ofMinutes(11));

        line.next("event: over");
        assertThat(line.ends()).isTrue();
        assertThat(vera.get("/people").statusCode()).isEqualTo(302);
      }
    }
  }

  @Test
  void strangers_and_other_sites_get_no_line() {
    try (House house = house()) {
      int port = house.server.port();
      Browser vera = inside(house, "vera");
      try (OpenLine stranger = OpenLine.open(port, "?show=overview", Map.of());
          OpenLine forged = OpenLine.open(port, "", Map.of("selvedge", "node0planted0.node0"));
          OpenLine site = OpenLine.open(port, "", vera.cookies, "Sec-Fetch-Site: same-site\r\n");
          OpenLine own = OpenLine.open(port, "", vera.cookies, "Sec-Fetch-Site: same-origin\r\n")) {
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(forged.status()).isEqualTo(401);
        assertThat(site.status()).isEqualTo(403);
        assertThat(own.status()).isEqualTo(200);
      }
    }
  }

  @Test
  void a_log_in_has_so_many_lines_and_the_oldest_gives_way_to_one_more() {
    try (House house = house()) {
      Browser vera = inside(house, "vera");
      List<OpenLine> lines = new ArrayList<>();
      for (int i = 0; i < Streams.MOST_A_SESSION; i++) {
        OpenLine line = line(house, vera, "?show=overview");
        line.change();
        lines.add(line);
      }
      try (OpenLine more = line(house, vera, "?show=overview");
          OpenLine another = line(house, inside(house, "otto"), "?show=overview")) {
        assertThat(more.status()).isEqualTo(200);
        assertThat(another.status()).isEqualTo(200);
        lines.getFirst().next("event: full");
        assertThat(lines.getFirst().ends()).isTrue();
        more.change();
        views.people.set(9);
        assertThat(lines.get(1).change().path("version").asLong()).isPositive();
        assertThat(more.change().path("version").asLong()).isPositive();
      }
      assertThat(vera.get("/people").statusCode()).isEqualTo(200);
      lines.forEach(OpenLine::close);
    }
  }

  @Test
  void a_hub_that_stops_ends_all_lines_at_once_and_leaves_nothing_open() {
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (House warm = house();
        OpenLine line = line(warm, inside(warm, "vera"), "")) {
      line.change();
    }
    assertThat(comesTrue(() -> !isLooking())).isTrue();
    long before = system.getOpenFileDescriptorCount();
    House house = house();
    List<OpenLine> lines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      OpenLine line = line(house, inside(house, "vera"), "?show=overview");
      line.change();
      lines.add(line);
    }
    assertThat(isLooking()).isTrue();
    long began = System.nanoTime();
    house.close();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    assertThat(lines).allMatch(OpenLine::ends);
    lines.forEach(OpenLine::close);
    assertThat(comesTrue(() -> !isLooking())).isTrue();
    // the client of the tests keeps some connections of its own for a while
    assertThat(comesTrue(() -> system.getOpenFileDescriptorCount() <= before + 3)).isTrue();
  }

  private static boolean isLooking() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("page-changes"));
  }

  @Test
  void the_navigation_of_every_page_says_how_many_alarms_are_open_and_how_much_is_parked() {
    views.counts.set(new Counts(1, true, 1_234));
    try (House house = house()) {
      String page = inside(house, "vera").get("/people").body();

      assertThat(page)
          .containsPattern(
              "<span class=\"badge critical\" data-count=\"alarms\" data-value=\"1\"><b>1</b>")
          .contains("<b>999+</b><span class=\"unseen\"> waiting</span>")
          .contains("live.js");
      views.counts.set(Counts.NONE);
      assertThat(inside(house, "vera").get("/people").body())
          .contains("data-count=\"alarms\" data-value=\"0\" hidden>");
    }
  }

  @Test
  void what_changes_on_a_page_is_a_part_that_can_be_asked_for_again() {
    try (House house = house()) {
      Browser vera = inside(house, "vera");

      assertThat(vera.get("/").body()).contains("id=\"now\" data-live=\"overview\"");
      assertThat(vera.get("/now").body()).contains("id=\"now\" data-live=\"overview\"");
      assertThat(vera.get("/alarms").body()).contains("id=\"live\" data-live=\"alarms\"");
      // it was read a little before it was written: what changed between the two must not be missed
      assertThat(vera.get("/alarms").body())
          .contains("data-live-at=\"" + House.START.minusSeconds(5).toEpochMilli() + "\"");
      assertThat(vera.get("/alarms?page=2").body()).doesNotContain("data-live=");
      assertThat(vera.get("/parked").body()).contains("id=\"live\" data-live=\"parked\"");
      assertThat(vera.get("/parked?cause=x").body()).doesNotContain("data-live=");
      assertThat(vera.get("/flows/shop/order?span=2d").body())
          .contains("id=\"flow-now\" data-live=\"flow\" data-live-flow=\"shop/order\"")
          .contains("hx-get=\"/flows/shop/order?span=2d\" hx-select=\"#flow-now\"")
          .contains("id=\"flow-rest\"");
    }
  }
}
