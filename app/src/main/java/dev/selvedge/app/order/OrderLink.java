package dev.selvedge.app.order;

import dev.selvedge.mapping.OrderKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where the page of an order is. A number of letters, digits, hyphens and underscores is the last
/// part of the path; any other is a parameter, since what a path may hold is read differently by
/// different programs on the way.
public final class OrderLink {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,200}");
  private static final Pattern FILE = Pattern.compile("([A-Za-z0-9_-]{1,200})(|\\.json)");
  private static final int LONGEST = 500;

  private OrderLink() {}

  /// `/orders/1001`
  public static String to(OrderKey key) {
    return PLAIN.matcher(key.value()).matches()
        ? "/orders/" + key.value()
        : "/orders?number=" + URLEncoder.encode(key.value(), StandardCharsets.UTF_8);
  }

  /// The same for machines.
  public static String toJson(OrderKey key) {
    return PLAIN.matcher(key.value()).matches() ? to(key) + ".json" : to(key) + "&as=json";
  }

  /// What is asked for.
  public record Asked(OrderKey key, boolean json) {}

  /// Reads the last part of a path; empty where it is none of an order.
  public static Optional<Asked> inPath(String part) {
    var file = FILE.matcher(part);
    return file.matches()
        ? Optional.of(new Asked(new OrderKey(file.group(1)), !file.group(2).isEmpty()))
        : Optional.empty();
  }

  /// Reads the parameters; empty where they name no order.
  public static Optional<Asked> inQuery(String number, String as) {
    return number.isBlank() || number.length() > LONGEST || number.indexOf('\0') >= 0
        ? Optional.empty()
        : Optional.of(new Asked(new OrderKey(number), as.equals("json")));
  }
}
