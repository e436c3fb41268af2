package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.app.promise.Workbench.Fittings;
import dev.selvedge.app.promise.Workbench.Said;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.AddressRef;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.person.ConsentPolicy.Unasked;
import dev.selvedge.person.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// P4 under each policy a project may choose; the table of `docs/consent.md` row by row.
class P4ConsentPoliciesTest {
  private static final Path PAGE = Path.of("../docs/consent.md");
  private static final String ANN = "ann@example.com";
  private static final Instant EARLY = NOON.minusSeconds(9000);

  @TempDir Path folder;

  private static ConsentPolicy policy(Unasked unasked, boolean softOptIn, String... from) {
    return new ConsentPolicy(
        Set.copyOf(Arrays.stream(from).map(SystemName::new).toList()),
        ConsentPolicy.STANDARD.mailers(),
        softOptIn,
        unasked);
  }

  private Workbench bench(ConsentPolicy policy) {
    return new Workbench(folder, Fittings.STANDARD.with(policy));
  }

  /// One row of the page.
  record Row(String decided, Unasked unasked, boolean softOptIn, boolean bought, String there) {
    static Row of(String line) {
      List<String> cells =
          Stream.of(line.split("\\|", -1)).map(cell -> cell.strip().replace("`", "")).toList();
      return new Row(
          cells.get(1),
          Unasked.valueOf(cells.get(2).toUpperCase(Locale.ROOT)),
          Boolean.parseBoolean(cells.get(3)),
          cells.get(4).equals("yes"),
          cells.get(5));
    }

    Said customer() {
      Said said = Workbench.shop("1").email(ANN);
      return decided.equals("nothing") ? said : said.consent(decided.equals("opt-in"), EARLY);
    }
  }

  static List<Row> rows() throws IOException {
    List<Row> rows =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.startsWith("## What is done"))
            .dropWhile(line -> !line.startsWith("|---"))
            .skip(1)
            .takeWhile(line -> line.startsWith("|"))
            .map(Row::of)
            .toList();
    assertThat(rows).hasSizeGreaterThan(8);
    return rows;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void the_page_says_what_is_done(Row row) {
    try (Workbench bench = bench(policy(row.unasked(), row.softOptIn()))) {
      bench.receive(row.customer().upsert());
      if (row.bought()) {
        bench.receive(Workbench.order("A1").email(ANN).with("customer", "\"1\"").upsert());
      }
      bench.settle();

      assertThat(bench.contacts().getOrDefault(ANN, "not there")).startsWith(row.there());
    }
  }

  @Test
  void under_nobody_who_decides_nothing_is_not_created_and_is_when_they_opt_in() {
    try (Workbench bench = bench(policy(Unasked.NOBODY, false))) {
      bench.receive(
          Workbench.shop("1").email(ANN).upsert(), Workbench.order("A1").email(ANN).upsert());
      bench.settle();
      assertThat(bench.contacts()).isEmpty();
      assertThat(bench.sandbox.inside().recordCount("Orders")).isZero();

      bench.receive(Workbench.shop("1").email(ANN).consent(true, NOON).stamp(NOON).upsert());
      bench.settle();

      assertThat(bench.contacts().get(ANN)).startsWith("subscribed");
      assertThat(bench.sandbox.inside().recordCount("Orders")).isEqualTo(1);
    }
  }

  @Test
  void a_cancelled_order_is_no_purchase() {
    try (Workbench bench = bench(policy(Unasked.AS_UNSUBSCRIBED, true))) {
      bench.receive(
          Workbench.shop("1").email(ANN).upsert(),
          Workbench.order("A1").email(ANN).with("status", "\"cancelled\"").upsert());
      bench.settle();

      assertThat(bench.contacts().get(ANN)).startsWith("unsubscribed");
    }
  }

  @Test
  void a_purchase_never_outweighs_an_opt_out_however_old() {
    try (Workbench bench = bench(policy(Unasked.AS_UNSUBSCRIBED, true))) {
      bench.receive(
          Workbench.erp("9").email(ANN).consent(false, EARLY.minusSeconds(9_000_000)).upsert(),
          Workbench.order("A1").email(ANN).upsert());
      bench.settle();

      assertThat(bench.contacts().get(ANN)).startsWith("unsubscribed");
    }
  }

  @Test
  void who_was_asked_and_has_not_confirmed_is_not_subscribed_by_a_purchase() {
    try (Workbench bench = bench(policy(Unasked.AS_UNSUBSCRIBED, true))) {
      ConsentClaim asked =
          ConsentClaim.stated(Topic.EMAIL, ConsentClaim.Choice.PENDING, EARLY, Map.of());
      bench.store.change(
          ports ->
              ports
                  .ledger()
                  .append(
                      List.of(LedgerEntry.said(RecordRef.parse("shop/customer/1"), asked, EARLY))));
      bench.receive(
          Workbench.shop("1").email(ANN).upsert(), Workbench.order("A1").email(ANN).upsert());
      bench.settle();

      assertThat(bench.contacts().get(ANN)).startsWith("unsubscribed");
    }
  }

