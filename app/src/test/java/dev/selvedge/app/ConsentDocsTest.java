package dev.selvedge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.AddressRef;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.person.EffectiveConsent;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.Telling;
import dev.selvedge.person.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Keeps the table of decisions in `docs/consent.md` true; rewritten with `-Dselvedge.docs=write`.
class ConsentDocsTest {
  private static final Path PAGE = Path.of("../docs/consent.md");
  private static final String BEGIN = "<!-- made by ConsentDocsTest: verdicts -->\n";
  private static final String END = "<!-- end -->";

  private static final RecordRef SHOP = RecordRef.parse("shop/customer/1");
  private static final RecordRef ERP = RecordRef.parse("erp/customer/9");
  private static final RecordRef MAILER =
      AddressRef.of(new SystemName("dotdigital"), "ann@example.com");
  private static final Topic NEWS = Topic.list("News");

  /// @param lines as people read them, and what the ledger holds of them
  private record Row(String lines, List<LedgerEntry> ledger, Topic topic, ConsentPolicy policy) {
    Row(String lines, LedgerEntry... ledger) {
      this(lines, List.of(ledger), Topic.EMAIL, ConsentPolicy.STANDARD);
    }

    Row of(Topic other) {
      return new Row(lines, ledger, other, policy);
    }

    String words() {
      Verdict verdict = EffectiveConsent.of(ledger, topic, policy);
      String word =
          switch (verdict) {
            case Verdict.Granted ignored -> "granted";
            case Verdict.Refused ignored -> "refused";
            case Verdict.Suppressed ignored -> "suppressed";
            case Verdict.Unasked ignored -> "nothing decided";
          };
      return "| " + lines + " | **" + word + "** |\n";
    }
  }

  private static Instant day(int day) {
    return Instant.parse("2026-01-0" + day + "T12:00:00Z");
  }

  private static LedgerEntry said(RecordRef origin, Choice choice, int day) {
    return said(origin, Topic.EMAIL, choice, day);
  }

  private static LedgerEntry said(RecordRef origin, Topic topic, Choice choice, int day) {
    return LedgerEntry.said(origin, ConsentClaim.stated(topic, choice, day(day), Map.of()), day(9));
  }

  private static LedgerEntry flag(RecordRef origin, Choice choice, int day) {
    return LedgerEntry.said(
        origin, ConsentClaim.observed(Topic.EMAIL, choice, day(day), Map.of()), day(9));
  }

  private static LedgerEntry suppressed(String reason, int day) {
    return LedgerEntry.said(
        MAILER,
        ConsentClaim.stated(
            Topic.EMAIL, Choice.SUPPRESSED, day(day), Map.of(ConsentClaim.REASON, reason)),
        day(9));
  }

  private static LedgerEntry told(RecordRef origin, Choice choice, int day) {
    return new Telling(origin, Topic.EMAIL, choice).entered(day(day), day(day), true);
  }

  private static List<Row> rows() {
    ConsentPolicy shopOnly =
        new ConsentPolicy(
            Set.of(new SystemName("shop")),
            ConsentPolicy.STANDARD.mailers(),
            false,
            ConsentPolicy.Unasked.AS_UNSUBSCRIBED);
    List<LedgerEntry> erpReturns =
        List.of(said(SHOP, Choice.OPT_OUT, 1), said(ERP, Choice.OPT_IN, 2));
    return List.of(
        new Row("nothing"),
        new Row("asked on the 1st, not yet confirmed", said(SHOP, Choice.PENDING, 1)),
        new Row("opt-in on the 1st", said(SHOP, Choice.OPT_IN, 1)),
        new Row("opt-out on the 1st", said(SHOP, Choice.OPT_OUT, 1)),
        new Row(
            "opt-in on the 1st, opt-out on the 2nd in another system",
            said(SHOP, Choice.OPT_IN, 1),
            said(ERP, Choice.OPT_OUT, 2)),
        new Row(
            "opt-out on the 1st, opt-in on the 2nd",
            said(SHOP, Choice.OPT_OUT, 1),
            said(SHOP, Choice.OPT_IN, 2)),
        new Row(
            "opt-out on the 1st, asked again on the 2nd, not yet confirmed",
            said(SHOP, Choice.OPT_OUT, 1),
            said(SHOP, Choice.PENDING, 2)),
        new Row(
            "opt-in and opt-out at the same instant",
            said(SHOP, Choice.OPT_IN, 1),
            said(ERP, Choice.OPT_OUT, 1)),
        new Row(
            "opt-out on the 1st, opt-in on the 2nd by the ERP",
            erpReturns,
            Topic.EMAIL,
            ConsentPolicy.STANDARD),
        new Row("the same with `resubscribe_from: shop`", erpReturns, Topic.EMAIL, shopOnly),
        new Row(
            "opt-out on the 1st; a flag of another system, `true` when first seen on the 3rd",
            said(SHOP, Choice.OPT_OUT, 1),
            flag(ERP, Choice.OPT_IN, 3)),
        new Row(
            "a flag `true` on the 1st and, in a newer version, on the 3rd; opt-out on the 2nd",
            flag(ERP, Choice.OPT_IN, 1),
            said(SHOP, Choice.OPT_OUT, 2),
            flag(ERP, Choice.OPT_IN, 3)),
        new Row(
            "a flag `false` on the 1st, `true` on the 2nd",
            flag(ERP, Choice.OPT_OUT, 1),
            flag(ERP, Choice.OPT_IN, 2)),
        new Row(
            "unsubscribed in Dotdigital on the 1st, opt-in in the shop on the 2nd",
            said(MAILER, Choice.OPT_OUT, 1),
            said(SHOP, Choice.OPT_IN, 2)),
        new Row(
            "unsubscribed in Dotdigital on the 1st, resubscribed there on the 2nd; the shop was told"
                + " of the first late, on the 3rd, and says it back",
            said(MAILER, Choice.OPT_OUT, 1),
            said(MAILER, Choice.OPT_IN, 2),
            told(SHOP, Choice.OPT_OUT, 3),
            flag(SHOP, Choice.OPT_OUT, 3)),
        new Row(
            "hard bounce on the 1st, opt-in in the shop on the 2nd",
            suppressed("bounce", 1),
            said(SHOP, Choice.OPT_IN, 2)),
        new Row(
            "complaint on the 1st, resubscribed in Dotdigital on the 2nd",
            suppressed("complaint", 1),
            said(MAILER, Choice.OPT_IN, 2)),
        new Row(
                "of list News: an opt-in on the 1st, and of e-mail nothing",
                said(SHOP, NEWS, Choice.OPT_IN, 1))
            .of(NEWS),
        new Row(
                "of list News: an opt-in on the 2nd, and an opt-out from e-mail on the 1st",
                said(SHOP, NEWS, Choice.OPT_IN, 2),
                said(SHOP, Choice.OPT_OUT, 1))
            .of(NEWS));
  }

  @Test
  void the_page_shows_what_the_program_decides() throws IOException {
    StringBuilder table = new StringBuilder("\n| What is known | Effective |\n|---|---|\n");
    rows().forEach(row -> table.append(row.words()));
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END, begin);
    assertThat(end).as("the place of the table").isGreaterThan(BEGIN.length());

    GoldenFile.expect(PAGE, page.substring(0, begin) + table + "\n" + page.substring(end));
  }
}
