package dev.selvedge.plan;

import dev.selvedge.PersonId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// Whose record of an order a target is known to hold, as [Delivered#remoteId] tells it: the number
/// of one person, or of several where a move between them went without an answer.
public final class OrderOwners {
  private static final String BETWEEN = " ";

  private OrderOwners() {}

  /// Whose contacts the order's record was last delivered to.
  public static List<PersonId> of(Delivered order) {
    return numbers(order.remoteId()).stream()
        .map(number -> new PersonId(Long.parseLong(number)))
        .toList();
  }

  /// Everybody whose it was, and whose it may have become.
  public static String both(String before, String since) {
    return String.join(BETWEEN, numbers(before + BETWEEN + since));
  }

  /// The same people as the text that is kept with the delivery.
  public static String text(Collection<PersonId> owners) {
    return owners.stream()
        .map(owner -> Long.toString(owner.value()))
        .collect(Collectors.joining(BETWEEN));
  }

  private static List<String> numbers(String text) {
    return Arrays.stream(text.split(BETWEEN, -1))
        .filter(number -> !number.isEmpty())
        .distinct()
        .toList();
  }
}
