package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.commerce.SkuSpelling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every keeper of cleaned SKUs does.
public abstract class KnownSkusContract extends PortContract {
  private static final SkuSpelling FIRST = new SkuSpelling("A-1-000000000000", "A 1");
  private static final SkuSpelling SECOND = new SkuSpelling("A-1-000000000000", "A/1");
  private static final SkuSpelling OTHER =
      new SkuSpelling("B-1-000000000000", "B\u00e9 \uD83D\uDE00");

  @Test
  void the_first_of_each_stays() {
    writing(ports -> ports.skus().keep(List.of(FIRST, SECOND)));
    writing(ports -> ports.skus().keep(List.of(OTHER, SECOND)));
    writing(ports -> ports.skus().keep(List.of()));
    reading(
        ports -> {
          assertThat(ports.skus().find(List.of(FIRST.cleaned(), OTHER.cleaned(), "C")))
              .isEqualTo(
                  Map.of(FIRST.cleaned(), FIRST.original(), OTHER.cleaned(), OTHER.original()));
          assertThat(ports.skus().find(List.of())).isEmpty();
        });
  }
}
