package dev.selvedge.testkit;

import static dev.selvedge.testkit.Brand.NOT_A_NUMBER;
import static dev.selvedge.testkit.Brand.TARGET;
import static dev.selvedge.testkit.Brand.customer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.Stage;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.replay.Choice;
import dev.selvedge.work.replay.ParkedActs;
import dev.selvedge.work.replay.ParkedActs.Edited;
import dev.selvedge.work.replay.ParkedActs.Tally;
import dev.selvedge.work.replay.ParkedCase;
import dev.selvedge.work.replay.Preview;
import dev.selvedge.work.replay.Preview.Fate;
import dev.selvedge.work.replay.Rehearsal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// What people can do about parked items, on every store.
public abstract class ReplayContract extends PortContract {
  private static final Instant T1 = NOW.minusSeconds(3000);
  private static final Instant T2 = NOW.minusSeconds(2000);
  private static final Instant T3 = NOW.minusSeconds(1000);
  private static final ByHand OTTO = new ByHand("otto", "points of ann@example.com mistyped");
  private static final String FEW = "\"a few\"";

  private Brand brand;
  private ParkedActs acts;
  private Rehearsal rehearsal;

  @BeforeEach
  final void open(TestInfo ignored) {
    brand = new Brand(store(), NOW);
    acts = new ParkedActs(brand.parts);
    rehearsal = new Rehearsal(brand.parts);
  }

  private List<String> trail(String key) {
    return read(ports -> ports.trail().ofSource("shop/customer/" + key, 99)).stream()
        .map(TrailEntry::word)
        .toList();
  }

  private void edit(long number, String points) {
    assertThat(acts.edit(number, Payload.ofText("{\"points\":" + points + "}"), OTTO))
        .isInstanceOf(Edited.Stored.class);
  }

  private Tally replay(Choice choice) {
    return acts.replay(choice, new ByHand("otto", ""), done -> {});
  }

  @Test
  void an_edited_record_goes_its_way_and_the_trail_says_who_and_why() {
    brand.receive(customer("ann", FEW, T1));
    long number = brand.only().number();
    edit(number, "4");
    edit(number, "5");
    assertThat(rehearsal.of(brand.only()).effects().getFirst().differences())
        .contains(new Preview.Difference("POINTS", "", "5"));
    assertThat(replay(new Choice.One(number))).isEqualTo(new Tally(1, 0));
    assertThat(brand.only().isOnItsWay()).isTrue();
    brand.resolve();

    assertThat(brand.points("ann")).isEqualTo("5");
    assertThat(brand.parked()).isEmpty();
    assertThat(trail("ann")).containsExactly("joined", "replayed", "edited", "edited", "park");
    List<TrailEntry> entries = read(ports -> ports.trail().ofSource("shop/customer/ann", 99));
    assertThat(entries.get(2).sentence())
        .isEqualTo(
            "parked record edited (version 2) by otto: points of an***@example.com mistyped");
  }

  @Test
  void the_original_is_kept_with_every_edit() {
    brand.receive(customer("ann", FEW, T1));
    long number = brand.only().number();
    edit(number, "4");
    edit(number, "5");
    ParkedCase shown = acts.show(number, new ByHand("otto", "")).orElseThrow();
    assertThat(shown.papers())
        .isInstanceOfSatisfying(
            ParkedCase.Papers.Kept.class,
            kept -> {
              assertThat(kept.original().toText()).isEqualTo("{\"points\":\"a few\"}");
              assertThat(kept.edits())
                  .extracting(edit -> edit.body().toText())
                  .containsExactly("{\"points\":4}", "{\"points\":5}");
              assertThat(kept.standing().toText()).isEqualTo("{\"points\":5}");
            });
    assertThat(trail("ann")).startsWith("shown");
  }

  @Test
  void an_edit_must_be_a_record_of_something_parked() {
    brand.receive(customer("ann", FEW, T1));
    long number = brand.only().number();
    for (String broken : List.of("{\"points\":", "[1]", "", "{\"a\":1,\"a\":2}")) {
      assertThat(acts.edit(number, Payload.ofText(broken), OTTO))
          .as(broken)
          .isInstanceOf(Edited.Unusable.class);
    }
    Payload fine = Payload.ofText("{\"points\":1}");
    assertThat(acts.edit(99, fine, OTTO)).isEqualTo(new Edited.NotThere());
    String huge = "{\"points\":\"" + "9".repeat(ParkedActs.LARGEST_BODY) + "\"}";
    assertThat(acts.edit(number, Payload.ofText(huge), OTTO)).isInstanceOf(Edited.Unusable.class);
    assertThat(brand.only().edits()).isZero();
  }

