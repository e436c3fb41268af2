package dev.selvedge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.app.automation.AutomationsPage;
import dev.selvedge.app.automation.DryRunPage;
import dev.selvedge.app.flow.FlowPage;
import dev.selvedge.app.page.AlarmsPage;
import dev.selvedge.app.page.Counts;
import dev.selvedge.app.page.DuplicatesPage;
import dev.selvedge.app.page.FlowHistory;
import dev.selvedge.app.page.Overview;
import dev.selvedge.app.page.ParkedPage;
import dev.selvedge.app.page.PersonPage;
import dev.selvedge.app.page.SampleGraph;
import dev.selvedge.app.page.SampleViews;
import dev.selvedge.app.page.Views;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the pages say, asked for as a browser does.
class PagesTest {
  private static final String ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;";

  private static Browser inside(House house) {
    Browser browser = house.browser();
    browser.logIn("vera", House.PASSWORD);
    return browser;
  }

  @Test
  void the_overview_says_in_one_sentence_how_things_are_and_lists_every_flow() {
    try (House house = House.open()) {
      String page = inside(house).get("/").body();

      assertThat(page)
          .contains(
              "Catching up: 1,222 changes on the way. 90,112 people known; 3 records wait for")
          .contains("shop/order", "312,455", "311,020", "1 min 12 s")
          .contains("warehouse/fulfilment", "nothing yet", "never")
          .contains(
              "Parts of 4 orders wait for the order itself, of 1 for longer than they should.")
          .contains("38 s ago")
          .contains("title=\"24 Nov 2026, 09:29:22 UTC\"");
    }
  }

  @Test
  void the_overview_answers_first_whether_everything_is_all_right_and_what_that_rests_on() {
    try (House house = House.open()) {
      String page = inside(house).get("/").body();

      assertThat(page)
          .containsPattern("<h1[^>]*>.*Not all right: somebody should look now\\.</h1>")
          .contains("<a href=\"/alarms\">Alarms</a>: 1 critical, 1 warning.")
          .contains("1 failing, 1 late, 1 silent of 15.")
          .contains("<a href=\"/parked\">Parked</a>: 3 records.")
          .contains("98.33 % in time over the last day, 1 of 4 flows below promise");
    }
  }

  @Test
  void the_flows_are_a_picture_and_the_same_as_a_table() {
    try (House house = House.open()) {
      String page = inside(house).get("/").body();

      assertThat(page)
          .containsOnlyOnce("<svg class=\"graph\"")
          .contains(
              "<a class=\"wire waiting\" id=\"arrow:shop:to:order\" href=\"/flows/shop/order\">")
          .contains("waiting: 1,264 queued", "12,345/h", "not yet run", "paused")
          .containsPattern(
              "<title>warehouse, fulfilment: silent, 0 in the last hour\\. warehouse/fulfilment:"
                  + " nothing has come for 5 h")
          .contains("The same as a table, with reasons")
          .contains("<span class=\"to\">shop → the hub</span>")
          .contains("<span class=\"to\">the hub → Dotdigital</span>")
          .contains("Dotdigital → the hub");
    }
  }

  @Test
  void a_picture_of_many_systems_has_one_arrow_a_system_and_every_kind_has_its_link() {
    try (House house = House.open(House.views(new SampleViews(House.START, SampleGraph.large())))) {
      String page = inside(house).get("/now").body();

      assertThat(page.split("class=\"chip ", -1)).hasSize(97);
      assertThat(page)
          .contains("href=\"/flows/erp-country-1/cart\"", "1 late, 7 fresh", "consent back: fresh");
    }
  }

  @Test
  void the_part_that_refreshes_itself_is_the_same_without_the_frame() {
    try (House house = House.open()) {
      HttpResponse<String> part = inside(house).get("/now");

      assertThat(part.body()).contains("Catching up: 1,222 changes").doesNotContain("<html");
    }
  }

