package dev.selvedge.work.replay;

import dev.selvedge.Stage;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.trail.TrailEntry.About;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What the trail says of something that was done by hand. Confined to one thread.
final class ParkedEntries {
  private final String word;
  private final ByHand hand;
  private final Instant now;
  private final List<TrailEntry> entries = new ArrayList<>();

  /// @param word what was done
  ParkedEntries(String word, ByHand hand, Instant now) {
    this.word = word;
    this.hand = hand;
    this.now = now;
  }

  ParkedEntries of(Collection<Parked> items) {
    items.forEach(parked -> of(parked, ""));
    return this;
  }

  /// @param more what else is to be said, before by whom
  ParkedEntries of(Parked parked, String more) {
    String system = parked.flow().substring(0, parked.flow().indexOf('/'));
    About about = new About(0, "", parked.item().source(), system, parked.item().inboxId());
    return add(Stage.INBOX, about, "parked record " + word + more + " " + hand.words());
  }

  ParkedEntries ofDelivery(Delivery delivery) {
    boolean order = delivery.subject().facet() == Facet.ORDER;
    About about =
        new About(
            delivery.person().value(),
            order ? delivery.subject().id() : "",
            "",
            delivery.flow().system().value(),
            0);
    return add(Stage.SEND, about, "parked delivery " + word + " " + hand.words());
  }

  /// Of many together.
  ParkedEntries ofMany(String which) {
    return add(Stage.INBOX, new About(0, "", "", "", 0), which + " " + word + " " + hand.words());
  }

  private ParkedEntries add(Stage stage, About about, String sentence) {
    entries.add(new TrailEntry(now, stage, word, about, sentence));
    return this;
  }

  List<TrailEntry> list() {
    return entries;
  }
}