  @Test
  void replaying_twice_does_nothing_more() {
    brand.receive(customer("ann", FEW, T1));
    long number = brand.only().number();
    edit(number, "5");
    replay(new Choice.One(number));
    replay(new Choice.One(number));
    assertThat(brand.backlog()).isEqualTo(1);
    brand.resolve();
    List<Delivery> planned = brand.deliveries();
    assertThat(replay(new Choice.One(number))).isEqualTo(new Tally(0, 0));
    brand.resolve();
    assertThat(brand.deliveries()).isEqualTo(planned);
    assertThat(brand.backlog()).isZero();
  }

  @Test
  void what_cannot_be_mapped_still_is_parked_again_under_its_number() {
    brand.receive(customer("ann", FEW, T1));
    Parked before = brand.only();
    brand.clock.advance(Duration.ofMinutes(5));
    replay(new Choice.All(Choice.NOW));
    brand.resolve();
    Parked again = brand.only();
    assertThat(again.number()).isEqualTo(before.number());
    assertThat(again.item().times()).isEqualTo(2);
    assertThat(again.item().firstSeen()).isEqualTo(before.item().firstSeen());
    assertThat(again.isOnItsWay()).isFalse();
  }

  @Test
  void a_newer_record_that_goes_through_clears_older_ones_in_whichever_order_they_come() {
    List<SourceRecord> records =
        List.of(customer("ann", FEW, T1), customer("ann", "2", T2), customer("ann", FEW, T3));
    for (List<Integer> order :
        List.of(
            List.of(0, 1, 2),
            List.of(0, 2, 1),
            List.of(1, 0, 2),
            List.of(1, 2, 0),
            List.of(2, 0, 1),
            List.of(2, 1, 0))) {
      String key = "ann" + order.toString().replaceAll("\\D", "");
      for (int at : order) {
        SourceRecord one = records.get(at);
        brand.receive(
            customer(
                key,
                one.body().toText().contains("few") ? FEW : "2",
                one.stamp().instant().orElseThrow()));
      }
      List<Parked> left = read(ports -> ports.parked().ofSources(List.of("shop/customer/" + key)));
      assertThat(left).as(order.toString()).extracting(Parked::changedAt).containsExactly(T3);
      assertThat(brand.points(key)).as(order.toString()).isEqualTo("2");
    }
  }

  @Test
  void an_older_record_replayed_after_a_newer_one_changes_nothing() {
    brand.receive(customer("ann", FEW, T1));
    Parked old = brand.only();
    edit(old.number(), "1");
    // it is being looked at when the newer one comes
    replay(new Choice.One(old.number()));
    brand.accept(customer("ann", "2", T2));
    Preview preview = rehearsal.of(old);
    brand.resolve();
    assertThat(preview.fate()).isInstanceOf(Fate.GoesThrough.class);
    assertThat(brand.points("ann")).isEqualTo("2");
    assertThat(brand.parked()).isEmpty();

    write(
        ports -> {
          ports.parked().park(List.of(old.item()));
          return true;
        });
    List<Delivery> planned = brand.deliveries();
    Preview late = rehearsal.of(brand.only());
    assertThat(late.fate()).isEqualTo(new Fate.Older());
    assertThat(late.isIdle()).isTrue();
    replay(new Choice.All(Choice.NOW));
    brand.resolve();
    assertThat(brand.points("ann")).isEqualTo("2");
    assertThat(brand.deliveries()).isEqualTo(planned);
    assertThat(brand.parked()).isEmpty();
  }

  @Test
  void an_edit_wins_over_its_original_and_over_nothing_newer() {
    brand.receive(customer("ann", FEW, T2));
    Parked parked = brand.only();
    edit(parked.number(), "5");
    replay(new Choice.One(parked.number()));
    brand.resolve();
    brand.receive(customer("ann", "1", T1));
    assertThat(brand.points("ann")).isEqualTo("5");
    // the same stamp, but the shop said it later
    SourceRecord later =
        new SourceRecord(
            customer("ann", "7", T2).ref(),
            SourceRecord.Stamp.at(T2),
            T2.plusMillis(501),
            SourceRecord.Change.UPSERT,
            SourceRecord.Pace.LIVE,
            Payload.ofText("{\"points\":7}"));
    brand.receive(later);
    assertThat(brand.points("ann")).isEqualTo("7");
  }

  @Test
  void what_is_discarded_is_off_the_list_and_stays_in_the_history() {
    brand.receive(customer("ann", FEW, T1), customer("bob", FEW, T1));
    Parked ann = brand.parked().getFirst();
    replay(new Choice.One(ann.number()));
    assertThat(acts.discard(new Choice.One(ann.number()), OTTO, done -> {}))
        .isEqualTo(new Tally(1, 0));
    brand.resolve();
    assertThat(brand.parked())
        .extracting(one -> one.item().source())
        .containsExactly("shop/customer/bob");
    assertThat(trail("ann")).startsWith("discarded");
    reading(ports -> assertThat(ports.inbox().find(ann.item().inboxId())).isPresent());
    brand.receive(customer("ann", FEW, T1));
    assertThat(brand.parked()).hasSize(1);
  }