  @Test
  void the_plots_get_a_point_a_minute_for_every_flow() {
    try (House house = House.open()) {
      JsonNode plots = JsonMapper.shared().readTree(inside(house).get("/plots/flows.json").body());

      assertThat(plots.path("minutes").size()).isEqualTo(60);
      assertThat(plots.path("flows").size()).isEqualTo(3);
      for (JsonNode flow : plots.path("flows")) {
        assertThat(flow.path("freshness").size()).isEqualTo(60);
        assertThat(flow.path("delivered").size()).isEqualTo(60);
      }
    }
  }

  @Test
  void the_plots_are_there_as_a_table_too() {
    try (House house = House.open()) {
      String page = inside(house).get("/").body();

      assertThat(page.split("<tr>\\s*<th scope=\"row\"><time", -1)).hasSize(13);
      assertThat(page).contains(">09:26</time>");
    }
  }

  @Test
  void a_flow_says_how_fresh_it_is_against_what_was_promised() {
    try (House house = House.open()) {
      Browser browser = inside(house);
      String page = browser.get("/flows/shop/order?span=2d").body();

      assertThat(browser.get("/").body())
          .contains("<a class=\"flow\" href=\"/flows/shop/order\">shop/order</a>")
          .contains("of 99 % within 60 s<");
      assertThat(page)
          .contains("99 % within 60 s", "99.66 %", "kept")
          .contains("99.5 % within 5 min", "86.53 %", "missed", "700", "(60 held)", "used up")
          .contains("orders: 1400 of 10400 were later than 5 min in the last")
          .contains("30,120 records in 28 days, from receipt for 44 that came without one")
          .contains("aria-current=\"true\">2 days</a>")
          .contains("data-from=\"/plots/flows/shop/order?span=2d\"")
          .contains("WEB-1007", "it does not say", "first sync", "to be worked through")
          .contains("mappings/shop.order.yaml")
          .contains("<li id=\"line-2\"><code>  key: id # &lt;b&gt;</code></li>")
          .contains("<p class=\"how waiting\">", "waiting: 1,264 queued", "12,345 records came")
          .containsPattern("Last read to the end <time [^>]*>2 min ago</time>")
          .contains("href=\"/alarms/1\"", "does not let the hub in")
          .doesNotContain("href=\"/alarms/2\"")
          .contains("What the figures say");
      assertThat(browser.get("/flows/shop/ordr").statusCode()).isEqualTo(404);
      assertThat(browser.get("/plots/flows/shop/ordr").statusCode()).isEqualTo(404);
      assertThat(house.browser().get("/flows/shop/order").statusCode()).isEqualTo(302);
    }
  }

