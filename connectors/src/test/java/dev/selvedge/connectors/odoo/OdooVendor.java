package dev.selvedge.connectors.odoo;

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
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The contacts of an Odoo, with a field of somebody's own for the notes.
final class OdooVendor implements HttpVendor {
  private static final String FIELDS =
      """
      {"res.partner": {"name": {"type": "char"}, "note": {"type": "char"},
       "never_heard_of": {"type": "char"}}}""";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final OdooServer server = new OdooServer(FIELDS);
  private final SettableClock clock = new SettableClock(server.now());
  private final List<Connector.Opened> opened = new ArrayList<>();
  private final ObjectNode grown = JSON.createObjectNode();

  @Override
  public PolledSource freshSource() {
    Problems problems = new Problems();
    String yaml =
        server.options() + "feeds: partner\nfields: { partner: [note, never_heard_of] }\n";
    Connector.Opened system =
        new OdooConnector()
            .plan(
                new SystemName("erp"),
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
    server.save("res.partner", key, stamp, grown.deepCopy().put("note", note).toString());
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
    server.unlink("res.partner", key);
  }

  @Override
  public void grow(String field, String value) {
    grown.put(field, value);
  }

  @Override
  public void next(Fault fault) {
    server.faults.add(fault);
  }

  @Override
  public int calls() {
    return server.calls();
  }

  @Override
  public void pass(Duration time) {
    clock.advance(time);
  }

  /// A key is no session: it goes on until it is revoked.
  @Override
  public void endSessions() {}

  @Override
  public String secret() {
    return OdooServer.KEY;
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    server.close();
  }
}
