package dev.selvedge.app.parked;

import dev.selvedge.Payload;
import dev.selvedge.Stage;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.Mapped.FieldProblem;
import dev.selvedge.plan.Facet;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.work.replay.Choice;
import dev.selvedge.work.replay.ParkedActs.Edited;
import dev.selvedge.work.replay.ParkedActs.Tally;
import dev.selvedge.work.replay.Preview;
import dev.selvedge.work.replay.Restarting.Restarted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// A room with three parked items, made up but plausible: 1 is a record whose points are no number,
/// 2 a delivery, 3 a row. Remembers what was done in it, in words. Used by one test.
public final class SampleParked implements ParkedRoom {
  private static final SystemName TARGET = new SystemName("dotdigital");
  private static final String BODY =
      """
      {"id":"20417","email":"ada.byron@example.com","first_name":"Ada","last_name":"Byron",\
      "loyalty_points":"n/a","newsletter":true,"currency":"GBP","born":"1990-12-10",\
      "phones":["+44 20 7946 0000"],"updated_at":"2026-11-24T09:28:11Z"}""";

  /// What was done.
  public final List<String> done = new ArrayList<>();

  private final Instant now;
  private final List<ParkedView.EditLine> edits = new ArrayList<>();

  public SampleParked(Instant now) {
    this.now = now;
  }

  @Override
  public Optional<ParkedView> look(long number) {
    return view(number, "", Veil.DRAWN);
  }

  @Override
  public Optional<ParkedView> show(long number, ByHand hand) {
    done.add("shown " + number + " " + hand.words());
    return view(number, "", Veil.LIFTED);
  }

  @Override
  public Optional<ParkedView> tryOut(long number, String draft, ByHand hand) {
    return view(number, draft, Veil.LIFTED);
  }

  private Optional<ParkedView> view(long number, String draft, Veil veil) {
    return switch ((int) number) {
      case 1 -> Optional.of(record(draft, veil));
      case 2 -> Optional.of(plain(delivery(), ParkedView.Kind.DELIVERY, sending(), veil));
      case 3 -> Optional.of(plain(row(), ParkedView.Kind.ROW, impossible(), veil));
      case 4, 5 -> Optional.of(plain(report(number), ParkedView.Kind.REPORT, impossible(), veil));
      default -> Optional.empty();
    };
  }

  private ParkedView record(String draft, Veil veil) {
    ParkedItem item =
        new ParkedItem(
            "inbox/7",
            Stage.MAPPING,
            "erp/customer/20417",
            "mapping.not-a-number",
            "The field 'loyalty_points' cannot be filled: 'n/*** (3 characters)' is not a number."
                + " Correct the record in 'erp', or change the rule.",
            "mappings/erp.customer.yaml:14",
            "loyalty_points",
            7,
            now.minusSeconds(86_000),
            now.minusSeconds(140),
            12);
    boolean mended = !edits.isEmpty() || draft.contains("12");
    Paper paper = Paper.of(Payload.ofText(BODY), veil);
    return new ParkedView(
        parked(1, item, edits.size()),
        ParkedView.Kind.RECORD,
        new ParkedView.Papers.Kept(paper, paper, edits),
        PreviewView.of(mended ? through() : again(), veil),
        draft,
        veil == Veil.LIFTED);
  }

  private static Preview idle(Preview.Fate fate) {
    return new Preview(fate, List.of());
  }

  private static Preview through() {
    return new Preview(
        new Preview.Fate.GoesThrough(List.of("received; updated what we hold")),
        List.of(
            new Preview.Effect(
                Facet.CONTACT,
                "ada.byron@example.com",
                List.of(
                    new Preview.Difference("FIRSTNAME", "Augusta", "Ada"),
                    new Preview.Difference("LOYALTY_POINTS", "", "12"),
                    new Preview.Difference("may be mailed", "no", "yes")),
                List.of(new Preview.Call(TARGET, Preview.Need.WRITE)))));
  }

  private static Preview again() {
    return idle(
        new Preview.Fate.ParksAgain(
            List.of(
                new FieldProblem(
                    "mapping.not-a-number",
                    "mappings/erp.customer.yaml:14",
                    "loyalty_points",
                    "n/***",
                    "The field 'loyalty_points' cannot be filled: 'n/*** (3 characters)' is not a"
                        + " number. Correct the record in 'erp', or change the rule."))));
  }

