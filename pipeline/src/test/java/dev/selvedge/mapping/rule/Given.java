package dev.selvedge.mapping.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.Survivorship;
import dev.selvedge.yaml.Problems;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The catalogue, files and records that mapping tests begin with.
final class Given {
  static final Instant CHANGED = Instant.parse("2026-11-20T10:00:00Z");
  static final Instant SEEN = Instant.parse("2026-11-24T08:00:00Z");
  static final SystemName SHOP = new SystemName("shop");

  static final FieldCatalogue CATALOGUE = catalogue();

  static final String CUSTOMER =
      """
      system: shop
      kind: customer
      person:
        email: { from: email }
        fields:
          first_name: { from: first, steps: [collapse_spaces, title_case] }
          points: points
          vip: { cel: "record.points > 100" }
          joined: { from: joined, steps: [{date: {zone: Europe/London}}] }
          tier: { from: tier, lookup: tiers, default: none }
      consent:
        email:
          choice: { from: optIn, opt_in: [true, J], opt_out: [false, N], ignore: ['?'] }
          at: optInAt
          evidence: { text: { value: Newsletter box }, ip: ip }
      lookups:
        tiers: { G: Gold, S: Silver }
      """;

  static final String ORDER =
      """
      system: shop
      kind: order
      only_if: { from: state, is_not: [AddingItems] }
      person:
        email: customer.emailAddress
        belongs_to: { kind: customer, key: customer.id }
      order:
        key: code
        header:
          placed_at: orderPlacedAt
          status: state
          cancelled: { cel: "record.state == 'Cancelled'" }
          currency: currencyCode
          total: { from: totalWithTax, steps: [minor_units] }
          subtotal: { from: subTotalWithTax, steps: [minor_units] }
          delivery: { from: shippingWithTax, steps: [minor_units] }
          lines:
            each: lines
            product_id: productVariant.id
            sku: { from: productVariant.sku, steps: [sku] }
            name: productVariant.name
            quantity: quantity
            unit_price: { from: unitPriceWithTax, steps: [minor_units] }
          attributes:
            city: { from: shippingAddress.city, type: string }
            line_count: { cel: "size(record.lines)", type: numeric }
        fulfilments:
          each: fulfillments
          key: id
          status: state
          carrier: method
          tracking: trackingCode
          shipped_at: { from: createdAt, default: "2000-01-01" }
        refunds:
          each: "payments[*].refunds[*]"
          only_if: { from: state, is: [Settled, Pending] }
          key: id
          amount: { from: total, steps: [minor_units] }
          reason: reason
          refunded_at: createdAt
      """;

  private Given() {}

  static final String VENDURE_ORDER =
      """
      {"id": "1", "code": "PQ7Z", "state": "Delivered", "orderPlacedAt": "2026-11-23T23:27:06.043Z",
       "currencyCode": "usd", "subTotalWithTax": 38340, "shippingWithTax": 500,
       "totalWithTax": 38840, "customer": {"id": "1", "emailAddress": "ann@example.com"},
       "shippingAddress": {"city": "London"},
       "lines": [
         {"quantity": 1, "unitPriceWithTax": 29940,
          "productVariant": {"id": "1", "sku": "DESK-OAK", "name": "Oak Desk"}},
         {"quantity": 2, "unitPriceWithTax": 4200,
          "productVariant": {"id": "3", "sku": "SHIRT/M", "name": "Linen Shirt M"}}],
       "payments": [
         {"refunds": [
           {"id": "1", "createdAt": "2026-11-24T01:00:00Z", "state": "Pending", "total": 4200,
            "reason": "damaged"},
           {"id": "2", "createdAt": "2026-11-24T01:00:00Z", "state": "Failed", "total": 1}]},
         {"refunds": []}],
       "fulfillments": [
         {"id": "1", "createdAt": null, "state": "Delivered", "method": "Royal Mail",
          "trackingCode": "RM1"}]}
      """;

  static MappingProject project(String... files) {
    Problems problems = new Problems();
    Map<String, String> named = new java.util.TreeMap<>();
    for (String file : files) {
      named.put("m" + named.size() + ".yaml", file);
    }
    MappingProject project = MappingLoader.load(named, CATALOGUE, problems);
    assertThat(problems.sorted()).isEmpty();
    return project;
  }

  static Contribution contribution(String file, String kind, String body) {
    Mapped mapped = project(file).map(record(kind, body));
    assertThat(mapped).isInstanceOf(Mapped.Mappable.class);
    return ((Mapped.Mappable) mapped).contribution();
  }

  static List<Mapped.FieldProblem> problems(String file, String kind, String body) {
    Mapped mapped = project(file).map(record(kind, body));
    assertThat(mapped).isInstanceOf(Mapped.Unmappable.class);
    return ((Mapped.Unmappable) mapped).problems();
  }

  static String cause(String body) {
    return problems(CUSTOMER, "customer", body).getFirst().cause();
  }

  private static FieldCatalogue catalogue() {
    Map<String, FieldCatalogue.Field> fields = new LinkedHashMap<>();
    Map.of(
            "first_name", FieldType.STRING,
            "last_name", FieldType.STRING,
            "tier", FieldType.STRING,
            "points", FieldType.NUMERIC,
            "vip", FieldType.BOOLEAN,
            "joined", FieldType.DATE)
        .forEach(
            (name, type) ->
                fields.put(name, new FieldCatalogue.Field(name, type, List.of(SHOP), "", 12)));
    fields.put(
        "erp_code",
        new FieldCatalogue.Field(
            "erp_code", FieldType.STRING, List.of(new SystemName("erp")), "", 12));
    Map.of("nickname", FieldType.STRING, "score", FieldType.NUMERIC)
        .forEach(
            (name, type) ->
                fields.put(
                    name,
                    new FieldCatalogue.Field(
                        name, type, List.of(SHOP), "", 12, Survivorship.STANDARD, Set.of(SHOP))));
    fields.put(
        "tags",
        new FieldCatalogue.Field(
            "tags", FieldType.STRING, List.of(SHOP), "", 8, Survivorship.union(","), Set.of()));
    return new FieldCatalogue(fields);
  }

  static SourceRecord record(String kind, String body) {
    return new SourceRecord(
        new RecordRef(SHOP, new RecordKind(kind), "1"),
        SourceRecord.Stamp.at(CHANGED),
        SEEN,
        SourceRecord.Change.UPSERT,
        SourceRecord.Pace.LIVE,
        Payload.ofText(body));
  }
}
