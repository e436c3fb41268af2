package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.commerce.KnownSkus;
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

  private static final SystemName SHOP = new SystemName("shop");
  private static final SystemName WMS = new SystemName("wms");

  private static KnownSkus.Known of(SystemName system, SkuSpelling spelling) {
    return new KnownSkus.Known(spelling, system);
  }

  @Test
  void of_each_system_the_first_of_each_stays() {
    writing(ports -> ports.skus().keep(List.of(of(SHOP, FIRST), of(SHOP, SECOND))));
    writing(ports -> ports.skus().keep(List.of(of(SHOP, OTHER), of(WMS, SECOND))));
    writing(ports -> ports.skus().keep(List.of(of(WMS, FIRST), of(WMS, SECOND))));
    writing(ports -> ports.skus().keep(List.of()));
    reading(
        ports -> {
          Map<String, List<KnownSkus.Known>> found =
              ports.skus().find(List.of(FIRST.cleaned(), OTHER.cleaned(), "C"));
          assertThat(found).containsOnlyKeys(FIRST.cleaned(), OTHER.cleaned());
          assertThat(found.get(FIRST.cleaned()))
              .containsExactlyInAnyOrder(of(SHOP, FIRST), of(WMS, SECOND));
          assertThat(found.get(OTHER.cleaned())).containsExactly(of(SHOP, OTHER));
          assertThat(ports.skus().find(List.of())).isEmpty();
        });
  }
}