  private static Preview sending() {
    return new Preview(
        new Preview.Fate.GoesThrough(
            List.of("It is sent again as it should be today; it has never been delivered.")),
        List.of(
            new Preview.Effect(
                Facet.ORDER,
                "A-1004",
                List.of(
                    new Preview.Difference("order_status", "", "paid"),
                    new Preview.Difference("order_total", "", "84.50")),
                List.of(new Preview.Call(TARGET, Preview.Need.AFTER_ANOTHER)))));
  }

  private static Preview impossible() {
    return idle(
        new Preview.Fate.Impossible("The source could not read this row; correct it there."));
  }

  private static ParkedView plain(Parked parked, ParkedView.Kind kind, Preview preview, Veil veil) {
    return new ParkedView(
        parked,
        kind,
        new ParkedView.Papers.None(),
        PreviewView.of(preview, veil),
        "",
        veil == Veil.LIFTED);
  }

  private Parked report(long number) {
    return parked(
        number,
        new ParkedItem(
            "inbox/" + number,
            Stage.MAPPING,
            "patchworks/flow-run/1234",
            "patchworks.failed-run",
            "Patchworks: run 1234 of the flow 'Orders' (77) failed.",
            "",
            "",
            number,
            now.minusSeconds(600),
            now.minusSeconds(600),
            1),
        0);
  }

  private Parked delivery() {
    return parked(
        2,
        new ParkedItem(
            "dotdigital/order/A-1004",
            Stage.SEND,
            "shop/order",
            "dotdigital.refused",
            "Dotdigital did not take the order record: its collection is full.",
            "",
            "",
            0,
            now.minusSeconds(4_000),
            now.minusSeconds(4_000),
            1),
        0);
  }

  private Parked row() {
    return parked(
        3,
        new ParkedItem(
            "row/crm/customer/x",
            Stage.CONNECTOR,
            "crm/customer",
            "source.unusable-row",
            "Row 17 of 'customer' has no key.",
            "",
            "",
            0,
            now.minusSeconds(9_000),
            now.minusSeconds(9_000),
            1),
        0);
  }

  private static Parked parked(long number, ParkedItem item, int edits) {
    return new Parked(
        number, item, "erp/customer", Parked.NEVER, Parked.NEVER, Parked.NEVER, edits);
  }

  @Override
  public Edited edit(long number, String draft, ByHand hand) {
    if (number != 1) {
      return new Edited.NotThere();
    }
    if (!draft.startsWith("{")) {
      return new Edited.Unusable("The record is not valid JSON.");
    }
    done.add("edited " + number + " " + hand.words() + " " + draft);
    edits.add(new ParkedView.EditLine(edits.size() + 1, now, hand.who(), hand.why()));
    return new Edited.Stored(edits.size());
  }

  @Override
  public Tally replay(Choice choice, ByHand hand, LongConsumer progress) {
    done.add("replayed " + choice + " " + hand.words());
    return new Tally(1, 0);
  }

  @Override
  public Restarted restart(long number, boolean again, ByHand hand) {
    done.add("restarted " + number + (again ? " again " : " ") + hand.words());
    return number == 4
        ? new Restarted.Begun("run 9 of flow 77")
        : number == 5
            ? new Restarted.Not("It was not started. The shop is away.")
            : new Restarted.NotThere();
  }

  @Override
  public Tally discard(Choice choice, ByHand hand, LongConsumer progress) {
    done.add("discarded " + choice + " " + hand.words());
    return new Tally(1, 0);
  }

  @Override
  public ForecastView forecast(String cause) {
    return new ForecastView(
        cause,
        1_204,
        100,
        List.of(
            "96 would go through",
            "4 would be parked again: mapping.not-a-number",
            "at most 96 writes: dotdigital contact"));
  }

  @Override
  public long export(Choice choice, ByHand hand, Writer out, LongConsumer progress) {
    done.add("exported " + choice + " " + hand.words());
    try {
      out.write("{\"number\":1}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 1;
  }
}
