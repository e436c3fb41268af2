package dev.selvedge.mapping.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MappingExamplesTest {
  private static List<String> run(String file) {
    Problems problems = new Problems();
    MappingProject project = MappingLoader.load(Map.of("m.yaml", file), Given.CATALOGUE, problems);
    assertThat(problems.sorted()).isEmpty();
    return MappingExamples.run(project).stream().map(Problem::toString).toList();
  }

  @Test
  void examples_that_hold_say_nothing() {
    assertThat(
            run(
                Given.CUSTOMER
                    + """
                    examples:
                      - name: a gold customer
                        record: { email: ADA@example.com, first: ada, points: 120, tier: G,
                                  optIn: true }
                        gives:
                          person: { email: ada@example.com,
                                    fields: { first_name: Ada, points: 120.0, vip: true,
                                              tier: Gold, joined: null } }
                          consent: { email: { choice: opt_in, at: unknown } }
                          order: null
                      - name: an opt-out
                        record: { email: ADA@example.com, optIn: false }
                        gives: { consent: { email: { choice: opt_out, at: "2026-01-01T00:00:00Z" } } }
                      - { name: nobody, record: {}, fails: mapping.no-email }
                      - { name: raw, record: "not json", fails: mapping.not-json }
                    """))
        .isEmpty();
    assertThat(
            run(
                Given.ORDER
                    + """
                    examples:
                      - { name: a cart, record: { state: AddingItems }, skipped: true }
                      - name: an order
                        record:
                          code: X1
                          state: Shipped
                          orderPlacedAt: "2026-01-01T00:00:00Z"
                          currencyCode: GBP
                          totalWithTax: 1999
                          customer: { emailAddress: a@b.co, id: 7 }
                          lines: [ { quantity: 1, unitPriceWithTax: 1999,
                                     productVariant: { id: 1, sku: S-1 } } ]
                        gives:
                          person: { belongs_to: shop/customer/7 }
                          order:
                            key: X1
                            header: { total: 19.99, cancelled: false,
                                      lines: [ { sku: S-1, unit_price: 19.99 } ] }
                            refunds: []
                    """))
        .isEmpty();
  }

  @Test
  void examples_that_do_not_hold_are_said_where_they_stand() {
    assertThat(
            run(
                Given.CUSTOMER
                    + """
                    examples:
                      - name: one
                        record: { email: a@b.co, tier: G }
                        gives:
                          person:
                            fields:
                              tier: Silver
                              vip: true
                              first_name: null
                      - { name: two, record: {}, fails: mapping.bad-email }
                      - { name: three, record: { email: a@b.co }, fails: mapping.no-email }
                      - { name: four, record: {}, gives: {} }
                      - { name: five, record: {} }
                      - { name: six, record: { email: a@b.co }, gives: { consent: [1] }, fial: x }
                    """))
        .containsExactly(
            "m.yaml:24:17: the example 'one' gives 'person.fields.tier' as 'Gold' instead of"
                + " 'Silver'",
            "m.yaml:25:16: the example 'one' gives 'person.fields.vip' as nothing instead of 'true'",
            "m.yaml:27:5: the example 'two' failed with mapping.no-email instead of"
                + " mapping.bad-email",
            "m.yaml:28:5: the example 'three' was mapped, which it should not be",
            "m.yaml:29:5: the example 'four' could not be mapped (mapping.no-email): The record has"
                + " no e-mail address and does not say which customer it belongs to, so nobody can"
                + " be found for it. Add the address in 'shop', or let the rule 'person' look in"
                + " another place.",
            "m.yaml:30:5: the example 'five' lacks a 'record' or what must come of it (add 'gives',"
                + " 'fails' or 'skipped')",
            "m.yaml:31:63: the example 'six' gives 0 of 'consent' instead of 1",
            "m.yaml:31:70: unknown key 'fial' (known: name, record, gives, fails, skipped)");
  }
}
