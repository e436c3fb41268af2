package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.audit.schema.Memory;
import dev.selvedge.audit.schema.Place;
import dev.selvedge.audit.schema.Remembered;
import dev.selvedge.audit.schema.SchemaFinding;
import dev.selvedge.audit.schema.SchemaFindings.Standing;
import dev.selvedge.connector.Feed;
import dev.selvedge.inbox.Inbox.Heading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What every store of schemas and of what was found about them does.
public abstract class SchemasContract extends PortContract {
  private static final Feed ORDERS = new Feed(new SystemName("shop"), new RecordKind("order"));
  private static final Place RECORDS = Place.records(ORDERS);
  private static final Instant LATER = NOW.plus(Duration.ofDays(1));
  private static final Instant LAST = NOW.plus(Duration.ofDays(2));

  @Test
  void a_place_is_remembered_as_it_was_kept_last() {
    Remembered total =
        new Remembered(
            new TreeSet<>(Set.of("number", "text")),
            new TreeSet<>(Set.of("number")),
            NOW,
            LATER,
            LAST,
            299,
            300);
    Remembered plain =
        new Remembered(new TreeSet<>(), new TreeSet<>(), NOW, Instant.EPOCH, NOW, 0, 0);
    Memory memory =
        new Memory(Optional.of(NOW), new TreeMap<>(Map.of("lines[].total", total, "é", plain)));
    reading(ports -> assertThat(ports.schemaMemories().of(RECORDS)).isEqualTo(Memory.NONE));
    writing(
        ports -> {
          ports.schemaMemories().keep(RECORDS, memory);
          ports
              .schemaMemories()
              .keep(Place.DATA_FIELDS, new Memory(Optional.of(NOW), new TreeMap<>()));
        });
    reading(ports -> assertThat(ports.schemaMemories().of(RECORDS)).isEqualTo(memory));
    Memory less = new Memory(Optional.of(NOW), new TreeMap<>(Map.of("é", plain)));
    writing(ports -> ports.schemaMemories().keep(RECORDS, less));
    reading(
        ports -> {
          assertThat(ports.schemaMemories().of(RECORDS)).isEqualTo(less);
          assertThat(ports.schemaMemories().of(Place.DATA_FIELDS).begun()).contains(NOW);
          assertThat(ports.schemaMemories().of(Place.mapping(ORDERS))).isEqualTo(Memory.NONE);
        });
  }

  @Test
  void a_finding_holds_since_it_was_first_found_in_a_row() {
    SchemaFinding gone = finding(RECORDS, "note", SchemaFinding.Weight.BROKEN, "gone");
    SchemaFinding worse = finding(RECORDS, "note", SchemaFinding.Weight.CHECK, "still gone");
    writing(ports -> ports.schemaFindings().settle(Set.of(RECORDS), List.of(gone), NOW));
    writing(ports -> ports.schemaFindings().settle(Set.of(RECORDS), List.of(worse), LATER));
    reading(
        ports ->
            assertThat(ports.schemaFindings().standing())
                .containsExactly(new Standing(worse, NOW, Optional.empty())));
    writing(ports -> ports.schemaFindings().settle(Set.of(RECORDS), List.of(), LAST));
    reading(
        ports -> {
          assertThat(ports.schemaFindings().standing()).isEmpty();
          assertThat(ports.schemaFindings().since(LAST))
              .containsExactly(new Standing(worse, NOW, Optional.of(LAST)));
          assertThat(ports.schemaFindings().since(LAST.plusSeconds(1))).isEmpty();
        });
    Instant again = LAST.plus(Duration.ofDays(1));
    writing(ports -> ports.schemaFindings().settle(Set.of(RECORDS), List.of(gone), again));
    reading(
        ports ->
            assertThat(ports.schemaFindings().standing())
                .containsExactly(new Standing(gone, again, Optional.empty())));
  }

  @Test
  void what_could_not_be_looked_at_stands() {
    SchemaFinding field = finding(Place.DATA_FIELDS, "TIER", SchemaFinding.Weight.NOTE, "gone");
    SchemaFinding path = finding(RECORDS, "note", SchemaFinding.Weight.BROKEN, "gone");
    writing(
        ports ->
            ports
                .schemaFindings()
                .settle(Set.of(RECORDS, Place.DATA_FIELDS), List.of(field, path), NOW));
    writing(ports -> ports.schemaFindings().settle(Set.of(RECORDS), List.of(), LATER));
    reading(
        ports -> {
          assertThat(ports.schemaFindings().standing())
              .containsExactly(new Standing(field, NOW, Optional.empty()));
          assertThat(ports.schemaFindings().since(NOW))
              .extracting(Standing::finding)
              .containsExactly(path, field);
          assertThat(ports.schemaFindings().lastLook()).contains(LATER);
        });
    Instant years = LATER.plus(Duration.ofDays(401));
    writing(ports -> ports.schemaFindings().settle(Set.of(), List.of(), years));
    reading(
        ports ->
            assertThat(ports.schemaFindings().since(NOW))
                .extracting(Standing::finding)
                .containsExactly(field));
  }

  @Test
  void nothing_was_looked_at_yet() {
    reading(
        ports -> {
          assertThat(ports.schemaFindings().lastLook()).isEmpty();
          assertThat(ports.schemaFindings().standing()).isEmpty();
        });
  }

  @Test
  void what_was_accepted_last_comes_first_without_a_body() {
    writing(
        ports ->
            ports
                .inbox()
                .accept(
                    List.of(
                        SourceRecordBuilder.aSourceRecord().of("shop/order/1").build(),
                        SourceRecordBuilder.aSourceRecord().of("shop/order/2").build(),
                        SourceRecordBuilder.aSourceRecord().of("shop/order/3").deleted().build()),
                    NOW));
    reading(
        ports -> {
          List<Heading> two = ports.inbox().newest(Long.MAX_VALUE, 2);
          assertThat(two).extracting(Heading::gone).containsExactly(true, false);
          assertThat(
                  ports.inbox().find(two.getLast().id()).orElseThrow().sourceRecord().ref().key())
              .isEqualTo("2");
          assertThat(ports.inbox().newest(two.getLast().id(), 9))
              .extracting(heading -> heading.feed().system().value())
              .containsExactly("shop");
        });
  }

  private static SchemaFinding finding(
      Place place, String subject, SchemaFinding.Weight weight, String sentence) {
    return new SchemaFinding(place, SchemaFinding.Kind.VANISHED, subject, weight, sentence, "look");
  }
}
