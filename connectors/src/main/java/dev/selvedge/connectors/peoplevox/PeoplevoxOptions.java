package dev.selvedge.connectors.peoplevox;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.peoplevox.PeoplevoxSettings.Report;
import dev.selvedge.connectors.warehouse.ReadingOptions;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Every option of the connector `peoplevox`, described once, and their reading.
final class PeoplevoxOptions {
  /// Rows a page, by what is said of the API.
  static final int MOST_ROWS = 1_000;

  private static final Setting<String> URL =
      Setting.requiredText("url", "Where your site answers, such as `https://ap.peoplevox.net`.");
  private static final Setting<String> CLIENT =
      Setting.requiredText("client_id", "Your site's name, as in its address.");
  private static final Setting<String> USERNAME =
      Setting.requiredText("username", "A user for the API.");
  private static final Setting<String> PASSWORD =
      Setting.requiredText("password", "That user's password.");
  private static final Setting<String> REPORT =
      Setting.text("report", "Despatch summary", "The report that is read.");
  private static final Setting<String> NUMBER =
      Setting.text("number_column", "Despatch number", "Its column with the number of a despatch.");
  private static final Setting<String> DATE =
      Setting.text(
          "date_column",
          "Despatch date",
          "Its column with the time at which a despatch left, by which it is asked for.");
  private static final Setting<String> FORM =
      Setting.text(
          "date_format",
          "dd/MM/yyyy HH:mm",
          "How the site writes that time; with `:ss` where it writes seconds.");
  private static final ReadingOptions READING =
      new ReadingOptions(
          200,
          MOST_ROWS,
          "Europe/London",
          "The zone of the times that the site writes and is asked for: they carry none.");

  private PeoplevoxOptions() {}

  static List<Option> all() {
    return Stream.concat(
            Stream.<Setting<?>>of(URL, CLIENT, USERNAME, PASSWORD, REPORT, NUMBER, DATE, FORM)
                .<Option>map(Setting::option),
            READING.all().stream())
        .toList();
  }

  /// What is wrong goes to the section's problems; what is returned then is of no use.
  static PeoplevoxSettings read(YamlSection section) {
    URI url = ReadingOptions.address(section, URL);
    String client = CLIENT.read(section);
    boolean named = client.matches("[A-Za-z0-9_-]{1,60}");
    if (!named && !client.isEmpty()) {
      section.problem(
          CLIENT.key(), "'client_id' is not a site's name", "write it as in the site's address");
    }
    return new PeoplevoxSettings(
        URI.create(
            url + "/" + (named ? client : "client") + "/resources/integrationservicev4.asmx"),
        client,
        USERNAME.read(section),
        new Secret(PASSWORD.read(section)),
        report(section),
        READING.read(section));
  }

  private static Report report(YamlSection section) {
    String form = FORM.read(section);
    return new Report(
        REPORT.read(section),
        column(section, NUMBER),
        column(section, DATE),
        form(section, form),
        form.contains("s") ? Duration.ofSeconds(1) : Duration.ofMinutes(1));
  }

  private static DateTimeFormatter form(YamlSection section, String form) {
    if (form.matches("[dMy]+[/. -][dMy]+[/. -][dMy]+[ 'T]+HH:mm(:ss)?")) {
      try {
        return DateTimeFormatter.ofPattern(form, Locale.ROOT);
      } catch (IllegalArgumentException noPattern) {
        // said below
      }
    }
    section.problem(
        FORM.key(),
        "'date_format' is not the form of a date and a time",
        "write it as in dd/MM/yyyy HH:mm");
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME;
  }

  private static String column(YamlSection section, Setting<String> setting) {
    String column = setting.read(section);
    if (!column.matches("[^\\[\\]\"']{1,80}")) {
      section.problem(
          setting.key(),
          "'" + setting.key() + "' cannot be the name of a column",
          "write it as the report's first row does");
    }
    return column;
  }
}
