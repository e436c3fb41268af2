package dev.selvedge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.PersonId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderOwnersTest {
  private static Delivered held(String owners) {
    return new Delivered.Acknowledged(ContentHash.of("x"), owners, "a@example.com", Instant.EPOCH);
  }

  @Test
  void an_order_is_one_persons_or_several_may_have_it() {
    assertThat(OrderOwners.of(new Delivered.Never())).isEmpty();
    assertThat(OrderOwners.of(held("7"))).containsExactly(new PersonId(7));
    assertThat(OrderOwners.of(held("7 8"))).containsExactly(new PersonId(7), new PersonId(8));
  }

  @Test
  void each_is_named_once_however_often_it_moved() {
    assertThat(OrderOwners.of(held("7 7"))).containsExactly(new PersonId(7));
    assertThat(OrderOwners.both("", "7")).isEqualTo("7");
    assertThat(OrderOwners.both("7", "7")).isEqualTo("7");
    assertThat(OrderOwners.both("7 8", "7")).isEqualTo("7 8");
    assertThat(OrderOwners.both("7", "8")).isEqualTo("7 8");
    assertThat(OrderOwners.text(List.of(new PersonId(7), new PersonId(8)))).isEqualTo("7 8");
  }
}
