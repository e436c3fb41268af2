package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.commerce.FigureRules;
import dev.selvedge.commerce.Figures.Figure;
import dev.selvedge.commerce.Rates;
import dev.selvedge.commerce.Replenishment;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `figures:` and `rates:` become, and what is wrong with them.
class ProjectFiguresTest {
  @TempDir private Path temp;
  private ProjectFolder folder;

  @BeforeEach
  void begin() {
    folder = new ProjectFolder(temp);
  }

  @Test
  void rates_sums_in_other_currencies_and_products_that_run_out() {
    folder.write(
        "selvedge.yaml",
        ProjectFolder.SETTINGS
            + """
            rates: { EUR: 0.86 }
            figures:
              order_count: off
              total_spent: SPENT
              average_order: off
              first_order_at: off
              last_order_at: off
              returns_rate: RETURNS
              spent_in: { USD: SPENT_USD }
              replenishment:
                COFFEE/1: { days: 30, to: COFFEE_DUE }
            """);

    FigureRules figures = folder.project().figures();

    assertThat(figures.fields())
        .isEqualTo(Map.of(Figure.TOTAL_SPENT, "SPENT", Figure.RETURNS_RATE, "RETURNS"));
    assertThat(figures.currency()).isEqualTo("GBP");
    assertThat(figures.rates()).isEqualTo(new Rates(Map.of("EUR", new BigDecimal("0.86"))));
    assertThat(figures.spentIn()).isEqualTo(Map.of("USD", "SPENT_USD"));
    assertThat(figures.replenishments())
        .singleElement()
        .satisfies(one -> assertThat(one.sku()).startsWith("COFFEE-1-"))
        .extracting(Replenishment::days, Replenishment::dataField)
        .isEqualTo(List.of(30, "COFFEE_DUE"));
  }

  @Test
  void what_is_wrong_is_said() {
    folder.write(
        "selvedge.yaml",
        ProjectFolder.SETTINGS
            + """
            rates: { GBP: 1, EUR: 0, XQQ: 2 }
            figures:
              spent_in: { USD: FIRSTNAME, EUR: NUMBER_OF_ORDERS, QQQ: OTHER }
              replenishment:
                COFFEE: { to: "no name" }
            """);

    assertThat(folder.problems())
        .anyMatch(text -> text.contains("'GBP' is the project's own currency"))
        .anyMatch(text -> text.contains("the rate of 'EUR' must be a number above 0"))
        .anyMatch(text -> text.contains("'XQQ' is not a currency code"))
        .anyMatch(text -> text.contains("'QQQ' is not a currency code"))
        .anyMatch(text -> text.contains("'NUMBER_OF_ORDERS' is where"))
        .anyMatch(text -> text.contains("'FIRSTNAME' is"))
        .anyMatch(text -> text.contains("'days'"))
        .anyMatch(text -> text.contains("'no name' is not a name that Dotdigital allows"));
  }
}
