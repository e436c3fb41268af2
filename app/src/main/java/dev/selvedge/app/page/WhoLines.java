package dev.selvedge.app.page;

import dev.selvedge.RecordRef;
import dev.selvedge.app.page.PersonPage.Act;
import dev.selvedge.app.page.PersonPage.ElsewhereLine;
import dev.selvedge.app.page.PersonPage.FormerLine;
import dev.selvedge.app.page.PersonPage.SourceLine;
import dev.selvedge.app.page.PersonPage.Step;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.person.FormerAddress;
import dev.selvedge.person.Person;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.identity.Belonging;
import dev.selvedge.person.identity.Belonging.Reason;
import dev.selvedge.person.identity.Identification;
import dev.selvedge.person.identity.Link;
import dev.selvedge.person.identity.LinkDecision;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Says which records are a person and why, in words for marketers, with what a steward can do
/// about each. Confined to one transaction.
final class WhoLines {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,#-]+");

  private static final String CROWD =
      "It has no e-mail address, and so many records have its phone number that it is nobody's own.";

  private final Person person;
  private final Store.Ports ports;
  private final int atMost;

  /// @param atMost how many records that count for others are looked at
  WhoLines(Person person, Store.Ports ports, int atMost) {
    this.person = person;
    this.ports = ports;
    this.atMost = atMost;
  }

  /// @param said what counts for the person
  PersonPage.Who of(List<Contribution> said) {
    List<RecordRef> refs = said.stream().map(Contribution::ref).toList();
    return new PersonPage.Who(sources(said, refs), former(refs), elsewhere(said, refs));
  }

  private List<SourceLine> sources(List<Contribution> said, List<RecordRef> refs) {
    Map<RecordRef, Belonging> reasons =
        Identification.explain(said, ports.contributions(), ports.links());
    Map<RecordRef, List<LinkDecision>> decided = decided(refs);
    List<SourceLine> lines = new ArrayList<>();
    for (Contribution one : said) {
      RecordRef ref = one.ref();
      Belonging belonging = reasons.getOrDefault(ref, new Belonging("", new Reason.NoAddress()));
      List<LinkDecision> steps = decided.getOrDefault(ref, List.of());
      lines.add(
          new SourceLine(
              ref.text(),
              why(belonging),
              steps.stream().map(WhoLines::step).toList(),
              acts(ref, steps),
              one.version().changedAt(),
              belonging.reason() instanceof Reason.BelongsTo && steps.isEmpty(),
              one.identity().gone()));
    }
    lines.sort(Comparator.comparing(SourceLine::follows));
    return lines;
  }

  /// Only what a steward decided anything about has a history.
  private Map<RecordRef, List<LinkDecision>> decided(Collection<RecordRef> refs) {
    Map<RecordRef, List<LinkDecision>> decided = new LinkedHashMap<>();
    ports.links().of(refs).stream()
        .map(LinkDecision::record)
        .limit(atMost)
        .forEach(ref -> decided.put(ref, ports.links().history(ref)));
    return decided;
  }

  private List<FormerLine> former(List<RecordRef> refs) {
    List<FormerAddress> seen = ports.formerAddresses().ofRecords(refs);
    Map<RecordRef, List<FormerAddress>> byRecord = new LinkedHashMap<>();
    seen.forEach(one -> byRecord.computeIfAbsent(one.record(), r -> new ArrayList<>()).add(one));
    return seen.stream()
        .filter(one -> !one.address().isEmpty())
        .flatMap(
            one ->
                one.leftAt(byRecord.getOrDefault(one.record(), List.of())).stream()
                    .map(left -> new FormerLine(one.address(), one.record().text(), left)))
        .sorted(Comparator.comparing(FormerLine::leftAt).reversed())
        .toList();
  }

