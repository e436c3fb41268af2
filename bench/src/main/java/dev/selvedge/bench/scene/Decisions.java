package dev.selvedge.bench.scene;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.OrderDetails;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.Delivery;
import dev.selvedge.testkit.ContributionBuilder;
import dev.selvedge.testkit.DeliveryBuilder;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.work.Store;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A store of people who decided, ordered and were taken up by automations in the 400 days before a
/// time. Each person: a decision in the shop, taken back by one in five and said again by one in
/// three; a flag in the ERP, all of which were read in the last 20 days; two orders; an enrolment,
/// and one more of these last days for one in three.
///
/// @param now the end of these days
public record Decisions(int people, Instant now) {
  private static final Duration ALL = Duration.ofDays(400);
  private static final Duration LATELY = Duration.ofDays(20);
  private static final int A_TIME = 1_000;

  /// Fills an empty store.
  public void into(Store store) {
    Random chance = new Random(7);
    store.change(
        ports ->
            ports
                .flowMinutes()
                .add(List.of(new FlowMinute("shop/order", now.minus(ALL), 1, 0, 1, 0, 0))));
    for (int first = 1; first <= people; first += A_TIME) {
      List<LedgerEntry> said = new ArrayList<>();
      List<StoredContribution> told = new ArrayList<>();
      List<Delivery> planned = new ArrayList<>();
      for (int person = first; person < Math.min(first + A_TIME, people + 1); person++) {
        decide(person, chance, said);
        order(person, chance, told);
        enrol(person, chance, planned);
      }
      store.change(
          ports -> {
            ports.ledger().append(said);
            ports.contributions().save(told);
            ports.deliveries().plan(planned);
          });
    }
  }

  private Instant before(Duration longest, Random chance) {
    return now.minusMillis(1 + (long) (chance.nextDouble() * longest.toMillis()));
  }

  private static LedgerEntry said(String ref, Choice choice, Instant at) {
    return LedgerEntry.said(
        RecordRef.parse(ref),
        ConsentClaim.observed(Topic.EMAIL, choice, at, Map.of("form", "newsletter")),
        at.plusSeconds(5));
  }

  private void decide(int person, Random chance, List<LedgerEntry> said) {
    Instant at = before(ALL, chance);
    String shop = "shop/customer/" + person;
    said.add(said(shop, Choice.OPT_IN, at));
    if (person % 3 == 0) {
      said.add(said(shop, Choice.OPT_IN, at.plus(Duration.ofHours(1))));
    }
    if (person % 5 == 0) {
      said.add(said(shop, Choice.OPT_OUT, at.plus(Duration.ofDays(1))));
    }
    said.add(said("erp/customer/" + person, Choice.OPT_IN, before(LATELY, chance)));
  }

  private void order(int person, Random chance, List<StoredContribution> told) {
    for (int one = 0; one < 2; one++) {
      Instant at = before(ALL, chance);
      String key = "WEB-" + person + '-' + one;
      told.add(
          ContributionBuilder.aContribution()
              .of("shop/order/" + key)
              .changedAt(at)
              .about(
                  key,
                  new OrderPart.Header(
                      at,
                      "paid",
                      person % 50 == 0,
                      person % 4 == 0 ? "EUR" : "GBP",
                      new BigDecimal("59.90"),
                      Map.of(OrderPart.Amount.TAX, new BigDecimal("9.56")),
                      List.of(line("A-1", "Walnut board"), line("B-2", "Linen towel")),
                      Map.of(),
                      OrderDetails.NONE))
              .heldBy(new PersonId(person)));
    }
  }

  private static OrderPart.Line line(String sku, String name) {
    return new OrderPart.Line("p-" + sku, sku, sku, name, BigDecimal.ONE, new BigDecimal("29.95"));
  }

  private void enrol(int person, Random chance, List<Delivery> planned) {
    planned.add(enrolled("welcome", person, before(ALL, chance)));
    if (person % 3 == 0) {
      planned.add(enrolled("basket", person, before(LATELY, chance)));
    }
  }

  private static Delivery enrolled(String rule, int person, Instant at) {
    return DeliveryBuilder.aDelivery()
        .enrolment(rule + "/shipped/" + person + "/P", person)
        .state(Delivery.State.SETTLED)
        .desiring("done")
        .delivered("done", "7", "p" + person + "@example.com", at)
        .changedAt(at)
        .build();
  }
}
