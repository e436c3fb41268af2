package dev.selvedge.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connectors.kafka.KafkaOptions.Format;
import dev.selvedge.connectors.kafka.KafkaOptions.Unavailable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What is taken out of a message's value, and what is refused with which sentence.
class EnvelopeTest {
  private static Envelope open(Format format, String value) {
    return open(format, value.getBytes(StandardCharsets.UTF_8), Unavailable.REFUSE);
  }

  private static Envelope open(Format format, byte[] value, Unavailable unavailable) {
    return Envelope.open(format, value, unavailable);
  }

  private static String body(Envelope envelope) {
    assertThat(envelope).isInstanceOf(Envelope.Whole.class);
    return ((Envelope.Whole) envelope).body();
  }

  private static String why(Envelope envelope) {
    assertThat(envelope).isInstanceOf(Envelope.Unusable.class);
    return ((Envelope.Unusable) envelope).why();
  }

  @Test
  void json_stays_as_it_was_written_to_the_last_digit() {
    String text = "{\"id\":9007199254740993,\"total\":35.00,\"name\":\"Zoë\"}";
    assertThat(body(open(Format.JSON, text))).isEqualTo(text);
    assertThat(body(open(Format.JSON, "\uFEFF" + text + "\n"))).isEqualTo(text);
  }

  @Test
  void what_is_no_object_of_json_in_utf_8_is_refused_and_said_to_be_what_it_is() {
    assertThat(why(open(Format.JSON, "not json"))).contains("not JSON");
    assertThat(why(open(Format.JSON, "{\"id\":1} {\"id\":2}"))).contains("not JSON");
    assertThat(why(open(Format.JSON, "[{\"id\":1}]"))).contains("no object");
    assertThat(why(open(Format.JSON, ""))).isNotBlank();
    for (Charset other : new Charset[] {StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1}) {
      byte[] value = "{\"name\":\"Zoë\"}".getBytes(other);
      assertThat(why(open(Format.JSON, value, Unavailable.REFUSE))).contains("not text in UTF-8");
    }
  }

  @Test
  void a_value_for_a_schema_registry_is_read_if_it_is_json_and_named_if_it_is_avro() {
    byte[] json = "\0\0\0\0\7{\"id\":1}".getBytes(StandardCharsets.UTF_8);
    assertThat(body(open(Format.JSON, json, Unavailable.REFUSE))).isEqualTo("{\"id\":1}");
    byte[] avro = {0, 0, 0, 0, 7, 2, 6, 'A', 'n', 'n'};
    assertThat(why(open(Format.JSON, avro, Unavailable.REFUSE))).contains("schema registry");
  }

  @Test
  void a_payload_is_taken_out_of_its_schema_with_plain_values() {
    String described = Changes.described("u", "null", Changes.row(7, "Ann"), 1_772_360_430_000L);
    assertThat(body(open(Format.DEBEZIUM, described))).isEqualTo(Changes.plain(7, "Ann"));
    assertThat(
            body(
                open(
                    Format.CONNECT,
                    """
                    {"schema":{"type":"struct","fields":[
                      {"type":"int64","name":"org.apache.kafka.connect.data.Timestamp","field":"at"},
                      {"type":"struct","name":"io.debezium.data.VariableScaleDecimal","field":"sum",
                       "fields":[{"type":"int32","field":"scale"},{"type":"bytes","field":"value"}]},
                      {"type":"array","field":"days","items":
                       {"type":"int32","name":"org.apache.kafka.connect.data.Date"}},
                      {"type":"int64","name":"io.debezium.time.MicroTime","field":"opens"},
                      {"type":"bytes","name":"org.apache.kafka.connect.data.Decimal",
                       "parameters":{"scale":"2"},"field":"debt"}]},
                     "payload":{"at":1772360430123,"sum":{"scale":3,"value":"MDk="},"days":[0,null],
                      "opens":32400000000,"debt":"/w==","other":5}}""")))
        .isEqualTo(
            "{\"at\":\"2026-03-01T10:20:30.123Z\",\"sum\":12.345,\"days\":[\"1970-01-01\",null],"
                + "\"opens\":\"09:00\",\"debt\":-0.01,\"other\":5}");
    assertThat(why(open(Format.CONNECT, "{\"id\":1}"))).contains("no 'schema' and 'payload'");
  }

  @Test
  void each_operation_of_debezium_says_what_it_is() {
    String row = "{\"id\":7,\"name\":\"Ann\"}";
    for (String op : new String[] {"c", "u", "r"}) {
      Envelope.Whole told =
          (Envelope.Whole) open(Format.DEBEZIUM, Changes.event(op, "null", row, 1000));
      assertThat(told.body()).isEqualTo(row);
      assertThat(told.gone()).isFalse();
      assertThat(told.snapshot()).isEqualTo(op.equals("r"));
    }
    Envelope.Whole deleted =
        (Envelope.Whole) open(Format.DEBEZIUM, Changes.event("d", row, "null", 1000));
    assertThat(deleted.gone()).isTrue();
    assertThat(deleted.body()).isEqualTo(row);
    assertThat(open(Format.DEBEZIUM, "{\"op\":\"m\",\"message\":{}}"))
        .isInstanceOf(Envelope.Nothing.class);
    assertThat(why(open(Format.DEBEZIUM, Changes.event("t", "null", "null", 1))))
        .contains("truncated");
    assertThat(why(open(Format.DEBEZIUM, "{\"id\":7}"))).contains("no change event");
    assertThat(why(open(Format.DEBEZIUM, Changes.event("c", "null", "null", 1))))
        .contains("without 'after'");
  }

  @Test
  void a_large_column_that_is_not_told_is_never_taken_for_its_placeholder() {
    String after = "{\"id\":7,\"story\":\"__debezium_unavailable_value\"}";
    assertThat(why(open(Format.DEBEZIUM, Changes.event("u", "null", after, 1))))
        .contains("story")
        .contains("REPLICA IDENTITY FULL");
    byte[] event = Changes.event("u", "null", after, 1).getBytes(StandardCharsets.UTF_8);
    assertThat(body(open(Format.DEBEZIUM, event, Unavailable.LEAVE_OUT))).isEqualTo("{\"id\":7}");
    String before = "{\"id\":7,\"story\":\"long\"}";
    assertThat(body(open(Format.DEBEZIUM, Changes.event("u", before, after, 1)))).isEqualTo(before);
  }
}
