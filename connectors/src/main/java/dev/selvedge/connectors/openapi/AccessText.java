package dev.selvedge.connectors.openapi;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Writes where a system is and how it is logged in to.
record AccessText(ApiDocument document, String system) {

  void write(StringBuilder out) {
    Optional<String> base = base().filter(url -> url.matches("https?://[^\\s{}?#@]+"));
    out.append("    base_url: ")
        .append(base.map(OpenApiSeed::quoted).orElse(OpenApiSeed.variable(system, "API")))
        .append(base.isPresent() ? "" : "  # look: the file names no complete address")
        .append('\n');
    auth(out);
  }

  private Optional<String> base() {
    JsonNode root = document.root();
    JsonNode server = root.path("servers").path(0);
    if (server.has("url")) {
      String url = OpenApiSeed.scalar(server, "url");
      for (Map.Entry<String, JsonNode> one : server.path("variables").properties()) {
        url = url.replace("{" + one.getKey() + "}", OpenApiSeed.scalar(one.getValue(), "default"));
      }
      return Optional.of(url.replaceFirst("/+$", ""));
    }
    return root.has("host")
        ? Optional.of(
            root.path("schemes").path(0).asString("https")
                + "://"
                + OpenApiSeed.scalar(root, "host")
                + OpenApiSeed.scalar(root, "basePath").replaceFirst("/+$", ""))
        : Optional.empty();
  }

  private void auth(StringBuilder out) {
    JsonNode schemes = document.root().path("components").path("securitySchemes");
    JsonNode all = schemes.isObject() ? schemes : document.root().path("securityDefinitions");
    for (JsonNode written : all) {
      Optional<String> auth = auth(document.resolved(written));
      if (auth.isPresent()) {
        out.append("    auth: ").append(auth.get()).append('\n');
        if (all.size() > 1) {
          out.append("    # look: the file knows ").append(all.size()).append(" ways to log in\n");
        }
        return;
      }
    }
    out.append("    auth: { kind: none }  # look: no way to log in was recognised\n");
  }

  private Optional<String> auth(JsonNode scheme) {
    String type = OpenApiSeed.scalar(scheme, "type");
    String how = OpenApiSeed.scalar(scheme, "scheme");
    if (type.equals("basic") || (type.equals("http") && how.equalsIgnoreCase("basic"))) {
      return Optional.of(
          "{ kind: basic, user: " + secret("USER") + ", password: " + secret("PASSWORD") + " }");
    }
    if (type.equals("http") && how.equalsIgnoreCase("bearer")) {
      return Optional.of("{ kind: bearer, token: " + secret("TOKEN") + " }");
    }
    String in = OpenApiSeed.scalar(scheme, "in");
    if (type.equals("apiKey") && (in.equals("header") || in.equals("query"))) {
      return Optional.of(
          "{ kind: "
              + in
              + ", name: "
              + OpenApiSeed.quoted(OpenApiSeed.scalar(scheme, "name"))
              + ", value: "
              + secret("KEY")
              + " }");
    }
    JsonNode flow = scheme.path("flows").path("clientCredentials");
    JsonNode client = flow.isObject() ? flow : scheme;
    boolean swagger = OpenApiSeed.scalar(scheme, "flow").equals("application");
    return type.equals("oauth2") && (flow.isObject() || swagger)
        ? Optional.of(client(client))
        : Optional.empty();
  }

  private String client(JsonNode flow) {
    String tokenUrl = OpenApiSeed.scalar(flow, "tokenUrl");
    String known =
        tokenUrl.matches("https?://[^\\s{}?#@]+")
            ? OpenApiSeed.quoted(tokenUrl)
            : secret("TOKEN_URL");
    return "{ kind: client-credentials, token_url: "
        + known
        + ", client_id: "
        + secret("CLIENT_ID")
        + ", client_secret: "
        + secret("CLIENT_SECRET")
        + " }";
  }

  private String secret(String what) {
    return OpenApiSeed.variable(system, what);
  }
}
