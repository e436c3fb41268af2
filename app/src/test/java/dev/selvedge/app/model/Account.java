package dev.selvedge.app.model;

import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.traffic.CallEntry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Looks at the account and at the calls that reached it, without disturbing either.
final class Account {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final SandboxServer sandbox;
  private long read;

  Account(SandboxServer sandbox) {
    this.sandbox = sandbox;
    this.read = sandbox.calls().total();
  }

  record Contact(long id, String email, String status, Map<String, String> fields) {}

  /// A contact as a call wrote it, whatever came of the call.
  ///
  /// @param email empty where the call names none
  /// @param status empty where the call states none
  /// @param byNumber whether it can reach nobody but a contact that is there
  /// @param challenged whether it asks before it brings somebody back
  record Write(long number, String email, String status, boolean challenged, boolean byNumber) {}

  Map<Long, Contact> contacts() {
    Map<Long, Contact> contacts = new TreeMap<>();
    sandbox
        .inside()
        .eachContact(
            json -> {
              String email = json.path("identifiers").path("email").asString("");
              if (!email.equals("demo@apiconnector.com")) {
                Map<String, String> fields = new TreeMap<>();
                json.path("dataFields")
                    .properties()
                    .forEach(
                        field -> {
                          if (!field.getValue().isNull()) {
                            fields.put(field.getKey(), field.getValue().asString());
                          }
                        });
                long id = json.path("contactId").asLong();
                contacts.put(id, new Contact(id, email, status(json), fields));
              }
            });
    return contacts;
  }

  private static String status(JsonNode contact) {
    return contact.path("channelProperties").path("email").path("status").asString("");
  }

  /// The owner of each order's record, by the record's key.
  Map<String, Long> orders() {
    Map<String, Long> owners = new TreeMap<>();
    sandbox
        .inside()
        .records("Orders")
        .forEach(
            record ->
                owners.put(
                    record.path("key").asString(""), record.path("ownerContactId").asLong()));
    return owners;
  }

  /// What calls tried to write since this was last asked.
  List<Write> writes() {
    List<Write> writes = new ArrayList<>();
    for (CallEntry call : sandbox.calls().last()) {
      if (call.number() <= read) {
        continue;
      }
      read = call.number();
      String path = call.path().split("\\?", 2)[0];
      if (call.method().equals("PATCH") && path.startsWith("/contacts/v3/")) {
        String[] parts = path.split("/", -1);
        String value = URLDecoder.decode(parts[4], StandardCharsets.UTF_8);
        String email = parts[3].equals("email") ? value : "";
        writes.add(
            write(call.number(), JSON.readTree(call.body()), email, parts[3].equals("contactId")));
      } else if (call.method().equals("PUT") && path.equals("/contacts/v3/import")) {
        JsonNode body = JSON.readTree(call.body());
        JsonNode items = body.isArray() ? body : body.path("contacts");
        items.forEach(item -> writes.add(write(call.number(), item, "", false)));
      }
    }
    return writes;
  }

  private static Write write(long number, JsonNode body, String email, boolean byNumber) {
    String named = body.path("identifiers").path("email").asString(email);
    JsonNode options = body.path("channelProperties").path("email").path("resubscribeOptions");
    return new Write(
        number,
        named,
        status(body),
        !options.path("resubscribeWithNoChallenge").asBoolean(true),
        byNumber && body.path("identifiers").isEmpty());
  }
}
