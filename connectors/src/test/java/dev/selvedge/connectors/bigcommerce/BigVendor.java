package dev.selvedge.connectors.bigcommerce;

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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// One list of a store, driven by the contract.
final class BigVendor implements HttpVendor {
  private final Store store = new Store();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
  private final List<Connector.Opened> opened = new ArrayList<>();
  private final Subject subject;
  private String field = "";
  private String fieldValue = "";

  BigVendor(Subject subject) {
    this.subject = subject;
  }

  @Override
  public PolledSource freshSource() {
    Problems problems = new Problems();
    String yaml = store.options() + "feeds: " + subject.kind().value() + "\n";
    Connector.Opened system =
        new BigConnector()
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
    ObjectNode row = Store.JSON.createObjectNode();
    row.put("id", key);
    boolean mail = subject == Subject.ORDER;
    Instant second = stamp.truncatedTo(ChronoUnit.SECONDS);
    row.put("date_modified", mail ? Store.mail(second) : second.toString());
    row.put("note", note);
    row.put("status_id", 11);
    if (!field.isEmpty()) {
      row.put(field, fieldValue);
    }
    store.put(subject.path(), row.toString());
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
    store.remove(subject.path(), Integer.toString(key));
  }

  @Override
  public void grow(String name, String value) {
    field = name;
    fieldValue = value;
  }

  @Override
  public void next(Fault fault) {
    store.stand().next(fault);
  }

  @Override
  public int calls() {
    return store.stand().asked().size();
  }

  @Override
  public void pass(Duration time) {
    clock.advance(time);
  }

  /// A token does not end.
  @Override
  public void endSessions() {}

  @Override
  public String secret() {
    return Store.TOKEN;
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    store.close();
  }
}
