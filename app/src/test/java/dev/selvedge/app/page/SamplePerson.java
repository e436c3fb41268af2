package dev.selvedge.app.page;

import dev.selvedge.PersonId;
import dev.selvedge.app.page.PersonPage.ConsentLine;
import dev.selvedge.app.page.PersonPage.DecisionLine;
import dev.selvedge.app.page.PersonPage.DeliveryLine;
import dev.selvedge.app.page.PersonPage.FieldLine;
import dev.selvedge.app.page.PersonPage.Moment;
import dev.selvedge.app.page.PersonPage.OrderLine;
import dev.selvedge.app.page.PersonPage.Origin;
import dev.selvedge.app.page.PersonPage.Overruled;
import dev.selvedge.app.page.PersonPage.SourceLine;
import dev.selvedge.app.page.PersonPage.TimelineLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One made-up person with a guest checkout, an account and an ERP record.
final class SamplePerson {
  private static final String ERP = "erp/customer/20417";
  private static final String SHOP = "shop/customer/511";
  private static final String GUEST = "shop/order/1001";

  private SamplePerson() {}

  static PersonPage at(PersonId id, Instant now) {
    Instant hour = now.minus(Duration.ofHours(3));
    Instant week = now.minus(Duration.ofDays(8));
    return new PersonPage(
        id,
        "ada.byron@example.com",
        List.of(
            new SourceLine(SHOP, "Its e-mail is this address.", hour, false),
            new SourceLine(ERP, "Its e-mail is this address, in other case.", week, false),
            new SourceLine(GUEST, "A guest checkout with this address.", week, true)),
        List.of(
            field("FIRSTNAME", "Ada", SHOP, hour, "owner order: shop, erp", List.of()),
            field(
                "LASTNAME",
                SampleViews.HOSTILE,
                ERP,
                week,
                "owner order: erp, shop",
                List.of(new Overruled("Lovelace", SHOP))),
            field("LOYALTY_POINTS", "1240", ERP, week, "only erp may set it", List.of()),
            field("TOTAL_SPENT", "284.5", GUEST, hour, "derived from 4 orders", List.of())),
        List.of(
            new ConsentLine(
                "e-mail",
                true,
                "The latest decision is an opt-in at the checkout.",
                List.of(
                    decision("opt-in", new Moment.At(hour), SHOP, now, "checkout box, /checkout"),
                    decision("opt-out", new Moment.At(week), ERP, week, ""),
                    decision("opt-in", new Moment.NotKnown(), ERP, week, "")))),
        List.of(
            new OrderLine(
                "1004",
                new Moment.At(hour),
                "paid",
                SampleViews.money("84.50"),
                "GBP",
                "3 items, 1 of 2 sent"),
            new OrderLine(
                "1001",
                new Moment.At(week),
                "shipped",
                BigDecimal.valueOf(1_200),
                "GBP",
                "1 item, £12.00 refunded")),
        List.of(
            new DeliveryLine(
                "contact",
                "dotdigital",
                "up to date",
                "12 data fields, subscribed",
                new Moment.At(hour),
                0),
            new DeliveryLine(
                "order 1004", "dotdigital", "due", "nothing", new Moment.NotKnown(), 2)),
        List.of(
            line(now.minusSeconds(40), "send", "retry", "", "Dotdigital asked to wait 30 s."),
            line(hour, "send", "done", "", "Dotdigital holds the contact with 12 fields."),
            line(hour, "plan", "due", SHOP, "The contact changed in 2 fields."),
            line(hour, "person", "joined", SHOP, "The record has the address of this person."),
            line(week, "mapping", "park", ERP, "The loyalty points are not a number."),
            line(week, "inbox", "stored", ERP, "Accepted.")));
  }

  private static FieldLine field(
      String name, String value, String from, Instant at, String rule, List<Overruled> lost) {
    return new FieldLine(name, value, rule, List.of(new Origin(from, at, "")), lost);
  }

  private static DecisionLine decision(
      String word, Moment at, String from, Instant entered, String evidence) {
    return new DecisionLine(word, at, from, entered, evidence, "");
  }

  private static TimelineLine line(
      Instant at, String stage, String word, String source, String sentence) {
    return new TimelineLine(at, stage, word, source, sentence);
  }
}
