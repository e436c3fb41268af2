package dev.selvedge.app.config;

import dev.selvedge.app.GoldenFile;
import dev.selvedge.app.config.alarm.AlarmsReader;
import dev.selvedge.app.config.audit.AuditsReader;
import dev.selvedge.app.config.field.FiguresReader;
import dev.selvedge.app.config.field.ListsReader;
import dev.selvedge.app.config.report.ReportsReader;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.app.config.timetable.PollingReader;
import dev.selvedge.app.config.watch.FreshnessReader;
import dev.selvedge.app.config.watch.HeartbeatReader;
import dev.selvedge.app.config.watch.TracingReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Keeps `docs/configuration.md` true; rewritten with `-Dselvedge.docs=write`.
class ConfigurationDocsTest {
  private static final Map<String, String> HEADINGS =
      Map.ofEntries(
          Map.entry("", "The project"),
          Map.entry("http", "`http`: dashboard and webhooks"),
          Map.entry("dotdigital", "`dotdigital`: the account that is kept in step"),
          Map.entry("systems", "`systems`: what is read"),
          Map.entry("orders", "`orders`: how orders are put together; [orders](orders.md)"),
          Map.entry("identity", "`identity`: who counts as whom"),
          Map.entry("consent", "`consent`: who may be mailed; [what it means](consent.md)"),
          Map.entry(
              "lists",
              "`lists`: who is on which list by what is known of them; [several brands and stores](brands.md)"),
          Map.entry("figures", "`figures`: worked out from a person's orders"),
          Map.entry(
              "audits", "`audits`: what is there is checked, not assumed; [audits](audits.md)"),
          Map.entry("alarms", "`alarms`: who is told when something is wrong; [alarms](alarms.md)"),
          Map.entry("reports", "`reports`: what happened, by mail; [reports](reports.md)"),
          Map.entry(
              "freshness", "`freshness`: [how fresh flows are to be](monitoring.md#freshness)"),
          Map.entry("heartbeat", "`heartbeat`: [who notices its silence](monitoring.md#heartbeat)"),
          Map.entry("tracing", "`tracing`: [who collects traces](monitoring.md#traces)"),
          Map.entry("retention", "`retention`: how long things are kept"),
          Map.entry("erasure", "`erasure`: [people who asked to be forgotten](data-subjects.md)"));

  private static final String HEAD =
      """
      # Configuration

      Made from the settings' own descriptions; change them there.

      A project is a folder:

      | File | What it says |
      |---|---|
      | `selvedge.yaml` | the project, its Dotdigital account and its systems; below |
      | `fields.yaml` | which profile fields there are, who may set them, where they go; below |
      | `automations.yaml` | what happens to orders starts people in programs: [automations](automations.md); may be missing |
      | `mappings/<system>.<kind>.yaml` | what each kind of record means: [mapping](mapping.md) |
      | `.env` | variables for those who have nowhere better to keep secrets; never commit it |
      | `users.yaml` | who may log in; `selvedge user add` writes it |

      `${env:NAME}` stands for an environment variable anywhere in `selvedge.yaml`. What is set
      outside wins over `.env`. Durations are written `500ms`, `30s`, `5m`, `2h`, `30d`; sizes
      `700KB`, `5MB`. `selvedge check` says everything that is wrong, with file, line and column.

      # `selvedge.yaml`
      """;

  private static final String FIELDS =
      """

      # `fields.yaml`

      ```yaml
      fields:
        first_name: { type: String, owners: [erp, shop], to: FIRSTNAME, max_length: 255 }
        spent: { type: Numeric, owners: [erp, till], to: SPENT, strategy: sum }
        tags: { type: String, owners: [crm, shop], to: TAGS, strategy: union, separator: ", " }
        phone: { type: String, owners: [shop, erp], to: PHONE, blanks_erase: [shop] }
      ```

      | Key | What it says |
      |---|---|
      | `type` | `String`, `Numeric`, `Date` or `Boolean`: Dotdigital's types, enforced before anything is sent |
      | `owners` | the systems that may set the field, the most trusted first; no other system can |
      | `to` | the Dotdigital data field: 1 to 20 letters, digits, `_` and `-`, not a reserved name, used once. Leave it out to keep the field in the hub |
      | `max_length` | the longest text, 1 to 1000; longer ones are cut and a warning goes to the trail. Default: `255` |
      | `strategy` | which value counts when several records have one: `owner_order` (the standard), `most_recent`, `non_empty`, `longest`, `min`, `max`, `sum`, `union`: [profile](profile.md) |
      | `separator` | of a `union`: what stands between tags, 1 to 5 characters. Default: `", "` |
      | `blanks_erase` | the owners whose null or empty text erases the field, also in Dotdigital. Default: none; then a blank says nothing |
      """;

  @Test
  void the_page_says_what_the_settings_say() {
    StringBuilder page = new StringBuilder(HEAD);
    List<Setting<?>> settings = new ArrayList<>(ProjectSettings.ALL);
    settings.addAll(InwardReader.settings());
    settings.addAll(PollingReader.settings());
    settings.addAll(AuditsReader.settings());
    settings.addAll(FiguresReader.settings());
    settings.addAll(ConsentSettings.ALL);
    settings.addAll(ListsReader.settings());
    settings.addAll(AlarmsReader.settings());
    settings.addAll(ReportsReader.settings());
    settings.add(FreshnessReader.GOAL);
    settings.addAll(HeartbeatReader.settings());
    settings.addAll(TracingReader.settings());
    for (String section :
        List.of(
            "",
            "http",
            "dotdigital",
            "systems",
            "orders",
            "identity",
            "consent",
            "lists",
            "figures",
            "audits",
            "alarms",
            "reports",
            "freshness",
            "heartbeat",
            "tracing",
            "retention",
            "erasure")) {
      page.append("\n## ").append(HEADINGS.get(section)).append("\n\n");
      page.append("| Setting | Type | Default | What it does |\n|---|---|---|---|\n");
      settings.stream()
          .filter(setting -> section(setting).equals(section))
          .forEach(setting -> row(setting, page));
      if (section.equals("systems")) {
        page.append("| `systems.*.options` | section | none | The connector's own options: ");
        page.append("see the page of the [connector](connectors/README.md). |\n");
        page.append(
            "| `systems.*.consent_target` | section or list | none | Besides the above: how the");
        page.append(" system is told, see [what is told to systems](write-back.md). |\n");
      }
      if (section.equals("alarms")) {
        page.append(
            "| `alarms.owners` | section | none | Who looks after what: a name by system, by");
        page.append(" kind of alarm, or by `*` for all the rest. |\n");
      }
    }
    page.append(FIELDS);
    GoldenFile.expect(Path.of("../docs/configuration.md"), page.toString());
  }

  private static String section(Setting<?> setting) {
    int dot = setting.path().indexOf('.');
    return dot < 0 ? "" : setting.path().substring(0, dot);
  }

  private static void row(Setting<?> setting, StringBuilder page) {
    String standard =
        switch (setting.need()) {
          case REQUIRED -> "**required**";
          case OPTIONAL -> setting.standard().isEmpty() ? "none" : '`' + setting.standard() + '`';
        };
    page.append("| `")
        .append(setting.path())
        .append("` | ")
        .append(setting.kind().name())
        .append(" | ")
        .append(standard)
        .append(" | ")
        .append(setting.description())
        .append(" |\n");
  }
}
