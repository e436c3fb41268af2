package dev.selvedge.store.privacy;

import dev.selvedge.ContentHash;
import dev.selvedge.RecordRef;
import dev.selvedge.person.AddressRef;
import java.net.IDN;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The ways in which addresses are written in what a store holds: as they are, as in a URL, as JSON
/// escapes them, with a domain in its own letters; in any case. An address is only met where it
/// stands alone, never inside a longer one: `an@example.com` is not in `jan@example.com`, nor in
/// `an@example.com.au`. Immutable.
///
/// @param texts in lower case
public record Needles(Set<String> texts) {
  private static final char ESCAPE = '!';

  public Needles {
    texts = Set.copyOf(texts);
  }

  public static Needles of(Collection<String> addresses) {
    Set<String> texts = new LinkedHashSet<>();
    for (String address : addresses) {
      for (String written : List.of(address, localised(address))) {
        for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
          String text = Normalizer.normalize(written, form).toLowerCase(Locale.ROOT);
          texts.add(text);
          texts.add(text.replace("@", "%40"));
          texts.add(URLEncoder.encode(text, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
          texts.add(escaped(text));
        }
      }
      if (address.length() > RecordRef.MAX_KEY) {
        // too long for a record's key: there it stands as ledgers and observations shorten it
        texts.add(AddressRef.key(address).toLowerCase(Locale.ROOT));
        texts.add(("address-" + ContentHash.of(address)).toLowerCase(Locale.ROOT));
      }
    }
    return new Needles(texts);
  }

  private static String localised(String address) {
    int at = address.indexOf('@');
    return at < 0
        ? address
        : address.substring(0, at + 1) + IDN.toUnicode(address.substring(at + 1));
  }

  /// As JSON in plain ASCII writes it.
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 128) {
        escaped.append(c);
      } else {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return escaped.toString();
  }

  /// A condition on a column, true wherever [#in] is and sometimes where it is not; its parameters
  /// are those of [#parameters].
  String condition(String column) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      parts.add("lower(" + column + ") like :needle" + i + " escape '" + ESCAPE + "'");
    }
    return "(" + String.join(" or ", parts) + ")";
  }

  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    int i = 0;
    for (String text : texts.stream().sorted().toList()) {
      parameters.put("needle" + i++, "%" + literal(text) + "%");
    }
    return parameters;
  }

  /// Without what LIKE takes for a placeholder.
  private static String literal(String text) {
    return text.chars()
        .mapToObj(Character::toString)
        .map(c -> "%_!".contains(c) ? ESCAPE + c : c)
        .collect(Collectors.joining());
  }

  /// Whether a text names one of the addresses.
  public boolean in(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return texts.stream().anyMatch(needle -> WholeAddress.at(lower, needle, 0) >= 0);
  }

  public boolean in(byte[] text) {
    return in(new String(text, StandardCharsets.UTF_8));
  }

  /// Whether a text is one of the addresses and nothing else.
  public boolean are(String text) {
    return texts.contains(text.toLowerCase(Locale.ROOT));
  }

  /// A text without them.
  public String without(String text) {
    String rest = text;
    // the longest first, of which others may be a part
    for (String needle :
        texts.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      String lower = rest.toLowerCase(Locale.ROOT);
      if (lower.length() != rest.length()) {
        // positions would not match; such a text loses nothing but itself
        return in(rest) ? "" : rest;
      }
      StringBuilder kept = new StringBuilder();
      int from = 0;
      for (int at = WholeAddress.at(lower, needle, from);
          at >= 0;
          at = WholeAddress.at(lower, needle, from)) {
        kept.append(rest, from, at);
        from = at + needle.length();
      }
      rest = kept.append(rest, from, rest.length()).toString();
    }
    return rest;
  }
}
