package dev.selvedge.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.app.model.Account.Contact;
import dev.selvedge.app.model.Account.Write;
import dev.selvedge.app.model.Oracle.Mail;
import dev.selvedge.app.model.Oracle.Person;
import dev.selvedge.app.model.Said.Line;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.person.identity.Link;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.testkit.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Plays a story on a hub and a sandbox account, and watches: no write may say `subscribed` against
/// what was known when it was built, nobody comes back without their own doing, and in the end the
/// account is as the oracle says.
final class World implements AutoCloseable {
  private static final Duration TURN = Duration.ofSeconds(3);
  private static final Duration LEFT_BEFORE = Duration.ofMinutes(5);
  private static final int TURNS_AT_MOST = 60;
  private static final Set<String> BARRED = Set.of("hardBounced", "ispComplained");

  private final Path file;
  private final SandboxServer sandbox;
  private final SettableClock clock;
  private final Sources sources;
  private final Oracle.Policy policy;
  private final Account account;
  private Hub hub;

  private final List<SourceRecord> sent = new ArrayList<>();
  private final List<Said> said = new ArrayList<>();
  private final List<Said> waiting = new ArrayList<>();
  private final Map<String, Optional<String>> links = new TreeMap<>();
  private final Map<String, Step> waitingLinks = new TreeMap<>();
  private final List<Line> heard = new ArrayList<>();
  private final List<Line> waitingLines = new ArrayList<>();

  /// Decided at Dotdigital and not yet read by the hub.
  private final List<Line> unread = new ArrayList<>();

  /// Decided at Dotdigital before the hub was there: true from the beginning, whenever it is read.
  private final List<Line> past = new ArrayList<>();

  private Map<Long, Contact> contacts = new TreeMap<>();

  /// Contacts whose last change of status was somebody's own doing.
  private final Set<Long> byThemselves = new HashSet<>();

  World(Path file, SandboxServer sandbox, SettableClock clock, Oracle.Policy policy) {
    this.file = file;
    this.sandbox = sandbox;
    this.clock = clock;
    this.sources = new Sources(clock.instant());
    this.policy = policy;
    this.account = new Account(sandbox);
    this.hub = new Hub(file, sandbox, clock, policy);
  }

  void play(List<Step> steps) {
    steps.forEach(
        step -> {
          if (step instanceof Step.Past(String address)) {
            left(address);
          }
        });
    if (past.isEmpty()) {
      hub.pastIsRead();
    }
    steps.forEach(this::take);
    calm();
  }

  private void take(Step step) {
    switch (step) {
      case Step.Say say -> hand(sources.say(say, clock.instant()));
      case Step.Gone gone -> hand(sources.gone(gone, clock.instant()));
      case Step.Together together -> decide(together.ref(), link(together.other()), together);
      case Step.AsFound asFound -> decide(asFound.ref(), new Link.AsFound(), asFound);
      case Step.Again(int which) -> {
        if (!sent.isEmpty()) {
          hub.receive(sent.get(which % sent.size()), clock.instant());
        }
      }
      case Step.Resolve ignored -> resolve();
      case Step.Send(int turns) -> send(turns);
      case Step.Pass(Duration time) -> clock.advance(time);
      case Step.Fail fail ->
          sandbox
              .faults()
              .add(FaultRule.times(fail.times(), fail.method(), fail.path(), fail.fault()));
      case Step.Act(String address, String act) -> act(address, act);
      case Step.Hear(int atMost, boolean backwards) -> hear(atMost, backwards);
      case Step.Past ignored -> {
        // has been played
      }
      case Step.Restart(boolean crashed) -> restart(crashed);
    }
  }

  // ---- what is said to the hub

  private void hand(Sources.Spoken spoken) {
    waiting.add(spoken.said());
    hand(spoken.record());
  }

  private void hand(SourceRecord record) {
    sent.add(record);
    hub.receive(record, clock.instant());
  }

  private void decide(String ref, Link link, Step decision) {
    if (hub.decide(ref, link)) {
      waitingLinks.put(ref, decision);
    }
  }

  private static Link link(Optional<String> other) {
    return other
        .<Link>map(ref -> new Link.TogetherWith(RecordRef.parse(ref)))
        .orElseGet(Link.Apart::new);
  }

