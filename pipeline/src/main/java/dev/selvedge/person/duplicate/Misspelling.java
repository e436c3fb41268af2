package dev.selvedge.person.duplicate;

import dev.selvedge.yaml.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a domain may have been meant to be. Pure.
public final class Misspelling {
  private static final int LONG = 8;

  /// Where most private mailboxes are. What is one of them is never misspelt, however near it is to
  /// another.
  private static final Set<String> PROVIDERS =
      Set.of(
          "aol.com",
          "bigpond.com",
          "bluewin.ch",
          "btinternet.com",
          "comcast.net",
          "email.com",
          "fastmail.com",
          "free.fr",
          "gmail.com",
          "gmx.at",
          "gmx.ch",
          "gmx.com",
          "gmx.de",
          "gmx.net",
          "googlemail.com",
          "hotmail.co.uk",
          "hotmail.com",
          "hotmail.de",
          "hotmail.es",
          "hotmail.fr",
          "hotmail.it",
          "icloud.com",
          "laposte.net",
          "libero.it",
          "live.co.uk",
          "live.com",
          "live.nl",
          "mac.com",
          "mail.com",
          "me.com",
          "msn.com",
          "ntlworld.com",
          "orange.fr",
          "outlook.com",
          "outlook.de",
          "outlook.fr",
          "proton.me",
          "protonmail.com",
          "rocketmail.com",
          "sky.com",
          "t-online.de",
          "talktalk.net",
          "virginmedia.com",
          "wanadoo.fr",
          "web.de",
          "yahoo.ca",
          "yahoo.co.uk",
          "yahoo.com",
          "yahoo.com.au",
          "yahoo.de",
          "yahoo.es",
          "yahoo.fr",
          "yahoo.it",
          "ymail.com");

  /// Seen often enough to be taken for what they are, also when nobody has the mended address.
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("gmail.co", "gmail.com"),
          Map.entry("gmail.con", "gmail.com"),
          Map.entry("gmail.cm", "gmail.com"),
          Map.entry("gmail.om", "gmail.com"),
          Map.entry("gmai.com", "gmail.com"),
          Map.entry("gmal.com", "gmail.com"),
          Map.entry("gmial.com", "gmail.com"),
          Map.entry("gmil.com", "gmail.com"),
          Map.entry("gmaill.com", "gmail.com"),
          Map.entry("gmali.com", "gmail.com"),
          Map.entry("gamil.com", "gmail.com"),
          Map.entry("gnail.com", "gmail.com"),
          Map.entry("gmaul.com", "gmail.com"),
          Map.entry("hotmai.com", "hotmail.com"),
          Map.entry("hotmal.com", "hotmail.com"),
          Map.entry("hotmial.com", "hotmail.com"),
          Map.entry("hotmil.com", "hotmail.com"),
          Map.entry("hotmail.con", "hotmail.com"),
          Map.entry("hotmail.co", "hotmail.com"),
          Map.entry("hotmali.com", "hotmail.com"),
          Map.entry("homtail.com", "hotmail.com"),
          Map.entry("icloud.con", "icloud.com"),
          Map.entry("iclod.com", "icloud.com"),
          Map.entry("icoud.com", "icloud.com"),
          Map.entry("outlok.com", "outlook.com"),
          Map.entry("outloook.com", "outlook.com"),
          Map.entry("outlook.con", "outlook.com"),
          Map.entry("outllook.com", "outlook.com"),
          Map.entry("yaho.com", "yahoo.com"),
          Map.entry("yahooo.com", "yahoo.com"),
          Map.entry("yahoo.con", "yahoo.com"),
          Map.entry("yhaoo.com", "yahoo.com"),
          Map.entry("yahoo.co.ku", "yahoo.co.uk"),
          Map.entry("btinternet.co", "btinternet.com"),
          Map.entry("btinternet.con", "btinternet.com"));

  private Misspelling() {}

  /// What an address may have been meant to be.
  ///
  /// @param address the mended one
  /// @param known whether the misspelling is on the list of known ones
  public record Guess(String address, boolean known) {}

  /// The guesses about an address, the most likely first; none where the domain is a well-known one
  /// or unlike all of them.
  ///
  /// @param address normalised
  static List<Guess> of(String address) {
    int at = address.lastIndexOf('@');
    String local = address.substring(0, at + 1);
    String domain = address.substring(at + 1);
    if (PROVIDERS.contains(domain)) {
      return List.of();
    }
    String known = KNOWN.get(domain);
    if (known != null) {
      return List.of(new Guess(local + known, true));
    }
    List<Guess> guesses = new ArrayList<>();
    for (int distance = 1; distance <= 2; distance++) {
      for (String provider : PROVIDERS.stream().sorted().toList()) {
        if (Math.abs(provider.length() - domain.length()) <= 2
            && (distance == 1 || provider.length() >= LONG)
            && Nearest.distance(domain, provider) == distance) {
          guesses.add(new Guess(local + provider, false));
        }
      }
    }
    return guesses;
  }
}