  @Test
  void a_row_its_source_refused_cannot_be_replayed_but_discarded() {
    writing(
        ports ->
            ports
                .parked()
                .park(
                    List.of(
                        Brand.parkedItem(
                            "row/crm/customer/x", Stage.CONNECTOR, "crm/customer", NOW))));
    assertThat(rehearsal.of(brand.only()).fate()).isInstanceOf(Fate.Impossible.class);
    assertThat(replay(new Choice.All(Choice.NOW))).isEqualTo(new Tally(0, 1));
    assertThat(brand.only().isOnItsWay()).isFalse();
    assertThat(acts.discard(new Choice.All(Choice.NOW), OTTO, done -> {}).done()).isEqualTo(1);
    assertThat(brand.parked()).isEmpty();
  }

  @Test
  void a_parked_delivery_is_due_again_when_replayed_and_left_alone_when_discarded() {
    brand.receive(customer("ann", "1", T1), customer("bob", "2", T1));
    List<Delivery> planned = brand.deliveries();
    writing(
        ports -> {
          ports
              .deliveries()
              .plan(planned.stream().map(one -> one.with(Delivery.State.PARKED)).toList());
          ports
              .parked()
              .park(
                  planned.stream()
                      .map(
                          one ->
                              Brand.parkedItem(
                                  TARGET + "/" + one.subject(), Stage.SEND, "shop/customer", NOW))
                      .toList());
        });
    Parked first = brand.parked().getFirst();
    Preview preview = rehearsal.of(first);
    assertThat(preview.fate()).isInstanceOf(Fate.GoesThrough.class);
    assertThat(preview.effects().getFirst().calls())
        .containsExactly(new Preview.Call(TARGET, Preview.Need.WRITE));

    replay(new Choice.One(first.number()));
    acts.discard(new Choice.One(brand.parked().getLast().number()), OTTO, done -> {});

    assertThat(brand.deliveries())
        .extracting(Delivery::state)
        .containsExactlyInAnyOrder(Delivery.State.DUE, Delivery.State.SETTLED);
    assertThat(brand.only().isOnItsWay()).isTrue();
    assertThat(rehearsal.of(brand.only()).fate()).isInstanceOf(Fate.OnItsWay.class);
    TrailEntry last = read(ports -> ports.trail().latest(1)).getFirst();
    assertThat(last.word()).isEqualTo("discarded");
    assertThat(last.about().person()).isNotZero();
  }

  @Test
  void a_delivery_that_no_longer_differs_is_not_parked_any_more() {
    brand.receive(customer("ann", "1", T1));
    Delivery planned = brand.deliveries().getFirst();
    Delivery acknowledged =
        planned.acknowledged(
            new Delivered.Acknowledged(planned.desired(), "1", "ann@example.com", NOW),
            Delivery.State.SETTLED);
    writing(ports -> ports.deliveries().plan(List.of(acknowledged)));
    brand.receive(customer("ann", "2", T2));
    Delivery changed = brand.deliveries().getFirst();
    writing(
        ports -> {
          ports.deliveries().plan(List.of(changed.with(Delivery.State.PARKED)));
          ports
              .parked()
              .park(
                  List.of(
                      Brand.parkedItem(
                          TARGET + "/" + planned.subject(), Stage.SEND, "shop/customer", NOW)));
        });
    brand.receive(customer("ann", "1", T3));
    assertThat(brand.deliveries())
        .extracting(Delivery::state)
        .containsExactly(Delivery.State.SETTLED);
    assertThat(brand.parked()).isEmpty();
  }

  @Test
  void many_are_taken_in_short_transactions_and_only_those_that_were_seen() {
    List<SourceRecord> records = new ArrayList<>();
    for (int i = 0; i < 1_100; i++) {
      records.add(customer("c" + i, i % 11 == 0 ? "1" : FEW, T1));
    }
    brand.receive(records.toArray(SourceRecord[]::new));
    assertThat(brand.parked()).hasSize(1_000);
    long upTo = brand.parked().get(899).number();
    List<Long> progress = new ArrayList<>();

    Tally tally =
        acts.replay(new Choice.OfCause(NOT_A_NUMBER, upTo), new ByHand("otto", ""), progress::add);

    assertThat(tally).isEqualTo(new Tally(900, 0));
    assertThat(progress).containsExactly(500L, 900L);
    assertThat(brand.backlog()).isEqualTo(900);
    assertThat(replay(new Choice.OfCause("another", Choice.NOW))).isEqualTo(new Tally(0, 0));
  }
}
