package dev.selvedge.audit;

import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What a target shows of something it holds, read back. Immutable; treat the trees as read-only.
public sealed interface Shown {
  /// When the target says that it was changed last; EPOCH where it does not say.
  Instant changedAt();

  /// A contact.
  ///
  /// @param remoteId the target's number of it
  /// @param address as the target spells it; empty for one without
  /// @param fields the data fields that have a value, by the target's names
  /// @param lists those it is on, by their names in lower case, where the target tells them
  record Contact(
      String remoteId,
      String address,
      Mail mail,
      Map<String, JsonNode> fields,
      Instant changedAt,
      Map<String, Listed> lists)
      implements Shown {
    public Contact {
      fields = Map.copyOf(fields);
      lists = Map.copyOf(lists);
    }

    /// One that is on no list.
    public Contact(
        String remoteId,
        String address,
        Mail mail,
        Map<String, JsonNode> fields,
        Instant changedAt) {
      this(remoteId, address, mail, fields, changedAt, Map.of());
    }

    @Override
    public String toString() {
      return "Contact[" + remoteId + "]";
    }
  }

  /// A record of an insight-data collection.
  ///
  /// @param owner the number of the contact whose it is; empty for one of the account
  record Entry(String key, String owner, JsonNode json, Instant changedAt) implements Shown {
    @Override
    public String toString() {
      return "Entry[" + key + "]";
    }
  }

  /// How a contact stands with a list.
  enum Listed {
    ON,
    /// it is on it, and gets nothing by way of it: who it is left it, or is not mailed at all
    LEFT
  }

  /// Whether marketing e-mail may go to a contact, as the target has it.
  enum Mail {
    /// it is mailed
    MAILED("is mailed"),
    /// it was asked whether it wants to be, and has not answered
    ASKED("was asked and has not answered"),
    /// it left, or was taken out by hand
    LEFT("is not mailed: unsubscribed"),
    /// the target mails it to nobody's wish: a bounce, a complaint
    BARRED("is not mailed: barred by the target");

    private final String words;

    Mail(String words) {
      this.words = words;
    }

    /// As people read it.
    public String words() {
      return words;
    }
  }
}
