package dev.selvedge.dotdigital.program;

import dev.selvedge.dotdigital.contact.ContactKey;
import java.util.List;

/// Who shall be enrolled in which program: contacts, or all members of lists, but not both, since
/// the vendor's documents disagree about the mixture. Immutable.
public sealed interface NewEnrolment {
  int programId();

  /// 1 to 25 contacts (Dotdigital OpenAPI: programs).
  record OfContacts(int programId, List<ContactKey.Id> contacts) implements NewEnrolment {
    public static final int MAX = 25;

    public OfContacts {
      contacts = List.copyOf(contacts);
      if (contacts.isEmpty() || contacts.size() > MAX) {
        throw new IllegalArgumentException("one call enrols 1 to 25 contacts");
      }
    }
  }

  /// 1 to 10 lists (Dotdigital OpenAPI: programs).
  record OfLists(int programId, List<Integer> listIds) implements NewEnrolment {
    public static final int MAX = 10;

    public OfLists {
      listIds = List.copyOf(listIds);
      if (listIds.isEmpty() || listIds.size() > MAX) {
        throw new IllegalArgumentException("one call enrols 1 to 10 lists");
      }
    }
  }
}
