package dev.selvedge.person.duplicate;

import dev.selvedge.PersonId;
import dev.selvedge.person.Person;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds persons whose address looks misspelt: its domain is on the list of known misspellings, or
/// it is nearly that of a well-known provider and somebody has the mended address. Pure.
public final class Spelling {
  private final Map<Person, List<Misspelling.Guess>> guesses = new LinkedHashMap<>();

  private Spelling() {}

  /// Looks at the addresses of these people for those that look misspelt.
  public static Spelling of(Collection<Person> persons) {
    Spelling spelling = new Spelling();
    for (Person person : persons) {
      List<Misspelling.Guess> guesses = Misspelling.of(person.email());
      if (!guesses.isEmpty()) {
        spelling.guesses.put(person, guesses);
      }
    }
    return spelling;
  }

  /// Addresses that must be known before anything can be said.
  public Set<String> mended() {
    return guesses.values().stream()
        .flatMap(List::stream)
        .map(Misspelling.Guess::address)
        .collect(Collectors.toSet());
  }

  /// Whose address is suspected.
  ///
  /// @param known those of [#mended] that somebody has
  public Map<PersonId, Suspicion> found(Set<String> known) {
    Map<PersonId, Suspicion> found = new LinkedHashMap<>();
    guesses.forEach(
        (person, some) ->
            best(some, known)
                .ifPresent(guess -> found.put(person.id(), suspicion(person, guess, known))));
    return found;
  }

  private static Optional<Misspelling.Guess> best(
      List<Misspelling.Guess> guesses, Set<String> known) {
    return guesses.stream()
        .filter(guess -> guess.known() || known.contains(guess.address()))
        .findFirst();
  }

  private static Suspicion suspicion(Person person, Misspelling.Guess guess, Set<String> known) {
    String mend = "ask whether " + guess.address() + " is meant and correct it at the source";
    return new Suspicion(
        Suspicion.Kind.SPELLING,
        "",
        person.email(),
        new ArrayList<>(),
        0,
        known.contains(guess.address()) ? mend + "; somebody known has that address" : mend,
        guess.address());
  }
}
