package dev.selvedge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import dev.selvedge.sandbox.fault.Outage;
import dev.selvedge.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import tools.jackson.databind.node.JsonNodeFactory;

/// Takes the pictures of pages that the docs show. Another one is another line in [#take].
final class Screenshots {
  private static final int LIVELY_MINUTES = 50;
  private static final int WIDTH = 1280;
  private static final double PATIENCE_MS = 60_000;

  private final Stage stage;
  private final Brand brand;
  private final Path folder;

  /// @param folder where the pictures go
  Screenshots(Stage stage, Path folder) {
    this.stage = stage;
    this.brand = stage.brand();
    this.folder = folder;
  }

  void take() {
    goOnFor(LIVELY_MINUTES);
    try (Visit visit = stage.operator(Look.DESKTOP_LIGHT)) {
      picture(visit, "overview", "/", 1560);
      picture(visit, "flow", "/flows/shop/customer", 1060);
      picture(visit, "person", "/people/" + brand.person(Story.LEFT), 900);
      picture(visit, "parked", "/parked", 760);
      picture(visit, "parked-item", "/parked/" + brand.parkedOf("shop/customer/S3"), 560);
      picture(visit, "order", "/orders/SHOP-20000", 900);
      picture(visit, "connections", "/connections", 700);
      picture(visit, "allowance", "/allowance", 860);
      picture(visit, "search", "/search?q=SHOP-2", 620);
      picture(visit, "report", "/reports/day/" + yesterday(), 900);
      picture(visit, "audit", audited(visit), 1100);
      untilItSays(visit, "/alarms", "An audit found differences");
    }
    try (Visit visit = stage.operator(Look.PHONE_DARK)) {
      picture(visit, "overview-phone", "/", 844);
    }
    brand.account().outages().begin(Outage.Kind.UNAVAILABLE);
    try (Visit visit = stage.operator(Look.DESKTOP_LIGHT)) {
      shopper(1);
      untilItSays(visit, "/alarms", "A target cannot be written to");
      picture(visit, "alarms", "/alarms", 620);
    } finally {
      brand.account().outages().lift();
    }
  }

  /// A minute goes by every other second.
  private void untilItSays(Visit visit, String path, String words) {
    Await.until(
        words,
        Duration.ofMinutes(2),
        Duration.ofSeconds(2),
        () -> {
          brand.leap(Duration.ofMinutes(1));
          visit.open(path);
          return visit.text().contains(words);
        });
  }

  /// The shop is busy, and the minutes go by.
  private void goOnFor(int minutes) {
    Random dice = new Random(7);
    for (int minute = 0; minute < minutes; minute++) {
      for (int shopper = dice.nextInt(4); shopper >= 0; shopper--) {
        shopper(dice.nextInt(9));
      }
      if (minute % 3 == 0) {
        String number = "SHOP-2000" + minute;
        brand.shopSays(
            "order",
            Story.order(
                number, email(dice.nextInt(9)), "SH-1003-M", "Walking boots, M", brand.now()));
      }
      brand.settle();
      brand.leap(Duration.ofMinutes(1));
    }
  }

  private void shopper(int which) {
    brand.shopSays(
        "customer",
        Story.account(
            "T" + which,
            email(which),
            "Tess",
            (int) (brand.now().getEpochSecond() % 500),
            "opted in",
            brand.now()));
  }

  private static String email(int which) {
    return "tess.adler" + which + "@post.example";
  }

  private LocalDate yesterday() {
    return LocalDate.ofInstant(brand.began(), ZoneId.of(Brand.ZONE));
  }

  /// Two cities are changed in Dotdigital, and an audit is made.
  ///
  /// @return the path of its page
  private String audited(Visit visit) {
    for (String email : new String[] {"ben.hughes@post.example", "elin.lind@post.example"}) {
      brand
          .account()
          .act(
              "field",
              email,
              JsonNodeFactory.instance.objectNode().put("name", "CITY").put("value", "London"));
    }
    Page page = visit.page();
    // a clock that has leapt looks to the hub as if its audits had not had their turn for long
    Await.until(
        "an audit begins",
        Duration.ofMinutes(2),
        Duration.ofSeconds(2),
        () -> {
          visit.open("/audits");
          page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Audit now")).click();
          return visit.text().contains("An audit begins in a moment.");
        });
    Locator newest = page.locator(".audits tbody tr").first();
    assertThat(newest)
        .containsText("done", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
    return newest.getByRole(AriaRole.LINK).first().getAttribute("href");
  }

  private void picture(Visit visit, String name, String path, int height) {
    Page page = visit.page();
    int width = visit.look().isPhone() ? visit.look().width() : WIDTH;
    page.setViewportSize(width, height);
    visit.open(path);
    page.waitForLoadState(LoadState.NETWORKIDLE);
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(name + ".png"), SmallPng.of(page.screenshot()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
