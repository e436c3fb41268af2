package dev.selvedge.dotdigital.delivery.guard;

import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.InsightCollections;
import dev.selvedge.dotdigital.insight.Schema;
import dev.selvedge.mapping.collection.Column;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Declarations;
import dev.selvedge.mapping.collection.Fit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/// Holds every record against what is declared of its collection and what the account has inferred
/// of it, before anything is sent. What the account has is read once and again when it is old,
/// since others may write there too. Thread-safe.
public final class SchemaGuard {
  private static final Duration FRESH = Duration.ofMinutes(15);

  private final InsightCollections collections;
  private final Declarations declarations;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  public SchemaGuard(
      InsightCollections collections, Declarations declarations, InstantSource clock) {
    this.collections = collections;
    this.declarations = declarations;
    this.clock = clock;
  }

  /// What is declared of a collection.
  ///
  /// @throws IllegalArgumentException for one of which nothing is
  public Declaration declaration(String collection) {
    return declarations
        .find(collection)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the collection " + collection + " is not declared in collections.yaml"));
  }

  /// What a look at the account came to.
  public sealed interface Look {
    /// What was known is fresh enough.
    record AsBefore() implements Look {}

    /// It was read a moment ago: what was checked before is checked again.
    record Anew() implements Look {}

    record Unknown(Answer<Schema> why) implements Look {}
  }

  /// Reads what the account has of a collection, where that is not known or not fresh.
  public Look look(String collection) {
    Known before = known.get(folded(collection));
    Instant now = clock.instant();
    if (before != null && before.readAt().plus(FRESH).isAfter(now)) {
      return new Look.AsBefore();
    }
    Answer<Schema> answer = collections.schema(new CollectionName(collection));
    return switch (answer) {
      case Answer.Ok<Schema> ok -> {
        known.put(folded(collection), new Known(Columns.of(ok.value()), now));
        yield new Look.Anew();
      }
      case Answer.NotFound<Schema> ignored -> {
        known.put(folded(collection), new Known(List.of(), now));
        yield new Look.Anew();
      }
      case Answer<Schema> other -> new Look.Unknown(other);
    };
  }

  /// The account turned out to have something else: it is read again before the next record. Until
  /// then the old counts: nothing is ever held against nothing because somebody else forgot.
  public void forget(String collection) {
    known.computeIfPresent(
        folded(collection), (name, old) -> new Known(old.columns(), Instant.EPOCH));
  }

  /// What of the account records are held against at this moment; empty before it was read.
  public Optional<List<Column>> held(String collection) {
    return Optional.ofNullable(known.get(folded(collection))).map(Known::columns);
  }

  /// Holds a record against what is declared and what is known by now; calls nobody.
  public Fit check(String collection, String key, ObjectNode json) {
    Known there = known.get(folded(collection));
    return declarations.check(
        declaration(collection), there == null ? List.of() : there.columns(), key, json);
  }

  private static String folded(String collection) {
    return collection.toLowerCase(Locale.ROOT);
  }

  private record Known(List<Column> columns, Instant readAt) {}
}
