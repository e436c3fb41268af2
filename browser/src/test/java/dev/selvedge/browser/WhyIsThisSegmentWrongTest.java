package dev.selvedge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.JsonNodeFactory;

/// "Why is this segment wrong?" Everybody from Leeds was to get a letter, and two did not: an audit
/// says who, what their city should be and is, and that somebody changed it in Dotdigital after the
/// hub had told it; mending puts it right, and the next audit is clean.
@ExtendWith(Stage.Shared.class)
class WhyIsThisSegmentWrongTest {
  private static final String BEN = "ben.hughes@post.example";
  private static final String ELIN = "elin.lind@post.example";

  /// The list of audits asks every 5 s while one is under way.
  private static final double PATIENCE = 40_000;

  @Test
  void an_audit_says_why_and_mends_it(Stage stage) {
    Brand brand = stage.brand();
    writesInDotdigital(brand, BEN, "Leeds (moved)");
    writesInDotdigital(brand, ELIN, "");
    brand.settle();
    try (Visit desk = stage.operator(Look.DESKTOP_LIGHT)) {
      audits(desk);
      String audit = desk.page().url();
      saysWhy(desk, brand);
      for (Look look : new Look[] {Look.DESKTOP_DARK, Look.PHONE_LIGHT, Look.PHONE_DARK}) {
        try (Visit visit = stage.operator(look)) {
          visit.page().navigate(audit);
          assertThat(visit.page().locator("h1")).containsText("differ from what should be there");
          saysWhy(visit, brand);
        }
      }
      mendsAll(desk);
    }
    brand.settle();
    assertThat(brand.field(BEN, "CITY")).isEqualTo("Leeds");
    assertThat(brand.field(ELIN, "CITY")).isEqualTo("Leeds");
    try (Visit phone = stage.operator(Look.PHONE_DARK)) {
      audits(phone);
      assertThat(phone.page().locator("#groups-heading ~ div tr").filter(having("CITY")))
          .hasCount(0);
    }
  }

  private static void writesInDotdigital(Brand brand, String email, String city) {
    brand
        .account()
        .act(
            "field",
            email,
            JsonNodeFactory.instance.objectNode().put("name", "CITY").put("value", city));
  }

  /// Begins one, waits until the list says by itself that it is done, and opens it.
  private static void audits(Visit visit) {
    Page page = visit.page();
    page.getByRole(AriaRole.LINK, named("Audits")).first().click();
    assertThat(page.locator("h1")).hasText("Audits");
    int before = page.locator(".audits tbody tr").count();
    Locator begin = page.getByRole(AriaRole.BUTTON, named("Audit now"));
    begin.focus();
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.STATUS).first())
        .containsText("An audit begins in a moment.");
    assertThat(page.locator(".audits tbody tr"))
        .hasCount(before + 1, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE));
    Locator newest = page.locator(".audits tbody tr").first();
    assertThat(newest)
        .containsText("done", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
    visit.fits();
    newest.getByRole(AriaRole.LINK).first().click();
    assertThat(page.locator("h1")).not().hasText("Audits");
    visit.fits();
  }

  private static void saysWhy(Visit visit, Brand brand) {
    Page page = visit.page();
    Locator group = page.locator("#groups-heading ~ div tr").filter(having("CITY"));
    assertThat(group).containsText("changed in the target afterwards");
    assertThat(group).containsText("2");
    group.getByRole(AriaRole.LINK).click();
    Locator ben = page.locator(".parked > li").filter(having(BEN));
    assertThat(ben).containsText("Leeds (moved)");
    assertThat(ben.locator("dt", new Locator.LocatorOptions().setHasText("Should be"))).isVisible();
    assertThat(ben).containsText("send again");
    assertThat(page.locator(".parked > li").filter(having(ELIN))).isVisible();
    visit.fits();
    ben.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(BEN)).click();
    assertThat(page.locator("h1")).hasText(BEN);
    assertThat(page).hasURL(brand.dashboard().resolve("/people/" + brand.person(BEN)).toString());
    assertThat(page.locator(".values tbody tr").filter(having("CITY"))).containsText("Leeds");
    page.goBack();
    assertThat(ben).isVisible();
  }

  private static void mendsAll(Visit visit) {
    Page page = visit.page();
    page.getByRole(AriaRole.LINK, named("Mend these…")).press("Enter");
    assertThat(page.locator("h1")).hasText("2 things would change");
    visit.fits();
    page.getByRole(AriaRole.BUTTON, named("Mend all 2")).press("Enter");
    assertThat(page.getByRole(AriaRole.STATUS))
        .containsText("2 things are on the way to being mended; the next audit tells.");
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
