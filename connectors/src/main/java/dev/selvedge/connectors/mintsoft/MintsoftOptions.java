package dev.selvedge.connectors.mintsoft;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.mintsoft.MintsoftSettings.Access;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.warehouse.ReadingOptions;
import dev.selvedge.connectors.warehouse.SecretAddress;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Every option of the connector `mintsoft`, described once, and their reading.
final class MintsoftOptions {
  /// Orders a page, by what programs that read them say.
  static final int MOST_ROWS = 100;

  private static final Setting<String> URL =
      Setting.text("url", "https://api.mintsoft.co.uk", "Where the API answers.");
  private static final Setting<Optional<Secret>> KEY =
      Setting.secret(
          "api_key",
          "give `username` and `password`",
          "A key that does not end, from Mintsoft or the warehouse.");
  private static final Setting<Optional<String>> USERNAME =
      Setting.optionalText(
          "username",
          "give `api_key`",
          "A user, for whom Mintsoft makes a key that ends after a day; the hub renews it.");
  private static final Setting<Optional<Secret>> PASSWORD =
      Setting.secret("password", "give `api_key`", "That user's password.");
  private static final Setting<Optional<String>> CLIENT =
      Setting.optionalText(
          "client",
          "all that the key sees",
          "The number of the client whose orders are read (`ClientId`). Give it where the key is a"
              + " warehouse's own, which sees the orders of all its clients.");
  private static final Setting<Optional<Secret>> TOKEN =
      SecretAddress.setting("webhook_token", "Mintsoft");
  private static final ReadingOptions READING =
      new ReadingOptions(
          MOST_ROWS,
          MOST_ROWS,
          "Europe/London",
          "The zone of the times that Mintsoft writes and is asked for: they carry none.");

  private MintsoftOptions() {}

  static List<Option> all() {
    return Stream.concat(
            Stream.<Setting<?>>of(URL, KEY, USERNAME, PASSWORD, CLIENT, TOKEN)
                .<Option>map(Setting::option),
            READING.all().stream())
        .toList();
  }

  /// What is wrong goes to the section's problems; what is returned then is of no use.
  static MintsoftSettings read(YamlSection section) {
    return new MintsoftSettings(
        ReadingOptions.address(section, URL),
        access(section),
        client(section),
        SecretAddress.read(section, TOKEN),
        READING.read(section));
  }

  private static Access access(YamlSection section) {
    Optional<Secret> key = KEY.read(section);
    Optional<String> username = USERNAME.read(section);
    Optional<Secret> password = PASSWORD.read(section);
    boolean logIn = username.isPresent() && password.isPresent();
    boolean part = username.isPresent() || password.isPresent();
    if (key.isPresent() ? part : !logIn) {
      section.problem(
          KEY.key(),
          "it is not said how the hub gets in",
          "give 'api_key', or else 'username' and 'password'");
    }
    return logIn
        ? new Access.LogIn(username.get(), password.get())
        : new Access.Key(key.orElse(new Secret("")));
  }

  private static String client(YamlSection section) {
    String client = CLIENT.read(section).orElse("");
    if (!client.isEmpty() && !client.matches("[1-9]\\d{0,8}")) {
      section.problem(CLIENT.key(), "'client' is not the id of a client", "write its number");
    }
    return client;
  }
}
