package dev.selvedge.work.replay;

import dev.selvedge.trail.Parked;
import dev.selvedge.trail.ParkedItems;
import dev.selvedge.work.Store;
import java.util.List;

/// Goes through chosen items page by page in the order of their numbers, meeting each once, however
/// many are parked or cleared meanwhile. Confined to one thread.
public final class Pages {
  private final Store store;
  private final Choice choice;
  private final int size;
  private final long last;
  private long after;

  public Pages(Store store, Choice choice, int size) {
    this.store = store;
    this.choice = choice;
    this.size = size;
    // what is parked from now on is for another time
    this.last = Math.min(upTo(choice), store.read(ports -> ports.parked().lastNumber()));
  }

  private static long upTo(Choice choice) {
    return switch (choice) {
      case Choice.One(long number) -> number;
      case Choice.OfCause ofCause -> ofCause.upTo();
      case Choice.All(long upTo) -> upTo;
    };
  }

  /// The next page, empty at the end.
  public List<Parked> next() {
    return store.read(ports -> next(ports.parked()));
  }

  /// The same, inside a transaction that does something with them.
  public List<Parked> next(ParkedItems parked) {
    List<Parked> page = look(parked).stream().filter(one -> one.number() <= last).toList();
    after = page.isEmpty() ? last : page.getLast().number();
    return page;
  }

  private List<Parked> look(ParkedItems parked) {
    return switch (choice) {
      case Choice.One(long number) ->
          after >= number ? List.of() : parked.find(number).stream().toList();
      case Choice.OfCause ofCause -> parked.after(after, ofCause.cause(), size);
      case Choice.All ignored -> parked.after(after, "", size);
    };
  }
}
