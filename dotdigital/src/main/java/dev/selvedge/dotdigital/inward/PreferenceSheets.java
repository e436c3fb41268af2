package dev.selvedge.dotdigital.inward;

import dev.selvedge.RecordKind;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.dotdigital.delivery.meter.Operation;
import dev.selvedge.dotdigital.preference.Preference;
import dev.selvedge.dotdigital.preference.PreferenceChange;
import dev.selvedge.dotdigital.preference.Preferences;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ConsentClaim.Timing;
import dev.selvedge.mapping.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Who chose or left one preference; one part a preference, by its private or public name. The
/// vendor calls the feed "opt-ins since" and describes it as every change of the choice.
final class PreferenceSheets implements Sheets {
  private final List<String> names;
  private final Preferences preferences;
  private final Reply reply;
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

  PreferenceSheets(List<String> names, Preferences preferences, Reply reply) {
    this.names = List.copyOf(names);
    this.preferences = preferences;
    this.reply = reply;
  }

  @Override
  public List<String> parts() {
    return names;
  }

  @Override
  public Operation operation() {
    return Operation.PREFERENCE_CHANGES;
  }

  @Override
  public Sheet read(Ask ask) {
    if (ask.position().isEmpty()) {
      numbers.remove(ask.part());
    }
    Optional<Integer> number = number(ask.part());
    if (number.isEmpty()) {
      return Sheet.lacking(
          new Page.Refused(
              "preference '" + ask.part() + "'",
              "Dotdigital has no preference of that name, so nobody's choice of it is seen: check"
                  + " consent.preferences",
              ""));
    }
    long least = ask.position().isEmpty() ? 0 : Long.parseLong(ask.position());
    List<PreferenceChange> lines =
        reply.of(
            preferences.changesSince(number.get(), ask.from(), least),
            "choices of the preference '" + ask.part() + "'");
    List<Observation> told =
        lines.stream().map(line -> observation(line, ask.part(), number.get())).toList();
    if (lines.size() < Preferences.MAX_CHANGES) {
      return Sheet.last(told);
    }
    long last = lines.getLast().contact().number();
    if (last <= least) {
      throw new SourceException(
          "the choices of the preference '" + ask.part() + "' come again: nothing moves on");
    }
    return Sheet.before(Long.toString(last), told);
  }

  private static Observation observation(PreferenceChange line, String name, int number) {
    RecordKind kind = Kinds.ofOne(Kinds.PREFERENCE, number);
    Instant at = line.modified();
    return new Observation(
        kind,
        new Observation.Who(line.contact().number(), line.email()),
        Topic.preference(name),
        line.optedIn() ? Choice.OPT_IN : Choice.OPT_OUT,
        Timing.STATED,
        at == null ? Stamp.absent() : Stamp.at(at),
        Map.of("feed", "preference changes", "contact", line.contact().value()));
  }

  private Optional<Integer> number(String name) {
    if (!numbers.containsKey(name)) {
      List<Preference> all =
          reply.of(preferences.list(), "preferences").stream()
              .flatMap(top -> Stream.concat(Stream.of(top), top.preferences().stream()))
              .filter(Preference::isPreference)
              .toList();
      all.stream()
          .filter(one -> one.privateName().equalsIgnoreCase(name))
          .findFirst()
          .or(() -> all.stream().filter(one -> one.publicName().equalsIgnoreCase(name)).findFirst())
          .ifPresent(found -> numbers.put(name, found.id()));
    }
    return Optional.ofNullable(numbers.get(name));
  }
}
