package dev.selvedge.app.page;

import dev.selvedge.PersonId;
import dev.selvedge.app.page.PersonPage.Act;
import dev.selvedge.app.page.PersonPage.Answer;
import dev.selvedge.app.page.PersonPage.ConsentLine;
import dev.selvedge.app.page.PersonPage.DecisionLine;
import dev.selvedge.app.page.PersonPage.DeliveryLine;
import dev.selvedge.app.page.PersonPage.ElsewhereLine;
import dev.selvedge.app.page.PersonPage.FieldLine;
import dev.selvedge.app.page.PersonPage.FormerLine;
import dev.selvedge.app.page.PersonPage.Moment;
import dev.selvedge.app.page.PersonPage.OrderLine;
import dev.selvedge.app.page.PersonPage.Origin;
import dev.selvedge.app.page.PersonPage.Overruled;
import dev.selvedge.app.page.PersonPage.SourceLine;
import dev.selvedge.app.page.PersonPage.Standing;
import dev.selvedge.app.page.PersonPage.Step;
import dev.selvedge.app.page.PersonPage.TimelineLine;
import dev.selvedge.app.page.PersonPage.Told;
import dev.selvedge.app.page.PersonPage.ToldLine;
import dev.selvedge.app.page.PersonPage.Who;
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
        new Answer(
            true,
            "May be e-mailed: opted in",
            "The latest decision is an opt-in at the checkout.",
            List.of("Dotdigital does not know this yet: the contact is on its way.")),
        who(hour, week),
        List.of(
            field("FIRSTNAME", "Ada", SHOP, hour, "owner order: shop, erp", List.of()),
            field(
                "LASTNAME",
                SampleViews.HOSTILE,
                ERP,
                week,
                "owner order: erp, shop",
                List.of(
                    new Overruled("Lovelace", SHOP, hour, ""),
                    new Overruled("Byron", GUEST, week, "crm may not set this field"))),
            field("LOYALTY_POINTS", "1240", ERP, week, "only erp may set it", List.of()),
            field("TOTAL_SPENT", "284.5", GUEST, hour, "derived from 4 orders", List.of())),
        consents(hour, week, now),
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
        told(hour, week),
        List.of(
            line(now.minusSeconds(40), "send", "retry", "", "Dotdigital asked to wait 30 s."),
            line(hour, "send", "done", "", "Dotdigital holds the contact with 12 fields."),
            line(hour, "plan", "due", SHOP, "The contact changed in 2 fields."),
            line(hour, "person", "joined", SHOP, "The record has the address of this person."),
            line(week, "mapping", "park", ERP, "The loyalty points are not a number."),
            line(week, "inbox", "stored", ERP, "Accepted.")));
  }

  private static Who who(Instant hour, Instant week) {
    Act apart = new Act("It is not theirs: set it apart", "selvedge person unlink " + ERP);
    return new Who(
        List.of(
            new SourceLine(
                SHOP, "Its e-mail is this address.", List.of(), List.of(apart), hour, false, false),
            new SourceLine(
                ERP,
                "A steward put it together with shop/customer/511, which is this person.",
                List.of(new Step("put together with " + SHOP, "otto", "she rang <b>", hour)),
                List.of(apart),
                week,
                false,
                false),
            new SourceLine(
                GUEST,
                "A guest checkout with this address.",
                List.of(),
                List.of(),
                week,
                true,
                true)),
        List.of(new FormerLine("ada@lovelace.example", SHOP, week)),
        List.of(
            new ElsewhereLine(
                "crm/contact/9", "It had this address once.", "p77", List.of(), List.of(apart))));
  }

  private static List<ConsentLine> consents(Instant hour, Instant week, Instant now) {
    return List.of(
        new ConsentLine(
            "e-mail",
            Standing.OPTED_IN,
            "The latest decision is an opt-in at the checkout.",
            List.of(
                decision("opt-in", new Moment.At(hour), SHOP, now, "checkout box, /checkout", true),
                decision("opt-out", new Moment.At(week), ERP, week, "", false),
                decision("opt-in", new Moment.NotKnown(), ERP, week, "", false))),
        new ConsentLine(
            "SMS", Standing.NEVER_ASKED, "Nobody has told us of a decision.", List.of()));
  }

  private static Told told(Instant hour, Instant week) {
    return new Told(
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
            new ToldLine(hour, "Dotdigital", "opt-in to e-mail", "ada.byron@example.com", false),
            new ToldLine(week, "shop", "opt-out from e-mail", SHOP, true)));
  }

  private static FieldLine field(
      String name, String value, String from, Instant at, String rule, List<Overruled> lost) {
    return new FieldLine(name, value, name, rule, List.of(new Origin(from, at, "")), lost);
  }

  private static DecisionLine decision(
      String word, Moment at, String from, Instant entered, String evidence, boolean decides) {
    return new DecisionLine(word, at, from, entered, evidence, "", "", decides);
  }

  private static TimelineLine line(
      Instant at, String stage, String word, String source, String sentence) {
    return new TimelineLine(at, stage, word, source, sentence);
  }
}
