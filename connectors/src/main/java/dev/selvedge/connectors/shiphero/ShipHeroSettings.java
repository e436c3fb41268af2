package dev.selvedge.connectors.shiphero;

import dev.selvedge.Secret;
import dev.selvedge.connectors.warehouse.Reading;
import java.net.URI;
import java.util.List;

/// The checked options of one ShipHero account. Immutable.
///
/// @param url where the API answers, without a path
/// @param account of a 3PL's customer whose shipments are read; empty for all that are seen
/// @param hookSecrets one for each registered webhook; none where ShipHero calls nobody
/// @param lines of a shipment that are read at once with it
record ShipHeroSettings(
    URI url,
    Access access,
    String account,
    Allowance allowance,
    Fields fields,
    int lines,
    List<Secret> hookSecrets,
    Reading reading) {
  ShipHeroSettings {
    hookSecrets = List.copyOf(hookSecrets);
  }

  /// Records that one question may ask for. It costs credits for every line that each could hold,
  /// and one that costs more than can be saved up would never be answered.
  int mostRows() {
    return Math.clamp(allowance.credits() / (lines + 2), 2, ShipHeroOptions.MOST_ROWS);
  }

  /// How the hub proves who it is.
  sealed interface Access {
    /// A developer user's token, from which others are made.
    record Refresh(Secret token) implements Access {}

    record LogIn(String username, Secret password) implements Access {}
  }

  /// How much may be asked.
  ///
  /// @param credits that can be saved up
  /// @param perSecond how many are added
  record Allowance(int credits, int perSecond) {}

  /// Fields that are read beside those that always are.
  record Fields(List<String> shipment, List<String> order, List<String> line, List<String> label) {
    Fields {
      shipment = List.copyOf(shipment);
      order = List.copyOf(order);
      line = List.copyOf(line);
      label = List.copyOf(label);
    }
  }
}
