package dev.selvedge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// "What happened to this customer?" A few letters of the address find her; her page says whether
/// she may be mailed and on whose word, what she bought, where each value came from, and what was
/// done when.
@ExtendWith(Stage.Shared.class)
class WhatHappenedToThisCustomerTest {
  @Test
  void a_few_letters_find_her_and_her_page_tells_it(Stage stage) {
    stage.inEveryLook(
        visit -> {
          finds(visit);
          mayNotBeMailed(visit);
          isKnownFromSeveralSystems(visit);
          visit.fits();
        });
    Brand brand = stage.brand();
    assertThat(status(brand)).isEqualTo("unsubscribed");
    assertThat(brand.customers().newsletter(Story.LEFT_NUMBER)).isEqualTo("no");
    assertThat(brand.field(Story.LEFT, "LOYALTY_POINTS")).startsWith("120");
    assertThat(brand.account().inside().records("Orders"))
        .anyMatch(order -> order.path("key").asString("").equals("SHOP-100002"));
  }

  private static String status(Brand brand) {
    return brand
        .contact(Story.LEFT)
        .path("channelProperties")
        .path("email")
        .path("status")
        .asString("");
  }

  private static void finds(Visit visit) {
    Page page = visit.page();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("People").setExact(true))
        .first()
        .click();
    assertThat(page.locator("#q")).isFocused();
    page.keyboard().type("amara.o");
    Locator found = page.locator("#found a");
    assertThat(found).hasCount(1);
    assertThat(found).containsText(Story.LEFT);
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    assertThat(found).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText(Story.LEFT);
  }

  private static void mayNotBeMailed(Visit visit) {
    Locator answer =
        visit
            .page()
            .getByRole(
                AriaRole.REGION,
                new Page.GetByRoleOptions().setName("May this person be e-mailed?"));
    assertThat(answer).containsText("Not to be e-mailed: opted out");
    assertThat(answer).containsText("on the word of Dotdigital");
    Locator decisions = visit.page().locator(".consent tbody tr");
    assertThat(decisions.filter(having("Newsletter box in the customer database")))
        .containsText("opt-in");
    assertThat(decisions.filter(having("this decides"))).containsText("opt-out");
  }

  private static void isKnownFromSeveralSystems(Visit visit) {
    Page page = visit.page();
    Locator values = page.locator(".values tbody tr");
    assertThat(values.filter(having("LOYALTY_POINTS"))).containsText("120");
    assertThat(values.filter(having("LOYALTY_POINTS"))).containsText("shop/customer/S1");
    assertThat(values.filter(having("CITY"))).containsText("crm/customer/C000001");
    assertThat(page.getByText("SHOP-100002").first()).isVisible();
    assertThat(page.getByText("£39.95")).isVisible();
    assertThat(page.locator(".timeline li").first()).isVisible();
    assertThat(page.locator(".timeline")).containsText("order record written to Dotdigital");
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
