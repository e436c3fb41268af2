package dev.selvedge.sandbox;

import java.util.ArrayList;
import java.util.List;

/// Request bodies for tests; single quotes stand for double ones.
public final class Bodies {
  static final String CONTACT_IMPORT = "/contacts/v3/import";
  static final String INSIGHT_IMPORT = "/insightData/v3/import";

  private Bodies() {}

  /// One contact of an import that says nothing but its address.
  static String contact(String email) {
    return contact(email, "");
  }

  /// One contact of an import with more properties.
  static String contact(String email, String more) {
    return "{'matchIdentifier':'email','identifiers':{'email':'" + email + "'}" + more + "}";
  }

  static String contacts(String... items) {
    return "{'contacts':[" + String.join(",", items) + "]}";
  }

  /// An import of so many contacts.
  static String contacts(int count) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(contact("c" + i + "@example.com"));
    }
    return contacts(items.toArray(String[]::new));
  }

  /// One record of an import of orders.
  static String order(String email, String key, String json) {
    return "{'contactIdentity':{'identifier':'email','value':'"
        + email
        + "'},'key':'"
        + key
        + "','json':"
        + json
        + "}";
  }

  static String orders(String... records) {
    return "{'collectionName':'Orders','collectionScope':'contact','collectionType':'orders',"
        + "'records':["
        + String.join(",", records)
        + "]}";
  }
}
