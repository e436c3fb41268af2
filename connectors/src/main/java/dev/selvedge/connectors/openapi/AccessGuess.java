package dev.selvedge.connectors.openapi;

import dev.selvedge.connectors.seed.Login;
import dev.selvedge.connectors.seed.Seed.Access;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Finds where a system is and how it is logged in to.
record AccessGuess(ApiDocument document) {

  Access access() {
    JsonNode schemes = document.root().path("components").path("securitySchemes");
    JsonNode all = schemes.isObject() ? schemes : document.root().path("securityDefinitions");
    for (JsonNode written : all) {
      Optional<Login> login = login(document.resolved(written));
      if (login.isPresent()) {
        List<String> notes =
            all.size() > 1
                ? List.of("the file knows " + all.size() + " ways to log in")
                : List.of();
        return new Access(base(), login.get(), Map.of(), notes);
      }
    }
    return new Access(base(), new Login.None(), Map.of(), List.of());
  }

  private String base() {
    JsonNode root = document.root();
    JsonNode server = root.path("servers").path(0);
    if (server.has("url")) {
      String url = scalar(server, "url");
      for (Map.Entry<String, JsonNode> one : server.path("variables").properties()) {
        url = url.replace("{" + one.getKey() + "}", scalar(one.getValue(), "default"));
      }
      return url.replaceFirst("/+$", "");
    }
    return root.has("host")
        ? root.path("schemes").path(0).asString("https")
            + "://"
            + scalar(root, "host")
            + scalar(root, "basePath").replaceFirst("/+$", "")
        : "";
  }

  private static Optional<Login> login(JsonNode scheme) {
    String type = scalar(scheme, "type");
    String how = scalar(scheme, "scheme");
    if (type.equals("basic") || (type.equals("http") && how.equalsIgnoreCase("basic"))) {
      return Optional.of(new Login.Basic());
    }
    if (type.equals("http") && how.equalsIgnoreCase("bearer")) {
      return Optional.of(new Login.Bearer(""));
    }
    String in = scalar(scheme, "in");
    if (type.equals("apiKey") && (in.equals("header") || in.equals("query"))) {
      return Optional.of(new Login.Key(in, scalar(scheme, "name"), ""));
    }
    JsonNode flow = scheme.path("flows").path("clientCredentials");
    JsonNode client = flow.isObject() ? flow : scheme;
    boolean swagger = scalar(scheme, "flow").equals("application");
    return type.equals("oauth2") && (flow.isObject() || swagger)
        ? Optional.of(new Login.Client(scalar(client, "tokenUrl"), "", false))
        : Optional.empty();
  }

  private static String scalar(JsonNode node, String name) {
    return node.path(name).asString("");
  }
}
