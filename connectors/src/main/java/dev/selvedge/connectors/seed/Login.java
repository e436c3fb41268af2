package dev.selvedge.connectors.seed;

import java.util.regex.Pattern;

/// How a system is logged in to, as a file tells it. Never a secret itself: what is written of one
/// is the name of an environment variable.
public sealed interface Login {
  /// A complete address of which nothing has to be filled in, and which holds no credentials.
  Pattern COMPLETE = Pattern.compile("https?://[^\\s{}?#@]+");

  /// Without a login.
  record None() implements Login {}

  /// A user and a password.
  record Basic() implements Login {}

  /// A token.
  ///
  /// @param note what to look at; empty for nothing
  record Bearer(String note) implements Login {}

  /// A key.
  ///
  /// @param in `header` or `query`
  /// @param name of the header or the parameter
  /// @param note what to look at; empty for nothing
  record Key(String in, String name, String note) implements Login {}

  /// Tokens for a client of its own.
  ///
  /// @param tokenUrl where they are given; a text that is no complete address becomes a variable
  /// @param scope empty for the client's own
  /// @param inBody whether id and secret are fields of the form
  record Client(String tokenUrl, String scope, boolean inBody) implements Login {}

  /// Every call is signed by OAuth 1.
  ///
  /// @param note what to look at; empty for nothing
  record Signed(boolean realm, String note) implements Login {}

  /// One that the connector does not know.
  ///
  /// @param note what to look at
  record Unknown(String note) implements Login {}
}
