package dev.selvedge.dotdigital.contact;

import static dev.selvedge.dotdigital.JsonAssert.assertJson;
import static dev.selvedge.dotdigital.JsonAssert.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.ScriptedServer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.json.ImportBody;
import dev.selvedge.dotdigital.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContactBatchTest {
  private final ScriptedServer server = new ScriptedServer();
  private final Dotdigital client = server.client();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static ContactWrite contact(int number) {
    return ContactWrite.stating(
            new ContactKey.Email("ädä" + number + "@example.com"), new EmailStatus.Unsubscribed())
        .field("FIRSTNAME", "Ädä " + number)
        .build();
  }

  private String sent(ContactBatch batch) {
    server.replies(202, "{\"importId\":\"3f0c1a52-7d1e-4c8b-9a44-0b6f2d9e1c77\"}");
    ok(client.contacts().importBatch(batch));
    return server.last().body();
  }

  @Test
  void an_import_of_two_is_sent_as_the_schema_wants_it() {
    var batch = ContactBatch.upTo(10, 10_000, MergeOption.OVERWRITE_IF_NOT_EMPTY);
    batch.add(
        ContactWrite.stating(
                new ContactKey.Email("ada@example.com"), new EmailStatus.Unsubscribed())
            .field("FIRSTNAME", "Ada")
            .build());
    batch.add(
        ContactWrite.keepingStatus(new ContactKey.Id(120034511)).field("FIRSTNAME", "Bo").build());
    server.replies(202, "{\"importId\":\"3f0c1a52-7d1e-4c8b-9a44-0b6f2d9e1c77\"}");

    JobId id = ok(client.contacts().importBatch(batch));

    assertThat(id.value()).isEqualTo("3f0c1a52-7d1e-4c8b-9a44-0b6f2d9e1c77");
    assertThat(server.only().line()).isEqualTo("PUT /contacts/v3/import");
    assertThat(server.only().header("content-type")).isEqualTo("application/json");
    assertJson(
        server.only().body(),
        """
        {"mergeOption":"overwriteIfNotEmpty","contacts":[
          {"matchIdentifier":"email","identifiers":{"email":"ada@example.com"},
           "channelProperties":{"email":{"status":"unsubscribed"}},"dataFields":{"FIRSTNAME":"Ada"}},
          {"matchIdentifier":"contactId","identifiers":{"contactId":120034511},
           "dataFields":{"FIRSTNAME":"Bo"}}]}
        """);
  }

  @Test
  void the_size_is_known_to_the_byte_before_anything_is_sent() {
    var batch = ContactBatch.upTo(6000, ImportBody.VENDOR_MAX_BYTES, MergeOption.OVERWRITE);
    for (int i = 0; i < 5500; i++) {
      assertThat(batch.add(contact(i))).isTrue();
    }
    int announced = batch.bytes();

    byte[] body = sent(batch).getBytes(StandardCharsets.UTF_8);

    assertThat(announced).isEqualTo(body.length);
    assertThat(server.last().header("content-length")).isEqualTo(String.valueOf(announced));
    assertThat(Json.parse(body).get("contacts").size()).isEqualTo(5500);
    assertThat(
            Json.parse(body).get("contacts").get(5499).get("identifiers").get("email").asString())
        .isEqualTo("ädä5499@example.com");
  }

  @Test
  void a_contact_that_makes_the_batch_too_large_is_left_out_whole() {
    var batch = ContactBatch.upTo(1000, 600, MergeOption.OVERWRITE);
    int taken = 0;
    while (batch.add(contact(taken))) {
      taken++;
    }

    assertThat(taken).isBetween(2, 5);
    assertThat(batch.count()).isEqualTo(taken);
    assertThat(batch.bytes()).isLessThanOrEqualTo(600);
    byte[] body = sent(batch).getBytes(StandardCharsets.UTF_8);
    assertThat(body.length).isLessThanOrEqualTo(600);
    assertThat(Json.parse(body).get("contacts").size()).isEqualTo(taken);
  }

  @Test
  void a_full_batch_takes_no_more() {
    var batch = ContactBatch.upTo(2, 10_000, MergeOption.OVERWRITE);

    assertThat(batch.add(contact(1))).isTrue();
    assertThat(batch.add(contact(2))).isTrue();
    assertThat(batch.add(contact(3))).isFalse();
    assertThat(batch.count()).isEqualTo(2);
  }

  @Test
  void one_contact_too_large_for_any_batch_is_refused_loudly() {
    var batch = ContactBatch.upTo(2, 100, MergeOption.OVERWRITE);

    assertThatThrownBy(() -> batch.add(contact(1))).isInstanceOf(IllegalArgumentException.class);
    assertThat(batch.isEmpty()).isTrue();
  }

  @Test
  void a_batch_that_was_sent_takes_no_more_and_can_be_sent_again() {
    var batch = ContactBatch.upTo(2, 10_000, MergeOption.OVERWRITE);
    batch.add(contact(1));

    String first = sent(batch);

    assertThatThrownBy(() -> batch.add(contact(2))).isInstanceOf(IllegalStateException.class);
    assertThat(sent(batch)).isEqualTo(first);
  }

  @Test
  void an_empty_batch_cannot_be_sent() {
    var batch = ContactBatch.upTo(2, 10_000, MergeOption.OVERWRITE);

    assertThatThrownBy(() -> client.contacts().importBatch(batch))
        .isInstanceOf(IllegalStateException.class);
    assertThat(server.lines()).isEmpty();
  }
}
