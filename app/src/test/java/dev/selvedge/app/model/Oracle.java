package dev.selvedge.app.model;

import dev.selvedge.app.model.Said.Line;
import dev.selvedge.mapping.ConsentClaim.Choice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
/// @param links what stewards decided: a record counts for whom that other does, or for nobody
/// @param heard what was decided at Dotdigital, by address
/// @param told what the hub told Dotdigital, by address
record Oracle(
    Policy policy,
    List<Said> said,
    Map<String, Optional<String>> links,
    List<Line> heard,
    List<Told> told) {
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

  /// The last of a row of records that follow each other decides, where that has no address the one
  /// before it; in a ring the first by name that has one.
  private String address(Said one, Map<String, Said> newest) {
    List<Said> row = new ArrayList<>();
    Optional<Said> next = Optional.of(one).filter(first -> !first.gone());
    while (next.isPresent()) {
      Said here = next.get();
      if (row.contains(here)) {
        List<Said> ring = row.subList(row.indexOf(here), row.size());
        Optional<Said> first =
            ring.stream()
                .filter(each -> !each.email().isEmpty())
                .min(Comparator.comparing(Said::ref));
        if (first.isPresent()) {
          return first.get().email();
        }
        break;
      }
      row.add(here);
      if (links.containsKey(here.ref()) && links.get(here.ref()).isEmpty()) {
        return "";
      }
      next =
          standing(links.getOrDefault(here.ref(), Optional.empty()).orElse(""), newest)
              .or(() -> standing(here.owner(), newest));
    }
    return row.reversed().stream()
        .map(Said::email)
        .filter(email -> !email.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static Optional<Said> standing(String ref, Map<String, Said> newest) {
    return Optional.ofNullable(newest.get(ref)).filter(one -> !one.gone());
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
    declinedByThoseWhoLeft(address, records, decisions);
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
      boolean waits =
          linesOf(address, records).values().stream()
              .flatMap(Set::stream)
              .anyMatch(line -> line.choice() == Choice.PENDING);
      return !ins.isEmpty() || (policy.softOptIn && bought && !waits) ? Mail.ALLOWED : Mail.UNASKED;
    }
    boolean back =
        ins.stream()
            .anyMatch(
                in -> mayResubscribe(in) && outs.stream().allMatch(out -> in.at.isAfter(out.at)));
    return back ? Mail.ALLOWED : Mail.REFUSED;
  }

  /// Of records that had the address and are gone or elsewhere: what they declined until then.
  private void declinedByThoseWhoLeft(
      String address, List<Said> records, List<Decision> decisions) {
    Map<String, Set<Line>> words = new TreeMap<>();
    for (Said version : said) {
      boolean theirs = records.stream().anyMatch(one -> one.ref().equals(version.ref()));
      if (!theirs && addressesOf(version.ref()).contains(address)) {
        Set<Line> lines =
            words.computeIfAbsent(version.ref(), key -> new java.util.LinkedHashSet<>());
        version.word().ifPresent(lines::add);
      }
    }
    words.forEach(
        (ref, lines) -> {
          Optional<Instant> left = left(ref, address).or(() -> atOnce(ref, address));
          List<Decision> own = new ArrayList<>();
          decide(ref, lines, own);
          own.stream()
              .filter(one -> one.choice == Choice.OPT_OUT || one.choice == Choice.SUPPRESSED)
              .filter(one -> left.isPresent() && !one.at.isAfter(left.get()))
              .forEach(decisions::add);
        });
  }

  /// When a record had an address and did not have it at one instant, its last.
  private Optional<Instant> atOnce(String ref, String address) {
    List<Said> versions = said.stream().filter(one -> one.ref().equals(ref)).toList();
    Instant last = versions.stream().map(Said::changed).max(Instant::compareTo).orElseThrow();
    return versions.stream()
                .anyMatch(one -> one.changed().equals(last) && one.email().equals(address))
            && versions.stream()
                .anyMatch(one -> one.changed().equals(last) && !one.email().equals(address))
        ? Optional.of(last)
        : Optional.empty();
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
      List<Choice> before = before(line, lines);
      boolean first = before.stream().allMatch(choice -> choice == Choice.PENDING);
      boolean repeats = !before.isEmpty() && before.getLast() == line.choice();
      if (first) {
        boolean optIn = line.choice() == Choice.OPT_IN;
        decisions.add(new Decision(origin, line.choice(), optIn ? OLDEST : line.at()));
      } else if (!repeats) {
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
                    && !line.at().isBefore(earliest(word, line))
                    && !line.at().isAfter(word.to.plus(ABOUT))
                    // what was known when it was told repeats nothing
                    && line.entered().isAfter(word.from)
                    && !(line.choice() != Choice.OPT_IN && wasToldOtherwise(word, line)));
  }

  /// Nobody who declines is taken for an echo of what was told afterwards.
  private static Instant earliest(Told word, Line line) {
    return line.choice() == Choice.OPT_IN ? word.from.minus(ABOUT) : word.from;
  }

  /// Who declines after being told something else may mean that.
  private boolean wasToldOtherwise(Told word, Line line) {
    return told.stream()
        .filter(other -> other.address.equals(word.address) && other.choice != word.choice)
        .anyMatch(other -> other.from.isAfter(word.from) && !other.from.isAfter(line.at()));
  }

  /// What an origin's own lines said before one of them, in their order.
  private static List<Choice> before(Line line, Set<Line> lines) {
    List<Line> sorted = new ArrayList<>(lines);
    sorted.sort(
        Comparator.comparing(Line::at)
            .thenComparingInt(other -> severity(other.choice()))
            .thenComparing(Line::flag));
    return sorted.subList(0, sorted.indexOf(line)).stream().map(Line::choice).toList();
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
