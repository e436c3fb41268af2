package dev.selvedge.connectors.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Decision;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connector.ConsentTarget.Told;
import dev.selvedge.connectors.Consents;
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.source.HttpVendor.Fault;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Telling an API page of the brand's own.
class PageConsentTest {
  private static final String ROW = "aaaaaaaa-0000-4000-8000-000000000001";
  private static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");
  private static final String PAGE =
      """
      consent: { api: brand/marketing/v1.0, entity_set: consents, field: optIn, at_field: optInAt }
      """;

  @SuppressWarnings("NullAway.Init") // set before each test
  private CentralServer central;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ConsentTarget page;

  @BeforeEach
  void open() {
    central = new CentralServer();
    Problems problems = new Problems();
    ConsentOffer.Plan plan = new PageConsentOffer().plan(request("consent", PAGE, "{}"), problems);
    assertThat(problems.sorted()).isEmpty();
    page = plan.open();
  }

  @AfterEach
  void close() {
    page.close();
    central.close();
  }

  private ConsentOffer.Request request(String kind, String more, String written) {
    return new ConsentOffer.Request(
        Consents.SHOP,
        new RecordKind(kind),
        "EMAIL",
        mapping(central.options() + more),
        mapping(written),
        new Connector.Surroundings(Path.of("."), InstantSource.fixed(Systems.NOW)));
  }

  private static YamlNode.Mapping mapping(String yaml) {
    return YamlReader.readMapping("consent_target", yaml, new Problems()).orElseThrow();
  }

  private Told tell(boolean optIn, Instant at, Held held) {
    RecordRef ref = new RecordRef(Consents.SHOP, new RecordKind("consent"), ROW);
    return page.tell(new Decision(ref, "ann@example.com", optIn, at, held));
  }

  private JsonNode row() {
    return central.row("consents", ROW);
  }

  private void holds(boolean optIn, String at) {
    central.save("consents", ROW, NINE, "{\"optIn\":%s,\"optInAt\":\"%s\"}".formatted(optIn, at));
  }

  @Test
  void a_decision_is_written_with_its_time() {
    holds(true, "2026-11-20T09:00:00Z");
    assertThat(tell(false, NINE, Held.OPT_IN).outcome()).isInstanceOf(Outcome.Done.class);
    assertThat(row().path("optIn").booleanValue()).isFalse();
    assertThat(row().path("optInAt").asString("")).isEqualTo("2026-11-24T09:00:00Z");
  }

  @Test
  void nothing_newer_is_written_over_and_what_holds_already_is_done() {
    holds(false, "2026-11-24T10:00:00Z");
    assertThat(tell(true, NINE, Held.OPT_OUT).outcome()).isInstanceOf(Outcome.Drop.class);
    assertThat(tell(false, NINE, Held.OPT_OUT).outcome()).isInstanceOf(Outcome.Done.class);
    assertThat(tell(true, NINE.plusSeconds(7200), Held.OPT_IN).outcome())
        .isInstanceOf(Outcome.Drop.class);
    assertThat(row().path("optIn").booleanValue()).isFalse();
  }

  @Test
  void a_choice_without_a_time_is_written_over_only_when_the_hub_knew_of_it() {
    holds(false, "0001-01-01T00:00:00Z");
    assertThat(tell(true, NINE, Held.NOT_KNOWN).outcome()).isInstanceOf(Outcome.Drop.class);
    assertThat(tell(true, NINE, Held.OPT_OUT).outcome()).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void an_opt_in_is_for_the_address_it_was_given_for() {
    holds(false, "2026-11-20T09:00:00Z");
    central.save("consents", ROW, NINE, "{\"email\":\"bob@example.com;eve@example.com\"}");
    assertThat(tell(true, NINE, Held.OPT_OUT).outcome()).isInstanceOf(Outcome.Drop.class);
    assertThat(row().path("optIn").booleanValue()).isFalse();
    central.save("consents", ROW, NINE, "{\"email\":\"bob@example.com; Ann@example.com\"}");
    assertThat(tell(true, NINE, Held.OPT_OUT).outcome()).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void a_copy_that_lags_behind_is_not_what_a_decision_is_compared_with() {
    holds(true, "2026-11-20T09:00:00Z");
    central.lagging.put(ROW, central.shown("consents", ROW).put("optIn", false));
    assertThat(tell(false, NINE, Held.OPT_IN).outcome()).isInstanceOf(Outcome.Done.class);
    assertThat(row().path("optIn").booleanValue()).isFalse();
  }

  @Test
  void a_record_that_cannot_be_shown_was_not_written() {
    holds(true, "2026-11-20T09:00:00Z");
    central.cursed.add(ROW);
    assertThat(tell(false, NINE, Held.OPT_IN).outcome()).isInstanceOf(Outcome.Retry.class);
    assertThat(row().path("optIn").booleanValue()).isTrue();
  }

  @Test
  void what_somebody_writes_between_the_reading_and_the_writing_is_not_written_over() {
    holds(true, "2026-11-20T09:00:00Z");
    central.staleEtags = true;
    assertThat(tell(false, NINE, Held.OPT_IN).outcome()).isInstanceOf(Outcome.Retry.class);
    assertThat(row().path("optIn").booleanValue()).isTrue();
  }

  @Test
  void a_record_that_is_gone_is_parked_and_a_closed_page_refuses() {
    assertThat(tell(false, NINE, Held.OPT_IN).outcome()).isInstanceOf(Outcome.Park.class);
    central.closed.add("consents");
    assertThat(tell(false, NINE, Held.OPT_IN).bearing()).isInstanceOf(Bearing.Refusing.class);
    assertThat(page.reach().bearing()).isInstanceOf(Bearing.Refusing.class);
    assertThat(page.examine()).extracting(Finding::healthy).containsExactly(false);
  }

  @Test
  void a_system_that_asks_to_wait_is_left_alone_so_long() {
    holds(true, "2026-11-20T09:00:00Z");
    central.faults.add(new Fault.Throttled(30));
    assertThat(tell(false, NINE, Held.OPT_IN).bearing())
        .isEqualTo(new Bearing.Busy(Systems.NOW.plusSeconds(30)));
    int calls = central.calls();
    assertThat(tell(false, NINE, Held.OPT_IN).outcome()).isInstanceOf(Outcome.Snooze.class);
    assertThat(central.calls()).isEqualTo(calls);
  }

  @Test
  void the_check_up_looks_for_the_fields() {
    assertThat(page.reach().outcome()).isInstanceOf(Outcome.Done.class);
    holds(true, "2026-11-20T09:00:00Z");
    assertThat(page.examine()).extracting(Finding::healthy).containsExactly(true);
    central.save("consents", ROW, NINE, "{\"optIn\":\"Yes\"}");
    assertThat(page.examine()).extracting(Finding::healthy).containsExactly(false);
    assertThat(tell(false, NINE, Held.OPT_IN).outcome()).isInstanceOf(Outcome.Park.class);
  }

  @Test
  void only_the_page_of_the_options_holds_consent_and_half_a_client_is_none() {
    Problems problems = new Problems();
    new PageConsentOffer().plan(request("customer", "", "client_id: other\n"), problems);
    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).contains("'customer' holds no consent"),
            text -> assertThat(text).contains("belong together"));
  }
}
