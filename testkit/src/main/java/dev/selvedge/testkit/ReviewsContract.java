package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.PersonId;
import dev.selvedge.plan.due.Reviews.Review;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every keeper of how far everybody was looked at does.
public abstract class ReviewsContract extends PortContract {
  private static final ContentHash RULES = ContentHash.of("rules");

  private Optional<Review> last() {
    return read(ports -> ports.reviews().last());
  }

  @Test
  void a_new_store_has_none() {
    assertThat(last()).isEmpty();
  }

  @Test
  void the_last_one_is_the_one_there_is() {
    Review half = new Review(RULES, new PersonId(Long.MAX_VALUE), false);
    Review whole = new Review(ContentHash.of("others"), new PersonId(7), true);

    writing(ports -> ports.reviews().keep(half));
    assertThat(last()).contains(half);

    writing(ports -> ports.reviews().keep(whole));
    assertThat(last()).contains(whole);
  }
}
