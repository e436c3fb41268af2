package dev.selvedge.person;

import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What we hold true about a person: for every field the value that survives by the field's rule,
/// and where it came from. A pure function of the set of the person's contributions. Immutable.
///
/// @param fields those that have a value
/// @param erased those that have none because an owner says so; about a field that is in neither
///     nobody has said anything, and no target is told anything of it
public record Profile(Map<String, Held> fields, Map<String, Erased> erased) {
  public Profile {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    erased = Collections.unmodifiableSortedMap(new TreeMap<>(erased));
  }

  /// Resolves every field of the catalogue. A system that does not own a field can neither set nor
  /// erase it, and a record that does not have a field says nothing about it.
  public static Profile of(Collection<Contribution> contributions, FieldCatalogue catalogue) {
    Map<String, Held> held = new TreeMap<>();
    Map<String, Erased> erased = new TreeMap<>();
    for (FieldCatalogue.Field field : catalogue.fields().values()) {
      switch (Survival.of(field, contributions)) {
        case Survival.Fate.Unsaid ignored -> {}
        case Survival.Fate.Survives(Held survivor) -> held.put(field.name(), survivor);
        case Survival.Fate.Blank(Erased blank) -> erased.put(field.name(), blank);
      }
    }
    return new Profile(held, erased);
  }

  /// One record's share in a value.
  ///
  /// @param value what that record says
  public record Origin(RecordRef record, Version version, Value value) {}

  /// A value and its origin.
  ///
  /// @param origins the record it came from; of a sum or union all that went into it, the most
  ///     trusted owner's first
  /// @param rank which owner the first of them is, 1 the most trusted
  /// @param leftOut how many tags of a union did not fit
  public record Held(
      Value value, List<Origin> origins, FieldCatalogue.Field field, int rank, int leftOut) {
    public Held {
      if (origins.isEmpty()) {
        throw new IllegalArgumentException("a value comes from somewhere");
      }
      origins = List.copyOf(origins);
    }

    /// The record it came from, the first of several.
    public RecordRef origin() {
      return origins.getFirst().record();
    }

    /// Of the record it came from, the newest of several.
    public Version version() {
      return origins.stream().map(Origin::version).max(Comparator.naturalOrder()).orElseThrow();
    }

    /// When the source that changed last changed it.
    public Instant changedAt() {
      return version().changedAt();
    }

    /// Whether a record has a share in it.
    public boolean isFrom(RecordRef record) {
      return origins.stream().anyMatch(origin -> origin.record().equals(record));
    }

    /// The rule in words, for the person page.
    public String rule() {
      return switch (field.survivorship().strategy()) {
        case OWNER_ORDER -> ownerOrder();
        case MOST_RECENT -> "the most recent word of " + owners(field) + " counts";
        case NON_EMPTY -> "the first of " + owners(field) + " that has a value counts";
        case LONGEST -> "the longest text of " + owners(field) + " counts";
        case MIN -> (isDate() ? "the earliest date" : "the least number") + of(field);
        case MAX -> (isDate() ? "the latest date" : "the greatest number") + of(field);
        case SUM -> "the sum of the newest values of " + owners(field) + ", one a system";
        case UNION -> "the tags of all records of " + owners(field) + ", each once" + cut();
      };
    }

    private String ownerOrder() {
      SystemName system = origin().system();
      return rank == 1
          ? system + " owns this field"
          : system
              + " is owner "
              + rank
              + " of "
              + field.owners().size()
              + "; the owners before it have no value";
    }

    private boolean isDate() {
      return field.type() == FieldType.DATE;
    }

    private static String of(FieldCatalogue.Field field) {
      return " of " + owners(field) + " counts";
    }

    private String cut() {
      return leftOut == 0
          ? ""
          : "; "
              + leftOut
              + " did not fit into "
              + field.maxLength()
              + " characters and "
              + (leftOut == 1 ? "is" : "are")
              + " left out";
    }
  }

  /// An owner's word that a field is empty.
  ///
  /// @param record which record says so
  public record Erased(RecordRef record, Version version, FieldCatalogue.Field field) {
    /// The rule in words, for the person page.
    public String rule() {
      String says = record.system() + " says that it is empty";
      return switch (field.survivorship().strategy()) {
        case OWNER_ORDER ->
            field.owners().getFirst().equals(record.system())
                ? says + ", and owns this field"
                : says + "; the owners before it say nothing";
        case MOST_RECENT -> says + ", which is the most recent word of " + owners(field);
        case NON_EMPTY, LONGEST, MIN, MAX, SUM, UNION ->
            says + ", and none of " + owners(field) + " has a value";
      };
    }
  }

  /// `erp`, `erp and shop`, `crm, erp and shop`.
  private static String owners(FieldCatalogue.Field field) {
    List<String> names = field.owners().stream().map(SystemName::value).toList();
    if (names.size() == 1) {
      return names.getFirst();
    }
    return names.subList(0, names.size() - 1).stream().collect(Collectors.joining(", "))
        + " and "
        + names.getLast();
  }
}
