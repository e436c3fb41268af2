package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.plan.due.Planner.Cause;
import dev.selvedge.plan.due.Round;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every store of rounds does.
public abstract class RoundsContract extends PortContract {
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final Feed SHOP = new Feed(new SystemName("shop"), new RecordKind("product"));
  private static final Feed WMS = new Feed(new SystemName("wms"), new RecordKind("stock"));
  private static final Round HAT = round("HAT", "p/1'; --", Lane.NORMAL);
  private static final Round BAG = round("BAG", "p/2", Lane.BULK);

  private static Round round(String sku, String product, Lane lane) {
    return new Round(sku, ItemKey.product(product), new Cause(SHOP, lane, NOW));
  }

  private void begin(Instant now, Round... rounds) {
    writing(ports -> ports.rounds().begin(List.of(rounds), now));
  }

  private Round next() {
    return read(ports -> ports.rounds().next().orElseThrow());
  }

  @Test
  void nothing_is_under_way_at_first_and_nothing_is_left_of_what_has_ended() {
    reading(ports -> assertThat(ports.rounds().next()).isEmpty());
    begin(NOW, HAT);
    assertThat(next()).isEqualTo(HAT);
    writing(ports -> ports.rounds().end(HAT.at("shop/alert/9")));
    reading(ports -> assertThat(ports.rounds().next()).isEmpty());
  }

  @Test
  void they_take_turns_and_remember_where_they_are() {
    begin(NOW, HAT);
    begin(NOW.plusMillis(1), BAG);
    writing(ports -> ports.rounds().move(HAT.at("shop/alert/9"), LATER));
    assertThat(next()).isEqualTo(BAG);
    writing(ports -> ports.rounds().move(BAG.at("shop/alert/2"), LATER.plusMillis(1)));
    assertThat(next()).isEqualTo(HAT.at("shop/alert/9"));
    writing(ports -> ports.rounds().end(HAT));
    assertThat(next()).isEqualTo(BAG.at("shop/alert/2"));
  }

  @Test
  void one_that_is_begun_again_goes_to_everybody_once_more_in_its_old_turn() {
    begin(NOW, HAT);
    writing(ports -> ports.rounds().move(HAT.at("shop/alert/9"), NOW.plusMillis(1)));
    begin(LATER, BAG);
    Cause other = new Cause(WMS, Lane.NORMAL, LATER);
    begin(LATER, new Round(HAT.sku(), HAT.product(), other));
    assertThat(next()).isEqualTo(new Round(HAT.sku(), HAT.product(), other));
  }

  @Test
  void what_came_live_stays_so_though_the_past_says_it_again_and_not_the_other_way_round() {
    begin(NOW, HAT);
    begin(LATER, round("HAT", HAT.product().value(), Lane.BULK));
    assertThat(next().cause().lane()).isEqualTo(Lane.NORMAL);
    writing(ports -> ports.rounds().end(HAT));

    begin(NOW, BAG);
    begin(LATER, round("BAG", BAG.product().value(), Lane.NORMAL));
    assertThat(next().cause().lane()).isEqualTo(Lane.NORMAL);
  }

  @Test
  void one_sku_of_two_products_has_two_and_so_have_two_skus_of_one() {
    Round other = round("HAT", "p/3", Lane.NORMAL);
    Round renamed = round("HAT-2", "p/3", Lane.NORMAL);
    begin(NOW, HAT, other, renamed);
    writing(ports -> ports.rounds().end(HAT));
    assertThat(next()).isEqualTo(other);
    writing(ports -> ports.rounds().end(other));
    assertThat(next()).isEqualTo(renamed);
  }
}
