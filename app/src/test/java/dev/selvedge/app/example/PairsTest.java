package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.app.automation.example.AutomationExamples;
import dev.selvedge.app.config.Project;
import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.rule.MappingExamples;
import dev.selvedge.plan.Desired;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The projects of two systems that know the same customers, and of a customer database that knows
/// all by itself. Their worked examples tell of one customer, whichever system speaks first: one
/// person, one contact, one order with one parcel and one refund.
class PairsTest {
  /// Those that show one connector beside a shop of no make, and what the demo runs.
  private static final Set<String> NO_PAIRS =
      Set.of(
          "catalogue-and-carts",
          "demo-brand",
          "mintsoft-wms",
          "peoplevox-wms",
          "shiphero-wms",
          "shipstation-wms");

  /// What a warehouse is called, which knows parcels and nobody.
  private static final SystemName WAREHOUSE = new SystemName("wms");

  /// What a story leaves out is an error, and so is what it says twice or what nobody looks at.
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  @TempDir private Path temp;

  /// What one customer's records come to, as `pairs.yaml` tells it.
  ///
  /// @param records a record of each feed, told by the first worked example of its mapping
  /// @param person how her address begins
  /// @param order its key
  /// @param header the record that tells the order
  /// @param parcel the record and the key of what was sent
  /// @param refund the record and the key of what was paid back
  /// @param paidBack how much
  /// @param mail whether she may be mailed, by what both systems say
  /// @param told the records that are to hold another decision than their own
  /// @param fields data fields that show whose word counts, figures among them
  record Story(
      String project,
      List<String> records,
      String person,
      String order,
      String header,
      Part parcel,
      Part refund,
      String paidBack,
      Desired.Mail mail,
      Set<String> told,
      Map<String, String> fields) {
    record Part(String record, String key) {}

    @Override
    public String toString() {
      return project;
    }

    Path folder() {
      return Path.of("..", "examples", project);
    }

    Set<RecordRef> refs() {
      return records.stream().map(RecordRef::parse).collect(Collectors.toSet());
    }
  }

  static List<Story> stories() throws IOException {
    try (InputStream stories = PairsTest.class.getResourceAsStream("pairs.yaml")) {
      return List.of(YAML.readValue(stories, Story[].class));
    }
  }

  @Test
  void every_project_of_several_systems_has_a_story() throws IOException {
    Set<String> several = new TreeSet<>();
    for (Path folder : ExampleFolder.all()) {
      if (ExampleFolder.project(folder).systems().size() > 1) {
        several.add(folder.getFileName().toString());
      }
    }
    several.removeAll(NO_PAIRS);
    assertThat(stories().stream().map(Story::project)).containsAll(several);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void it_loads_and_its_worked_examples_hold(Story story) throws IOException {
    try (PlayedExample example = new PlayedExample(story.folder(), temp)) {
      Project project = example.project();
      assertThat(MappingExamples.run(project.mappings())).isEmpty();
      assertThat(example.feeds()).as("a worked example of each").isEqualTo(example.read());
      assertThat(story.refs().stream().map(ref -> ref.system() + "/" + ref.kind()))
          .as("a record of each")
          .containsExactlyInAnyOrderElementsOf(example.read());

      assertThat(project.automations().rules()).isNotEmpty();
      assertThat(AutomationExamples.run(project.examples(), example.rules())).isEmpty();
      assertThat(project.toldSystems().systems())
          .as("whoever holds consent is told")
          .isEqualTo(
              project.systems().stream()
                  .map(Project.SourceSystem::name)
                  .filter(name -> !name.equals(WAREHOUSE))
                  .collect(Collectors.<SystemName>toSet()));
    }
  }

  @ParameterizedTest
  @MethodSource("stories")
  void one_customer_is_one_contact_with_one_order_whoever_speaks_first(Story story)
      throws IOException {
    List<String> backwards = new ArrayList<>(story.records());
    Collections.reverse(backwards);
    for (List<String> told : List.of(story.records(), backwards)) {
      try (PlayedExample example =
          new PlayedExample(story.folder(), Files.createTempDirectory(temp, "hub"))) {
        told.forEach(record -> example.receive(RecordRef.parse(record)));
        theOrderIsToldOnce(story, example);
        theContactIsOne(story, example);
      }
    }
  }

  private static void theOrderIsToldOnce(Story story, PlayedExample example) {
    assertThat(example.telling(story.order(), OrderPart.Header.class, story.refs()))
        .as("who tells the order")
        .containsExactly(story.header());
    assertThat(example.telling(story.order(), OrderPart.Fulfilment.class, story.refs()))
        .as("who tells the parcel")
        .containsExactly(story.parcel().record());
    assertThat(example.telling(story.order(), OrderPart.Refund.class, story.refs()))
        .as("who tells the refund")
        .containsExactly(story.refund().record());
    Order order = example.order(story.order(), story.refs()).orElseThrow();
    assertThat(order.fulfilments())
        .extracting(OrderPart.Fulfilment::key)
        .containsExactly(story.parcel().key());
    assertThat(order.fulfilments().getFirst().items())
        .allSatisfy(item -> assertThat(order.skuOf(item)).isNotEmpty());
    assertThat(order.header().lines())
        .extracting(OrderPart.Line::sku)
        .containsAll(order.fulfilments().getFirst().items().stream().map(order::skuOf).toList());
    assertThat(order.refunds())
        .extracting(OrderPart.Refund::key)
        .containsExactly(story.refund().key());
    assertThat(order.refunded()).isEqualByComparingTo(new BigDecimal(story.paidBack()));
  }

  private static void theContactIsOne(Story story, PlayedExample example) {
    List<PersonId> people = example.people(story.person());
    assertThat(people).as("one person").hasSize(1);
    PersonId ann = people.getFirst();
    OrderKey key = new OrderKey(story.order());
    Map<OrderKey, PersonId> owners = example.states(states -> states.owners(List.of(key)));
    assertThat(owners).containsEntry(key, ann);

    Map<PersonId, Desired> contacts = example.states(states -> states.contacts(people));
    Desired.Contact contact =
        contacts.values().stream()
            .map(Desired.Contact.class::cast)
            .reduce((one, other) -> fail("two contacts"))
            .orElseThrow();
    Map<String, String> fields = new TreeMap<>();
    contact.dataFields().forEach((name, value) -> fields.put(name, value.display()));
    assertThat(fields).containsAllEntriesOf(story.fields());
    assertThat(contact.mail()).isEqualTo(story.mail());
    assertThat(due(example, people)).as("who is told").isEqualTo(story.told());
  }

  /// The records that are to be told something.
  private static Set<String> due(PlayedExample example, Collection<PersonId> people) {
    return example.states(states -> states.consentsOf(people)).values().stream()
        .filter(owned -> !owned.desired().due().isEmpty())
        .map(owned -> owned.desired().record().text())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
