package dev.selvedge.dotdigital.http;

/// The name and password of an API user. Immutable; masked in its text form.
///
/// The name looks like `apiuser-0123456789ab@apiconnector.com` and both parts are sent with every
/// call by HTTP Basic (Dotdigital docs: setting up an API user).
public record Credentials(String user, String password) {
  public Credentials {
    if (user.isBlank() || password.isEmpty()) {
      throw new IllegalArgumentException("an API user needs a name and a password");
    }
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("an API user's name cannot hold a colon");
    }
  }

  @Override
  public String toString() {
    return "Credentials[masked]";
  }
}
