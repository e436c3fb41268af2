package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Audits.Choice;
import dev.selvedge.audit.Audits.Found;
import dev.selvedge.audit.Audits.Ignored;
import dev.selvedge.audit.Counted;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Hop;
import dev.selvedge.audit.numbers.Numbered;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every keeper of what audits found does.
public abstract class AuditsContract extends PortContract {
  private static final SystemName TARGET = new SystemName("dotdigital");
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private static Audit running(long id, Instant started) {
    return new Audit(
        id,
        TARGET,
        AuditOrder.Basis.SWEEP,
        77,
        "ada",
        started,
        Instant.EPOCH,
        Audit.State.RUNNING,
        "",
        AuditResult.NOTHING);
  }

  private static AuditResult result() {
    return new AuditResult(
        12,
        3,
        List.of(
            new AuditResult.Part(
                Facet.ORDER, "orders", 10, 9, 10, 1, 2, Map.of("GBP", new BigDecimal("19.90")))),
        List.of(
            new AuditResult.Group(Facet.ORDER, Gap.Kind.MISSING, "", Hop.CHANGED_AFTERWARDS, 1)),
        List.of(
            new AuditResult.Day(
                LocalDate.parse("2026-05-31"),
                "GBP",
                2,
                new BigDecimal("40.00"),
                1,
                new BigDecimal("20.10"))),
        List.of("All 10 orders were read back."),
        List.of(
            new Numbered(
                "shop/order",
                Numbered.Verdict.LEARNT,
                120,
                9,
                1,
                2,
                "",
                List.of(
                    new Numbered.Run(
                        120, 9, List.of(new Numbered.Range("43", "51", 9, NOON, NOON)), 0)))),
        List.of(
            new Counted(
                "shop/order",
                LocalDate.parse("2026-05-31"),
                3,
                2,
                List.of(new Counted.Sum("GBP", new BigDecimal("60.10"), new BigDecimal("40.00"))),
                false)));
  }

  private static Difference difference(String order, Gap.Kind kind, String field, Hop hop) {
    return new Difference(
        new Subject(Facet.ORDER, order),
        order,
        new PersonId(4),
        new Gap(kind, field, "19.90", ""),
        hop,
        "Somebody changed it there.",
        NOON,
        new BigDecimal("19.90"),
        "GBP");
  }

  private Optional<Audit> audit(long id) {
    return read(ports -> ports.audits().find(id));
  }

  private List<Long> newest(int limit, long skip) {
    List<Audit> newest = read(ports -> ports.audits().newest(limit, skip));
    return newest.stream().map(Audit::id).toList();
  }

  private List<Ignored> ignored(SystemName target, List<Subject> subjects) {
    return read(ports -> ports.audits().ignored(target, subjects));
  }

  private int forgotten(Instant before) {
    return write(ports -> ports.audits().forget(before));
  }

  private List<Found> found(Choice choice, long after, int limit) {
    return read(ports -> ports.audits().differences(1, choice, after, limit));
  }

  @Test
  void the_last_that_came_to_its_end_and_those_under_way_are_told_apart() {
    assertThat(lastDone()).isEmpty();
    for (int id = 1; id <= 4; id++) {
      Audit one = running(id, NOON.plusSeconds(id));
      writing(ports -> ports.audits().keep(one));
    }
    end(1, Audit.State.DONE);
    end(2, Audit.State.DONE);
    end(3, Audit.State.BROKEN_OFF);
    assertThat(lastDone()).map(Audit::id).contains(2L);
    List<Audit> running = read(ports -> ports.audits().running());
    assertThat(running).extracting(Audit::id).containsExactly(4L);
  }

  private void end(long id, Audit.State state) {
    Audit ended = running(id, NOON.plusSeconds(id)).ended(state, "", result(), NOON.plusSeconds(9));
    writing(ports -> ports.audits().keep(ended));
  }

  private Optional<Audit> lastDone() {
    return read(ports -> ports.audits().lastDone());
  }

  @Test
  void an_audit_is_kept_as_it_is_and_replaced_by_how_it_ended() {
    Audit begun = running(1, NOON);
    writing(ports -> ports.audits().keep(begun));
    assertThat(audit(1)).contains(begun);
    assertThat(audit(2)).isEmpty();

    Audit ended = begun.ended(Audit.State.DONE, "", result(), NOON.plusSeconds(9));
    writing(ports -> ports.audits().keep(ended));
    assertThat(audit(1)).contains(ended);
  }

