package dev.selvedge.store.person;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.Ledger;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.store.sql.Sql;
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
public final class SqlLedger implements Ledger {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, String>> EVIDENCE = new TypeReference<>() {};

  private static final Comparator<LedgerEntry> OLDEST_FIRST =
      Comparator.comparing((LedgerEntry entry) -> entry.claim().at())
          .thenComparing(LedgerEntry::enteredAt)
          .thenComparing(LedgerEntry::origin)
          .thenComparing(entry -> entry.claim().topic())
          .thenComparing(entry -> entry.claim().choice())
          .thenComparing(entry -> entry.claim().timing())
          .thenComparing(LedgerEntry::voice);

  private static final RowMapper<LedgerEntry> ENTRY =
      (rs, context) ->
          new LedgerEntry(
              RecordRef.parse(rs.getString(1)),
              new ConsentClaim(
                  Topic.parse(rs.getString(2)),
                  ConsentClaim.Choice.valueOf(rs.getString(3)),
                  ConsentClaim.Timing.valueOf(rs.getString(7)),
                  Instant.ofEpochMilli(rs.getLong(4)),
                  JSON.readValue(rs.getString(6), EVIDENCE)),
              Instant.ofEpochMilli(rs.getLong(5)),
              LedgerEntry.Voice.valueOf(rs.getString(8)));

  private final Sql sql;

  public SqlLedger(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void append(Collection<LedgerEntry> entries) {
    sql.batch(
        """
        insert into ledger_entry (origin, topic, choice, decided_at, entered_at, evidence, timing,
          voice)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (origin, topic, choice, decided_at, timing, voice) do nothing
        """,
        entries,
        (row, entry) ->
            row.add(entry.origin().text())
                .add(entry.claim().topic().text())
                .add(entry.claim().choice().name())
                .add(entry.claim().at().toEpochMilli())
                .add(entry.enteredAt().toEpochMilli())
                .add(JSON.writeValueAsString(entry.claim().evidence()))
                .add(entry.claim().timing().name())
                .add(entry.voice().name()));
  }

  @Override
  public List<LedgerEntry> of(Collection<RecordRef> origins) {
    List<LedgerEntry> found =
        new ArrayList<>(
            sql.byKeys(
                """
                select origin, topic, choice, decided_at, entered_at, evidence, timing, voice
                from ledger_entry where origin in (<keys>)
                """,
                origins.stream().map(RecordRef::text).toList(),
                ENTRY));
    found.sort(OLDEST_FIRST);
    return found;
  }
}
