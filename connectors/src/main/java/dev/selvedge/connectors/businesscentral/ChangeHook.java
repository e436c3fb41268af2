package dev.selvedge.connectors.businesscentral;

import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.businesscentral.Options.Hooks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What Business Central tells of its own accord: which records changed, without their content.
/// Nothing is signed; every notification brings the word of its subscription. Safe for use by many
/// threads.
///
/// Of more than a thousand changes it tells only that there were many, which the next poll reads
/// anyway. A deletion is not taken: an order that is posted in full is deleted too, and lives on as
/// shipment and invoice.
final class ChangeHook implements WebhookSource {
  /// The last part of the address.
  static final String KIND = "businesscentral";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern RECORD =
      Pattern.compile(
          "/?(?:.*/)?companies\\(([0-9a-f-]{36})\\)/([a-z]+)\\(([0-9a-f-]{36})\\)",
          Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_TOKEN = 2000;
  private static final int NOT_GENUINE = 401;
  private static final int NOT_READABLE = 400;
  private static final int NO_SUCH_KIND = 404;

  private final SystemName system;
  private final Options options;
  private final byte[] word;

  ChangeHook(SystemName system, Options options, Hooks hooks) {
    this.system = system;
    this.options = options;
    this.word = hooks.clientState().reveal().getBytes(StandardCharsets.UTF_8);
  }

  /// When a subscription is made or renewed, Business Central wants its token back.
  @Override
  public Optional<String> greeting(String kind, Map<String, String> query) {
    return kind.equals(KIND)
        ? Optional.ofNullable(query.get("validationToken"))
            .filter(token -> !token.isEmpty() && token.length() <= LONGEST_TOKEN)
        : Optional.empty();
  }

  @Override
  public Reading read(Call call) {
    if (!call.kind().equals(KIND)) {
      return new Reading.Refused(
          NO_SUCH_KIND, "The notifications go to the address that ends in /" + KIND + ".");
    }
    JsonNode notifications;
    try {
      notifications = JSON.readTree(call.body().toBytes()).path("value");
    } catch (JacksonException notJson) {
      return new Reading.Refused(NOT_READABLE, "The body is not JSON.");
    }
    if (!notifications.isArray() || notifications.isEmpty()) {
      return new Reading.Refused(NOT_READABLE, "The body holds no notifications in 'value'.");
    }
    for (JsonNode one : notifications) {
      if (!isGenuine(one)) {
        return new Reading.Refused(
            NOT_GENUINE, "A notification's clientState is not 'webhooks.client_state'.");
      }
    }
    Set<RecordRef> changed = new LinkedHashSet<>();
    notifications.forEach(one -> record(one).ifPresent(changed::add));
    List<RecordRef> hints = new ArrayList<>(changed);
    return hints.isEmpty() ? new Reading.Records(List.of()) : new Reading.Hints(hints);
  }

  private boolean isGenuine(JsonNode notification) {
    byte[] given = notification.path("clientState").asString("").getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, word);
  }

  private Optional<RecordRef> record(JsonNode notification) {
    String type = notification.path("changeType").asString("");
    Matcher resource = RECORD.matcher(notification.path("resource").asString(""));
    if (!(type.equals("created") || type.equals("updated")) || !resource.matches()) {
      return Optional.empty();
    }
    if (!resource.group(1).equalsIgnoreCase(options.company())) {
      return Optional.empty();
    }
    return options.subjects().stream()
        .filter(subject -> subject.isTold() && subject.set().equalsIgnoreCase(resource.group(2)))
        .findFirst()
        .map(
            subject ->
                new RecordRef(system, subject.kind(), resource.group(3).toLowerCase(Locale.ROOT)));
  }
}
