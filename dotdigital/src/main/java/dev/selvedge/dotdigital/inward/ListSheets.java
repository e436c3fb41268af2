package dev.selvedge.dotdigital.inward;

import dev.selvedge.RecordKind;
import dev.selvedge.connector.Page;
import dev.selvedge.dotdigital.answer.Slice;
import dev.selvedge.dotdigital.delivery.meter.Operation;
import dev.selvedge.dotdigital.list.Lists;
import dev.selvedge.dotdigital.list.MailingList;
import dev.selvedge.dotdigital.suppression.Suppressions;
import dev.selvedge.mapping.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Who opted out of one list and stays for the others; one part a list, by its name.
final class ListSheets implements Sheets {
  private static final int MOST_SLICES = 20;

  private final List<String> names;
  private final Lists lists;
  private final Suppressions suppressions;
  private final Reply reply;

  /// What the names were last found to be; a list that is made anew has another number.
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

  ListSheets(List<String> names, Lists lists, Suppressions suppressions, Reply reply) {
    this.names = List.copyOf(names);
    this.lists = lists;
    this.suppressions = suppressions;
    this.reply = reply;
  }

  @Override
  public List<String> parts() {
    return names;
  }

  @Override
  public Operation operation() {
    return Operation.LIST_UNSUBSCRIBED_SINCE;
  }

  @Override
  public Sheet read(Ask ask) {
    if (ask.position().isEmpty()) {
      numbers.remove(ask.part());
    }
    Optional<Integer> number = number(ask.part());
    if (number.isEmpty()) {
      return Sheet.lacking(
          new Page.Refused(
              "list '" + ask.part() + "'",
              "Dotdigital has no list of that name, so nobody's opt-out of it is seen: check"
                  + " consent.lists, or name the list so again",
              ""));
    }
    int list = number.get();
    Slices.Turn turn =
        Slices.read(
            ask.position(),
            ask.limit(),
            slice ->
                reply.of(
                    suppressions.unsubscribedSince(list, ask.from(), slice),
                    "opt-outs of the list '" + ask.part() + "'"));
    RecordKind kind = Kinds.ofOne(Kinds.LIST_OPT_OUT, list);
    List<Observation> told =
        turn.lines().stream()
            .flatMap(
                line ->
                    Suppressing.of(line, kind, Topic.list(ask.part()), "list opt-outs").stream())
            .toList();
    return turn.next().isEmpty() ? Sheet.last(told) : Sheet.before(turn.next(), told);
  }

  private Optional<Integer> number(String name) {
    if (!numbers.containsKey(name)) {
      find(name).ifPresent(list -> numbers.put(name, list.id()));
    }
    return Optional.ofNullable(numbers.get(name));
  }

  private Optional<MailingList> find(String name) {
    Slice slice = Slice.first();
    for (int i = 0; i < MOST_SLICES; i++) {
      List<MailingList> page = reply.of(lists.list(slice), "lists");
      Optional<MailingList> found =
          page.stream().filter(list -> list.name().equalsIgnoreCase(name)).findFirst();
      if (found.isPresent() || page.size() < slice.select()) {
        return found;
      }
      slice = slice.next();
    }
    return Optional.empty();
  }
}
