package dev.selvedge.dotdigital.insight;

import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.json.View;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A record as Dotdigital holds it. Treat the tree as read-only; it is left out of the text form.
///
/// @param created absent when written unreadably, like `updated`
/// @param owner the contact it belongs to, absent for the account's records
public record InsightRecord(
    String key,
    ObjectNode content,
    @Nullable Instant created,
    @Nullable Instant updated,
    ContactKey.@Nullable Id owner) {
  static InsightRecord read(JsonNode body) {
    return read(View.of(body));
  }

  static InsightRecord read(View insight) {
    return new InsightRecord(
        insight.requiredText("key"),
        insight.tree("json"),
        insight.instant("created").orElse(null),
        insight.instant("updated").orElse(null),
        insight.optionalNumber("ownerContactId").map(ContactKey.Id::new).orElse(null));
  }

  @Override
  public String toString() {
    return "InsightRecord[" + key + ", updated=" + updated + "]";
  }
}
