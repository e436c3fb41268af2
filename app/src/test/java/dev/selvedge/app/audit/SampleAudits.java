package dev.selvedge.app.audit;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.app.page.SampleViews;
import dev.selvedge.app.parked.Veil;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Audits.Choice;
import dev.selvedge.audit.Audits.Found;
import dev.selvedge.audit.Counted;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Hop;
import dev.selvedge.audit.Remedy;
import dev.selvedge.audit.numbers.Numbered;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.audit.AuditStep;
import dev.selvedge.work.audit.Mending;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/// Sixty nights of audits, made up but plausible; the newest, number 60, found 73 differences.
/// Remembers what was done, in words. Used by one test.
public final class SampleAudits implements AuditDesk {
  private static final SystemName TARGET = new SystemName("dotdigital");
  private static final int A_PAGE = 25;
  private static final int LINES = 50;

  /// What was done.
  public final List<String> done = new ArrayList<>();

  /// What asking for an audit comes to.
  public AuditStep.Asking asking = AuditStep.Asking.TAKEN;

  /// How many things mending would change.
  public int things = 12;

  private final Instant now;
  private String asked = "";

  public SampleAudits(Instant now) {
    this.now = now;
  }

  private List<Audit> all() {
    return LongStream.iterate(60, id -> id > 0, id -> id - 1).mapToObj(this::audit).toList();
  }

  private Audit audit(long id) {
    Instant started = now.minus(Duration.ofDays(60 - id)).minus(Duration.ofHours(6));
    long differing = id == 60 ? 71 : id % 7 == 0 ? 0 : id % 11 * 3;
    boolean broken = id == 52;
    return new Audit(
        id,
        TARGET,
        id % 6 == 0 ? AuditOrder.Basis.SWEEP : AuditOrder.Basis.SAMPLE,
        id,
        id == 59 ? "otto (dashboard)" : "schedule",
        started,
        started.plusSeconds(240),
        broken ? Audit.State.BROKEN_OFF : Audit.State.DONE,
        broken ? "the 1000 calls that this audit may make are used up" : "",
        id == 60 ? newest() : result(differing));
  }

  private static AuditResult result(long differing) {
    return new AuditResult(
        312,
        40,
        List.of(
            new AuditResult.Part(
                Facet.CONTACT, "contacts", 90_112, -1, 598, differing, 2, Map.of())),
        differing == 0
            ? List.of()
            : List.of(
                new AuditResult.Group(
                    Facet.CONTACT, Gap.Kind.FIELD, "POINTS", Hop.CHANGED_AFTERWARDS, differing)),
        List.of(),
        List.of("With 95 % confidence fewer than 0.5 % of the 90,112 contacts differ."));
  }

  private AuditResult newest() {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<AuditResult.Day> days = new ArrayList<>();
    for (int back = 59; back >= 0; back--) {
      long here = 30 + (back * 7L) % 19 + (back % 7 < 2 ? 14 : 0);
      long there = back == 3 ? here - 9 : here;
      days.add(
          new AuditResult.Day(
              today.minusDays(back),
              "GBP",
              here,
              new BigDecimal(here + ".50").multiply(new BigDecimal("41.20")),
              there,
              new BigDecimal(there + ".50").multiply(new BigDecimal("41.20"))));
    }
    return new AuditResult(
            912,
            100,
            List.of(
                new AuditResult.Part(
                    Facet.CONTACT, "contacts", 90_112, 90_118, 90_118, 62, 4, Map.of()),
                new AuditResult.Part(
                    Facet.ORDER,
                    "orders",
                    312_455,
                    312_446,
                    312_455,
                    9,
                    2,
                    Map.of("GBP", new BigDecimal("370.80")))),
            List.of(
                new AuditResult.Group(
                    Facet.CONTACT, Gap.Kind.FIELD, "POINTS", Hop.CHANGED_AFTERWARDS, 58),
                new AuditResult.Group(Facet.ORDER, Gap.Kind.MISSING, "", Hop.CHANGED_AFTERWARDS, 9),
                new AuditResult.Group(Facet.CONTACT, Gap.Kind.UNKNOWN, "", Hop.NOT_OURS, 6),
                new AuditResult.Group(
                    Facet.CONTACT, Gap.Kind.FIELD, "FIRSTNAME", Hop.ON_ITS_WAY, 4),
                new AuditResult.Group(
                    Facet.CONTACT, Gap.Kind.WRONGLY_MAILED, "", Hop.CHANGED_AFTERWARDS, 2),
                new AuditResult.Group(
                    Facet.CONTACT, Gap.Kind.FIELD, "LASTNAME", Hop.NEVER_RECEIVED, 2)),
            days,
            List.of(
                "Dotdigital may mail 2 people who must not be mailed.",
                "Orders worth GBP 370.80 are missing in Dotdigital.",
                "All 90,118 contacts that Dotdigital holds were read back: 62 differ.",
                "All 312,446 orders that Dotdigital holds were read back: 9 differ.",
                "Dotdigital holds 6 contacts that no system of the hub knows."))
        .with(
            List.of(
                new Numbered(
                    "shop/order",
                    Numbered.Verdict.LEARNT,
                    4_230,
                    9,
                    1,
                    2,
                    "Some may be among the 3 records of shop/order that are parked.",
                    List.of(
                        new Numbered.Run(
                            4_230,
                            9,
                            List.of(
                                new Numbered.Range(
                                    "#1043",
                                    "#1051",
                                    9,
                                    now.minus(Duration.ofDays(4)),
                                    now.minus(Duration.ofDays(3)))),
                            0)))),
            List.of(
                new Counted(
                    "shop/order",
                    today.minusDays(3),
                    41,
                    38,
                    List.of(
                        new Counted.Sum("GBP", new BigDecimal("812.20"), new BigDecimal("790.00"))),
                    false)));
  }

