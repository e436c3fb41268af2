package dev.selvedge.connectors.seed;

/// Writes how a system is logged in to.
final class LoginText {
  private LoginText() {}

  /// The value of `auth`, and what to look at behind it.
  static String of(Login login, Variables variables) {
    return switch (login) {
      case Login.None ignored -> "{ kind: none }  # look: no way to log in was recognised";
      case Login.Basic ignored ->
          "{ kind: basic, user: "
              + variables.reference("USER")
              + ", password: "
              + variables.reference("PASSWORD")
              + " }";
      case Login.Bearer bearer ->
          "{ kind: bearer, token: " + variables.reference("TOKEN") + " }" + look(bearer.note());
      case Login.Key key ->
          "{ kind: "
              + key.in()
              + ", name: "
              + Quoted.text(key.name())
              + ", value: "
              + variables.reference("KEY")
              + " }"
              + look(key.note());
      case Login.Client client -> client(client, variables);
      case Login.Signed signed -> signed(signed, variables);
      case Login.Unknown unknown -> "{ kind: none }" + look(unknown.note());
    };
  }

  private static String client(Login.Client client, Variables variables) {
    String known =
        Login.COMPLETE.matcher(client.tokenUrl()).matches()
            ? Quoted.text(client.tokenUrl())
            : variables.reference("TOKEN_URL");
    return "{ kind: client-credentials, token_url: "
        + known
        + ", client_id: "
        + variables.reference("CLIENT_ID")
        + ", client_secret: "
        + variables.reference("CLIENT_SECRET")
        + (client.scope().isEmpty() ? "" : ", scope: " + Quoted.text(client.scope()))
        + (client.inBody() ? ", send_as: body" : "")
        + " }";
  }

  private static String signed(Login.Signed signed, Variables variables) {
    return "{ kind: oauth1, consumer_key: "
        + variables.reference("CONSUMER_KEY")
        + ", consumer_secret: "
        + variables.reference("CONSUMER_SECRET")
        + ", token: "
        + variables.reference("TOKEN")
        + ", token_secret: "
        + variables.reference("TOKEN_SECRET")
        + (signed.realm() ? ", realm: " + variables.reference("REALM") : "")
        + " }"
        + look(signed.note());
  }

  private static String look(String note) {
    return note.isEmpty() ? "" : "  # look: " + Quoted.comment(note);
  }
}
