package dev.selvedge.testkit;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.Payload;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.Edit;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.inbox.Inbox.Item;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How every inbox keeps what people edited in it.
public abstract class EditsContract extends PortContract {
  private static final Edit.Made MADE = new Edit.Made(NOW, "otto", "a typing error");

  private long accepted(SourceRecord sourceRecord) {
    return write(
        ports -> {
          ports.inbox().accept(List.of(sourceRecord), NOW);
          long id = ports.inbox().waiting(9).getLast().id();
          ports.inbox().settle(List.of(id));
          return id;
        });
  }

  private Edit edit(long id, String body) {
    return write(ports -> ports.inbox().edit(id, Payload.ofText(body), MADE));
  }

  private SourceRecord standing(long id) {
    return read(ports -> ports.inbox().find(id)).orElseThrow().sourceRecord();
  }

  @Test
  void an_edited_item_stands_as_edited_and_its_original_stays() {
    SourceRecord original = aSourceRecord().saying("{\"a\":1}").build();
    long id = accepted(original);
    assertThat(edit(id, "{\"a\":2}").version()).isEqualTo(1);
    String long2 = "{\"a\":\"" + "x".repeat(5_000) + "\"}";
    assertThat(edit(id, long2).version()).isEqualTo(2);

    assertThat(standing(id).body().toText()).isEqualTo(long2);
    reading(
        ports -> {
          assertThat(ports.inbox().original(id)).map(Item::sourceRecord).contains(original);
          assertThat(ports.inbox().edits(id))
              .containsExactly(
                  new Edit(1, MADE, Payload.ofText("{\"a\":2}")),
                  new Edit(2, MADE, Payload.ofText(long2)));
        });
  }

  @Test
  void what_is_put_back_waits_as_edited() {
    long plain = accepted(aSourceRecord().of("shop/customer/1").saying("{\"a\":1}").build());
    long edited = accepted(aSourceRecord().of("shop/customer/2").saying("{\"b\":1}").build());
    edit(edited, "{\"b\":2}");
    edit(edited, "{\"b\":3}");
    writing(ports -> ports.inbox().reopen(List.of(plain, edited)));
    reading(
        ports ->
            assertThat(ports.inbox().waiting(9))
                .extracting(item -> item.sourceRecord().body().toText())
                .containsExactly("{\"a\":1}", "{\"b\":3}"));
  }

  @Test
  void an_edit_is_as_old_as_the_original_and_wins_only_over_that() {
    SourceRecord stamped = aSourceRecord().of("shop/customer/1").build();
    SourceRecord unstamped = aSourceRecord().of("shop/customer/2").unstamped().build();
    long first = accepted(stamped);
    long second = accepted(unstamped);
    edit(first, "{}");
    edit(second, "{}");
    edit(second, "{ }");

    assertThat(standing(first).changedAt()).isEqualTo(stamped.changedAt());
    assertThat(standing(first).observedAt()).isEqualTo(stamped.observedAt().plusNanos(1));
    assertThat(standing(second).changedAt()).isEqualTo(unstamped.observedAt());
    assertThat(standing(second).observedAt()).isEqualTo(unstamped.observedAt().plusNanos(2));
  }

  @Test
  void a_repeat_of_the_original_is_still_recognised() {
    SourceRecord original = aSourceRecord().build();
    long id = accepted(original);
    edit(id, "{}");
    List<Inbox.Acceptance> answers = write(ports -> ports.inbox().accept(List.of(original), NOW));
    assertThat(answers).containsExactly(Inbox.Acceptance.REPEAT);
  }

  @Test
  void edits_go_with_the_body_they_change() {
    long id = accepted(aSourceRecord().of("shop/customer/1").build());
    long other = accepted(aSourceRecord().of("shop/customer/2").build());
    edit(id, "{}");
    edit(other, "{}");
    writing(
        ports -> {
          ports.inbox().reopen(List.of(other));
          assertThat(ports.inbox().forgetBodies(NOW.plusSeconds(1), 9)).isEqualTo(1);
          assertThat(ports.inbox().edits(id)).isEmpty();
          assertThat(ports.inbox().edits(other)).hasSize(1);
        });
    assertThatThrownBy(() -> edit(id, "{}")).isInstanceOf(IllegalArgumentException.class);
  }
}