  private List<Found> found() {
    List<Found> found = new ArrayList<>();
    found.add(
        found(
            1,
            Subject.contact(new PersonId(1021)),
            Gap.whole(Gap.Kind.WRONGLY_MAILED, "is not to be mailed", "is mailed"),
            Hop.CHANGED_AFTERWARDS));
    found.add(
        found(
            2,
            Subject.contact(new PersonId(1021)),
            new Gap(Gap.Kind.FIELD, "LASTNAME", SampleViews.HOSTILE, "Lovelace"),
            Hop.NEVER_RECEIVED));
    found.add(
        new Found(
            3,
            new Difference(
                new Subject(Facet.ORDER, "1004"),
                "",
                new PersonId(1021),
                Gap.whole(Gap.Kind.MISSING, "84.50 GBP", "(no such record)"),
                Hop.CHANGED_AFTERWARDS,
                "Dotdigital acknowledged it as it should be, and shows something else since.",
                now.minus(Duration.ofDays(3)),
                new BigDecimal("84.50"),
                "GBP"),
            "",
            Instant.EPOCH));
    found.add(
        new Found(
            4,
            new Difference(
                Subject.contact(Difference.NOBODY),
                "7731",
                Difference.NOBODY,
                Gap.whole(Gap.Kind.UNKNOWN, "(no such person)", "is mailed"),
                Hop.NOT_OURS,
                "No system that the hub reads knows it.",
                Instant.EPOCH,
                BigDecimal.ZERO,
                ""),
            "left alone by otto: the vendor's",
            now.minusSeconds(600)));
    for (int number = 5; number <= 73; number++) {
      found.add(
          found(
              number,
              Subject.contact(new PersonId(2000 + number)),
              new Gap(Gap.Kind.FIELD, "POINTS", Integer.toString(100 + number), "0"),
              Hop.CHANGED_AFTERWARDS));
    }
    return found;
  }

  private Found found(long number, Subject subject, Gap gap, Hop hop) {
    return new Found(
        number,
        new Difference(
            subject,
            "9" + number,
            subject.person(),
            gap,
            hop,
            "Dotdigital acknowledged it as it should be, and shows something else since.",
            now.minus(Duration.ofHours(number)),
            BigDecimal.ZERO,
            ""),
        "",
        Instant.EPOCH);
  }

  @Override
  public AuditsPage list(int page) {
    List<Audit> all = all();
    return new AuditsPage(
        all.stream().skip((page - 1L) * A_PAGE).limit(A_PAGE).toList(),
        page,
        all.size() > page * A_PAGE,
        AuditPlots.shares(all.subList(0, 30)),
        asked);
  }

  @Override
  public Optional<Audit> last() {
    return Optional.of(audit(60));
  }

  @Override
  public Optional<AuditPage> audit(long id, AuditPage.Asked asked, Veil veil) {
    List<Found> found =
        (id == 60 ? found() : List.<Found>of())
            .stream()
                .filter(one -> one.number() > asked.after())
                .filter(one -> isMeant(asked.choice(), one))
                .toList();
    return id < 1 || id > 60
        ? Optional.empty()
        : Optional.of(
            new AuditPage(
                audit(id),
                AuditPlots.of(audit(id), all().subList(0, 30)),
                asked,
                found.stream()
                    .limit(LINES)
                    .map(one -> AuditPage.Line.of(one, address(one), veil))
                    .toList(),
                found.size() > LINES));
  }

  private static boolean isMeant(Choice choice, Found one) {
    Gap gap = one.difference().gap();
    return choice.kind().stream().allMatch(it -> it == gap.kind())
        && choice.hop().stream().allMatch(it -> it == one.difference().hop())
        && (choice.field().isEmpty() || choice.field().equals(gap.field()))
        && (!choice.open() || one.mended().isEmpty());
  }

  private static String address(Found one) {
    long person = one.difference().person().value();
    return person == 0 ? "" : person == 1021 ? "ada.byron@example.com" : person + "@example.com";
  }

  @Override
  public boolean each(long id, Veil veil, Consumer<List<Found>> some) {
    some.accept(found().stream().map(one -> Covered.of(one, veil)).toList());
    return id == 60;
  }

  @Override
  public AuditStep.Asking ask(String who) {
    done.add("asked by " + who);
    asked = who + " (dashboard)";
    return asking;
  }

  @Override
  public Optional<Stake> stake(long id, Choice choice) {
    return id < 1 || id > 60 ? Optional.empty() : Optional.of(new Stake(things, 100));
  }

  @Override
  public Optional<Mending.Tally> mend(long id, Choice choice, int atMost, ByHand hand) {
    done.add("mended " + id + " " + choice + " at most " + atMost + " " + hand.words());
    return Optional.of(new Mending.Tally(Map.of(Remedy.SEND_AGAIN, things), 2, "", List.of()));
  }

  @Override
  public Optional<Mending.Tally> mend(long id, long number, ByHand hand) {
    done.add("mended " + id + "/" + number + " " + hand.words());
    return Optional.of(new Mending.Tally(Map.of(Remedy.SEND_AGAIN, 1), 0, "", List.of()));
  }

  @Override
  public boolean ignore(long id, long number, ByHand hand) {
    done.add("left alone " + id + "/" + number + " " + hand.words());
    return number <= 73;
  }
}
