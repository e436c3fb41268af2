package dev.selvedge.mapping;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Holding;
import dev.selvedge.connector.Holding.Verdict;
import dev.selvedge.connector.SourceRecord;
import java.util.List;
import java.util.Map;

/// Asks each system's connector first whether a record has to wait for a person. Pure and
/// thread-safe.
public final class HeldRecords implements RecordMapper {
  private final Map<SystemName, Holding> holdings;
  private final RecordMapper others;

  /// @param others maps what is not held
  public HeldRecords(Map<SystemName, Holding> holdings, RecordMapper others) {
    this.holdings = Map.copyOf(holdings);
    this.others = others;
  }

  @Override
  public SourceRecord known(SourceRecord sourceRecord) {
    return switch (look(sourceRecord)) {
      case Verdict.Free(SourceRecord known) -> others.known(known);
      case Verdict.Held ignored -> sourceRecord;
    };
  }

  @Override
  public Mapped map(SourceRecord sourceRecord) {
    return switch (look(sourceRecord)) {
      case Verdict.Free(SourceRecord known) -> others.map(known);
      case Verdict.Held(String cause, String field, String sentence) ->
          new Mapped.Unmappable(List.of(new Mapped.FieldProblem(cause, "", field, "", sentence)));
    };
  }

  private Verdict look(SourceRecord sourceRecord) {
    return holdings.getOrDefault(sourceRecord.ref().system(), Holding.NOTHING).look(sourceRecord);
  }
}
