package dev.selvedge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// "Mend and replay a failed record." From the overview to what is parked, by its cause; the record
/// is put right and tried out before anything is saved, and after the replay the account holds it.
@ExtendWith(Stage.Shared.class)
class MendAndReplayAFailedRecordTest {
  @Test
  void it_is_found_put_right_tried_out_and_sent(Stage stage) {
    Brand brand = stage.brand();
    stage.inEveryLook(
        visit -> {
          String name = visit.look().name().toLowerCase(Locale.ROOT).replace('_', '-');
          String email = name + "@post.example";
          brand.shopSays(
              "customer",
              Story.account("M-" + name, email, "Mend", 0, "opted in", brand.now())
                  .put("points", "a few"));
          brand.settle();
          findsIt(visit, "shop/customer/M-" + name);
          putsItRight(visit);
          replaysIt(visit);
          brand.settle();
          assertThat(brand.field(email, "LOYALTY_POINTS")).startsWith("31");
          isGone(visit, "shop/customer/M-" + name);
        });
  }

  private static void findsIt(Visit visit, String record) {
    Page page = visit.page();
    visit.open("/");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("look at them")).click();
    assertThat(page.locator("h1")).hasText("Parked");
    page.locator(".causes a").filter(having("mapping.not-a-number")).click();
    visit.fits();
    page.locator(".parked > li").filter(having(record)).locator("a.no").click();
    assertThat(page.locator("h1"))
        .containsText("The field 'loyalty_points' cannot be filled: 'a *** (5 characters)'");
    assertThat(page.locator(".facts")).containsText("mappings/shop.customer.yaml:");
    assertThat(page.locator(".preview")).containsText("It would be parked again.");
    visit.fits();
  }

  private static void putsItRight(Visit visit) {
    Page page = visit.page();
    button(page, "Show in full and edit").click();
    Locator record = page.getByLabel("The record in full.");
    String text = record.inputValue();
    assertThat(text).contains("\"a few\"");
    record.fill(text.replace("\"a few\"", "31"));
    page.getByLabel("Why do you edit it?").fill("the customer said 31");
    button(page, "Preview this").click();
    assertThat(page.locator(".preview")).containsText("It would go through.");
    assertThat(page.locator(".changes").first()).containsText("31");
    visit.fits();
    button(page, "Save the edit").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("The edit is kept");
    assertThat(page.getByText("the customer said 31")).isVisible();
  }

  private static void replaysIt(Visit visit) {
    Page page = visit.page();
    Locator replay = button(page, "Replay");
    replay.focus();
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("on the way again");
    visit.fits();
  }

  private static void isGone(Visit visit, String record) {
    visit.open("/parked");
    assertThat(visit.page().locator("h1")).hasText("Parked");
    assertThat(visit.text()).doesNotContain(record);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
