package dev.selvedge.connectors.shiphero;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.shiphero.ShipHeroSettings.Access;
import dev.selvedge.connectors.shiphero.ShipHeroSettings.Allowance;
import dev.selvedge.connectors.shiphero.ShipHeroSettings.Fields;
import dev.selvedge.connectors.warehouse.ReadingOptions;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every option of the connector `shiphero`, described once, and their reading.
final class ShipHeroOptions {
  /// Pages are paid for by the rows they may hold, and no question may cost more than the bucket.
  static final int MOST_ROWS = 100;

  private static final Pattern FIELD = Pattern.compile("[_A-Za-z][_0-9A-Za-z]{0,99}");
  private static final List<String> LABEL_FIELDS = List.of("status", "tracking_url");

  private static final Setting<String> URL =
      Setting.text("url", "https://public-api.shiphero.com", "Where the API answers.");
  private static final Setting<Optional<Secret>> REFRESH_TOKEN =
      Setting.secret(
          "refresh_token",
          "give `username` and `password`",
          "The refresh token of a developer user; it stays good while the account does.");
  private static final Setting<Optional<String>> USERNAME =
      Setting.optionalText("username", "give `refresh_token`", "A user's e-mail address.");
  private static final Setting<Optional<Secret>> PASSWORD =
      Setting.secret("password", "give `refresh_token`", "That user's password.");
  private static final Setting<Optional<String>> ACCOUNT =
      Setting.optionalText(
          "account",
          "all that the user sees",
          "For a 3PL: the id of the customer's account whose shipments are read, as"
              + " `customer_account_id` of the API wants it.");
  private static final Setting<List<String>> HOOK_SECRETS =
      Setting.texts(
          "webhook_secrets",
          "ShipHero calls nobody",
          "The `shared_signature_secret` that ShipHero told once when the webhook was made; several"
              + " where several were made.");
  private static final Setting<Integer> CREDITS =
      Setting.number("credits", 4_004, 100, 1_000_000, "How many credits the account can save up.");
  private static final Setting<Integer> PER_SECOND =
      Setting.number(
          "credits_per_second", 60, 1, 10_000, "How many credits are added each second.");
  private static final Setting<Integer> LINES =
      Setting.number(
          "lines",
          10,
          1,
          100,
          "Lines of a shipment that are read with it at once; one that has more is read again by"
              + " itself. A page costs credits for every line that it could hold.");
  private static final Setting<List<String>> SHIPMENT =
      Setting.texts("fields.shipment", "none", "Further fields of a shipment.");
  private static final Setting<List<String>> ORDER =
      Setting.texts("fields.order", "none", "Further fields of its order, such as `tags`.");
  private static final Setting<List<String>> LINE =
      Setting.texts("fields.line_item", "none", "Further fields of the order's line.");
  private static final Setting<List<String>> LABEL =
      Setting.texts(
          "fields.label",
          "`status` and `tracking_url`",
          "Further fields of a shipping label, in place of these two.");

  private static final ReadingOptions READING =
      new ReadingOptions(
          50,
          MOST_ROWS,
          "UTC",
          "The zone of times that ShipHero writes without one, and of those that it is asked for.");

  private ShipHeroOptions() {}

  static List<Option> all() {
    return Stream.concat(
            Stream.<Setting<?>>of(
                    URL,
                    REFRESH_TOKEN,
                    USERNAME,
                    PASSWORD,
                    ACCOUNT,
                    HOOK_SECRETS,
                    CREDITS,
                    PER_SECOND,
                    LINES,
                    SHIPMENT,
                    ORDER,
                    LINE,
                    LABEL)
                .<Option>map(Setting::option),
            READING.all().stream())
        .toList();
  }

  /// What is wrong goes to the section's problems; what is returned then is of no use.
  static ShipHeroSettings read(YamlSection section) {
    return new ShipHeroSettings(
        ReadingOptions.address(section, URL),
        access(section),
        ACCOUNT.read(section).orElse(""),
        new Allowance(CREDITS.read(section), PER_SECOND.read(section)),
        fields(section),
        LINES.read(section),
        hookSecrets(section),
        READING.read(section));
  }

  private static Access access(YamlSection section) {
    Optional<Secret> token = REFRESH_TOKEN.read(section);
    Optional<String> username = USERNAME.read(section);
    Optional<Secret> password = PASSWORD.read(section);
    boolean logIn = username.isPresent() && password.isPresent();
    if (token.isPresent() == logIn || (token.isPresent() && username.isPresent())) {
      section.problem(
          REFRESH_TOKEN.key(),
          "it is not said how the hub gets in",
          "give 'refresh_token', or else 'username' and 'password'");
    }
    return logIn
        ? new Access.LogIn(username.get(), password.get())
        : new Access.Refresh(token.orElse(new Secret("")));
  }

  private static List<Secret> hookSecrets(YamlSection section) {
    List<String> written = HOOK_SECRETS.read(section);
    if (written.stream().anyMatch(String::isBlank)) {
      section.problem(
          HOOK_SECRETS.key(), "a secret is empty", "anyone could sign with it; take it out");
    }
    return written.stream().map(Secret::new).toList();
  }

  private static Fields fields(YamlSection section) {
    YamlSection fields = section.sectionOrEmpty("fields");
    List<String> labels = names(fields, LABEL);
    return new Fields(
        names(fields, SHIPMENT),
        names(fields, ORDER),
        names(fields, LINE),
        LABEL.given(fields) ? labels : LABEL_FIELDS);
  }

  private static List<String> names(YamlSection section, Setting<List<String>> setting) {
    List<String> names = setting.read(section);
    for (String name : names) {
      if (!FIELD.matcher(name).matches()) {
        section.problem(
            setting.key(),
            "'" + name + "' cannot be the name of a field",
            "write it as in ShipHero's schema: letters, digits and '_'");
      }
    }
    return names;
  }
}