  @Test
  void the_plots_of_a_flow_get_what_the_page_shows_as_a_table() {
    try (House house = House.open()) {
      JsonNode plots =
          JsonMapper.shared()
              .readTree(inside(house).get("/plots/flows/shop/order?span=28d").body());

      assertThat(plots.path("at").size()).isEqualTo(28);
      assertThat(plots.path("days").asBoolean()).isTrue();
      assertThat(plots.path("times").size()).isEqualTo(3);
      assertThat(plots.path("times").path(1).path("name").asString()).isEqualTo("95 % within");
      assertThat(plots.path("counts").path(2).path("values").size()).isEqualTo(28);
      assertThat(plots.path("goals").path(0).asLong()).isEqualTo(60_000);
      assertThat(plots.path("goals").path(1).asLong()).isEqualTo(300_000);
      assertThat(house.browser().get("/plots/flows/shop/order").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void people_are_found_by_how_their_address_begins() {
    try (House house = House.open()) {
      Browser browser = inside(house);

      assertThat(browser.get("/people?q=%20ADA").body())
          .contains("ada.byron@example.com", "ada@lovelace.example")
          .doesNotContain("grace@");
      assertThat(browser.get("/people?q=zz%22%3Cb%3E").body())
          .contains("begins with “zz\"&lt;b&gt;”");
    }
  }

  @Test
  void a_persons_page_says_where_every_value_came_from() {
    try (House house = House.open()) {
      String page = inside(house).get("/people/p1021").body();

      assertThat(page)
          .contains("ada.byron@example.com")
          .contains("owner order: shop, erp", "erp/customer/20417", "derived from 4 orders")
          .contains("A guest checkout with this address.", "deleted")
          .contains("opt-out", "The latest decision is an opt-in at the checkout.")
          .contains("1004", "£84.50", "£1,200.00")
          .contains("12 data fields, subscribed", "after 2 failed attempts")
          .contains("Dotdigital asked to wait 30 s.");
    }
  }

  @Test
  void a_persons_page_answers_first_whether_they_may_be_mailed_and_what_decides() {
    try (House house = House.open()) {
      String page = inside(house).get("/people/p1021").body();

      assertThat(page)
          .containsOnlyOnce("May be e-mailed: opted in")
          .containsOnlyOnce("this decides");
      assertThat(page.indexOf("May be e-mailed")).isLessThan(page.indexOf(">Consent</h2>"));
      assertThat(page)
          .containsPattern("<tr class=\"decides\">\\s*<th scope=\"row\">opt-in ")
          .contains("SMS: never asked", "does not know this yet: the contact is on its way");
    }
  }

  @Test
  void a_persons_page_says_who_they_are_what_a_steward_did_and_what_others_were_told() {
    try (House house = House.open()) {
      String page = inside(house).get("/people/p1021").body();

      assertThat(page)
          .contains("put together with shop/customer/511</strong> by otto")
          .contains("“she rang &lt;b&gt;”")
          .contains("selvedge person unlink erp/customer/20417")
          .contains("selvedge person link system/kind/key --with shop/customer/511 --why")
          .contains("ada@lovelace.example", "1 record that only belongs to another")
          .contains("<a href=\"/people/p77\">p77</a>")
          .contains("crm may not set this field")
          .contains("opt-in to e-mail", "not certain: no answer came", "opt-out from e-mail");
    }
  }

  @Test
  void values_are_text_and_never_markup() {
    try (House house = House.open()) {
      Browser browser = inside(house);
      for (String path :
          List.of(
              "/people/p1021",
              "/flows/shop/order",
              "/people/duplicates",
              "/automations",
              "/automations/shipped-mail/dry-run",
              "/parked")) {
        String page = browser.get(path).body();
        assertThat(page).as(path).contains(ESCAPED).doesNotContain("<script>alert");
        assertThat(page).as(path).doesNotContain("<img src=x");
      }
    }
  }

  @Test
  void a_person_nobody_knows_is_not_found_and_says_so() {
    try (House house = House.open()) {
      HttpResponse<String> answer = inside(house).get("/people/7");

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("There is no person p7");
      assertThat(inside(house).get("/people/x").statusCode()).isEqualTo(404);
      // as long as the store's own numbers are
      assertThat(inside(house).get("/people/p1882711861531508803").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void duplicates_stand_with_why_what_could_be_done_and_whom_they_concern() {
    try (House house = House.open()) {
      Browser browser = inside(house);
      String first = browser.get("/people/duplicates").body();

      assertThat(first)
          .contains("aria-current=\"page\">Duplicates</a>")
          .contains("ad***@example.com", "records with one address", "and 5 more")
          .contains("Merge them in shop; until then they count as one person.")
          .contains("The domain gmial.com looks like gmail.com.", "gr***@gmail.com")
          .contains("href=\"/people/p2044\"", "href=\"/people/p1077\"")
          .contains("selvedge person link erp/customer/20417 --with shop/customer/77")
          .contains("selvedge person duplicates --dotdigital")
          .contains("10,000 people looked at", "href=\"/people/duplicates?after=p5000\"")
          .doesNotContain("from the beginning");
      assertThat(browser.get("/people/duplicates?after=p5000").body())
          .contains("from the beginning")
          .doesNotContain("look on →");
      assertThat(browser.get("/people/duplicates?after=9").body())
          .contains("Nobody looks as if they were there twice. 0 people were looked at.");
      assertThat(browser.get("/people/duplicates?after=x").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void parked_records_stand_by_cause_each_with_its_sentence() {
    try (House house = House.open()) {
      Browser browser = inside(house);
      String all = browser.get("/parked").body();
      String one = browser.get("/parked?cause=mapping.no-address&page=2").body();

      assertThat(all)
          .contains("3 records wait for you.")
          .contains("/parked?cause=mapping.not-a-number", "mappings/erp-customer.yaml:14")
          .contains("LOYALTY_POINTS", "12 times, first", "older →");
      assertThat(one).contains("Customer 77 of the shop").contains("← newer", "page 2");
      assertThat(one).doesNotContain("12 times, first");
    }
  }

  @Test
  void what_an_automation_would_have_done_is_linked_from_its_row_and_shown_as_far_as_it_is_known() {
    try (House house = House.open()) {
      Browser browser = inside(house);
      String done = browser.get("/automations/win-back/dry-run").body();
      String slow = browser.get("/automations/slow/dry-run?days=90").body();

      assertThat(browser.get("/automations").body())
          .contains("href=\"/automations/win-back/dry-run\"")
          .contains("data-label=\"Cancelled\"")
          .doesNotContain("was dropped");
      assertThat(browser.get("/automations?rule=win-back").body())
          .contains("was dropped, the newest 500", "has not agreed to marketing", ">488<");
      assertThat(done)
          .contains("<code>win-back</code> would have done", ">off<", "over the last 30 days")
          .contains("Would have gone", ">4,855<", "of 90,112 people", "By day", "<rect")
          .contains("href=\"/people/p12\"", "22 Nov 2026, 09:29 UTC", "and 4,854 more")
          .contains("Nothing was sent.")
          .doesNotContain("hx-trigger");
      assertThat(browser.get("/automations/win-back/dry-run?days=365").body()).contains("By week");
      assertThat(slow)
          .contains("12,500 of about 90,112 people looked at", "hx-trigger=\"every 2s\"")
          .contains("hx-get=\"/automations/slow/dry-run?days=90\"");
      assertThat(browser.get("/automations/busy/dry-run").body()).contains("Try again");
      assertThat(browser.get("/automations/broken/dry-run").body()).contains("hub’s log");
      for (String nothing : List.of("none/dry-run", "win-back/dry-run?days=x", "win-back")) {
        assertThat(browser.get("/automations/" + nothing).statusCode()).isEqualTo(404);
      }
      assertThat(house.browser().get("/automations/win-back/dry-run").statusCode()).isEqualTo(302);
    }
  }

  @Test
  void a_page_that_fails_says_so_in_our_own_look_and_keeps_its_cause_to_itself() {
    try (House house = House.open(House.views(new Broken()))) {
      for (String path :
          List.of(
              "/",
              "/now",
              "/people?q=a",
              "/people/1",
              "/people/duplicates",
              "/automations/a/dry-run",
              "/parked")) {
        HttpResponse<String> answer = inside(house).get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(500);
        assertThat(answer.body())
            .contains("Something went wrong on our side", "selvedge.css")
            .doesNotContain("ada");
      }
    }
  }

  /// Views whose store is gone.
  private static final class Broken implements Views {
    private static IllegalStateException gone() {
      return new IllegalStateException("ada@example.com");
    }

    @Override
    public Optional<FlowPage> flow(String name, FlowPage.Window window) {
      throw gone();
    }

    @Override
    public Overview overview() {
      throw gone();
    }

    @Override
    public Counts counts() {
      throw gone();
    }

    @Override
    public FlowHistory history() {
      throw gone();
    }

    @Override
    public List<PersonLine> people(String prefix, int limit) {
      throw gone();
    }

    @Override
    public Optional<PersonPage> person(PersonId id) {
      throw gone();
    }

    @Override
    public DuplicatesPage duplicates(PersonId after) {
      throw gone();
    }

    @Override
    public AutomationsPage automations(AutomationsPage.Asked asked) {
      throw gone();
    }

    @Override
    public Optional<DryRunPage> dryRun(DryRunPage.Asked asked) {
      throw gone();
    }

    @Override
    public AlarmsPage alarms(int page) {
      throw gone();
    }

    @Override
    public Optional<AlarmsPage.One> alarm(long number) {
      throw gone();
    }

    @Override
    public ParkedPage parked(String cause, int page) {
      throw gone();
    }
  }
}
