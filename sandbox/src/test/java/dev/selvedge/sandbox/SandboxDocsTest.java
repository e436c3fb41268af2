package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.fault.FaultJson;
import dev.selvedge.sandbox.fault.Outage;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Keeps `docs/sandbox.md` complete.
class SandboxDocsTest {
  private String page = "";

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("../docs/sandbox.md"));
  }

  @Test
  void every_fault_and_every_outage_has_its_row() {
    for (String kind : FaultJson.KINDS) {
      assertThat(page).contains("| `" + kind + "` |");
    }
    for (Outage.Kind kind : Outage.Kind.values()) {
      assertThat(page)
          .contains("| `" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "` |");
    }
  }

  @Test
  void every_setting_is_explained() {
    JsonNode settings = Json.MAPPER.valueToTree(Settings.defaults());
    for (Map.Entry<String, JsonNode> group : settings.properties()) {
      if (!group.getValue().isObject()) {
        assertThat(page).contains("`" + group.getKey() + "`");
      }
      for (String name : group.getValue().propertyNames()) {
        assertThat(page).containsPattern("`(" + group.getKey() + "\\.)?" + name + "`");
      }
    }
  }

  @Test
  void every_control_endpoint_is_named() {
    try (SandboxServer server = SandboxServer.start(SandboxConfig.defaults())) {
      for (String operation : server.controls()) {
        String path = operation.substring(operation.indexOf(' ') + 1);
        String act = "/__sandbox/contacts/{who}/";
        assertThat(page).contains(path.startsWith(act) ? path.substring(act.length()) : path);
      }
    }
  }

  @Test
  void every_kind_of_fault_can_be_written_and_read() {
    for (String kind : FaultJson.KINDS) {
      JsonNode all =
          Json.MAPPER.readTree(
              """
              {"millis": 1, "status": 500, "state": "x", "polls": 1, "item": "a", "code": "c",
               "value": "v", "written": true, "overItems": 3, "overBytes": 4, "fault": "%s"}
              """
                  .formatted(kind));
      JsonNode written = FaultJson.write(FaultJson.read(all));
      assertThat(written.path("fault").asString()).isEqualTo(kind);
      assertThat(FaultJson.read(written)).isEqualTo(FaultJson.read(written).overItems(3));
      assertThat(FaultJson.write(FaultJson.read(written)).toString()).isEqualTo(written.toString());
    }
  }
}
