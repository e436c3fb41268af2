package dev.selvedge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.http.BodyReader.Body;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How much memory bodies may take.
class BodyReaderTest {
  private static final int MAX = 100_000;

  private final BodyReader bodies = new BodyReader(MAX, 300_000);

  private Body read(byte[] body, long announced) throws IOException {
    return bodies.read(new ByteArrayInputStream(body), announced);
  }

  @Test
  void bodies_of_every_size_up_to_the_limit_arrive_whole() throws IOException {
    for (int size : List.of(0, 1, 16_383, 16_384, 16_385, 32_768, MAX - 1, MAX)) {
      byte[] body = new byte[size];
      java.util.Arrays.fill(body, (byte) 7);
      for (long announced : new long[] {-1, size}) {
        assertThat(read(body, announced))
            .isInstanceOfSatisfying(
                Body.Whole.class,
                whole -> {
                  assertThat(whole.payload().toBytes()).isEqualTo(body);
                  whole.held().close();
                });
      }
    }
  }

  @Test
  void an_announced_giant_is_refused_unread() throws IOException {
    InputStream unreadable = InputStream.nullInputStream();
    unreadable.close();

    assertThat(bodies.read(unreadable, MAX + 1)).isInstanceOf(Body.TooLarge.class);
  }

  @Test
  void when_the_memory_is_used_up_the_next_must_wait_until_one_is_done() throws IOException {
    List<Body.Whole> held = new ArrayList<>();
    Body last = read(new byte[MAX], -1);
    while (last instanceof Body.Whole whole) {
      held.add(whole);
      last = read(new byte[MAX], -1);
    }

    assertThat(last).isInstanceOf(Body.NoRoom.class);
    assertThat(held).hasSizeBetween(2, 3);
    held.getFirst().held().close();
    assertThat(read(new byte[MAX], -1)).isInstanceOf(Body.Whole.class);
  }

  @Test
  void refused_and_broken_bodies_give_their_memory_back() throws IOException {
    for (int i = 0; i < 100; i++) {
      assertThat(read(new byte[MAX + 5], -1)).isInstanceOf(Body.TooLarge.class);
    }
    assertThat(read(new byte[MAX], -1)).isInstanceOf(Body.Whole.class);
  }
}
