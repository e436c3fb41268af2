package dev.selvedge.testkit;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.Payload;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.Correction;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.inbox.Inbox.Item;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How every inbox keeps what people corrected in it.
public abstract class CorrectionsContract extends PortContract {
  private static final Correction.Made MADE = new Correction.Made(NOW, "otto", "a typing error");

  private long accepted(SourceRecord sourceRecord) {
    return write(
        ports -> {
          ports.inbox().accept(List.of(sourceRecord), NOW);
          long id = ports.inbox().waiting(9).getLast().id();
          ports.inbox().settle(List.of(id));
          return id;
        });
  }

  private Correction correct(long id, String body) {
    return write(ports -> ports.inbox().correct(id, Payload.ofText(body), MADE));
  }

  private SourceRecord standing(long id) {
    return read(ports -> ports.inbox().find(id)).orElseThrow().sourceRecord();
  }

  @Test
  void a_corrected_item_stands_as_corrected_and_its_original_stays() {
    SourceRecord original = aSourceRecord().saying("{\"a\":1}").build();
    long id = accepted(original);
    assertThat(correct(id, "{\"a\":2}").version()).isEqualTo(1);
    String long2 = "{\"a\":\"" + "x".repeat(5_000) + "\"}";
    assertThat(correct(id, long2).version()).isEqualTo(2);

    assertThat(standing(id).body().toText()).isEqualTo(long2);
    reading(
        ports -> {
          assertThat(ports.inbox().original(id)).map(Item::sourceRecord).contains(original);
          assertThat(ports.inbox().corrections(id))
              .containsExactly(
                  new Correction(1, MADE, Payload.ofText("{\"a\":2}")),
                  new Correction(2, MADE, Payload.ofText(long2)));
        });
  }

  @Test
  void what_is_put_back_waits_as_corrected() {
    long plain = accepted(aSourceRecord().of("shop/customer/1").saying("{\"a\":1}").build());
    long corrected = accepted(aSourceRecord().of("shop/customer/2").saying("{\"b\":1}").build());
    correct(corrected, "{\"b\":2}");
    correct(corrected, "{\"b\":3}");
    writing(ports -> ports.inbox().reopen(List.of(plain, corrected)));
    reading(
        ports ->
            assertThat(ports.inbox().waiting(9))
                .extracting(item -> item.sourceRecord().body().toText())
                .containsExactly("{\"a\":1}", "{\"b\":3}"));
  }

  @Test
  void a_correction_is_as_old_as_the_original_and_wins_only_over_that() {
    SourceRecord stamped = aSourceRecord().of("shop/customer/1").build();
    SourceRecord unstamped = aSourceRecord().of("shop/customer/2").unstamped().build();
    long first = accepted(stamped);
    long second = accepted(unstamped);
    correct(first, "{}");
    correct(second, "{}");
    correct(second, "{ }");

    assertThat(standing(first).changedAt()).isEqualTo(stamped.changedAt());
    assertThat(standing(first).observedAt()).isEqualTo(stamped.observedAt().plusNanos(1));
    assertThat(standing(second).changedAt()).isEqualTo(unstamped.observedAt());
    assertThat(standing(second).observedAt()).isEqualTo(unstamped.observedAt().plusNanos(2));
  }

  @Test
  void a_repeat_of_the_original_is_still_recognised() {
    SourceRecord original = aSourceRecord().build();
    long id = accepted(original);
    correct(id, "{}");
    List<Inbox.Acceptance> answers = write(ports -> ports.inbox().accept(List.of(original), NOW));
    assertThat(answers).containsExactly(Inbox.Acceptance.REPEAT);
  }

  @Test
  void corrections_go_with_the_body_they_correct() {
    long id = accepted(aSourceRecord().of("shop/customer/1").build());
    long other = accepted(aSourceRecord().of("shop/customer/2").build());
    correct(id, "{}");
    correct(other, "{}");
    writing(
        ports -> {
          ports.inbox().reopen(List.of(other));
          assertThat(ports.inbox().forgetBodies(NOW.plusSeconds(1), 9)).isEqualTo(1);
          assertThat(ports.inbox().corrections(id)).isEmpty();
          assertThat(ports.inbox().corrections(other)).hasSize(1);
        });
    assertThatThrownBy(() -> correct(id, "{}")).isInstanceOf(IllegalArgumentException.class);
  }
}
