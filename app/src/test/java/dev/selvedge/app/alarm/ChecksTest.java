package dev.selvedge.app.alarm;

import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Counted;
import dev.selvedge.audit.numbers.Numbered;
import dev.selvedge.audit.schema.Place;
import dev.selvedge.audit.schema.SchemaFinding;
import dev.selvedge.connector.Feed;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Condition;
import dev.selvedge.send.Heard;
import dev.selvedge.send.allowance.AllowancePolicy;
import dev.selvedge.send.allowance.Reading;
import dev.selvedge.send.allowance.Scope;
import dev.selvedge.send.allowance.Window;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.Timetable;
import dev.selvedge.watch.Usual;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.News;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import dev.selvedge.work.alarm.AllowanceCheck;
import dev.selvedge.work.alarm.ChannelsCheck;
import dev.selvedge.work.alarm.Concerns;
import dev.selvedge.work.alarm.DiskCheck;
import dev.selvedge.work.alarm.DriftCheck;
import dev.selvedge.work.alarm.FlowsCheck;
import dev.selvedge.work.alarm.ParkedCheck;
import dev.selvedge.work.alarm.QueuesCheck;
import dev.selvedge.work.alarm.TargetsCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each check finds what it is for, and nothing where all is well.
@SuppressWarnings("NullAway.Init")
class ChecksTest {
  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final SystemName TARGET = new SystemName("dotdigital");
  private static final String ORDERS = "shop/order";

