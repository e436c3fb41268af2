package dev.selvedge.app.model;

import dev.selvedge.app.model.Said.Line;
import dev.selvedge.mapping.ConsentClaim.Choice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What everything that was ever said comes to, worked out from nothing and in the plainest way
/// from what the design and the decision tables say. It shares no code with the hub.
///
/// @param said all that records ever said, repeats left out
/// @param heard what was decided at Dotdigital, by address
/// @param told what the hub told Dotdigital, by address
record Oracle(Policy policy, List<Said> said, List<Line> heard, List<Told> told) {
  private static final Duration ABOUT = Duration.ofMinutes(2);
  private static final Instant OLDEST = Instant.EPOCH;

  private static final Map<String, List<String>> OWNERS =
      Map.of(
          "first", List.of("shop", "erp"),
          "tier", List.of("erp"),
          "points", List.of("erp", "shop"));

  /// What a project decided.
  ///
  /// @param resubscribers who may bring somebody back; none named: everybody
  /// @param softOptIn a purchase stands for an opt-in of somebody nobody asked
  /// @param keepsUnasked whether people nobody asked get a contact
  record Policy(Set<String> resubscribers, boolean softOptIn, boolean keepsUnasked) {}

  /// What the hub told Dotdigital of an address.
  ///
  /// @param sure whether it is known to have arrived
  record Told(String address, Choice choice, Instant from, Instant to, boolean sure) {}

  enum Mail {
    ALLOWED,
    REFUSED,
    UNASKED
  }

  record Person(String address, List<Said> records, Mail mail, Map<String, String> fields) {}

  /// Everybody, by address.
  Map<String, Person> people() {
    Map<String, Said> newest = newest();
    Map<String, List<Said>> together = new TreeMap<>();
    for (Said one : newest.values()) {
      String address = address(one, newest);
      if (!address.isEmpty()) {
        together.computeIfAbsent(address, key -> new ArrayList<>()).add(one);
      }
    }
    Map<String, Person> people = new TreeMap<>();
    together.forEach(
        (address, records) ->
            people.put(
                address, new Person(address, records, mail(address, records), fields(records))));
    return people;
  }

  private Map<String, Said> newest() {
    Map<String, Said> newest = new TreeMap<>();
    for (Said one : said) {
      Said other = newest.get(one.ref());
      if (other == null || one.isNewerThan(other)) {
        newest.put(one.ref(), one);
      }
    }
    return newest;
  }

  private static String address(Said one, Map<String, Said> newest) {
    if (one.gone()) {
      return "";
    }
    Said owner = newest.get(one.owner());
    return owner == null || owner.email().isEmpty() ? one.email() : owner.email();
  }

  // ---- what is held true

  private static Map<String, String> fields(List<Said> records) {
    Map<String, String> fields = new TreeMap<>();
    OWNERS.forEach(
        (field, owners) -> {
          for (String owner : owners) {
            Optional<Said> best =
                records.stream()
                    .filter(one -> one.system().equals(owner) && one.fields().containsKey(field))
                    .max(
                        Comparator.comparing(Said::changed)
                            .thenComparing(Said::seen)
                            .thenComparing(Said::ref, Comparator.reverseOrder()));
            if (best.isPresent() && !fields.containsKey(field)) {
              fields.put(field, best.get().fields().get(field));
            }
          }
        });
    return fields;
  }

  // ---- what they agreed to

  private Mail mail(String address, List<Said> records) {
    List<Decision> decisions = new ArrayList<>();
    linesOf(address, records).forEach((origin, lines) -> decide(origin, lines, decisions));
    boolean suppressed =
        decisions.stream()
            .filter(one -> one.choice == Choice.SUPPRESSED)
            .anyMatch(
                one ->
                    decisions.stream()
                        .noneMatch(
                            other ->
                                other.choice == Choice.OPT_IN
                                    && other.origin.equals(one.origin)
                                    && other.at.isAfter(one.at)));
    if (suppressed) {
      return Mail.REFUSED;
    }
    List<Decision> ins = decisions.stream().filter(one -> one.choice == Choice.OPT_IN).toList();
    List<Decision> outs = decisions.stream().filter(one -> one.choice == Choice.OPT_OUT).toList();
    if (outs.isEmpty()) {
      boolean bought =
          records.stream()
              .anyMatch(one -> one.isOrder() && "\"paid\"".equals(one.fields().get("status")));
      return !ins.isEmpty() || (policy.softOptIn && bought) ? Mail.ALLOWED : Mail.UNASKED;
    }
    boolean back =
        ins.stream()
            .anyMatch(
                in -> mayResubscribe(in) && outs.stream().allMatch(out -> in.at.isAfter(out.at)));
    return back ? Mail.ALLOWED : Mail.REFUSED;
  }

  private boolean mayResubscribe(Decision in) {
    boolean record = in.origin.contains("/");
    return policy.resubscribers.isEmpty()
        || !record
        || policy.resubscribers.contains(in.origin.substring(0, in.origin.indexOf('/')));
  }

