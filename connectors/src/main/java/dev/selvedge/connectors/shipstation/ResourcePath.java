package dev.selvedge.connectors.shipstation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// The part of a webhook's `resource_url` behind the API's own address, such as
/// `/shipments?batchId=144015674`. Nothing else of such an address is ever called: the webhook is
/// unsigned, and whoever can call it could have the hub call anything. Immutable.
///
/// @param text a list and a query of plain words and numbers
record ResourcePath(String text) {
  private static final Pattern ALLOWED =
      Pattern.compile(
          "/(shipments|fulfillments)\\?[A-Za-z]{1,40}=[A-Za-z0-9_-]{1,60}(&[A-Za-z]{1,40}=[A-Za-z0-9_-]{0,60}){0,5}");
  /// ShipStation's webhooks name one of its numbered machines, such as `ssapi6`.
  private static final Pattern SHIPSTATION = Pattern.compile("ssapi[0-9]{0,3}\\.shipstation\\.com");
  private static final int ALL_ROWS = ShipStationOptions.MOST_ROWS;

  /// A text that is such a path.
  static Optional<ResourcePath> of(String text) {
    return ALLOWED.matcher(text).matches() ? Optional.of(new ResourcePath(text)) : Optional.empty();
  }

  /// The path of an address at the API, and nowhere else. Of ShipStation itself any machine will
  /// do, since what is called in the end is the API's own address with this path.
  ///
  /// @param api the API's own address
  static Optional<ResourcePath> at(URI api, String address) {
    try {
      URI uri = new URI(address);
      boolean ours =
          Objects.equals(lower(api.getScheme()), lower(uri.getScheme()))
              && isSame(lower(api.getHost()), lower(uri.getHost()))
              && api.getPort() == uri.getPort()
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null;
      String base = api.getRawPath();
      String path = String.valueOf(uri.getRawPath());
      return ours && path.startsWith(base)
          ? of(path.substring(base.length()) + "?" + uri.getRawQuery())
          : Optional.empty();
    } catch (URISyntaxException noAddress) {
      return Optional.empty();
    }
  }

  private static boolean isSame(String api, String told) {
    return api.equals(told)
        || (SHIPSTATION.matcher(api).matches() && SHIPSTATION.matcher(told).matches());
  }

  private static String lower(String part) {
    return part == null ? "" : part.toLowerCase(Locale.ROOT);
  }

  boolean leadsTo(Subject subject) {
    return text.startsWith("/" + subject.list() + "?");
  }

  /// What to ask for: the webhook's own question, with what is in the parcels, page by page.
  ///
  /// @param store whose shipments are wanted, whatever the webhook says; empty for all
  String page(int page, String store) {
    boolean narrowed = leadsTo(Subject.SHIPMENT) && !store.isEmpty();
    List<String> query = new ArrayList<>();
    for (String part : text.substring(text.indexOf('?') + 1).split("&", -1)) {
      String name = part.substring(0, part.indexOf('=')).toLowerCase(Locale.ROOT);
      if (!List.of("includeshipmentitems", "page", "pagesize").contains(name)
          && !(narrowed && name.equals("storeid"))) {
        query.add(part);
      }
    }
    if (leadsTo(Subject.SHIPMENT)) {
      query.add("includeShipmentItems=true");
    }
    if (narrowed) {
      query.add("storeId=" + store);
    }
    query.add("pageSize=" + ALL_ROWS);
    query.add("page=" + page);
    return text.substring(0, text.indexOf('?') + 1) + String.join("&", query);
  }
}
