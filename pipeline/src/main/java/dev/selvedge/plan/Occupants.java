package dev.selvedge.plan;

import dev.selvedge.SystemName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whose contacts a target is still known to file under addresses that others are to take. Until
/// they have moved away, whoever writes to such an address writes to their contact. Immutable.
///
/// A contact nobody stands behind any more is in nobody's way, unless it is just being written:
/// whoever takes its address takes it over. One that is parked is not waited for either, for who
/// knows how long.
public record Occupants(Map<String, List<Delivery>> byAddress) {
  /// Those whose contacts still have these addresses at a target and are to leave them.
  public static Occupants of(
      Deliveries deliveries, SystemName target, Collection<String> addresses) {
    List<Delivery> leaving =
        addresses.isEmpty() ? List.of() : deliveries.leaving(target, addresses);
    return new Occupants(
        leaving.stream()
            .filter(Occupants::isInTheWay)
            .collect(Collectors.groupingBy(contact -> contact.delivered().address())));
  }

  private static boolean isInTheWay(Delivery contact) {
    return contact.state() == Delivery.State.CLAIMED || !Desired.isRetired(contact.desired());
  }

  /// Who must leave an address before this subject may take it.
  public Optional<Delivery> inTheWayOf(Subject subject, String address) {
    return byAddress.getOrDefault(address, List.of()).stream()
        .filter(contact -> !contact.subject().equals(subject))
        .findFirst();
  }
}
