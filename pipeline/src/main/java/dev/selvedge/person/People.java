package dev.selvedge.person;

import dev.selvedge.PersonId;
import java.util.Collection;
import java.util.List;

/// The port to persons. Every method runs inside the caller's transaction.
public interface People {
  List<Person> byEmail(Collection<String> emails);

  List<Person> byId(Collection<PersonId> ids);

  void create(Collection<Person> people);

  /// Gives persons a new address. No other person may hold it.
  void rename(Collection<Person> people);

  /// For the dashboard: addresses that begin with this text, in alphabetical order.
  List<Person> startingWith(String prefix, int limit);

  /// Those with the next numbers after this one, in their order: to go through all, page by page.
  List<Person> following(PersonId after, int limit);

  long count();
}
