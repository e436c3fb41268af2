package dev.selvedge.person;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.Version;
import dev.selvedge.person.Profile.Erased;
import dev.selvedge.person.Profile.Held;
import dev.selvedge.person.Profile.Origin;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Finds what becomes of one field, by its rule. Pure, and the same for every order of
/// contributions.
final class Survival {
  /// How contributions of older builds say that a text is empty.
  private static final Value EMPTY = new Value.Text("");

  private static final Comparator<Stated> LONGEST =
      Comparator.comparingInt(Stated::length).reversed().thenComparing(Word.PREFERRED);

  private static final Comparator<Stated> LEAST =
      Comparator.comparing(Stated::size).thenComparing(Word.PREFERRED);

  private static final Comparator<Stated> GREATEST =
      Comparator.comparing(Stated::size).reversed().thenComparing(Word.PREFERRED);

  private final FieldCatalogue.Field field;

  /// In order of preference.
  private final List<Word> words;

  /// Those of them that have a value.
  private final List<Stated> values;

  private Survival(FieldCatalogue.Field field, List<Word> words) {
    this.field = field;
    this.words = words;
    this.values = stated(words.stream());
  }

  /// What became of a field.
  sealed interface Fate {
    /// Nobody who owns it says anything about it.
    record Unsaid() implements Fate {}

    record Survives(Held held) implements Fate {}

    record Blank(Erased erased) implements Fate {}
  }

  static Fate of(FieldCatalogue.Field field, Collection<Contribution> contributions) {
    List<Word> words = words(field, contributions);
    return words.isEmpty() ? new Fate.Unsaid() : new Survival(field, words).fate();
  }

  private Fate fate() {
    return switch (field.survivorship().strategy()) {
      case OWNER_ORDER -> single(words.getFirst());
      case MOST_RECENT -> single(words.stream().min(Word.MOST_RECENT).orElseThrow());
      case NON_EMPTY -> first(Word.PREFERRED);
      case LONGEST -> first(LONGEST);
      case MIN -> first(LEAST);
      case MAX -> first(GREATEST);
      case SUM -> sum();
      case UNION -> union();
    };
  }

  /// What one record says about one field.
  sealed interface Word {
    /// The most trusted owner first, of its records the newest.
    Comparator<Word> PREFERRED =
        Comparator.comparingInt(Word::rank)
            .thenComparing(Word::version, Comparator.reverseOrder())
            .thenComparing(Word::record);

    /// The newest first. Between equal stamps of two systems the owner order decides and not which
    /// was read first.
    Comparator<Word> MOST_RECENT =
        Comparator.comparing((Word word) -> word.version().changedAt())
            .reversed()
            .thenComparing(PREFERRED);

    /// Which owner it is, 0 the most trusted.
    int rank();

    RecordRef record();

    Version version();
  }

  /// It has this value.
  record Stated(int rank, RecordRef record, Version version, Value value) implements Word {
    Origin origin() {
      return new Origin(record, version, value);
    }

    int length() {
      String text = value.display();
      return text.codePointCount(0, text.length());
    }

    /// How large a number or how late a date it is; texts and flags are all alike.
    BigDecimal size() {
      return switch (value) {
        case Value.Decimal(BigDecimal number) -> number;
        case Value.Date(Instant instant) ->
            BigDecimal.valueOf(instant.getEpochSecond())
                .add(BigDecimal.valueOf(instant.getNano(), 9));
        case Value.Text ignored -> BigDecimal.ZERO;
        case Value.Flag ignored -> BigDecimal.ZERO;
      };
    }
  }

  /// It says that the field is empty.
  record Blanked(int rank, RecordRef record, Version version) implements Word {}

  /// In order of preference. A value of another type than the field's stems from before its type
  /// was changed: it waits to be mapped anew.
  private static List<Word> words(
      FieldCatalogue.Field field, Collection<Contribution> contributions) {
    List<Word> words = new ArrayList<>(0);
    for (Contribution contribution : contributions) {
      Value value = contribution.fields().get(field.name());
      boolean blank =
          value == null ? contribution.erased().contains(field.name()) : value.equals(EMPTY);
      int rank = field.owners().indexOf(contribution.ref().system());
      if (rank >= 0 && blank) {
        words.add(new Blanked(rank, contribution.ref(), contribution.version()));
      } else if (rank >= 0 && value != null && value.type() == field.type()) {
        words.add(new Stated(rank, contribution.ref(), contribution.version(), value));
      }
    }
    words.sort(Word.PREFERRED);
    return words;
  }

  private static List<Stated> stated(Stream<? extends Word> words) {
    return words.filter(Stated.class::isInstance).map(Stated.class::cast).toList();
  }

  private Fate single(Word word) {
    return switch (word) {
      case Stated stated -> held(stated.value(), List.of(stated), 0);
      case Blanked blanked ->
          new Fate.Blank(new Erased(blanked.record(), blanked.version(), field));
    };
  }

  private Fate held(Value value, List<Stated> parts, int leftOut) {
    List<Origin> origins = parts.stream().map(Stated::origin).toList();
    return new Fate.Survives(new Held(value, origins, field, parts.getFirst().rank() + 1, leftOut));
  }

  /// The first value in an order; when there is none the most trusted erasure.
  private Fate first(Comparator<? super Stated> order) {
    return single(values.stream().min(order).map(Word.class::cast).orElse(words.getFirst()));
  }

  /// Of each system its newest word counts, once; one that erases adds nothing.
  private Fate sum() {
    Map<Integer, Word> newest = new LinkedHashMap<>();
    words.forEach(word -> newest.putIfAbsent(word.rank(), word));
    List<Stated> parts = stated(newest.values().stream());
    if (parts.isEmpty()) {
      return single(words.getFirst());
    }
    BigDecimal total = parts.stream().map(Stated::size).reduce(BigDecimal.ZERO, BigDecimal::add);
    return held(new Value.Decimal(total), parts, 0);
  }

  private Fate union() {
    Tags tags = new Tags(field.survivorship().separator(), field.maxLength());
    List<Stated> parts = values.stream().filter(stated -> tags.add(stated.value())).toList();
    if (parts.isEmpty()) {
      return words.stream()
          .filter(Blanked.class::isInstance)
          .findFirst()
          .map(this::single)
          .orElseGet(Fate.Unsaid::new);
    }
    Tags.Joined joined = tags.joined();
    if (joined.text().isEmpty()) {
      return new Fate.Unsaid();
    }
    return held(new Value.Text(joined.text()), parts, joined.leftOut());
  }
}
