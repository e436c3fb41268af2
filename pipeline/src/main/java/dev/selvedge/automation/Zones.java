package dev.selvedge.automation;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The time zone of somebody, as a field of theirs tells it: a zone's name, or a country. A country
/// of several zones counts as the one in which most of its people live.
public final class Zones {
  private static final String TABLE =
      """
      AE Asia/Dubai, AR America/Argentina/Buenos_Aires, AT Europe/Vienna, AU Australia/Sydney,
      BE Europe/Brussels, BG Europe/Sofia, BR America/Sao_Paulo, CA America/Toronto,
      CH Europe/Zurich, CL America/Santiago, CN Asia/Shanghai, CO America/Bogota,
      CY Asia/Nicosia, CZ Europe/Prague, DE Europe/Berlin, DK Europe/Copenhagen,
      EE Europe/Tallinn, EG Africa/Cairo, ES Europe/Madrid, FI Europe/Helsinki,
      FR Europe/Paris, GB Europe/London, GG Europe/Guernsey, GR Europe/Athens,
      HK Asia/Hong_Kong, HR Europe/Zagreb, HU Europe/Budapest, ID Asia/Jakarta,
      IE Europe/Dublin, IL Asia/Jerusalem, IM Europe/Isle_of_Man, IN Asia/Kolkata,
      IS Atlantic/Reykjavik, IT Europe/Rome, JE Europe/Jersey, JP Asia/Tokyo,
      KE Africa/Nairobi, KR Asia/Seoul, LI Europe/Vaduz, LT Europe/Vilnius,
      LU Europe/Luxembourg, LV Europe/Riga, MA Africa/Casablanca, MC Europe/Monaco,
      MT Europe/Malta, MX America/Mexico_City, MY Asia/Kuala_Lumpur, NG Africa/Lagos,
      NL Europe/Amsterdam, NO Europe/Oslo, NZ Pacific/Auckland, PE America/Lima,
      PH Asia/Manila, PK Asia/Karachi, PL Europe/Warsaw, PT Europe/Lisbon, QA Asia/Qatar,
      RO Europe/Bucharest, RS Europe/Belgrade, RU Europe/Moscow, SA Asia/Riyadh,
      SE Europe/Stockholm, SG Asia/Singapore, SI Europe/Ljubljana, SK Europe/Bratislava,
      TH Asia/Bangkok, TR Europe/Istanbul, TW Asia/Taipei, UA Europe/Kyiv,
      US America/New_York, VN Asia/Ho_Chi_Minh, ZA Africa/Johannesburg
      """;

  private static final Map<String, String> OF_COUNTRY = table();

  private Zones() {}

  /// The zone that a text names.
  ///
  /// @return empty for what is neither a zone nor a country that is known
  public static Optional<ZoneId> of(String text) {
    String word = text.strip();
    String name = OF_COUNTRY.getOrDefault(word.toUpperCase(Locale.ROOT), word);
    try {
      return name.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> table() {
    Map<String, String> zones = new HashMap<>();
    for (String pair : TABLE.strip().split(",\\s+", -1)) {
      String[] parts = pair.strip().split(" ", -1);
      zones.put(parts[0], parts[1]);
    }
    return Map.copyOf(zones);
  }
}