  @TempDir private Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), new CountingIds());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Outlook target() {
    return new Outlook(
        TARGET, "Dotdigital", List.of(), List.of(), AllowancePolicy.standard(), List.of());
  }

  private static List<Finding> look(Check check) {
    List<Finding> found = check.look(NOW).findings();
    assertThat(found).allMatch(one -> check.kinds().contains(one.kind()));
    return found;
  }

  private FlowsCheck flows() {
    Timetable often = Timetable.every(Duration.ofMinutes(5));
    return new FlowsCheck(
        store,
        new Concerns(
            Map.of(
                ORDERS,
                Optional.of(often),
                "shop/customer",
                Optional.of(often),
                "erp/order",
                Optional.of(often)),
            Usual.Calendar.plain()));
  }

  /// Calls that come every half hour, day and night, for ten days.
  private void called(Instant last) {
    List<FlowMinute> minutes = new ArrayList<>();
    for (int half = 0; half < 480; half++) {
      minutes.add(
          new FlowMinute(ORDERS, last.minus(Duration.ofMinutes(30L * half)), 9, 0, 0, 0, 0));
    }
    store.change(ports -> ports.flowMinutes().add(minutes));
  }

  private List<Finding> silent(Instant startedAt, Instant now) {
    Concerns concerns =
        new Concerns(Map.of(ORDERS, Optional.empty()), Usual.Calendar.plain())
            .startingAt(startedAt, store);
    return new FlowsCheck(store, concerns).look(now).findings();
  }

  @Test
  void what_calls_is_expected_from_the_start_on_after_no_hub_ran() {
    called(NOW.minus(Duration.ofHours(8)));
    // it ran all the time: what is silent is silent
    store.change(ports -> ports.flowReadings().finished("erp/order", NOW.minusSeconds(30)));
    assertThat(silent(NOW, NOW)).hasSize(1);

    store.change(
        ports ->
            ports
                .flowReadings()
                .finished("erp/order", NOW.minus(Duration.ofHours(8)).plusSeconds(60)));
    assertThat(silent(NOW, NOW)).isEmpty();
    assertThat(silent(NOW, NOW.plus(Duration.ofMinutes(61))))
        .singleElement()
        .satisfies(one -> assertThat(one.kind()).isEqualTo(AlarmKind.SILENT));
  }

  @Test
  void what_was_silent_before_no_hub_ran_stays_so() {
    called(NOW.minus(Duration.ofHours(8)));
    store.change(
        ports -> ports.flowReadings().finished("erp/order", NOW.minus(Duration.ofHours(3))));
    assertThat(silent(NOW, NOW)).hasSize(1);
  }

  @Test
  void flows_of_one_system_that_cannot_be_read_are_one_finding() {
    store.change(
        ports -> {
          ports.flowReadings().failed(ORDERS, "shop.example.com answers 503", NOW.minusSeconds(90));
          ports
              .flowReadings()
              .failed("shop/customer", "shop.example.com answers 503", NOW.minusSeconds(60));
          ports.flowReadings().failed("erp/order", "the ERP is away", NOW.minusSeconds(3700));
        });
    assertThat(look(flows()))
        .satisfiesExactlyInAnyOrder(
            shop -> {
              assertThat(shop.key()).isEqualTo("unreadable shop");
              assertThat(shop.severity()).isEqualTo(Severity.WARNING);
              assertThat(shop.since()).isEqualTo(NOW.minusSeconds(90));
              assertThat(shop.words().who()).contains("shop/customer, shop/order");
            },
            erp -> assertThat(erp.severity()).isEqualTo(Severity.CRITICAL));
  }

  @Test
  void who_is_not_let_in_is_told_apart_from_who_is_away() {
    for (String why :
        List.of(
            "the shop does not accept our API key (HTTP 401)",
            "Odoo refuses the user or the password",
            "Tryton does not accept the log-in: check username",
            "the store does not know us (HTTP 401); check 'access_token'")) {
      store.change(ports -> ports.flowReadings().failed(ORDERS, why, NOW));
      store.change(ports -> ports.flowReadings().finished("erp/order", NOW));
      assertThat(look(flows()))
          .singleElement()
          .satisfies(one -> assertThat(one.key()).isEqualTo("refused shop"));
      store.change(ports -> ports.flowReadings().finished(ORDERS, NOW));
    }
    assertThat(look(flows())).isEmpty();
  }

  @Test
  void what_was_not_read_and_what_webhooks_told_of_is_found() {
    store.change(
        ports -> {
          ports.flowReadings().finished(ORDERS, NOW.minusSeconds(1800));
          ports.hints().keep(List.of(RecordRef.parse("erp/order/17")), NOW.minusSeconds(20 * 60));
        });
    assertThat(look(flows()))
        .extracting(Finding::key)
        .containsExactlyInAnyOrder("late shop/order", "unheeded erp/order");
  }

  @Test
  void an_ill_target_is_found_with_its_cause() {
    TargetsCheck check = new TargetsCheck(store, List.of(target()));
    assertThat(look(check)).isEmpty();
    for (String cause : List.of("credentials", "capped")) {
      store.change(
          ports ->
              ports
                  .conditions()
                  .store(
                      TARGET,
                      Condition.well()
                          .after(
                              new Heard.Refused(cause, "No.", Duration.ofHours(1)),
                              NOW.minusSeconds(9))));
      assertThat(look(check))
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.kind())
                    .isEqualTo(cause.equals("credentials") ? AlarmKind.REFUSED : AlarmKind.TARGET);
                assertThat(one.severity()).isEqualTo(Severity.CRITICAL);
                assertThat(one.since()).isEqualTo(NOW.minusSeconds(9));
              });
    }
  }

  @Test
  void an_inbox_whose_oldest_waits_too_long_is_found() {
    QueuesCheck check = new QueuesCheck(store, List.of(target()));
    store.change(
        ports -> ports.inbox().accept(List.of(aSourceRecord().build()), NOW.minusSeconds(899)));
    assertThat(look(check)).isEmpty();
    assertThat(check.look(NOW.plusSeconds(2)).findings())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.key()).isEqualTo("inbox inbox");
              assertThat(one.severity()).isEqualTo(Severity.WARNING);
            });
    assertThat(check.look(NOW.plusSeconds(7200)).findings())
        .singleElement()
        .satisfies(one -> assertThat(one.severity()).isEqualTo(Severity.CRITICAL));
  }

  @Test
  void a_first_sync_that_waits_to_be_worked_through_is_found_only_when_it_stands_still() {
    QueuesCheck check = new QueuesCheck(store, List.of(target()));
    store.change(
        ports ->
            ports
                .inbox()
                .accept(
                    List.of(aSourceRecord().backfilled().build()), NOW.minus(Duration.ofHours(3))));
    delivered(NOW.minusSeconds(300));
    assertThat(look(check)).isEmpty();
    // nothing leaves any more
    assertThat(check.look(NOW.plusSeconds(1200)).findings())
        .singleElement()
        .satisfies(one -> assertThat(one.key()).isEqualTo("inbox inbox"));
  }

  @Test
  void records_that_are_worked_through_again_do_not_wait_since_they_first_came() {
    QueuesCheck check = new QueuesCheck(store, List.of(target()));
    Instant longAgo = NOW.minus(Duration.ofDays(60));
    store.change(ports -> ports.inbox().accept(List.of(aSourceRecord().build()), longAgo));
    assertThat(look(check)).hasSize(1);
    store.change(
        ports ->
            ports.inbox().reopen(ports.inbox().waiting(1).stream().map(Inbox.Item::id).toList()));
    assertThat(look(check)).isEmpty();
    // who came behind them waits
    store.change(
        ports ->
            ports
                .inbox()
                .accept(
                    List.of(aSourceRecord().of("shop/customer/2").build()), NOW.minusSeconds(901)));
    assertThat(look(check))
        .singleElement()
        .satisfies(one -> assertThat(one.since()).isEqualTo(NOW.minusSeconds(901)));
  }

  @Test
  void differences_stand_until_an_audit_finds_none_however_many_are_broken_off_meanwhile() {
    store.change(
        ports -> {
          ports.audits().keep(audit(1, Audit.State.DONE, 3));
          for (int id = 2; id < 40; id++) {
            ports.audits().keep(audit(id, Audit.State.BROKEN_OFF, 0));
          }
        });
    DriftCheck check = new DriftCheck(store);
    assertThat(look(check))
        .singleElement()
        .satisfies(one -> assertThat(one.link()).isEqualTo("/audits/1"));
    store.change(ports -> ports.audits().keep(audit(40, Audit.State.DONE, 0)));
    assertThat(look(check)).isEmpty();
  }

  @Test
  void what_does_not_arrive_any_more_is_found_and_leads_to_the_flow_and_its_mapping() {
    Place orders = Place.records(new Feed(new SystemName("shop"), new RecordKind("order")));
    store.change(
        ports ->
            ports
                .schemaFindings()
                .settle(
                    List.of(orders),
                    List.of(
                        new SchemaFinding(
                            orders,
                            SchemaFinding.Kind.VANISHED,
                            "total",
                            SchemaFinding.Weight.BROKEN,
                            "'total' is gone.",
                            "map another field")),
                    NOW));
    assertThat(look(new DriftCheck(store)))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.link()).isEqualTo("/flows/shop/order");
              assertThat(one.words().advice())
                  .isEqualTo("Map another field. `selvedge audit schema` shows all there is.");
            });
  }

  @Test
  void all_that_an_audit_found_is_said() {
    Numbered numbered =
        new Numbered("shop/order", Numbered.Verdict.LEARNT, 200, 2, 0, 0, "", List.of());
    Counted day =
        new Counted("shop/order", LocalDate.parse("2026-11-03"), 41, 38, List.of(), false);
    Audit audit = audit(1, Audit.State.DONE, 0);
    Audit found =
        audit.ended(
            Audit.State.DONE,
            "",
            audit.result().with(List.of(numbered), List.of(day)),
            audit.endedAt());
    store.change(ports -> ports.audits().keep(found));
    assertThat(look(new DriftCheck(store)))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.words().what())
                    .isEqualTo(
                        "2 order numbers never came. On 1 day other orders came than their system"
                            + " counts."));
  }

  private static Audit audit(long id, Audit.State state, int differing) {
    Instant at = NOW.minusSeconds(1000 - id);
    return new Audit(
        id,
        TARGET,
        AuditOrder.Basis.SWEEP,
        1,
        "schedule",
        at,
        at.plusMillis(1),
        state,
        "",
        new AuditResult(
            1,
            0,
            List.of(
                new AuditResult.Part(
                    Facet.CONTACT, "contacts", 10, 10, 10, differing, 0, Map.of())),
            List.of(),
            List.of(),
            List.of()));
  }

  @Test
  void changes_that_do_not_leave_are_found_and_a_first_sync_that_moves_is_not() {
    QueuesCheck check = new QueuesCheck(store, List.of(target()));
    due(1, Lane.BULK, NOW.minus(Duration.ofHours(3)));
    delivered(NOW.minusSeconds(300));
    assertThat(look(check)).isEmpty();
    // nothing at all leaves any more
    assertThat(check.look(NOW.plusSeconds(1200)).findings())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.key()).isEqualTo("due dotdigital");
              assertThat(one.severity()).isEqualTo(Severity.CRITICAL);
            });
    due(2, Lane.NORMAL, NOW.minus(Duration.ofMinutes(119)));
    assertThat(look(check)).isEmpty();
    due(3, Lane.NORMAL, NOW.minus(Duration.ofMinutes(121)));
    assertThat(look(check)).singleElement().matches(one -> one.severity() == Severity.WARNING);
    due(4, Lane.URGENT, NOW.minus(Duration.ofMinutes(31)));
    assertThat(look(check)).singleElement().matches(one -> one.severity() == Severity.CRITICAL);
    store.change(
        ports ->
            ports
                .conditions()
                .store(
                    TARGET,
                    Condition.well()
                        .after(new Heard.Refused("capped", "No.", Duration.ofHours(1)), NOW)));
    assertThat(look(check)).isEmpty();
  }

  private void due(long person, Lane lane, Instant at) {
    store.change(
        ports ->
            ports
                .deliveries()
                .plan(List.of(aDelivery().contactOf(person).lane(lane).dueAt(at).build())));
  }

  private void delivered(Instant at) {
    store.change(
        ports -> ports.flowMinutes().add(List.of(new FlowMinute(ORDERS, at, 0, 0, 5, 0, 0))));
  }

  @Test
  void many_that_are_parked_within_an_hour_are_found_and_single_ones_are_not() {
    ParkedCheck check = new ParkedCheck(store);
    minute(ORDERS, NOW.minusSeconds(1200), 1000, 19);
    assertThat(look(check)).isEmpty();
    minute(ORDERS, NOW.minusSeconds(600), 0, 80);
    assertThat(look(check)).isEmpty();
    minute(ORDERS, NOW.minusSeconds(300), 0, 1);
    assertThat(look(check)).singleElement().matches(one -> one.severity() == Severity.WARNING);
    minute(ORDERS, NOW.minusSeconds(240), 0, 400);
    assertThat(look(check)).singleElement().matches(one -> one.severity() == Severity.CRITICAL);
    assertThat(check.look(NOW.plusSeconds(3600)).findings()).isEmpty();
  }

  private void minute(String flow, Instant at, long received, long parked) {
    store.change(
        ports ->
            ports.flowMinutes().add(List.of(new FlowMinute(flow, at, received, parked, 0, 0, 0))));
  }

  @Test
  void an_allowance_that_others_spend_is_found_and_a_backfill_of_ours_is_not() {
    AllowanceCheck check = new AllowanceCheck(store, List.of(target()));
    Window fresh = Window.of(new Scope("calls", Duration.ofHours(1), 1000), NOW);
    store.change(ports -> ports.allowances().store(TARGET, fresh.take(Lane.BULK, 950)));
    assertThat(look(check)).isEmpty();
    Window spent =
        fresh.take(Lane.BULK, 100).read(new Reading("calls", 1000, 50, NOW.plusSeconds(3500)), NOW);
    store.change(ports -> ports.allowances().store(TARGET, spent));
    assertThat(look(check))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.key()).isEqualTo("allowance dotdigital/calls");
              assertThat(one.words().what()).contains("it made 100, others 850");
            });
    // soon renewed
    assertThat(check.look(NOW.plusSeconds(3000)).findings()).isEmpty();
  }

  @Test
  void a_disk_that_fills_up_is_found_before_it_is_full() {
    assertThat(look(new DiskCheck(() -> 3000, 1000))).isEmpty();
    assertThat(look(new DiskCheck(() -> 2999, 1000)))
        .singleElement()
        .matches(one -> one.severity() == Severity.WARNING);
    assertThat(look(new DiskCheck(() -> 999, 1000)))
        .singleElement()
        .matches(one -> one.severity() == Severity.CRITICAL);
  }

  @Test
  void a_channel_that_does_not_take_what_it_is_told_is_found() {
    ChannelsCheck check = new ChannelsCheck(store, Set.of("chat"), Map.of());
    Finding finding =
        new Finding(
            AlarmKind.DISK,
            "store",
            Severity.INFO,
            NOW,
            new Finding.Words("a", "b", "c", "d"),
            "/");
    Alarm alarm =
        new Alarm(
            1,
            finding,
            "",
            Alarm.Stage.OPEN,
            new Alarm.Course(
                NOW, NOW, NOW, Alarm.NEVER, Alarm.NEVER, Alarm.NEVER, Alarm.NEVER, Alarm.NEVER, 0),
            Alarm.Care.NONE,
            Set.of());
    store.change(
        ports -> {
          ports.alarms().keep(List.of(alarm));
          ports
              .notices()
              .add(
                  List.of(new News(alarm, Change.RAISED, NOW, NOW, Set.of("chat", "gone"))),
                  Duration.ZERO);
        });
    assertThat(look(check)).isEmpty();
    store.change(
        ports -> {
          for (String channel : List.of("chat", "gone")) {
            var notice = ports.notices().first(channel).orElseThrow();
            ports.notices().begin(notice, NOW.plusSeconds(9));
            ports.notices().putOff(notice.id(), NOW.plusSeconds(9), "It is away.");
          }
        });
    assertThat(look(check))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.key()).isEqualTo("channel chat");
              assertThat(one.words().what()).contains("It is away.");
            });
  }
}
