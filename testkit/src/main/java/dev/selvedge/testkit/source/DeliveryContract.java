package dev.selvedge.testkit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.selvedge.Payload;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connector.WebhookSource.Call;
import dev.selvedge.connector.WebhookSource.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every source that is called lives through: deliveries that come twice and in any order,
/// forged and broken ones, error documents that are signed, fields nobody told of.
public abstract class DeliveryContract {
  private static final Instant EARLY = Instant.parse("2026-11-01T10:00:00Z");
  private static final Instant LATE = Instant.parse("2026-11-01T10:00:05Z");

  /// The present time of both sides.
  protected static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  protected abstract WebhookSource source();

  /// The body of a record's delivery, with its note in a field `note`.
  protected abstract String body(int key, Instant stamp, String note);

  /// A genuine call, whatever its body.
  protected abstract Call signed(byte[] body);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Whether a call is signed over its body; else it brings a password, and a body changed on its
  /// way is the connection's affair.
  protected boolean isSigned() {
    return true;
  }

  private SourceRecord one(Reading reading) {
    List<SourceRecord> records =
        switch (reading) {
          case Reading.Records told -> told.records();
          case Reading.Each each -> each.entries().stream().map(this::whole).toList();
          case Reading.Hints hints -> throw new AssertionError("no record: " + hints);
          case Reading.Notes notes -> throw new AssertionError("no record: " + notes);
          case Reading.Refused refused -> throw new AssertionError(refused.sentence());
        };
    assertThat(records).hasSize(1);
    return records.getFirst();
  }

  private SourceRecord whole(WebhookSource.Entry entry) {
    assertThat(entry.refusal()).isEmpty();
    return entry.record();
  }

  private SourceRecord delivered(int key, Instant stamp, String note) {
    return one(source().read(signed(bytes(body(key, stamp, note)))));
  }

  @Test
  void a_delivery_that_comes_twice_is_the_same_record() {
    assertThat(delivered(1, EARLY, "one")).isEqualTo(delivered(1, EARLY, "one"));
  }

  @Test
  void two_states_of_one_record_are_told_apart_by_their_stamps_in_any_order() {
    SourceRecord late = delivered(1, LATE, "late");
    SourceRecord early = delivered(1, EARLY, "early");
    assertThat(late.ref()).isEqualTo(early.ref());
    assertThat(late.stamp().instant()).contains(LATE);
    assertThat(early.stamp().instant()).contains(EARLY);
    assertThat(late.pace()).isEqualTo(SourceRecord.Pace.LIVE);
  }

  @Test
  void records_of_one_second_are_not_taken_for_each_other() {
    assertThat(delivered(1, EARLY, "same").ref()).isNotEqualTo(delivered(2, EARLY, "same").ref());
  }

  @Test
  void a_new_field_is_no_trouble_and_is_kept() {
    String grown = body(1, EARLY, "one").replaceFirst("\\{", "{\"never_heard_of\":\"surprise\",");
    SourceRecord record = one(source().read(signed(bytes(grown))));
    assertThat(record.body().toText()).contains("surprise");
  }

  @Test
  void a_body_that_was_changed_on_its_way_is_refused() {
    assumeTrue(isSigned());
    Call genuine = signed(bytes(body(1, EARLY, "one")));
    Call forged =
        new Call(
            genuine.kind(),
            genuine.headers(),
            Payload.ofText(body(1, LATE, "forged")),
            genuine.receivedAt());
    assertThat(source().read(forged))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.status()).isEqualTo(401));
  }

  @Test
  void half_a_body_and_a_signed_error_are_refused_and_not_quoted() {
    String whole = body(1, EARLY, "one");
    List<String> bodies =
        List.of(
            whole.substring(0, whole.length() / 2),
            "{\"code\":\"invalid_id\",\"message\":\"ann@example.com\"}",
            "[1, 2]",
            "<html>ann@example.com</html>");
    for (String body : bodies) {
      assertThat(refusals(source().read(signed(bytes(body)))))
          .as(body)
          .isNotEmpty()
          .allSatisfy(sentence -> assertThat(sentence).isNotBlank().doesNotContain("ann@"));
    }
  }

  /// Of the whole call, or of each record where records stand for themselves.
  private static List<String> refusals(Reading reading) {
    return switch (reading) {
      case Reading.Refused refused -> {
        assertThat(refused.status()).isEqualTo(400);
        yield List.of(refused.sentence());
      }
      case Reading.Each each -> each.entries().stream().map(WebhookSource.Entry::refusal).toList();
      case Reading.Records records -> throw new AssertionError("taken: " + records);
      case Reading.Hints hints -> throw new AssertionError("taken: " + hints);
      case Reading.Notes notes -> throw new AssertionError("taken: " + notes);
    };
  }
}
