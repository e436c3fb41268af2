package dev.selvedge.app.parked;

import dev.selvedge.Payload;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Restarter;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.work.Store;
import dev.selvedge.work.replay.Choice;
import dev.selvedge.work.replay.Forecast;
import dev.selvedge.work.replay.ParkedActs;
import dev.selvedge.work.replay.ParkedActs.Edited;
import dev.selvedge.work.replay.ParkedActs.Tally;
import dev.selvedge.work.replay.ParkedCase;
import dev.selvedge.work.replay.Parking;
import dev.selvedge.work.replay.Preview;
import dev.selvedge.work.replay.Rehearsal;
import dev.selvedge.work.replay.ReplayParts;
import dev.selvedge.work.replay.Restarting;
import dev.selvedge.work.replay.Restarting.Restarted;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/// The room over a project's store. Safe for use by many threads.
public final class StoreParkedRoom implements ParkedRoom {
  private final Store store;
  private final ParkedActs acts;
  private final Rehearsal rehearsal;
  private final Restarting restarting;

  /// Where no system can do anything once more.
  public StoreParkedRoom(ReplayParts parts) {
    this(parts, system -> Optional.empty());
  }

  /// @param restarters of the systems that can do once more what their reports tell of
  public StoreParkedRoom(ReplayParts parts, Function<SystemName, Optional<Restarter>> restarters) {
    this.restarting = new Restarting(parts, restarters);
    this.store = parts.store();
    this.acts = new ParkedActs(parts);
    this.rehearsal = new Rehearsal(parts);
  }

  @Override
  public Optional<ParkedView> look(long number) {
    return store
        .read(ports -> ParkedCase.find(number, ports))
        .map(found -> view(found, rehearsal.of(found.parked()), Veil.DRAWN));
  }

  @Override
  public Optional<ParkedView> show(long number, ByHand hand) {
    return acts.show(number, hand)
        .map(found -> view(found, rehearsal.of(found.parked()), Veil.LIFTED));
  }

  @Override
  public Optional<ParkedView> tryOut(long number, String draft, ByHand hand) {
    return acts.show(number, hand)
        .map(
            found -> {
              Preview preview = rehearsal.of(found.parked(), Payload.ofText(draft));
              return view(found, preview, Veil.LIFTED)
                  .trying(draft, PreviewView.of(preview, Veil.LIFTED));
            });
  }

  @Override
  public Edited edit(long number, String draft, ByHand hand) {
    return acts.edit(number, Payload.ofText(draft), hand);
  }

  @Override
  public Tally replay(Choice choice, ByHand hand, LongConsumer progress) {
    return acts.replay(choice, hand, progress);
  }

  @Override
  public Restarted restart(long number, boolean again, ByHand hand) {
    return restarting.restart(number, again, hand);
  }

  @Override
  public Tally discard(Choice choice, ByHand hand, LongConsumer progress) {
    return acts.discard(choice, hand, progress);
  }

  @Override
  public ForecastView forecast(String cause) {
    record Asked(long total, List<Parked> oldest) {}
    Asked asked =
        store.read(
            ports ->
                new Asked(
                    cause.isEmpty() ? ports.parked().count() : ports.parked().count(cause),
                    ports.parked().after(0, cause, Rehearsal.AT_ONCE)));
    long upTo = asked.oldest().isEmpty() ? 0 : asked.oldest().getLast().number();
    Forecast forecast =
        rehearsal.forecast(
            cause.isEmpty() ? new Choice.All(upTo) : new Choice.OfCause(cause, upTo), done -> {});
    return ForecastView.of(cause, asked.total(), forecast);
  }

  @Override
  public long export(Choice choice, ByHand hand, Writer out, LongConsumer progress) {
    return new ParkedExport(store, acts).write(choice, hand, out, progress);
  }

  private ParkedView view(ParkedCase found, Preview preview, Veil veil) {
    ParkedView.Kind kind =
        switch (Parking.of(found.parked())) {
          case Parking.Accepted ignored ->
              restarting.takes(found.parked()) ? ParkedView.Kind.REPORT : ParkedView.Kind.RECORD;
          case Parking.Sending ignored -> ParkedView.Kind.DELIVERY;
          case Parking.Row ignored -> ParkedView.Kind.ROW;
        };
    return new ParkedView(
        covered(found.parked(), veil),
        kind,
        papers(found.papers(), veil),
        PreviewView.of(preview, veil),
        "",
        veil == Veil.LIFTED);
  }

  private static ParkedView.Papers papers(ParkedCase.Papers papers, Veil veil) {
    return switch (papers) {
      case ParkedCase.Papers.None ignored -> new ParkedView.Papers.None();
      case ParkedCase.Papers.Kept kept ->
          new ParkedView.Papers.Kept(
              Paper.of(kept.standing(), veil),
              Paper.of(kept.original(), veil),
              kept.edits().stream()
                  .map(
                      edit ->
                          new ParkedView.EditLine(
                              edit.version(),
                              edit.made().at(),
                              edit.made().by(),
                              edit.made().why()))
                  .toList());
    };
  }

  /// A record's key may be an address.
  private static Parked covered(Parked parked, Veil veil) {
    ParkedItem item = parked.item();
    return new Parked(
        parked.number(),
        new ParkedItem(
            item.subject(),
            item.stage(),
            veil.name(item.source()),
            item.cause(),
            item.sentence(),
            item.rule(),
            item.field(),
            item.inboxId(),
            item.firstSeen(),
            item.lastSeen(),
            item.times()),
        parked.flow(),
        parked.changedAt(),
        parked.observedAt(),
        parked.replayedAt(),
        parked.edits());
  }
}
