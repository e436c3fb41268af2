package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.FewerAtOnce;
import dev.selvedge.connectors.walk.Leg;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What is asked for from one place in a list on.
///
/// @param count where the place is, in numbers of rows
/// @param moves where it leads to
/// @param <W> how a place is told
record Place<W>(Subject subject, Records records, Records.Count count, Moves<W> moves)
    implements FewerAtOnce.Questions<Leg.Sheet<W>, Place.Row> {

  /// A row with what it leads to.
  record Row(Stamped stamped, List<Entry> entries) {
    /// Keeps the list as it is now.
    Row {
      entries = List.copyOf(entries);
    }
  }

  /// Where a place leads to.
  interface Moves<W> {
    /// What a page came to.
    ///
    /// @param firstNew rows before it are known already
    record Step<W>(int firstNew, W next) {}

    Step<W> read(List<Stamped> rows, int take);

    /// Whether this is the row read last; not asked where there is none.
    boolean isAnchor(Stamped row);

    /// At a row behind some that are hidden.
    W beyond(int hidden, Stamped shown);

    /// Where the row read last stands no more where it did.
    W again();

    W end();
  }

  @Override
  public Leg.Sheet<W> page(int take) {
    Records.Cut cut = records.rows(subject, count.from(), count.skip(), take);
    List<Stamped> rows = new ArrayList<>();
    for (JsonNode row : cut.rows()) {
      rows.add(Stamped.of(subject, row));
    }
    Moves.Step<W> step = moves.read(rows, cut.whole());
    List<JsonNode> fresh = cut.rows().subList(step.firstNew(), cut.rows().size());
    return new Leg.Sheet<>(records.completed(subject, fresh), step.next());
  }

  @Override
  public Optional<Row> row(int further) {
    return records
        .single(subject, count.from(), count.known() + further)
        .map(row -> new Row(Stamped.of(subject, row), records.completed(subject, List.of(row))));
  }

  @Override
  public boolean answers() {
    return records.answers(subject);
  }

  @Override
  public boolean stands() {
    return !count.isAnchored()
        || records
            .single(subject, count.from(), count.skip())
            .filter(row -> moves.isAnchor(Stamped.of(subject, row)))
            .isPresent();
  }

  @Override
  public Leg.Sheet<W> again() {
    return new Leg.Sheet<>(List.of(), moves.again());
  }

  @Override
  public Leg.Sheet<W> beyond(int hidden, Optional<Row> shown) {
    List<Entry> entries = new ArrayList<>();
    if (hidden > 0) {
      Optional<String> before = shown.map(row -> row.stamped().id());
      entries.add(
          Entry.Broken.between(
              subject.path(), count.anchor(), before, "BigCommerce has to mend it."));
    }
    shown.ifPresent(row -> entries.addAll(row.entries()));
    return new Leg.Sheet<>(
        entries, shown.map(row -> moves.beyond(hidden, row.stamped())).orElseGet(moves::end));
  }
}