  private void hear(int atMost, boolean backwards) {
    for (int i = 0; i < atMost && !unread.isEmpty(); i++) {
      Line line = backwards ? unread.removeLast() : unread.removeFirst();
      waitingLines.add(line);
      hand(sources.decision(line));
    }
    if (!past.isEmpty() && unread.stream().noneMatch(past::contains)) {
      hub.pastIsRead();
    }
  }

  private void resolve() {
    hub.resolve();
    waitingLinks.forEach(
        (ref, decision) -> {
          if (decision instanceof Step.Together together) {
            links.put(ref, together.other());
          } else {
            links.remove(ref);
          }
        });
    waitingLinks.clear();
    said.addAll(waiting);
    waiting.clear();
    Instant now = clock.instant();
    waitingLines.forEach(
        line ->
            heard.add(
                new Line(
                    line.origin(), line.choice(), line.flag(), line.at(), line.bounce(), now)));
    waitingLines.clear();
  }

  private void restart(boolean crashed) {
    if (crashed) {
      hub.crash();
    } else {
      hub.close();
    }
    hub = new Hub(file, sandbox, clock, policy);
  }

  // ---- what happens at Dotdigital

  private void act(String address, String act) {
    clock.advance(Duration.ofSeconds(1));
    Optional<Contact> contact =
        contacts.values().stream().filter(one -> one.email().equals(address)).findFirst();
    if (contact.isEmpty()) {
      return;
    }
    try {
      sandbox.act(act, address);
    } catch (IllegalArgumentException nothingToConfirm) {
      return;
    }
    byThemselves.add(contact.get().id());
    look(true);
    clock.advance(Duration.ofSeconds(1));
  }

  private void left(String address) {
    hub.left(address);
    account.writes();
    contacts = account.contacts();
    contacts.values().stream()
        .filter(contact -> contact.email().equals(address))
        .forEach(
            contact -> {
              byThemselves.add(contact.id());
              Instant at = clock.instant().minus(LEFT_BEFORE);
              past.add(new Line(address, Choice.OPT_OUT, false, at, false, at));
            });
    unread.clear();
    unread.addAll(past);
  }

  private void send(int turns) {
    for (int turn = 0; turn < turns; turn++) {
      Oracle before = oracle();
      hub.send();
      check(account.writes(), before);
      look(false);
      clock.advance(TURN);
    }
  }

  private Oracle oracle() {
    List<Line> lines = new ArrayList<>(heard);
    past.stream()
        .filter(line -> heard.stream().noneMatch(one -> isSame(one, line)))
        .forEach(lines::add);
    return new Oracle(policy, List.copyOf(said), Map.copyOf(links), lines, hub.told());
  }

  private static boolean isSame(Line one, Line other) {
    return one.origin().equals(other.origin())
        && one.choice() == other.choice()
        && one.at().equals(other.at());
  }

  /// Every status is stated but of a contact that is there; `subscribed` only of whom the ledger
  /// allows, and never without asking who has opted out.
  private void check(List<Write> writes, Oracle known) {
    if (writes.isEmpty()) {
      return;
    }
    Map<String, Person> people = known.people();
    for (Write write : writes) {
      assertThat(!write.status().isEmpty() || write.byNumber())
          .as("a write relies on a default: " + write)
          .isTrue();
      if (write.status().equals("subscribed")) {
        Person person = people.get(write.email());
        assertThat(person != null && person.mail() == Mail.ALLOWED)
            .as("subscribed against the ledger: %s, known was %s", write, known)
            .isTrue();
        assertThat(write.challenged()).as("without a challenge: " + write).isTrue();
      }
    }
  }

  /// Notes what changed, as Dotdigital's feeds would tell of it.
  ///
  /// @param ownDoing whether somebody did it themselves
  private void look(boolean ownDoing) {
    Map<Long, Contact> now = account.contacts();
    now.forEach(
        (id, contact) -> {
          Contact before = contacts.get(id);
          String was = before == null ? "" : before.status();
          if (was.equals(contact.status())) {
            return;
          }
          if (contact.status().equals("subscribed") && before != null) {
            assertThat(ownDoing).as("came back by itself: " + before + " " + contact).isTrue();
          }
          if (!ownDoing) {
            byThemselves.remove(id);
          }
          if (!contact.status().equals("subscribed") || before != null) {
            unread.add(decision(contact));
          }
        });
    contacts = now;
  }

