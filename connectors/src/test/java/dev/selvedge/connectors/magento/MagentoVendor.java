package dev.selvedge.connectors.magento;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.testkit.source.HttpVendor;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// One list of a shop, driven by the contract.
final class MagentoVendor implements HttpVendor {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final Shop shop = new Shop();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
  private final List<Connector.Opened> opened = new ArrayList<>();
  private final Subject subject;
  private final ZoneId zone;
  private final String more;
  private String field = "";
  private String fieldValue = "";

  /// @param more options besides `url`, `feeds` and `zone`
  MagentoVendor(Subject subject, ZoneId zone, String more) {
    this.subject = subject;
    this.zone = zone;
    this.more = more;
  }

  Shop shop() {
    return shop;
  }

  @Override
  public PolledSource freshSource() {
    Problems problems = new Problems();
    String yaml =
        "url: %s\nfeeds: %s\nzone: %s\n%s"
            .formatted(shop.url(), subject.kind().value(), zone.getId(), more);
    Connector.Opened system =
        new MagentoConnector()
            .plan(
                new SystemName("shop"),
                YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow(),
                new Connector.Surroundings(Path.of("."), clock),
                problems)
            .open();
    opened.add(system);
    return system.polled().getFirst();
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void write(int key, Instant stamp, String note) {
    ObjectNode row = Shop.JSON.createObjectNode();
    row.put(subject.catalogue().id(), key);
    row.put("updated_at", STAMP.format(stamp.atZone(zone)));
    row.put("note", note);
    row.putObject("extension_attributes").put("is_subscribed", true);
    if (!field.isEmpty()) {
      row.put(field, fieldValue);
    }
    shop.put(subject.catalogue().path(), row.toString());
  }

  @Override
  public void delete(int key, Instant stamp) {
    vanish(key);
  }

  @Override
  public boolean tellsDeletions() {
    return false;
  }

  @Override
  public void vanish(int key) {
    shop.remove(subject.catalogue().path(), key);
  }

  @Override
  public void grow(String name, String value) {
    field = name;
    fieldValue = value;
  }

  @Override
  public void next(Fault fault) {
    shop.stand().next(fault);
  }

  @Override
  public int calls() {
    return shop.stand().asked().size();
  }

  @Override
  public void pass(Duration time) {
    clock.advance(time);
  }

  /// An integration's keys do not end.
  @Override
  public void endSessions() {}

  @Override
  public String secret() {
    return Shop.TOKEN;
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    shop.close();
  }
}