  private record Decision(String origin, Choice choice, Instant at) {}

  /// All lines that count for somebody, by who said them.
  private Map<String, Set<Line>> linesOf(String address, List<Said> records) {
    Map<String, Set<Line>> lines = new TreeMap<>();
    lines.computeIfAbsent(address, key -> new java.util.LinkedHashSet<>()).addAll(at(address));
    for (Said one : records) {
      for (Said version : said) {
        if (version.ref().equals(one.ref())) {
          version
              .word()
              .ifPresent(
                  word ->
                      lines
                          .computeIfAbsent(one.ref(), key -> new java.util.LinkedHashSet<>())
                          .add(word));
        }
      }
      for (String former : addressesOf(one.ref())) {
        if (!former.equals(address)) {
          Optional<Instant> left = left(one.ref(), former);
          for (Line line : at(former)) {
            boolean declined =
                line.choice() == Choice.OPT_OUT || line.choice() == Choice.SUPPRESSED;
            boolean before = left.isPresent() && !line.at().isAfter(left.get());
            if (!line.bounce() && (declined || before)) {
              lines.computeIfAbsent(former, key -> new java.util.LinkedHashSet<>()).add(line);
            }
          }
        }
      }
    }
    return lines;
  }

  private List<Line> at(String address) {
    return heard.stream().filter(line -> line.origin().equals(address)).toList();
  }

  private Set<String> addressesOf(String ref) {
    Set<String> addresses = new TreeSet<>();
    said.stream().filter(one -> one.ref().equals(ref)).forEach(one -> addresses.add(one.email()));
    addresses.remove("");
    return addresses;
  }

  /// When a record left an address for good; empty while it still has it. Who went back to an
  /// address of before is not known to have stayed a moment longer than was seen.
  private Optional<Instant> left(String ref, String address) {
    List<Said> versions = said.stream().filter(one -> one.ref().equals(ref)).toList();
    Instant last =
        versions.stream()
            .filter(one -> one.email().equals(address))
            .map(Said::changed)
            .max(Instant::compareTo)
            .orElseThrow();
    List<Said> later =
        versions.stream()
            .filter(one -> !one.email().equals(address) && one.changed().isAfter(last))
            .toList();
    boolean wentBack =
        later.stream()
            .anyMatch(
                one ->
                    versions.stream()
                        .anyMatch(
                            other ->
                                other.email().equals(one.email())
                                    && !other.changed().isAfter(last)));
    return wentBack ? Optional.of(last) : later.stream().map(Said::changed).min(Instant::compareTo);
  }

  /// The table of what a line decides, row by row.
  private void decide(String origin, Set<Line> lines, List<Decision> decisions) {
    for (Line line : lines) {
      if (line.choice() == Choice.PENDING || isEcho(line)) {
        continue;
      }
      if (!line.flag()) {
        decisions.add(new Decision(origin, line.choice(), line.at()));
        continue;
      }
      Optional<Choice> before = before(line, lines);
      if (before.isEmpty()) {
        boolean optIn = line.choice() == Choice.OPT_IN;
        decisions.add(new Decision(origin, line.choice(), optIn ? OLDEST : line.at()));
      } else if (before.get() != line.choice()) {
        decisions.add(new Decision(origin, line.choice(), line.at()));
      }
    }
  }

  private boolean isEcho(Line line) {
    return told.stream()
        .anyMatch(
            word ->
                word.address.equals(line.origin())
                    && word.choice == line.choice()
                    && !line.at().isBefore(word.from.minus(ABOUT))
                    && !line.at().isAfter(word.to.plus(ABOUT))
                    // what was known when it was told repeats nothing
                    && line.entered().isAfter(word.from));
  }

  /// What held by an origin's own lines just before one of them.
  private Optional<Choice> before(Line line, Set<Line> lines) {
    Map<Line, Integer> order = new HashMap<>();
    List<Line> sorted = new ArrayList<>(lines);
    sorted.removeIf(other -> other.choice() == Choice.PENDING);
    sorted.sort(
        Comparator.comparing(Line::at)
            .thenComparing(other -> severity(other.choice()))
            .thenComparing(Line::flag));
    sorted.forEach(other -> order.putIfAbsent(other, order.size()));
    int place = order.get(line);
    return place == 0 ? Optional.empty() : Optional.of(sorted.get(place - 1).choice());
  }

  private static int severity(Choice choice) {
    return List.of(Choice.PENDING, Choice.OPT_IN, Choice.OPT_OUT, Choice.SUPPRESSED)
        .indexOf(choice);
  }

  /// Everybody's address and whether they may be mailed, for a failure's message.
  @Override
  public String toString() {
    Map<String, String> shown = new LinkedHashMap<>();
    people().forEach((address, person) -> shown.put(address, person.mail + " " + person.fields));
    return shown.toString();
  }
}