  private Line decision(Contact contact) {
    Instant now = clock.instant();
    Choice choice =
        switch (contact.status()) {
          case "subscribed" -> Choice.OPT_IN;
          case "unsubscribed", "suppressed" -> Choice.OPT_OUT;
          default -> Choice.SUPPRESSED;
        };
    return new Line(
        contact.email(), choice, false, now, contact.status().equals("hardBounced"), now);
  }

  // ---- the end

  /// Nothing fails any more, and everything is read and sent.
  private void calm() {
    sandbox.faults().clear();
    resolve();
    int turns = 0;
    boolean quiet = false;
    while (!quiet) {
      assertThat(turns++)
          .as("it never ends; parked: " + hub.parkedSentences())
          .isLessThan(TURNS_AT_MOST);
      hear(unread.size(), false);
      resolve();
      hub.replayParked();
      send(1);
      clock.advance(turns < 6 ? Duration.ZERO : Duration.ofMinutes(1));
      quiet = !hub.isBusy() && unread.isEmpty() && hub.parkedSentences().equals("[]");
    }
    compare();
  }

  private void compare() {
    Oracle oracle = oracle();
    Map<String, Person> people = oracle.people();
    Map<String, Contact> found = new HashMap<>();
    contacts.values().forEach(contact -> found.put(contact.email(), contact));
    assertThat(found).as("an address twice").hasSameSizeAs(contacts);
    people.forEach((address, person) -> compare(person, found.get(address), oracle));
    found.forEach(
        (address, contact) -> {
          if (!people.containsKey(address) && !byThemselves.contains(contact.id())) {
            assertThat(contact.status()).as("nobody's: " + contact).isNotEqualTo("subscribed");
          }
        });
    compareOrders(people, found);
    // whoever waits for their own word gets it at once when it is given
    people.forEach(
        (address, person) -> {
          Contact contact = found.get(address);
          if (contact != null
              && person.mail() == Mail.ALLOWED
              && !contact.status().equals("subscribed")
              && !BARRED.contains(contact.status())) {
            confirm(address, person, oracle);
          }
        });
  }

  private void confirm(String address, Person person, Oracle oracle) {
    try {
      sandbox.act("confirm", address);
    } catch (IllegalArgumentException nothingToConfirm) {
      throw new AssertionError(
          "never asked to come back: " + person + "; " + oracle.heard() + oracle.told(),
          nothingToConfirm);
    }
  }

  private void compare(
      Person person, @org.jspecify.annotations.Nullable Contact contact, Oracle oracle) {
    if (contact == null) {
      assertThat(person.mail() == Mail.UNASKED && !policy.keepsUnasked())
          .as("no contact of " + person)
          .isTrue();
      return;
    }
    if (person.mail() != Mail.ALLOWED) {
      assertThat(contact.status())
          .as(
              "against the ledger: %s %s, heard %s, told %s",
              contact, person, oracle.heard(), oracle.told())
          .isNotEqualTo("subscribed");
    }
    Map<String, String> names = Map.of("first", "FIRST", "tier", "TIER", "points", "POINTS");
    person
        .fields()
        .forEach(
            (name, value) ->
                assertThat(contact.fields().get(names.get(name)))
                    .as(name + " of " + contact + ", who is " + person)
                    .isEqualTo(value.replace("\"", "")));
  }

  private void compareOrders(Map<String, Person> people, Map<String, Contact> found) {
    Map<String, Long> owners = account.orders();
    people.forEach(
        (address, person) -> {
          Contact contact = found.get(address);
          if (contact == null) {
            return;
          }
          person.records().stream()
              .filter(Said::isOrder)
              .forEach(
                  order -> {
                    String number = order.ref().substring("shop/order/".length());
                    List<Long> holders =
                        owners.entrySet().stream()
                            .filter(entry -> entry.getKey().endsWith(number))
                            .map(Map.Entry::getValue)
                            .toList();
                    assertThat(holders)
                        .as("order %s of %s among %s", number, person, owners)
                        .containsExactly(contact.id());
                  });
        });
  }

  @Override
  public void close() {
    hub.close();
  }
}
