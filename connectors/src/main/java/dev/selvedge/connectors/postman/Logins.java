package dev.selvedge.connectors.postman;

import dev.selvedge.connectors.seed.Login;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Finds how a request logs in: by the closest `auth`, else by a header, else by a parameter, else
/// by the credentials in its address. Names are read; no secret is.
final class Logins {
  /// A token in the name of a parameter may also say where a page begins.
  private static final Pattern PLACE =
      Pattern.compile("(?i)(next|page|continuation|start|starting|skip|sync|marker).*token");

  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]+");
  private static final Pattern SCOPES = Pattern.compile("[\\w.:/ -]{1,300}");

  private Logins() {}

  static Login of(PostmanRequest request) {
    return request
        .auth()
        .filter(auth -> !auth.path("type").asString("noauth").equals("noauth"))
        .map(auth -> block(auth, request.scope()))
        .or(() -> header(request))
        .or(() -> query(request))
        .orElseGet(() -> request.address().user() ? new Login.Basic() : new Login.None());
  }

  private static Optional<Login> header(PostmanRequest request) {
    for (Entry header : request.headers()) {
      if (header.sent() && isKey(header.name())) {
        return Optional.of(header(header));
      }
    }
    return Optional.empty();
  }

  static boolean isKey(String name) {
    return SecretNames.has(name) && HEADER_NAME.matcher(name).matches() && !isCookie(name);
  }

  private static boolean isCookie(String name) {
    return name.toLowerCase(Locale.ROOT).contains("cookie") || name.equals("Postman-Token");
  }

  private static Login header(Entry header) {
    if (!header.name().equalsIgnoreCase("Authorization")) {
      return new Login.Key("header", header.name(), "");
    }
    String value = header.value().toLowerCase(Locale.ROOT);
    if (value.startsWith("bearer ")) {
      return new Login.Bearer("");
    }
    return value.startsWith("basic ")
        ? new Login.Basic()
        : new Login.Key("header", "Authorization", "the value is the whole header");
  }

  private static Optional<Login> query(PostmanRequest request) {
    return request.address().query().stream()
        .filter(entry -> entry.sent() && SecretNames.has(entry.name()))
        .filter(entry -> !PLACE.matcher(entry.name()).matches())
        .findFirst()
        .map(entry -> new Login.Key("query", entry.name(), ""));
  }

  private static Login block(JsonNode auth, Scope scope) {
    String type = auth.path("type").asString("");
    Map<String, String> said = said(auth.path(type), scope);
    return switch (type) {
      case "basic" -> new Login.Basic();
      case "bearer" -> new Login.Bearer("");
      case "apikey" -> key(said);
      case "oauth1" -> signed(said);
      case "oauth2" -> client(said);
      default ->
          new Login.Unknown(
              "the collection logs in by '"
                  + type.replaceAll("[^\\w-]", "")
                  + "', which 'rest' does not know");
    };
  }

  /// What a block says; in the format 2.1 a list of keys and values, in 2.0 an object.
  private static Map<String, String> said(JsonNode block, Scope scope) {
    Map<String, String> said = new HashMap<>();
    if (block.isObject()) {
      block
          .properties()
          .forEach(one -> said.put(one.getKey(), scope.resolve(one.getValue().asString(""))));
    }
    if (block.isArray()) {
      for (JsonNode one : block) {
        said.put(one.path("key").asString(""), scope.resolve(one.path("value").asString("")));
      }
    }
    return said;
  }

  private static Login key(Map<String, String> said) {
    String name = said.getOrDefault("key", "");
    boolean query = said.getOrDefault("in", "header").equals("query");
    if (name.isBlank() || name.contains("{{")) {
      return new Login.Unknown("the collection logs in by a key whose name it does not tell");
    }
    return query || HEADER_NAME.matcher(name).matches()
        ? new Login.Key(query ? "query" : "header", name, "")
        : new Login.Unknown("the collection logs in by a header whose name is none");
  }

  private static Login signed(Map<String, String> said) {
    String method = said.getOrDefault("signatureMethod", "HMAC-SHA256");
    return new Login.Signed(
        !said.getOrDefault("realm", "").isBlank(),
        method.equals("HMAC-SHA256")
            ? ""
            : "the collection signs by another method; 'rest' signs by HMAC-SHA256");
  }

  private static Login client(Map<String, String> said) {
    String grant = said.getOrDefault("grant_type", "");
    if (!grant.equals("client_credentials")) {
      return new Login.Bearer(
          "the collection asks a person for the token (OAuth 2); is there one for machines?");
    }
    String scope = said.getOrDefault("scope", "").strip();
    return new Login.Client(
        said.getOrDefault("accessTokenUrl", "").strip(),
        SCOPES.matcher(scope).matches() ? scope : "",
        said.getOrDefault("client_authentication", "header").equals("body"));
  }
}
