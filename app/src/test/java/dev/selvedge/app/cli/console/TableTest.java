package dev.selvedge.app.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columns_are_as_wide_as_their_widest_cell_and_numbers_stand_to_the_right() {
    Table table = Table.of("NAME", ">COUNT", "NOTE").row("é", "1,200", "x").row("longer", "7", "");

    assertThat(table.lines())
        .containsExactly("NAME    COUNT  NOTE", "é       1,200  x", "longer      7");
  }
}