  @Test
  void an_opt_out_ends_a_soft_opt_in() {
    try (Workbench bench = bench(policy(Unasked.NOBODY, true))) {
      bench.receive(
          Workbench.shop("1").email(ANN).upsert(), Workbench.order("A1").email(ANN).upsert());
      bench.settle();
      assertThat(bench.contacts().get(ANN)).startsWith("subscribed");
      bench.receive(Workbench.shop("1").email(ANN).consent(false, NOON).stamp(NOON).upsert());
      bench.settle();

      assertThat(bench.contacts().get(ANN)).startsWith("unsubscribed");
    }
  }

  @Test
  void a_guest_who_says_nothing_takes_nothing_back() {
    try (Workbench bench = bench(policy(Unasked.AS_UNSUBSCRIBED, false))) {
      bench.receive(Workbench.shop("1").email(ANN).consent(true, EARLY).upsert());
      bench.settle();
      bench.receive(Workbench.order("A1").email(ANN).first("Annie").stamp(NOON).upsert());
      bench.settle();

      assertThat(bench.contacts()).hasSize(1);
      assertThat(bench.contacts().get(ANN)).startsWith("subscribed");
    }
  }

  /// Declines in the shop, and agrees again where somebody says.
  private static String afterReturningBy(Workbench bench, Said where) {
    bench.receive(Workbench.shop("1").email(ANN).consent(true, EARLY).upsert());
    bench.settle();
    bench.receive(
        Workbench.shop("1")
            .email(ANN)
            .consent(false, EARLY.plusSeconds(60))
            .stamp(NOON.minusSeconds(60))
            .upsert());
    bench.settle();
    assertThat(bench.contacts().get(ANN)).startsWith("unsubscribed");
    bench.receive(where.email(ANN).consent(true, NOON).stamp(NOON).upsert());
    bench.settle();
    return bench.contacts().getOrDefault(ANN, "");
  }

  @Test
  void only_systems_that_are_named_bring_somebody_back() {
    ConsentPolicy shopOnly = policy(Unasked.AS_UNSUBSCRIBED, false, "shop");
    try (Workbench bench = bench(shopOnly)) {
      assertThat(afterReturningBy(bench, Workbench.erp("9"))).startsWith("unsubscribed");
    }
  }

  @Test
  void who_comes_back_is_asked_by_dotdigital_first() {
    ConsentPolicy shopOnly = policy(Unasked.AS_UNSUBSCRIBED, false, "shop");
    try (Workbench bench = bench(shopOnly)) {
      assertThat(afterReturningBy(bench, Workbench.shop("1"))).doesNotStartWith("subscribed");
      bench.sandbox.act("confirm", ANN);

      assertThat(bench.contacts().get(ANN)).startsWith("subscribed");
    }
  }

  @Test
  void where_the_project_says_so_they_come_back_at_once() {
    TargetSettings.Consent atOnce =
        new TargetSettings.Consent(new EmailStatus.Resubscription.WithNoChallenge(), true);
    try (Workbench bench = new Workbench(folder, Fittings.STANDARD.with(atOnce))) {
      assertThat(afterReturningBy(bench, Workbench.shop("1"))).startsWith("subscribed");
    }
  }

  @Test
  void an_opt_out_that_was_heard_after_a_write_undid_it_is_told_back() {
    TargetSettings.Consent atOnce =
        new TargetSettings.Consent(new EmailStatus.Resubscription.WithNoChallenge(), true);
    try (Workbench bench = new Workbench(folder, Fittings.STANDARD.with(atOnce))) {
      Said ann = Workbench.shop("1").email(ANN).consent(true, EARLY);
      bench.receive(ann.upsert());
      bench.settle();
      bench.clock.advance(Duration.ofMinutes(10));
      bench.sandbox.act("unsubscribe", ANN);
      Instant left = bench.clock.instant();
      bench.clock.advance(Duration.ofMinutes(10));
      bench.receive(ann.first("Annie").stamp(NOON).upsert());
      bench.settle();
      assertThat(bench.contacts().get(ANN)).startsWith("unsubscribed").contains("Annie");
      // Somebody else's system undoes it.
      bench
          .account
          .contacts()
          .write(
              ContactWrite.stating(
                      new ContactKey.Email(ANN),
                      new EmailStatus.Subscribed(atOnce.resubscription()))
                  .build(),
              MergeOption.OVERWRITE);

      ConsentClaim declined =
          ConsentClaim.stated(Topic.EMAIL, ConsentClaim.Choice.OPT_OUT, left, Map.of());
      RecordRef address = AddressRef.of(new SystemName("dotdigital"), ANN);
      bench.store.change(
          ports ->
              ports
                  .ledger()
                  .append(List.of(LedgerEntry.said(address, declined, bench.clock.instant()))));
      bench.receive(ann.first("Annie").stamp(NOON.plusSeconds(1)).upsert());
      bench.settle();

      assertThat(bench.contacts().get(ANN)).startsWith("unsubscribed");
    }
  }
}
