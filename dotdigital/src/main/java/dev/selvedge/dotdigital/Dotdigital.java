package dev.selvedge.dotdigital;

import dev.selvedge.dotdigital.account.Account;
import dev.selvedge.dotdigital.account.Accounts;
import dev.selvedge.dotdigital.account.Residence;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Caller;
import dev.selvedge.dotdigital.answer.Listener;
import dev.selvedge.dotdigital.contact.Contacts;
import dev.selvedge.dotdigital.event.EventExport;
import dev.selvedge.dotdigital.event.EventImport;
import dev.selvedge.dotdigital.field.ContactFields;
import dev.selvedge.dotdigital.http.ApacheTransport;
import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.dotdigital.http.Transport;
import dev.selvedge.dotdigital.insight.InsightCollections;
import dev.selvedge.dotdigital.insight.InsightRecords;
import dev.selvedge.dotdigital.list.Lists;
import dev.selvedge.dotdigital.message.Messages;
import dev.selvedge.dotdigital.preference.Preferences;
import dev.selvedge.dotdigital.program.Programs;
import dev.selvedge.dotdigital.suppression.Suppressions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// One Dotdigital account, ready to be called. Safe for use by many threads; made once per account
/// and closed in the end, because it owns the connections.
public final class Dotdigital implements AutoCloseable {
  private static final Duration ASKING_WHERE = Duration.ofSeconds(30);

  private final Transport transport;
  private final Supplier<Residence> residence;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Accounts account;
  private final EventExport events;
  private final EventImport eventImport;
  private final ContactFields fields;
  private final Contacts contacts;
  private final InsightCollections collections;
  private final InsightRecords insight;
  private final Lists lists;
  private final Messages messages;
  private final Preferences preferences;
  private final Programs programs;
  private final Suppressions suppressions;

  private Dotdigital(Transport transport, InstantSource clock, Supplier<Residence> residence) {
    var caller = new Caller(transport, clock, this::tell);
    this.transport = transport;
    this.residence = residence;
    this.account = new Accounts(caller);
    this.events = new EventExport(caller);
    this.eventImport = new EventImport(caller);
    this.fields = new ContactFields(caller);
    this.contacts = new Contacts(caller);
    this.collections = new InsightCollections(caller);
    this.insight = new InsightRecords(caller);
    this.lists = new Lists(caller);
    this.messages = new Messages(caller);
    this.preferences = new Preferences(caller);
    this.programs = new Programs(caller);
    this.suppressions = new Suppressions(caller);
  }

  /// Opens an account at the address of its region; see [#discover] for how to learn it.
  ///
  /// @param clock tells when an answer arrived; the rate limit headers are read by it
  public static Dotdigital open(ClientConfig config, InstantSource clock) {
    return new Dotdigital(ApacheTransport.to(config), clock, () -> whereabouts(config, clock));
  }

  /// The same, where calls leave through what the caller wraps around the transport, for example to
  /// time them. Asking where the account lives does not.
  public static Dotdigital open(
      ClientConfig config, InstantSource clock, UnaryOperator<Transport> around) {
    return new Dotdigital(
        around.apply(ApacheTransport.to(config)), clock, () -> whereabouts(config, clock));
  }

  /// Opens an account over a transport of the caller's own, for example one that keeps a log. It is
  /// closed with the client.
  public static Dotdigital over(Transport transport, InstantSource clock) {
    return new Dotdigital(transport, clock, Residence.NotTold::new);
  }

  /// Asks at the address in `config` where the account lives, and gives the same configuration with
  /// the right address. An account that does not tell, or would send credentials from https to
  /// http, is [Answer.Unreadable]. Do it once, keep the answer, and do it again after
  /// [Answer.Forbidden].
  public static Answer<ClientConfig> discover(ClientConfig config, InstantSource clock) {
    try (var client = open(config, clock)) {
      return switch (client.account().get()) {
        case Answer.Ok<Account>(var found, var status, var allowance) ->
            endpoint(found, config.baseUrl())
                .<Answer<ClientConfig>>map(
                    url -> new Answer.Ok<>(config.withBaseUrl(url), status, allowance))
                .orElseGet(
                    () ->
                        new Answer.Unreadable<>(
                            status, "the account tells no usable ApiEndpoint", allowance));
        case Answer<Account> trouble -> trouble.map(_ -> config);
      };
    }
  }

  /// Asks where the account lives, with a connection of its own that nobody listens to. Dotdigital
  /// is asked in the region that knows all accounts, any other server where it is: credentials go
  /// nowhere they were not meant for.
  private static Residence whereabouts(ClientConfig config, InstantSource clock) {
    URI called = config.baseUrl();
    URI asked = Residence.isDotdigitals(called) ? ClientConfig.DISCOVERY : called;
    ClientConfig asking =
        config.withBaseUrl(asked).withTimeouts(config.connectTimeout(), ASKING_WHERE);
    return discover(asking, clock)
        .asOptional()
        .map(found -> Residence.of(found.baseUrl(), called))
        .orElseGet(Residence.NotTold::new);
  }

  private static Optional<URI> endpoint(Account account, URI asked) {
    return account
        .apiEndpoint()
        .filter(url -> "https".equals(url.getScheme()) || "http".equals(asked.getScheme()));
  }

  /// Has every answer of this client heard from now on, whoever makes the call.
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  private void tell(Request request, Answer<?> answer) {
    listeners.forEach(listener -> listener.heard(request, answer));
  }

  /// Asks where the account lives: worth it after [Answer.Forbidden]. A client over a transport of
  /// the caller's own cannot tell.
  public Residence residence() {
    return residence.get();
  }

  public Accounts account() {
    return account;
  }

  public EventExport events() {
    return events;
  }

  public EventImport eventImport() {
    return eventImport;
  }

  public ContactFields fields() {
    return fields;
  }

  public Contacts contacts() {
    return contacts;
  }

  public InsightCollections collections() {
    return collections;
  }

  public InsightRecords insight() {
    return insight;
  }

  public Lists lists() {
    return lists;
  }

  public Messages messages() {
    return messages;
  }

  public Preferences preferences() {
    return preferences;
  }

  public Programs programs() {
    return programs;
  }

  public Suppressions suppressions() {
    return suppressions;
  }

  @Override
  public void close() {
    transport.close();
  }
}