  private List<ElsewhereLine> elsewhere(List<Contribution> mine, List<RecordRef> refs) {
    Set<RecordRef> others = new LinkedHashSet<>();
    ports.formerAddresses().at(List.of(person.email())).forEach(one -> others.add(one.record()));
    others.addAll(
        Identification.unclear(mine, atMost, ports.contributions(), ports.links()).keySet());
    Set.copyOf(refs).forEach(others::remove);
    List<StoredContribution> found =
        ports.contributions().find(others.stream().limit(atMost).toList());
    List<Contribution> said = found.stream().map(StoredContribution::contribution).toList();
    Map<RecordRef, Belonging> reasons =
        Identification.explain(said, ports.contributions(), ports.links());
    Map<RecordRef, List<LinkDecision>> decided =
        decided(said.stream().map(Contribution::ref).toList());
    List<ElsewhereLine> lines = new ArrayList<>();
    for (StoredContribution one : found) {
      RecordRef ref = one.contribution().ref();
      Belonging belonging = reasons.getOrDefault(ref, new Belonging("", new Reason.NoAddress()));
      List<LinkDecision> steps = decided.getOrDefault(ref, List.of());
      lines.add(
          new ElsewhereLine(
              ref.text(),
              whyNot(belonging),
              one.person().map(Object::toString).orElse(""),
              steps.stream().map(WhoLines::step).toList(),
              acts(ref, steps)));
    }
    return lines;
  }

  private String why(Belonging belonging) {
    return switch (belonging.reason()) {
      case Reason.OwnAddress ignored -> "Its own e-mail address is this one.";
      case Reason.BelongsTo(RecordRef owner) ->
          "Its source says that it belongs to " + owner + ", which is this person.";
      case Reason.PutTogether(RecordRef other, LinkDecision ignored) ->
          "A steward put it together with " + other + ", which is this person.";
      case Reason.SetApart(LinkDecision decision) ->
          apart(decision) + " The hub is about to take it out.";
      case Reason.SamePhone ignored ->
          "It has no e-mail address, and its phone number is this person's.";
      case Reason.PhoneOfSeveral several -> several(several) + " The hub is about to take it out.";
      case Reason.PhoneOfCrowd ignored -> CROWD + " The hub is about to take it out.";
      case Reason.NoAddress ignored -> "It came with this address and has none now.";
      case Reason.Gone ignored -> "It was theirs until its source deleted it.";
    };
  }

  private static String whyNot(Belonging belonging) {
    return switch (belonging.reason()) {
      case Reason.OwnAddress ignored -> "It had this address once and has another one now.";
      case Reason.BelongsTo(RecordRef owner) ->
          "Its source says that it belongs to " + owner + ", which is somebody else.";
      case Reason.PutTogether(RecordRef other, LinkDecision ignored) ->
          "A steward put it together with " + other + ", which is somebody else.";
      case Reason.SetApart(LinkDecision decision) -> apart(decision) + " It counts for nobody.";
      case Reason.SamePhone ignored ->
          "It has no e-mail address now, and its phone number is somebody else's.";
      case Reason.PhoneOfSeveral several -> several(several) + " It counts for nobody.";
      case Reason.PhoneOfCrowd ignored -> CROWD + " It counts for nobody.";
      case Reason.NoAddress ignored -> "It had this address once and has none now.";
      case Reason.Gone ignored -> "It had this address, and its source deleted it.";
    };
  }

  private static String several(Reason.PhoneOfSeveral several) {
    return "It has no e-mail address, and "
        + several.people()
        + " people have its phone number, so that it cannot be told whose it is.";
  }

  private static String apart(LinkDecision decision) {
    return "A steward set " + decision.record() + " apart.";
  }

  private static Step step(LinkDecision decision) {
    String what =
        switch (decision.link()) {
          case Link.TogetherWith(RecordRef other) -> "put together with " + other;
          case Link.Apart ignored -> "set apart";
          case Link.AsFound ignored -> "released: the records themselves say again";
        };
    ByHand hand = new ByHand(decision.by(), decision.why());
    return new Step(what, hand.who(), hand.why(), decision.at());
  }

  /// Only what would change something.
  private static List<Act> acts(RecordRef ref, List<LinkDecision> newestFirst) {
    List<Act> acts = new ArrayList<>();
    Link counts = newestFirst.isEmpty() ? new Link.AsFound() : newestFirst.getFirst().link();
    if (!(counts instanceof Link.Apart)) {
      acts.add(new Act("It is not theirs: set it apart", command("unlink", ref)));
    }
    if (!(counts instanceof Link.AsFound)) {
      acts.add(new Act("Take the steward's decision back", command("release", ref)));
    }
    return acts;
  }

  static String command(String verb, RecordRef ref) {
    return "selvedge person " + verb + ' ' + quoted(ref.text()) + " --why \"…\"";
  }

  /// To put a record together with another one.
  static String command(String verb, RecordRef ref, RecordRef with) {
    return "selvedge person "
        + verb
        + ' '
        + quoted(ref.text())
        + " --with "
        + quoted(with.text())
        + " --why \"…\"";
  }

  /// As a shell reads it in one piece.
  static String quoted(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
