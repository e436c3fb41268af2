package dev.selvedge.audit.schema;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Compares what an account looks like with what it looked like, and with what the project uses of
/// it. Pure.
public final class AccountDrift {
  /// Those that every account has, which Dotdigital fills itself.
  private static final Set<String> DOTDIGITALS =
      Set.of("FIRSTNAME", "LASTNAME", "FULLNAME", "GENDER", "POSTCODE", "LASTSUBSCRIBED");

  private final AccountSchema now;
  private final Set<String> written;
  private final Instant at;
  private final List<SchemaFinding> findings = new ArrayList<>();
  private final SortedMap<Place, Memory> after = new TreeMap<>();

  private AccountDrift(AccountSchema now, Set<String> written, Instant at) {
    this.now = now;
    this.written =
        written.stream().map(name -> name.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    this.at = at;
  }

  /// What a look at an account came to.
  ///
  /// @param memories what is to be remembered, of every place that was looked at
  public record Drift(
      List<SchemaFinding> findings, SortedMap<Place, Memory> memories, Set<Place> looked) {
    /// Copies the collections.
    public Drift {
      findings = List.copyOf(findings);
      looked = Set.copyOf(looked);
    }
  }

  /// Compares.
  ///
  /// @param written the data fields that the project writes
  /// @param idle those of them for which no mapping ever gives a value
  /// @param before what was remembered, by place
  public static Drift compare(
      AccountSchema now,
      Set<String> written,
      Set<String> idle,
      Map<Place, Memory> before,
      Instant at) {
    return new AccountDrift(now, written, at).compare(idle, before);
  }

  private Drift compare(Set<String> idle, Map<Place, Memory> before) {
    Set<Place> looked = new TreeSet<>();
    if (!now.fields().isEmpty()) {
      looked.add(Place.DATA_FIELDS);
      changes(Place.DATA_FIELDS, now.fields(), before);
      unfed();
      idle(new TreeSet<>(idle));
    }
    now.collections()
        .forEach(
            (name, columns) -> {
              looked.add(Place.collection(name));
              changes(Place.collection(name), columns, before);
            });
    if (now.references()) {
      looked.add(Place.REFERENCES);
    }
    for (AccountSchema.Trouble trouble : now.troubles()) {
      findings.add(
          new SchemaFinding(
              Place.REFERENCES,
              SchemaFinding.Kind.REFERENCE,
              trouble.what(),
              SchemaFinding.Weight.BROKEN,
              trouble.what() + ".",
              trouble.advice()));
    }
    return new Drift(findings.stream().sorted(SchemaFinding.ORDER).toList(), after, looked);
  }

  private void changes(Place place, SortedMap<String, String> types, Map<Place, Memory> before) {
    if (types.isEmpty()) {
      gone(place, before.getOrDefault(place, Memory.NONE));
      return;
    }
    Recollection recollection =
        Recollection.ofAll(before.getOrDefault(place, Memory.NONE), types, at);
    after.put(place, recollection.after());
    recollection.missed().forEach((name, missed) -> vanished(place, name, missed.was()));
    for (Map.Entry<String, Remembered> one : recollection.after().fields().entrySet()) {
      String type = types.getOrDefault(one.getKey(), "");
      boolean back = type.isEmpty() || one.getValue().before().contains(type);
      if (Memory.isRetyped(one.getValue(), at) && !back) {
        retyped(place, one.getKey(), one.getValue(), type);
      }
    }
    Set<String> fresh = new TreeSet<>(recollection.after().fresh(at).keySet());
    fresh.removeAll(recollection.missed().keySet());
    if (place.equals(Place.DATA_FIELDS)) {
      fresh.removeIf(this::isWritten);
    }
    if (!fresh.isEmpty()) {
      add(
          place,
          SchemaFinding.Kind.NEW,
          "",
          SchemaFinding.Weight.NOTE,
          "New in the last 14 days among %s of %s: %s"
              .formatted(place.words(), now.title(), Listing.of(fresh)),
          "nothing, unless somebody made it for the hub to fill");
    }
  }

  /// A collection that was there. One that has no record yet is none, too.
  private void gone(Place place, Memory before) {
    Recollection recollection = Recollection.ofAll(before, new TreeMap<>(), at);
    if (!recollection.missed().isEmpty()) {
      after.put(place, recollection.after());
      add(
          place,
          SchemaFinding.Kind.VANISHED,
          "",
          SchemaFinding.Weight.BROKEN,
          "%s is gone from %s with all its records".formatted(place.words(), now.title()),
          "if it was deleted on purpose, send its records again; segments and programs that use it"
              + " find nothing meanwhile");
    }
  }

  private boolean isWritten(String name) {
    return written.contains(name.toUpperCase(Locale.ROOT));
  }

  private void vanished(Place place, String name, Remembered was) {
    boolean matters = !place.equals(Place.DATA_FIELDS) || isWritten(name);
    add(
        place,
        SchemaFinding.Kind.VANISHED,
        name,
        matters ? SchemaFinding.Weight.BROKEN : SchemaFinding.Weight.NOTE,
        "'%s' (%s) is gone from %s of %s%s"
            .formatted(
                name,
                String.join(" or ", was.types()),
                place.words(),
                now.title(),
                matters ? ", and the project writes it" : "; the project does not write it"),
        matters
            ? "make it again in "
                + now.title()
                + " with the same type, or take it out of the project; segments and programs that"
                + " use it find nothing meanwhile"
            : "look whether a segment or program still uses it");
  }

  private void retyped(Place place, String name, Remembered one, String type) {
    boolean matters = !place.equals(Place.DATA_FIELDS) || isWritten(name);
    add(
        place,
        SchemaFinding.Kind.RETYPED,
        name,
        matters ? SchemaFinding.Weight.CHECK : SchemaFinding.Weight.NOTE,
        "'%s' among %s of %s was %s and is now %s"
            .formatted(name, place.words(), now.title(), String.join(" or ", one.before()), type),
        "it was deleted and made anew, so its old values are gone; "
            + (matters
                ? "give the project the type it has now, or make it again"
                : "look whether segments still find what they should"));
  }

  private void unfed() {
    Set<String> unfed = new TreeSet<>(now.fields().keySet());
    unfed.removeIf(name -> isWritten(name) || DOTDIGITALS.contains(name.toUpperCase(Locale.ROOT)));
    if (!unfed.isEmpty()) {
      add(
          Place.DATA_FIELDS,
          SchemaFinding.Kind.UNFED,
          "",
          SchemaFinding.Weight.NOTE,
          "%s of %s %s not written by the project: %s"
              .formatted(
                  Listing.count(unfed.size(), "data field"),
                  now.title(),
                  unfed.size() == 1 ? "is" : "are",
                  Listing.of(unfed)),
          "look whether anybody else fills them; a segment on one that nobody fills finds yesterday's"
              + " people");
    }
  }

  private void idle(Set<String> idle) {
    if (!idle.isEmpty()) {
      add(
          Place.DATA_FIELDS,
          SchemaFinding.Kind.UNFED,
          "declared",
          SchemaFinding.Weight.NOTE,
          "%s in fields.yaml, and no mapping gives %s a value: %s"
              .formatted(
                  Listing.count(idle.size(), "data field")
                      + (idle.size() == 1 ? " is" : " are")
                      + " declared",
                  idle.size() == 1 ? "it" : "them",
                  Listing.of(idle)),
          "map something to them, or take them out of fields.yaml");
    }
  }

  private void add(
      Place place,
      SchemaFinding.Kind kind,
      String subject,
      SchemaFinding.Weight weight,
      String what,
      String advice) {
    String sentence = what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + ".";
    findings.add(new SchemaFinding(place, kind, subject, weight, sentence, advice));
  }
}
