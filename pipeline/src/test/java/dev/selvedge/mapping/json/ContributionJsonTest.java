package dev.selvedge.mapping.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.ContentHash;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Contribution.Identity;
import dev.selvedge.mapping.Contribution.OrderClaim;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.LineDetails;
import dev.selvedge.mapping.OrderDetails;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.PostalAddress;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class ContributionJsonTest {
  private static final Instant T1 = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant T2 = Instant.parse("2026-03-01T10:00:05.250Z");

  private static final Version VERSION = new Version(T1, T2, ContentHash.of("x"));

  @Property(tries = 500)
  void what_is_written_is_read_back_equal(@ForAll("contributions") Contribution contribution) {
    assertThat(ContributionJson.read(ContributionJson.write(contribution))).isEqualTo(contribution);
  }

  @Property(tries = 200)
  void the_text_is_plain_ascii(@ForAll("contributions") Contribution contribution) {
    assertThat(ContributionJson.write(contribution)).matches("[\\x20-\\x7f]*");
  }

  @Test
  void the_stored_form_does_not_change() {
    Contribution contribution =
        new Contribution(
            RecordRef.parse("shop/order/7"),
            new Version(T1, Instant.parse("2026-03-01T10:00:05.250001Z"), new ContentHash("h")),
            new Identity("ada@example.com", "shop/customer/1", false, "+442079460018"),
            Map.of(
                "first_name", new Value.Text("Ada É"),
                "points", new Value.Decimal(new BigDecimal("12.50")),
                "vip", new Value.Flag(true),
                "joined", new Value.Date(T1)),
            List.of(
                ConsentClaim.stated(
                    Topic.EMAIL,
                    ConsentClaim.Choice.OPT_IN,
                    ConsentClaim.UNKNOWN_TIME,
                    Map.of("ip", "192.0.2.1"))),
            new OrderClaim.About(
                new OrderKey("1000"),
                List.of(
                    new OrderPart.Header(
                        T1,
                        "paid",
                        true,
                        "EUR",
                        new BigDecimal("10.00"),
                        Map.of(
                            OrderPart.Amount.TAX,
                            new BigDecimal("1.90"),
                            OrderPart.Amount.SUBTOTAL,
                            new BigDecimal("8.10")),
                        List.of(
                            new OrderPart.Line(
                                "p", "S-1", "S 1", "Shoe", BigDecimal.ONE, new BigDecimal("8.10"))),
                        Map.of("channel", new Value.Text("web"))),
                    new OrderPart.Refund(
                        "r1", new BigDecimal("1.00"), "", new OrderPart.When.NotKnown()))));
    String stored =
        """
        {"ref":"shop/order/7","changed":1772359200000,"observed":"2026-03-01T10:00:05.250001Z",\
        "hash":"h","email":"ada@example.com","owner":"shop/customer/1",\
        "phone":"+442079460018",\
        "fields":{"first_name":"Ada \\u00C9","joined":{"d":1772359200000},"points":{"n":"12.5"},\
        "vip":true},\
        "consents":[{"channel":"EMAIL","choice":"OPT_IN","at":0,"evidence":{"ip":"192.0.2.1"}}],\
        "order":"1000","parts":[{"part":"header","placed":1772359200000,"status":"paid",\
        "cancelled":true,"currency":"EUR","total":"10.00",\
        "amounts":{"SUBTOTAL":"8.10","TAX":"1.90"},\
        "lines":[{"product":"p","sku":"S-1","original_sku":"S 1","name":"Shoe","quantity":"1",\
        "price":"8.10"}],"attributes":{"channel":"web"}},\
        {"part":"refund","key":"r1","amount":"1.00"}]}""";
    assertThat(ContributionJson.write(contribution)).isEqualTo(stored);
    assertThat(ContributionJson.read(stored)).isEqualTo(contribution);
  }

  @Test
  void the_stored_form_of_an_order_with_all_there_is_does_not_change() {
    OrderPart.When at = new OrderPart.When.At(T1);
    List<OrderPart.Item> items = List.of(new OrderPart.Item("7", "S-1", BigDecimal.ONE));
    LineDetails line =
        new LineDetails(
            "7",
            "pp",
            Map.of(LineDetails.Amount.DISCOUNT, BigDecimal.ONE),
            List.of("Shoes"),
            "Acme",
            "i.jpg",
            "u");
    OrderDetails details =
        new OrderDetails(
            "web",
            "UK",
            "card",
            List.of("SPRING"),
            "courier",
            "c9",
            new PostalAddress("1 High St", "", "London", "", "N1", "GB"),
            PostalAddress.UNKNOWN,
            new OrderPart.When.At(T1),
            new OrderPart.When.At(T1.plusSeconds(1)));
    Contribution contribution =
        new Contribution(
            RecordRef.parse("shop/order/7"),
            new Version(T1, T1, new ContentHash("h")),
            Identity.NONE,
            Map.of(),
            List.of(),
            new OrderClaim.About(
                new OrderKey("1000"),
                List.of(
                    new OrderPart.Header(
                        T1,
                        "paid",
                        false,
                        "EUR",
                        BigDecimal.TEN,
                        Map.of(),
                        List.of(
                            new OrderPart.Line(
                                "p", "S-1", "S-1", "", BigDecimal.ONE, BigDecimal.TEN, line)),
                        Map.of(),
                        details),
                    new OrderPart.Fulfilment("f1", "", "", "", "t", at, at, items),
                    new OrderPart.Refund("r1", BigDecimal.ONE, "", at, items),
                    new OrderPart.Cancellation("x1", BigDecimal.ONE, "gone", at, items))));
    String stored =
        """
        {"ref":"shop/order/7","changed":1772359200000,"observed":1772359200000,"hash":"h",\
        "order":"1000","parts":[{"part":"header","placed":1772359200000,"status":"paid",\
        "currency":"EUR","total":"10","lines":[{"product":"p","sku":"S-1","original_sku":"S-1",\
        "quantity":"1","price":"10","line":"7","parent":"pp","amounts":{"DISCOUNT":"1"},\
        "categories":["Shoes"],"brand":"Acme","image":"i.jpg","url":"u"}],"channel":"web",\
        "store":"UK","payment":"card","coupons":["SPRING"],"method":"courier","cart":"c9",\
        "shipping":{"line1":"1 High St","city":"London","postcode":"N1","country":"GB"},"paid":1772359200000,\
        "cancelledAt":1772359201000},\
        {"part":"fulfilment","key":"f1","tracking_url":"t","at":1772359200000,\
        "delivered":1772359200000,"items":[{"line":"7","sku":"S-1","quantity":"1"}]},\
        {"part":"refund","key":"r1","amount":"1","at":1772359200000,\
        "items":[{"line":"7","sku":"S-1","quantity":"1"}]},\
        {"part":"cancellation","key":"x1","amount":"1","reason":"gone","at":1772359200000,\
        "items":[{"line":"7","sku":"S-1","quantity":"1"}]}]}""";
    assertThat(ContributionJson.write(contribution)).isEqualTo(stored);
    assertThat(ContributionJson.read(stored)).isEqualTo(contribution);
  }

  @Test
  void a_gone_record_is_short() {
    Contribution gone =
        new Contribution(
            RecordRef.parse("shop/customer/1"),
            VERSION,
            Identity.GONE,
            Map.of(),
            List.of(),
            new OrderClaim.NoOrder());
    assertThat(ContributionJson.write(gone))
        .isEqualTo(
            "{\"ref\":\"shop/customer/1\",\"changed\":1772359200000,"
                + "\"observed\":1772359205250,\"hash\":\""
                + VERSION.content()
                + "\",\"gone\":true}");
    assertThat(ContributionJson.read(ContributionJson.write(gone))).isEqualTo(gone);
  }

  @Test
  void what_is_said_of_an_item_comes_back_whole() {
    Contribution product =
        new Contribution(
            RecordRef.parse("shop/product/1"),
            VERSION,
            Identity.NONE,
            Map.of(),
            List.of(),
            new OrderClaim.NoOrder(),
            Set.of(),
            new ItemClaim.About(
                ItemKey.product("HAT-1"),
                new ItemPart(
                    Map.of(
                        "name",
                        new Value.Text("Hat"),
                        "price",
                        new Value.Decimal(new BigDecimal("12.50"))),
                    Map.of("categories", List.of("Hats", "Sale"), "images", List.of()))));

    assertThat(ContributionJson.read(ContributionJson.write(product))).isEqualTo(product);
  }

  @Test
  void what_was_not_written_here_is_refused() {
    assertThatThrownBy(() -> ContributionJson.read("{}")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> ContributionJson.read("[]")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> ContributionJson.read("nonsense"))
        .isInstanceOf(RuntimeException.class);
  }

  @Provide
  Arbitrary<Contribution> contributions() {
    Arbitrary<Identity> identities =
        Combinators.combine(
                texts(), Arbitraries.of("", "shop/customer/1"), Arbitraries.of(true, false))
            .as(Identity::new);
    Arbitrary<Version> versions =
        Combinators.combine(instants(), instants(), Arbitraries.strings().alpha().ofLength(22))
            .as((changed, seen, hash) -> new Version(changed, seen, new ContentHash(hash)));
    Arbitrary<RecordRef> refs =
        texts().filter(key -> !key.isBlank()).map(key -> RecordRef.parse("shop/customer/" + key));
    return Combinators.combine(
            refs,
            versions,
            identities,
            values(),
            claims().list().ofMaxSize(3),
            orders(),
            texts().set().ofMaxSize(3))
        .as(Contribution::new);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().all().ofMaxLength(12);
  }

  private static Arbitrary<Instant> instants() {
    Arbitrary<Long> seconds =
        Arbitraries.longs().between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond());
    Arbitrary<Instant> any =
        Combinators.combine(seconds, Arbitraries.integers().between(0, 999_999_999))
            .as((second, nano) -> Instant.ofEpochSecond(second, nano));
    return Arbitraries.oneOf(
        any, Arbitraries.longs().between(0, 4_000_000_000_000L).map(Instant::ofEpochMilli));
  }

  private static Arbitrary<BigDecimal> decimals() {
    return Arbitraries.bigDecimals()
        .ofScale(6)
        .flatMap(n -> Arbitraries.of(n, n.scaleByPowerOfTen(40)));
  }

  private static Arbitrary<Map<String, Value>> values() {
    Arbitrary<Value> value =
        Arbitraries.oneOf(
            texts().map(Value.Text::new),
            decimals().map(Value.Decimal::new),
            instants().map(Value.Date::new),
            Arbitraries.of(true, false).map(Value.Flag::new));
    return Arbitraries.maps(texts(), value).ofMaxSize(4);
  }

  private static Arbitrary<ConsentClaim> claims() {
    return Combinators.combine(
            Arbitraries.of(
                Topic.EMAIL, Topic.SMS, Topic.list("a/b"), Topic.preference("Offers, weekly")),
            Arbitraries.of(ConsentClaim.Choice.class),
            Arbitraries.of(ConsentClaim.Timing.class),
            instants(),
            Arbitraries.maps(texts(), texts()).ofMaxSize(3))
        .as(ConsentClaim::new);
  }

  private static Arbitrary<OrderClaim> orders() {
    Arbitrary<OrderClaim> about =
        Combinators.combine(texts(), parts().list().ofMaxSize(3))
            .as((key, parts) -> new OrderClaim.About(new OrderKey(key), parts));
    return Arbitraries.oneOf(Arbitraries.just(new OrderClaim.NoOrder()), about);
  }

  private static Arbitrary<OrderPart> parts() {
    return Arbitraries.oneOf(headers(), fulfilments(), refunds(), cancellations());
  }

  private static Arbitrary<OrderPart> headers() {
    return Combinators.combine(
            Combinators.combine(instants(), texts(), Arbitraries.of(true, false), texts())
                .as(
                    (placed, status, cancelled, currency) ->
                        new OrderPart.Header(
                            placed,
                            status,
                            cancelled,
                            currency,
                            BigDecimal.ZERO,
                            Map.of(),
                            List.of(),
                            Map.of())),
            decimals(),
            Arbitraries.maps(Arbitraries.of(OrderPart.Amount.class), decimals()),
            lines().list().ofMaxSize(3),
            values(),
            details())
        .as(
            (head, total, amounts, lines, attributes, details) ->
                new OrderPart.Header(
                    head.placedAt(),
                    head.status(),
                    head.cancelled(),
                    head.currency(),
                    total,
                    amounts,
                    lines,
                    attributes,
                    details));
  }

  private static Arbitrary<OrderPart.Line> lines() {
    Arbitrary<LineDetails> details =
        Combinators.combine(
                texts(),
                texts(),
                Arbitraries.maps(Arbitraries.of(LineDetails.Amount.class), decimals()),
                texts().list().ofMaxSize(3),
                texts(),
                texts(),
                texts())
            .as(LineDetails::new);
    return Combinators.combine(texts(), texts(), texts(), texts(), decimals(), decimals(), details)
        .as(OrderPart.Line::new);
  }

  private static Arbitrary<OrderDetails> details() {
    Arbitrary<PostalAddress> addresses =
        Combinators.combine(texts(), texts(), texts(), texts(), texts(), texts())
            .as(PostalAddress::new);
    return Combinators.combine(
            texts(),
            texts(),
            texts(),
            texts().list().ofMaxSize(3),
            texts(),
            texts(),
            addresses,
            addresses)
        .as(OrderDetails::new);
  }

  private static Arbitrary<OrderPart> fulfilments() {
    return Combinators.combine(
            texts(), texts(), texts(), texts(), texts(), whens(), whens(), items())
        .as(OrderPart.Fulfilment::new);
  }

  private static Arbitrary<OrderPart> refunds() {
    return Combinators.combine(texts(), decimals(), texts(), whens(), items())
        .as(OrderPart.Refund::new);
  }

  private static Arbitrary<OrderPart> cancellations() {
    return Combinators.combine(texts(), decimals(), texts(), whens(), items())
        .as(OrderPart.Cancellation::new);
  }

  private static Arbitrary<List<OrderPart.Item>> items() {
    return Combinators.combine(texts(), texts(), decimals())
        .as(OrderPart.Item::new)
        .list()
        .ofMaxSize(3);
  }

  private static Arbitrary<OrderPart.When> whens() {
    return Arbitraries.oneOf(
        Arbitraries.just(new OrderPart.When.NotKnown()), instants().map(OrderPart.When.At::new));
  }
}
