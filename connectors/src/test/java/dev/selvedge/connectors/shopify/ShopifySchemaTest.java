package dev.selvedge.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Secret;
import dev.selvedge.connectors.shopify.api.Queries;
import dev.selvedge.connectors.shopify.api.Queries.Listing;
import dev.selvedge.connectors.shopify.api.Selections;
import dev.selvedge.connectors.shopify.api.ShopifySettings;
import dev.selvedge.connectors.shopify.api.ShopifySettings.Metafield;
import dev.selvedge.connectors.shopify.api.Subject;
import dev.selvedge.connectors.shopify.api.Topic;
import graphql.introspection.IntrospectionResultToSchema;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.parser.Parser;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.SchemaPrinter;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.validation.ValidationError;
import graphql.validation.Validator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every question that the connector can ask, held against the schema that Shopify publishes.
@Tag("vendor-schema")
class ShopifySchemaTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @SuppressWarnings("NullAway.Init") // set once for all tests
  private static GraphQLSchema schema;

  @BeforeAll
  static void read_the_schema() throws IOException {
    byte[] packed = ShopifyPackages.schemas().read("dist/data/admin_2026-10.json.gz");
    Map<String, Object> introspection;
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      JsonNode root = JSON.readTree(in);
      introspection = object(root.has("data") ? root.path("data") : root);
    }
    var document = new IntrospectionResultToSchema().createSchemaDefinition(introspection);
    schema =
        UnExecutableSchemaGenerator.makeUnExecutableSchema(
            new SchemaParser().buildRegistry(document));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(JsonNode node) {
    return JSON.convertValue(node, Map.class);
  }

  private static Queries queries() {
    Metafield tier = new Metafield("crm", "tier");
    Metafield own = new Metafield("$app:loyalty", "card-no");
    return new Queries(
        new Selections(
            new ShopifySettings(
                URI.create("https://my-brand.myshopify.com/"),
                "2026-10",
                new ShopifySettings.Access.Token(new Secret("t")),
                new ShopifySettings.Wanted(
                    true, true, true, List.of(tier, own), List.of(tier), List.of(tier)),
                new ShopifySettings.Reading(
                    50, Duration.ofMinutes(2), 30, Duration.ofHours(1), 0, Duration.ofSeconds(30)),
                Optional.empty())));
  }

  /// By the name under which a failure is reported.
  private static Map<String, String> questions() {
    Map<String, String> all = new LinkedHashMap<>();
    Queries queries = queries();
    for (Listing listing : Listing.values()) {
      all.put("page " + listing, queries.page(listing));
      all.put("thin page " + listing, queries.thinPage(listing));
    }
    all.put("placed", Queries.PLACED);
    for (Subject subject : Subject.values()) {
      all.put("several " + subject, queries.several(subject));
      if (!subject.count().isEmpty()) {
        all.put("count " + subject, queries.count(subject));
        all.put("in bulk " + subject, queries.inBulk(subject));
      }
    }
    for (String place :
        List.of(
            "Order.lineItems",
            "Order.shippingLines",
            "Fulfillment.fulfillmentLineItems",
            "Refund.refundLineItems",
            "Product.variants",
            "AbandonedCheckout.lineItems")) {
      String[] parts = place.split("\\.", 2);
      all.put("rest " + place, Queries.rest(parts[0], parts[1]));
    }
    all.put("all fulfilments", Queries.ALL_FULFILMENTS);
    all.put("all refunds", Queries.ALL_REFUNDS);
    all.put("shop", Queries.SHOP);
    all.put("subscriptions", Queries.SUBSCRIPTIONS);
    all.put("subscribe", Queries.SUBSCRIBE);
    all.put("run bulk", Queries.RUN_BULK);
    all.put("bulk", Queries.BULK);
    all.put("consent", Queries.CONSENT);
    all.put("tell email", Queries.TELL_EMAIL);
    all.put("tell sms", Queries.TELL_SMS);
    return all;
  }

  private static List<String> errors(String question) {
    Document document = new Parser().parseDocument(question);
    return new Validator()
        .validateDocument(schema, document, Locale.ROOT).stream()
            .map(ValidationError::getMessage)
            .toList();
  }

  private static GraphQLType type(String name) {
    return Optional.ofNullable(schema.getType(name)).orElseThrow();
  }

  @Test
  void every_question_fits_the_schema() {
    questions().forEach((name, text) -> assertThat(errors(text)).as(name).isEmpty());
    assertThat(questions()).hasSizeGreaterThan(30);
  }

  @Test
  void a_question_for_what_is_not_there_is_found_out() {
    assertThat(errors("{ customers(first: 1) { nodes { emial } } }")).isNotEmpty();
  }

  @Test
  void no_question_asks_for_what_is_about_to_go() {
    questions()
        .forEach((name, text) -> assertThat(new Deprecations(schema).in(text)).as(name).isEmpty());
    assertThat(new Deprecations(schema).in("{ customers(first: 1) { nodes { email } } }"))
        .containsExactly("Customer.email");
  }

  @Test
  void every_topic_that_can_be_subscribed_is_one_of_the_api_s() {
    List<String> words =
        ((GraphQLEnumType) type("WebhookSubscriptionTopic"))
            .getValues().stream().map(value -> value.getName()).toList();
    for (Topic topic : Topic.values()) {
      assertThat(words.contains(topic.word())).as(topic.word()).isEqualTo(topic.canBeSubscribed());
    }
  }

  /// What the connector writes into a mutation's input is of the input's kind.
  @Test
  void what_is_told_of_consent_fits_the_inputs() {
    SchemaPrinter printer = new SchemaPrinter();
    for (String name :
        List.of("CustomerEmailMarketingConsentInput", "CustomerSmsMarketingConsentInput")) {
      assertThat(printer.print(type(name)))
          .contains("marketingState: ", "consentUpdatedAt: DateTime", "marketingOptInLevel: ");
    }
    for (String name : List.of("CustomerEmailMarketingState", "CustomerSmsMarketingState")) {
      assertThat(printer.print(type(name))).contains("SUBSCRIBED", "UNSUBSCRIBED");
    }
  }

  /// Finds fields that are deprecated, by walking a question along the schema's types.
  private record Deprecations(GraphQLSchema schema) {
    List<String> in(String question) {
      List<String> found = new ArrayList<>();
      Document document = new Parser().parseDocument(question);
      for (var operation : document.getDefinitionsOfType(OperationDefinition.class)) {
        var root =
            operation.getOperation() == OperationDefinition.Operation.MUTATION
                ? Optional.ofNullable(schema.getMutationType()).orElseThrow()
                : schema.getQueryType();
        walk(operation.getSelectionSet(), root, found);
      }
      return found;
    }

    private void walk(SelectionSet selections, GraphQLFieldsContainer type, List<String> found) {
      for (Selection<?> selection : selections.getSelections()) {
        switch (selection) {
          case Field field when !field.getName().startsWith("__") -> {
            GraphQLFieldDefinition definition = type.getFieldDefinition(field.getName());
            if (definition.isDeprecated()) {
              found.add(type.getName() + "." + field.getName());
            }
            GraphQLOutputType inner = definition.getType();
            SelectionSet below = field.getSelectionSet();
            if (below != null
                && GraphQLTypeUtil.unwrapAll(inner) instanceof GraphQLFieldsContainer container) {
              walk(below, container, found);
            }
          }
          case InlineFragment fragment ->
              walk(
                  fragment.getSelectionSet(),
                  (GraphQLFieldsContainer)
                      ShopifySchemaTest.type(
                          Optional.ofNullable(fragment.getTypeCondition()).orElseThrow().getName()),
                  found);
          default -> {
            // a name of the language's own
          }
        }
      }
    }
  }
}
