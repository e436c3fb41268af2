package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.app.page.PersonPage;
import dev.selvedge.app.page.PersonPage.ConsentLine;
import dev.selvedge.app.page.PersonPage.DecisionLine;
import dev.selvedge.app.page.PersonPage.Standing;
import dev.selvedge.app.page.PersonPages;
import dev.selvedge.app.promise.Workbench.Fittings;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.AddressRef;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.identity.Link;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.Stewardship;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P9 on the page of a person: who they are and why, where each value comes from, what the ledger
/// comes to and by which line, and what others were told.
class P9EveryValueExplainsItselfTest {
  private static final String ANN = "ann@example.com";
  private static final String WORK = "ann@work.example";
  private static final SystemName DOTDIGITAL = new SystemName("dotdigital");
  private static final ByHand OTTO = new ByHand("otto", "she rang");
  private static final Instant AGREED = NOON.minusSeconds(9000);

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workbench bench;

  @BeforeEach
  void open() {
    bench = new Workbench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private PersonPage page(String email) {
    return page(bench.store, bench.replays.rules(), Map.of(DOTDIGITAL, "Dotdigital"), email);
  }

  private static PersonPage page(
      Store store, PlanRules rules, Map<SystemName, String> titles, String email) {
    PersonId id = store.read(ports -> ports.people().byEmail(List.of(email))).getFirst().id();
    return new PersonPages(store, rules, titles).page(id).orElseThrow();
  }

  private void decide(String ref, Link link) {
    new Stewardship(bench.store, bench.clock).decide(RecordRef.parse(ref), link, OTTO);
  }

  private void shopAndErp() {
    bench.receive(
        Workbench.shop("1").email(ANN).first("Ann").consent(true, AGREED).upsert(),
        Workbench.order("A1").email(ANN).with("customer", "\"1\"").upsert(),
        Workbench.erp("77").email(WORK).first("Anna").with("tier", "\"gold\"").upsert());
    bench.settle();
  }

  private static List<String> deciding(ConsentLine consent) {
    return consent.decisions().stream()
        .filter(DecisionLine::decides)
        .map(line -> line.decision() + " " + line.speaker())
        .toList();
  }

  @Test
  void every_record_says_why_it_is_theirs_and_what_a_steward_decided_about_it() {
    shopAndErp();
    decide("erp/customer/77", new Link.TogetherWith(RecordRef.parse("shop/customer/1")));
    bench.settle();

    PersonPage.Who who = page(ANN).who();
    assertThat(who.leading())
        .extracting(line -> line.record() + ": " + line.why())
        .containsExactlyInAnyOrder(
            "shop/customer/1: Its own e-mail address is this one.",
            "erp/customer/77: A steward put it together with shop/customer/1, which is this"
                + " person.");
    assertThat(who.following())
        .extracting(line -> line.record() + ": " + line.why())
        .containsExactly(
            "shop/order/A1: Its source says that it belongs to shop/customer/1, which is this"
                + " person.");
    PersonPage.SourceLine linked =
        who.leading().stream()
            .filter(line -> line.record().equals("erp/customer/77"))
            .findFirst()
            .orElseThrow();
    assertThat(linked.steps())
        .extracting(step -> step.what() + " by " + step.by() + ": " + step.why())
        .containsExactly("put together with shop/customer/1 by otto: she rang");
    assertThat(linked.acts())
        .extracting(PersonPage.Act::command)
        .containsExactly(
            "selvedge person unlink erp/customer/77 --why \"…\"",
            "selvedge person release erp/customer/77 --why \"…\"");
    assertThat(who.linkCommand()).contains("--with ");
  }

  @Test
  void a_record_that_was_set_apart_is_shown_where_its_address_is() {
    shopAndErp();
    decide("shop/order/A1", new Link.Apart());
    bench.settle();

    PersonPage.Who who = page(ANN).who();
    assertThat(who.following()).isEmpty();
    assertThat(who.elsewhere())
        .extracting(line -> line.record() + ": " + line.why() + line.holder())
        .containsExactly("shop/order/A1: A steward set shop/order/A1 apart. It counts for nobody.");
    assertThat(who.elsewhere().getFirst().acts())
        .extracting(PersonPage.Act::command)
        .containsExactly("selvedge person release shop/order/A1 --why \"…\"");
  }

  @Test
  void former_addresses_say_when_they_were_left() {
    shopAndErp();
    Instant later = NOON.plusSeconds(5);
    bench.receive(Workbench.shop("1").email("ann@new.example").first("Ann").stamp(later).upsert());
    bench.settle();

    assertThat(page("ann@new.example").who().former())
        .containsExactly(new PersonPage.FormerLine(ANN, "shop/customer/1", later));
  }

  @Test
  void every_value_names_its_record_its_rule_and_what_it_overruled() {
    bench.receive(
        Workbench.shop("1").email(ANN).first("Ann").with("points", "4").upsert(),
        Workbench.order("A1").email(ANN).upsert(),
        Workbench.erp("77").email(ANN).first("Anna").with("points", "40").upsert());
    bench.settle();

    List<PersonPage.FieldLine> profile = page(ANN).profile();
    PersonPage.FieldLine name = profile.getFirst();
    assertThat(name.name() + " " + name.value() + " " + name.dataField())
        .isEqualTo("first_name Ann FIRSTNAME");
    assertThat(name.origins()).extracting(PersonPage.Origin::record).contains("shop/customer/1");
    assertThat(name.overruled())
        .extracting(lost -> lost.value() + " of " + lost.record())
        .containsExactly("Anna of erp/customer/77");
    assertThat(name.overruled().getFirst().changedAt()).isEqualTo(NOON.minusSeconds(3600));
    assertThat(profile)
        .extracting(field -> field.dataField() + " " + field.value() + ", " + field.rule())
        .contains("ORDER_COUNT 1, worked out from 1 order; cancelled ones do not count");
  }

  @Test
  void the_page_answers_first_why_somebody_is_not_mailed_and_marks_the_line_that_decides() {
    shopAndErp();
    assertThat(page(ANN).answer().headline()).isEqualTo("May be e-mailed: opted in");
    assertThat(page(ANN).answer().notes().getFirst()).startsWith("Dotdigital holds this");
    assertThat(deciding(page(ANN).consents().getFirst())).containsExactly("opt-in shop/customer/1");
    assertThat(page(WORK).answer().headline()).isEqualTo("Not to be e-mailed: never asked");
    assertThat(page(WORK).answer().why())
        .isEqualTo(
            "Nobody has told us of a decision; absence is not consent, so the contact is kept"
                + " unsubscribed.");

    bench.receive(Workbench.erp("78").email(ANN).consent(false, NOON.minusSeconds(60)).upsert());
    bench.crank.resolve();

    PersonPage page = page(ANN);
    assertThat(page.answer().headline()).isEqualTo("Not to be e-mailed: opted out");
    assertThat(page.answer().why())
        .isEqualTo(
            "What decides is the opt-out from e-mail on 1 Nov 2026, 11:59 UTC, on the word of"
                + " erp/customer/78, and no newer opt-in is known.");
    assertThat(page.answer().notes())
        .containsExactly("Dotdigital does not know this yet: the contact is on its way.");
    assertThat(deciding(page.consents().getFirst())).containsExactly("opt-out erp/customer/78");
  }

  @Test
  void a_newer_opt_in_that_does_not_count_is_named() {
    bench.close();
    bench =
        new Workbench(
            folder,
            Fittings.STANDARD.with(
                new ConsentPolicy(
                    Set.of(new SystemName("shop")),
                    Set.of(DOTDIGITAL),
                    false,
                    ConsentPolicy.Unasked.NOBODY)));
    bench.receive(
        Workbench.shop("1").email(ANN).consent(false, AGREED).upsert(),
        Workbench.erp("78").email(ANN).consent(true, NOON.minusSeconds(60)).upsert());
    bench.settle();

    assertThat(page(ANN).answer().why())
        .endsWith(
            "on the word of shop/customer/1; the newer opt-in to e-mail on 1 Nov 2026, 11:59 UTC,"
                + " on the word of erp/customer/78, does not count: this project does not let erp"
                + " resubscribe anybody who opted out.");
  }

  @Test
  void a_bounce_is_said_in_words_and_nothing_of_the_channel_may_be_sent() {
    shopAndErp();
    ConsentClaim bounce =
        ConsentClaim.stated(
            Topic.EMAIL, Choice.SUPPRESSED, NOON, Map.of(ConsentClaim.REASON, ConsentClaim.BOUNCE));
    ConsentClaim news =
        ConsentClaim.stated(Topic.list("News"), Choice.OPT_IN, NOON.minusSeconds(5), Map.of());
    RecordRef address = AddressRef.of(DOTDIGITAL, ANN);
    bench.store.change(
        ports ->
            ports
                .ledger()
                .append(
                    List.of(
                        LedgerEntry.said(address, bounce, NOON),
                        LedgerEntry.said(address, news, NOON))));

    PersonPage page = page(ANN);
    assertThat(page.answer().headline()).isEqualTo("Not to be e-mailed: suppressed");
    assertThat(page.answer().why())
        .startsWith("Mail to this address came back for good: the e-mail suppressed on 1 Nov 2026")
        .endsWith(
            "Only a newer opt-in on the word of Dotdigital, of ann@example.com itself lifts that.");
    ConsentLine list = page.consents().getLast();
    assertThat(list.channel() + " " + list.standing()).isEqualTo("list News SUPPRESSED");
    assertThat(list.why()).startsWith("It is part of e-mail, and nothing of that may be sent.");
    assertThat(deciding(list)).isEmpty();
  }

  @Test
  void what_dotdigital_holds_and_was_told_is_there_with_its_time() {
    shopAndErp();

    PersonPage.Told told = page(ANN).told();
    assertThat(told.deliveries())
        .extracting(line -> line.subject() + ", " + line.state() + ", " + line.told())
        .startsWith("contact, up to date, what it should hold: may be e-mailed, 3 data fields")
        .contains("order A1, up to date, what it should hold");
    assertThat(told.consents())
        .extracting(line -> line.target() + ": " + line.what() + ", " + line.of())
        .containsExactly("Dotdigital: opt-in to e-mail, ann@example.com");
    assertThat(told.consents().getFirst().at()).isBetween(NOON, NOON.plusSeconds(60));
  }

  @Test
  void a_source_that_was_told_is_named_with_the_record(@TempDir Path other) {
    try (ToldBench brand = new ToldBench(other)) {
      brand.shopSays(1, true, ToldBench.NOON.minusSeconds(900));
      brand.turn();
      brand.erpSays(1, false, ToldBench.NOON.minusSeconds(60));
      brand.turn();

      PersonPage page =
          page(brand.store, brand.rules, Map.of(ToldBench.SHOP, "shop"), "ann1@example.com");
      assertThat(page.told().consents())
          .extracting(line -> line.target() + ": " + line.what() + ", " + line.of())
          .containsExactly("shop: opt-out from e-mail, shop/customer/1");
      assertThat(page.told().deliveries())
          .extracting(PersonPage.DeliveryLine::subject)
          .contains("consent in shop/customer/1");
      assertThat(page.consents().getFirst().standing()).isEqualTo(Standing.OPTED_OUT);
      assertThat(deciding(page.consents().getFirst())).containsExactly("opt-out erp/customer/1");
    }
  }
}
