package dev.selvedge.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Decision;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Opens consent targets from options written as YAML, as the hub does.
public final class Consents {
  public static final SystemName SHOP = new SystemName("shop");

  private static final RecordKind CUSTOMER = new RecordKind("customer");

  private Consents() {}

  public static ConsentTarget open(
      ConsentOffer offer, String options, String written, Path folder) {
    return open(offer, "EMAIL", options, written, folder);
  }

  /// Opens a target for one topic.
  ///
  /// @param topic what is told about
  public static ConsentTarget open(
      ConsentOffer offer, String topic, String options, String written, Path folder) {
    Problems problems = new Problems();
    ConsentOffer.Plan plan = offer.plan(request(topic, options, written, folder), problems);
    assertThat(problems.sorted()).isEmpty();
    return plan.open();
  }

  /// What is wrong with what is written.
  public static List<String> complaints(ConsentOffer offer, String options, String written) {
    Problems problems = new Problems();
    offer.plan(request("EMAIL", options, written, Path.of(".")), problems);
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  private static ConsentOffer.Request request(
      String topic, String options, String written, Path folder) {
    return new ConsentOffer.Request(
        SHOP,
        CUSTOMER,
        topic,
        mapping(options),
        mapping(written),
        new Connector.Surroundings(folder, InstantSource.fixed(Systems.NOW)));
  }

  private static YamlNode.Mapping mapping(String yaml) {
    Problems problems = new Problems();
    YamlNode.Mapping mapping =
        YamlReader.readMapping("consent_target", yaml, problems).orElseThrow();
    assertThat(problems.sorted()).isEmpty();
    return mapping;
  }

  public static Decision optOut(String key, Instant at, Held held) {
    return decision(key, false, at, held);
  }

  public static Decision optIn(String key, Instant at, Held held) {
    return decision(key, true, at, held);
  }

  private static Decision decision(String key, boolean optIn, Instant at, Held held) {
    return new Decision(new RecordRef(SHOP, CUSTOMER, key), "ann@example.com", optIn, at, held);
  }
}
