package dev.selvedge.person;

import dev.selvedge.ContentHash;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ConsentClaim.Timing;
import dev.selvedge.mapping.Topic.Grain;
import dev.selvedge.person.LedgerEntry.Voice;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The proof of an opt-in, as Dotdigital keeps it with a contact: what somebody read and agreed to,
/// when, where, and from which address and browser. It takes all five and checks two of them.
/// Immutable; masked in its text form.
///
/// @param id of one proof, for ever: two lines of one record that say the same, as a form for
///     e-mail and SMS makes them, are one proof
/// @param at to the second
public record Proof(
    String id, String text, Instant at, String url, String ipAddress, String userAgent) {
  private static final char GAP = '\u001f';
  private static final int IPV4_DOTS = 3;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK).withZone(ZoneOffset.UTC);

  public Proof {
    text = text.strip();
    at = at.truncatedTo(ChronoUnit.SECONDS);
    url = url.strip();
    ipAddress = ipAddress.strip();
    userAgent = userAgent.strip();
  }

  /// What a line of the ledger holds of a proof.
  public sealed interface Reading {
    /// It is no opt-in to a channel that a record said.
    record NoneNeeded() implements Reading {}

    record Complete(Proof proof) implements Reading {}

    /// Something that is demanded is not there, or is not what it should be.
    ///
    /// @param why as the end of a sentence: `it demands an IP address, which shop does not give`
    record Lacking(String why) implements Reading {}
  }

  /// Reads a line.
  public static Reading of(LedgerEntry line) {
    ConsentClaim claim = line.claim();
    boolean optIn = line.voice() == Voice.SAID && claim.choice() == Choice.OPT_IN;
    if (!optIn || claim.topic().grain() != Grain.WHOLE || AddressRef.names(line.origin())) {
      return new Reading.NoneNeeded();
    }
    Map<String, String> given = claim.evidence();
    String text = part(given, "text");
    String url = part(given, "url");
    String ip = part(given, "ip");
    String userAgent = part(given, "user_agent");
    boolean timed =
        claim.timing() == Timing.STATED && !claim.at().equals(ConsentClaim.UNKNOWN_TIME);
    List<String> missing = new ArrayList<>();
    note(!timed, "the time", missing);
    note(text.isEmpty(), "the text that was agreed to", missing);
    note(url.isEmpty(), "the page's URL", missing);
    note(ip.isEmpty(), "an IP address", missing);
    note(userAgent.isEmpty(), "a user agent", missing);
    if (!missing.isEmpty()) {
      return new Reading.Lacking(
          "it demands " + joined(missing) + ", which " + line.origin().system() + " does not give");
    }
    List<String> wrong = new ArrayList<>();
    note(!isUrl(url), "the page's URL is no web address", wrong);
    note(!isIpAddress(ip), "the IP address is none", wrong);
    if (!wrong.isEmpty()) {
      return new Reading.Lacking(
          joined(wrong) + ", as " + line.origin().system() + " gives it, and it takes no other");
    }
    Instant at = claim.at();
    Proof said = shown(text, at, url, ip, userAgent);
    String id = ContentHash.of(line.origin().text() + GAP + said.words()).value();
    return new Reading.Complete(new Proof(id, text, at, url, ip, userAgent));
  }

  /// Says what a target shows; nobody knows any more whose line it was.
  ///
  /// @param at as exactly as the target keeps it
  public static Proof shown(
      String text, Instant at, String url, String ipAddress, String userAgent) {
    return new Proof("", text, at, url, ipAddress, userAgent);
  }

  /// What it says, whoever says it: two that say the same have the same words, however the IP
  /// address is written.
  public String words() {
    String address =
        isIpAddress(ipAddress) ? InetAddress.ofLiteral(ipAddress).getHostAddress() : ipAddress;
    return String.join(Character.toString(GAP), at.toString(), text, url, address, userAgent);
  }

  /// For people, of a line that lacks something: `consent of 3 Feb 2026 kept in the ledger, not
  /// sent to Dotdigital: it demands …`.
  public static String keptBack(LedgerEntry line, Reading.Lacking lacking) {
    boolean known = line.claim().timing() == Timing.STATED;
    return "consent "
        + (known ? "of " + DAY.format(line.claim().at()) + " " : "")
        + "kept in the ledger, not sent to Dotdigital: "
        + lacking.why();
  }

  private static String part(Map<String, String> given, String name) {
    return given.getOrDefault(name, "").strip();
  }

  private static void note(boolean holds, String what, List<String> notes) {
    if (holds) {
      notes.add(what);
    }
  }

  private static String joined(List<String> parts) {
    return parts.size() == 1
        ? parts.getFirst()
        : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
  }

  private static boolean isUrl(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return (scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null;
    } catch (URISyntaxException notOne) {
      return false;
    }
  }

  /// Read as written; no name is looked up.
  private static boolean isIpAddress(String text) {
    try {
      if (text.indexOf(':') >= 0) {
        // a zone is of the machine that wrote it
        Inet6Address.ofLiteral(text);
        return text.indexOf('%') < 0 && text.indexOf('[') < 0;
      }
      Inet4Address.ofLiteral(text);
      return text.chars().filter(c -> c == '.').count() == IPV4_DOTS;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "Proof[" + id + "]";
  }
}
