package dev.selvedge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.selvedge.sandbox.fault.Outage;
import dev.selvedge.testkit.Await;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// "Is it healthy?" One look at the overview says so; when it is not, the page says it by itself,
/// and leads to what happened, who is affected, what the hub does about it and what to do.
@ExtendWith(Stage.Shared.class)
class IsItHealthyTest {
  /// An alarm is looked for every 15 s, and the page asks every 5 s.
  private static final double PATIENCE = 40_000;

  private static final Pattern IN_STEP =
      Pattern.compile(
          "Everything is in step\\. \\d+ people known; \\d+ records? waits? for you\\.");

  @Test
  void one_look_says_so(Stage stage) {
    stage.inEveryLook(
        visit -> {
          // all goes through, and the story left something for a person to look at
          assertThat(heading(visit)).hasText("It works, and something wants a look.");
          assertThat(visit.page().locator(".lead")).hasText(IN_STEP);
          assertThat(visit.page().getByText("Dotdigital answers")).isVisible();
          assertThat(flow(visit, "shop/customer").getByText("in step")).isVisible();
          assertThat(tile(visit, "On the way")).containsText("0");
          visit.fits();
        });
  }

  @Test
  void when_it_is_not_the_page_says_so_by_itself_and_what_to_do(Stage stage) {
    Brand brand = stage.brand();
    try (Visit desk = stage.operator(Look.DESKTOP_DARK);
        Visit phone = stage.operator(Look.PHONE_LIGHT)) {
      brand.account().outages().begin(Outage.Kind.UNAVAILABLE);
      try {
        brand.shopSays(
            "customer",
            Story.account("S2", "mira.santos@post.example", "Mira", 55, "", brand.now()));
        for (Visit visit : new Visit[] {desk, phone}) {
          assertThat(visit.page().getByText("left alone")).isVisible(soon());
          assertThat(tile(visit, "On the way")).containsText("1");
          visit.fits();
        }
        timePassesUntil(brand, desk, "Not all right: somebody should look now.");
        timePassesUntil(brand, desk, "open. Nothing gets through just now");
        assertThat(phone.page().locator(".lead"))
            .containsText("Nothing gets through just now", within());
        readsTheAlarm(desk);
        caresFor(phone);
      } finally {
        brand.account().outages().lift();
      }
      desk.page().getByRole(AriaRole.LINK, named("Selvedge")).click();
      assertThat(desk.page().getByText("olivia looks after it").first()).isVisible();
      timePassesUntil(brand, desk, "Everything is in step.");
    }
    brand.settle();
    assertThat(brand.field("mira.santos@post.example", "LOYALTY_POINTS")).startsWith("55");
  }

  /// A minute goes by every second: what is wrong has to last before it is an alarm.
  private static void timePassesUntil(Brand brand, Visit visit, String words) {
    Await.until(
        words,
        Duration.ofSeconds(90),
        Duration.ofSeconds(1),
        () -> {
          brand.leap(Duration.ofMinutes(1));
          return visit.page().locator("#now").innerText().contains(words);
        });
  }

  private static void readsTheAlarm(Visit visit) {
    Page page = visit.page();
    page.getByRole(AriaRole.LINK, named("Alarms")).first().press("Enter");
    assertThat(heading(visit)).hasText("Alarms");
    page.locator(".alarm .title a").first().press("Enter");
    assertThat(heading(visit)).containsText("A target cannot be written to: dotdigital");
    assertThat(visit.text()).contains("Affected", "Since", "The hub", "What to do", "raised");
    visit.fits();
  }

  private static void caresFor(Visit visit) {
    Page page = visit.page();
    page.getByRole(AriaRole.LINK, named("Alarms")).first().click();
    page.getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions().setName(Pattern.compile("Acknowledge alarm")))
        .first()
        .click();
    assertThat(page.getByRole(AriaRole.STATUS))
        .hasText("You look after it: nobody else is called unless it gets worse.");
    assertThat(page.getByText("olivia looks after it").first()).isVisible();
    visit.fits();
  }

  private static Locator heading(Visit visit) {
    return visit.page().locator("h1");
  }

  private static Locator tile(Visit visit, String name) {
    return visit
        .page()
        .locator(".tiles > div")
        .filter(new Locator.FilterOptions().setHasText(name))
        .locator("dd")
        .first();
  }

  private static Locator flow(Visit visit, String name) {
    return visit
        .page()
        .locator(".flows tbody tr")
        .filter(new Locator.FilterOptions().setHasText(name));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static LocatorAssertions.ContainsTextOptions within() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE);
  }

  private static LocatorAssertions.IsVisibleOptions soon() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE);
  }
}
