package dev.selvedge.connectors.odoo;

import dev.selvedge.connectors.walk.Leg;
import dev.selvedge.connectors.walk.OffsetWalk;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// One list of an Odoo, walked for a feed, and all it leads to read whole.
///
/// @param subject what it leads to
record ModelList(Subject.Listed list, Subject subject, Records records, OdooOptions options)
    implements Leg<OffsetWalk> {

  /// All that have to be walked for a feed.
  static List<ModelList> of(Subject subject, Records records, OdooOptions options) {
    return subject.lists().stream()
        .map(list -> new ModelList(list, subject, records, options))
        .toList();
  }

  @Override
  public OffsetWalk first(Instant now) {
    return OffsetWalk.after(Instant.EPOCH, now);
  }

  @Override
  public boolean readsFirst() {
    return true;
  }

  @Override
  public Sheet<OffsetWalk> read(OffsetWalk at, int take, Instant now) {
    Records.Rows read = records.rows(list, at, take);
    OffsetWalk.Step step = at.read(read.rows(), take, now, options.overlap());
    List<Long> ids =
        read.leads().subList(step.firstNew(), read.leads().size()).stream()
            .flatMap(Collection::stream)
            .distinct()
            .toList();
    return new Sheet<>(records.whole(subject, ids), step.next());
  }
}