  @Test
  void the_newest_come_first_in_pages() {
    writing(
        ports -> {
          ports.audits().keep(running(1, NOON));
          ports.audits().keep(running(2, NOON.plusSeconds(1)));
          ports.audits().keep(running(3, NOON.plusSeconds(2)));
        });

    assertThat(newest(2, 0)).containsExactly(3L, 2L);
    assertThat(newest(2, 2)).containsExactly(1L);
  }

  @Test
  void differences_are_numbered_on_and_chosen_by_what_they_are() {
    Difference missing = difference("1001", Gap.Kind.MISSING, "", Hop.CHANGED_AFTERWARDS);
    Difference total = difference("1002", Gap.Kind.FIELD, "order_total", Hop.DELIVERY_FAILED);
    Difference city = difference("1003", Gap.Kind.FIELD, "city", Hop.DELIVERY_FAILED);
    writing(ports -> ports.audits().add(1, List.of(missing, total)));
    writing(ports -> ports.audits().add(1, List.of(city)));
    writing(ports -> ports.audits().add(2, List.of(city)));

    assertThat(found(Choice.ALL, 0, 10)).extracting(Found::number).containsExactly(1L, 2L, 3L);
    assertThat(found(Choice.ALL, 0, 10))
        .extracting(Found::difference)
        .containsExactly(missing, total, city);
    assertThat(found(Choice.ALL, 1, 1)).extracting(Found::difference).containsExactly(total);
    assertThat(
            found(new Choice(Optional.of(Gap.Kind.FIELD), Optional.empty(), "city", false), 0, 9))
        .extracting(Found::difference)
        .containsExactly(city);
    assertThat(
            found(
                new Choice(Optional.empty(), Optional.of(Hop.CHANGED_AFTERWARDS), "", false), 0, 9))
        .extracting(Found::difference)
        .containsExactly(missing);
  }

  @Test
  void what_was_done_about_one_is_noted_with_it_and_it_is_open_no_more() {
    Difference one = difference("1001", Gap.Kind.MISSING, "", Hop.CHANGED_AFTERWARDS);
    Difference two = difference("1002", Gap.Kind.MISSING, "", Hop.CHANGED_AFTERWARDS);
    writing(ports -> ports.audits().add(1, List.of(one, two)));

    writing(ports -> ports.audits().mended(1, List.of(2L), "sent again", NOON));
    reading(
        ports -> {
          assertThat(ports.tallies().mended(NOON, NOON.plusMillis(1))).isEqualTo(1);
          assertThat(ports.tallies().mended(NOON.minusMillis(1), NOON)).isZero();
        });

    assertThat(found(Choice.OPEN, 0, 9)).extracting(Found::difference).containsExactly(one);
    assertThat(found(Choice.ALL, 1, 9)).containsExactly(new Found(2, two, "sent again", NOON));
  }

  @Test
  void what_is_left_alone_is_found_by_its_subject_and_replaced_when_said_anew() {
    Subject order = new Subject(Facet.ORDER, "1001");
    Subject product = new Subject(Facet.PRODUCT, "1001");
    Ignored first =
        new Ignored(TARGET, order, Gap.Kind.FIELD, "city", "Bath", "ada", "moved by hand", NOON);
    Ignored again =
        new Ignored(TARGET, order, Gap.Kind.FIELD, "city", "Ely", "bob", "moved again", NOON);
    writing(ports -> ports.audits().ignore(first));
    assertThat(ignored(TARGET, List.of(order))).containsExactly(first);

    writing(ports -> ports.audits().ignore(again));
    assertThat(ignored(TARGET, List.of(order, product))).containsExactly(again);
    assertThat(ignored(TARGET, List.of(product))).isEmpty();
    assertThat(ignored(new SystemName("other"), List.of(order))).isEmpty();
  }

  @Test
  void old_ones_are_let_go_with_what_they_found_and_one_that_runs_stays() {
    Audit ended = running(1, NOON).ended(Audit.State.DONE, "", result(), NOON.plusSeconds(9));
    writing(
        ports -> {
          ports.audits().keep(ended);
          ports.audits().keep(running(2, NOON));
          ports.audits().add(1, List.of(difference("1", Gap.Kind.MISSING, "", Hop.ON_ITS_WAY)));
        });

    assertThat(forgotten(NOON.plusSeconds(9))).isZero();
    assertThat(forgotten(NOON.plusSeconds(10))).isEqualTo(1);
    assertThat(newest(9, 0)).containsExactly(2L);
    assertThat(found(Choice.ALL, 0, 9)).isEmpty();
  }
}
