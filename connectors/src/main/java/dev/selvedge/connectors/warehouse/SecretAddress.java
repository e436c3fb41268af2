package dev.selvedge.connectors.warehouse;

import dev.selvedge.Secret;
import dev.selvedge.connector.WebhookSource.Call;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.YamlSection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/// The last part of a webhook's address, for systems that sign nothing: who knows it may call. What
/// such a call says is believed only as far as it can be read again where it should be. Immutable.
public record SecretAddress(Secret token) {
  private static final Pattern TOKEN = Pattern.compile("[a-z][a-z0-9_-]{19,39}");

  /// Whether a call came to it. The time taken tells nothing.
  public boolean isMeant(Call call) {
    return MessageDigest.isEqual(
        call.kind().getBytes(StandardCharsets.UTF_8),
        token.reveal().getBytes(StandardCharsets.UTF_8));
  }

  /// How the address of a system's webhook ends; it is a secret.
  public String end(String system) {
    return "/hook/" + system + "/" + token.reveal();
  }

  /// The option by which it is given.
  public static Setting<Optional<Secret>> setting(String key, String vendor) {
    return Setting.secret(
        key,
        vendor + " calls nobody",
        "The last part of the address that "
            + vendor
            + " calls, `/hook/{system}/{token}`: it signs nothing, so nobody must be able to guess"
            + " it. 20 to 40 lower-case letters and digits that begin with a letter; `openssl rand"
            + " -hex 16` makes the rest.");
  }

  /// Reads it; what is wrong with it goes to the section's problems.
  public static Optional<SecretAddress> read(
      YamlSection section, Setting<Optional<Secret>> setting) {
    Optional<Secret> token = setting.read(section);
    if (token.filter(given -> !TOKEN.matcher(given.reveal()).matches()).isPresent()) {
      section.problem(
          setting.key(),
          "'" + setting.key() + "' cannot be the end of an address that nobody can guess",
          "give 20 to 40 lower-case letters and digits that begin with a letter");
      return Optional.empty();
    }
    return token.map(SecretAddress::new);
  }
}
