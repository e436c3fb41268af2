package dev.selvedge.store;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.person.Ledger;
import dev.selvedge.person.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.RowMapper;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The consent ledger on SQL.
final class SqlLedger implements Ledger {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, String>> EVIDENCE = new TypeReference<>() {};

  private static final Comparator<LedgerEntry> OLDEST_FIRST =
      Comparator.comparing((LedgerEntry entry) -> entry.claim().at())
          .thenComparing(LedgerEntry::enteredAt)
          .thenComparing(LedgerEntry::origin)
          .thenComparing(entry -> entry.claim().channel())
          .thenComparing(entry -> entry.claim().choice());

  private static final RowMapper<LedgerEntry> ENTRY =
      (rs, context) ->
          new LedgerEntry(
              RecordRef.parse(rs.getString(1)),
              new ConsentClaim(
                  ConsentClaim.Channel.valueOf(rs.getString(2)),
                  ConsentClaim.Choice.valueOf(rs.getString(3)),
                  Instant.ofEpochMilli(rs.getLong(4)),
                  JSON.readValue(rs.getString(6), EVIDENCE)),
              Instant.ofEpochMilli(rs.getLong(5)));

  private final Sql sql;

  SqlLedger(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void append(Collection<LedgerEntry> entries) {
    sql.batch(
        """
        insert into ledger_entry (origin, channel, choice, decided_at, entered_at, evidence)
        values (?, ?, ?, ?, ?, ?)
        on conflict (origin, channel, choice, decided_at) do nothing
        """,
        entries,
        (row, entry) ->
            row.add(entry.origin().text())
                .add(entry.claim().channel().name())
                .add(entry.claim().choice().name())
                .add(entry.claim().at().toEpochMilli())
                .add(entry.enteredAt().toEpochMilli())
                .add(JSON.writeValueAsString(entry.claim().evidence())));
  }

  @Override
  public List<LedgerEntry> of(Collection<RecordRef> origins) {
    List<LedgerEntry> found =
        new ArrayList<>(
            sql.byKeys(
                """
                select origin, channel, choice, decided_at, entered_at, evidence
                from ledger_entry where origin in (<keys>)
                """,
                origins.stream().map(RecordRef::text).toList(),
                ENTRY));
    found.sort(OLDEST_FIRST);
    return found;
  }
}
