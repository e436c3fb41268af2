package dev.selvedge.connectors.tryton;

import dev.selvedge.connectors.walk.KeysetWalk;
import dev.selvedge.connectors.walk.Leg;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One list of an ERP, walked for a feed, and all it leads to read whole.
///
/// @param list which one, and by which of its two stamps
/// @param subject what it leads to
record ModelList(Sorting list, Subject subject, Records records, TrytonOptions options)
    implements Leg<KeysetWalk> {

  /// All that have to be walked for a feed.
  static List<ModelList> of(Subject subject, Records records, TrytonOptions options) {
    List<Sorting> lists = new ArrayList<>(Sorting.both(subject.model(), Sorting.ID));
    for (Subject.Part part : subject.parts()) {
      lists.addAll(Sorting.both(part.model(), part.via()));
    }
    return lists.stream().map(list -> new ModelList(list, subject, records, options)).toList();
  }

  @Override
  public KeysetWalk first(Instant now) {
    return KeysetWalk.from(Instant.EPOCH, now);
  }

  @Override
  public boolean readsFirst() {
    return true;
  }

  @Override
  public Sheet<KeysetWalk> read(KeysetWalk at, int take, Instant now) {
    Records.Rows read = records.rows(list, at, take);
    KeysetWalk next = at.past(read.rows(), read.rows().size() < take, now, options.overlap());
    return new Sheet<>(records.whole(subject, read.ids()), next);
  }
}
