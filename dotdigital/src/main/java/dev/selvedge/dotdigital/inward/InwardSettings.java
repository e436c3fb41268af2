package dev.selvedge.dotdigital.inward;

import dev.selvedge.SystemName;
import dev.selvedge.mapping.EmailRules;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/// What is read from an account, and how it is understood. Immutable.
///
/// @param name the project's name for the account, and so of the system its records come from
/// @param overlap how far each reading reaches back behind the one before
/// @param lists names of the lists whose opt-outs are read
/// @param preferences names of the preferences whose choices are read, private or public
/// @param contacts how contacts are understood
/// @param events whether the export of events is read
/// @param eventEmail where in an event's data the address stands, dotted; the contact is looked up
///     where there is none
/// @param emails which spellings are one mailbox
public record InwardSettings(
    SystemName name,
    Duration overlap,
    List<String> lists,
    List<String> preferences,
    Contacts contacts,
    Events events,
    String eventEmail,
    EmailRules emails) {
  /// As far back as the vendor's own connector reaches.
  public static final Duration USUAL_OVERLAP = Duration.ofHours(24);

  /// How the state of a contact is understood.
  ///
  /// @param lastSubscribed the data field with the time of the last subscription, which an account
  ///     of another language may call otherwise
  /// @param pastOptIns whether subscriptions count that are older than the first reading
  /// @param smsOptIns whether "subscribed" for SMS counts as an opt-in; accounts can subscribe new
  ///     numbers by themselves
  public record Contacts(String lastSubscribed, boolean pastOptIns, boolean smsOptIns) {
    public static final Contacts USUAL = new Contacts("LASTSUBSCRIBED", false, false);
  }

  /// Whether events are read.
  public enum Events {
    /// not even tried
    OFF,
    /// where the account has the package for it
    AUTO,
    /// it is trouble when it has not
    ON
  }

  public InwardSettings {
    lists = List.copyOf(new TreeSet<>(lists));
    preferences = List.copyOf(new TreeSet<>(preferences));
  }

  /// Without lists, preferences and events.
  public static InwardSettings of(SystemName name) {
    return new InwardSettings(
        name,
        USUAL_OVERLAP,
        List.of(),
        List.of(),
        Contacts.USUAL,
        Events.OFF,
        "email",
        EmailRules.PLAIN);
  }

  public InwardSettings withLists(List<String> names) {
    return new InwardSettings(
        name, overlap, names, preferences, contacts, events, eventEmail, emails);
  }

  public InwardSettings withPreferences(List<String> names) {
    return new InwardSettings(name, overlap, lists, names, contacts, events, eventEmail, emails);
  }

  public InwardSettings withContacts(Contacts how) {
    return new InwardSettings(name, overlap, lists, preferences, how, events, eventEmail, emails);
  }

  public InwardSettings withEvents(Events use) {
    return new InwardSettings(name, overlap, lists, preferences, contacts, use, eventEmail, emails);
  }

  public InwardSettings withEmails(EmailRules rules) {
    return new InwardSettings(
        name, overlap, lists, preferences, contacts, events, eventEmail, rules);
  }

  public InwardSettings withOverlap(Duration other) {
    return new InwardSettings(
        name, other, lists, preferences, contacts, events, eventEmail, emails);
  }
}
