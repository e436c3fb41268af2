package dev.selvedge.mapping.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.mapping.Mapped;
import dev.selvedge.yaml.Problems;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;

/// Whatever JSON a system sends, mapping answers with a value and never throws.
final class ArbitraryJsonTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> NAMES =
      List.of(
          "email",
          "first",
          "points",
          "joined",
          "tier",
          "optIn",
          "optInAt",
          "ip",
          "state",
          "code",
          "customer",
          "emailAddress",
          "id",
          "orderPlacedAt",
          "currencyCode",
          "totalWithTax",
          "lines",
          "productVariant",
          "sku",
          "quantity",
          "unitPriceWithTax",
          "payments",
          "refunds",
          "total",
          "fulfillments",
          "createdAt",
          "shippingAddress",
          "city");

  private final MappingProject project =
      MappingLoader.load(
          Map.of("c.yaml", Given.CUSTOMER, "o.yaml", Given.ORDER), Given.CATALOGUE, new Problems());

  @Provide
  Arbitrary<Object> json() {
    Arbitrary<Object> leaf =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(12).map(text -> (Object) text),
            Arbitraries.of("a@example.com", "GBP", "G", "2026-01-01T00:00:00Z", "12.50", ""),
            Arbitraries.integers().map(number -> (Object) number),
            Arbitraries.bigDecimals().map(number -> (Object) number),
            Arbitraries.doubles().map(number -> (Object) number),
            Arbitraries.of(true, false));
    return Arbitraries.recursive(() -> leaf, ArbitraryJsonTest::around, 0, 3);
  }

  private static Arbitrary<Object> around(Arbitrary<Object> inner) {
    return Arbitraries.oneOf(
        inner,
        inner.list().ofMaxSize(4).map(list -> (Object) list),
        Arbitraries.maps(Arbitraries.of(NAMES), inner).ofMaxSize(12).map(map -> (Object) map));
  }

  @Property(tries = 1000)
  void mapping_never_throws(
      @ForAll("json") Object one, @ForAll("json") Object two, @ForAll("json") Object three) {
    String body =
        JSON.writeValueAsString(
            Map.of(
                "email",
                one,
                "points",
                two,
                "joined",
                three,
                "optIn",
                one,
                "customer",
                two,
                "lines",
                three,
                "payments",
                one,
                "fulfillments",
                two,
                "state",
                "x"));
    for (String kind : List.of("customer", "order")) {
      Mapped mapped = project.map(Given.record(kind, body));
      assertThat(mapped).isNotNull();
      if (mapped instanceof Mapped.Unmappable(List<Mapped.FieldProblem> problems)) {
        assertThat(problems)
            .isNotEmpty()
            .allSatisfy(
                problem -> {
                  assertThat(problem.cause()).startsWith("mapping.");
                  assertThat(problem.sentence()).endsWith(".");
                });
      }
    }
  }
}
