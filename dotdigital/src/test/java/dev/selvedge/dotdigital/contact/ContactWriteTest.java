package dev.selvedge.dotdigital.contact;

import static dev.selvedge.dotdigital.JsonAssert.assertJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.dotdigital.contact.EmailStatus.Resubscription;
import dev.selvedge.dotdigital.http.Payload;
import dev.selvedge.dotdigital.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContactWriteTest {
  private static final ContactKey.Email ADA = new ContactKey.Email("ada@example.com");
  private static final ConsentRecord CONSENT =
      new ConsentRecord(
          "Yes, send me the newsletter",
          Instant.parse("2026-01-10T09:12:40Z"),
          "https://shop.example.com/signup",
          "203.0.113.7",
          "Mozilla/5.0");

  private static String single(ContactWrite write) {
    return text(Json.payload(write::writeSingle));
  }

  private static String item(ContactWrite write) {
    return text(Json.payload(write::writeItem));
  }

  private static String text(Payload payload) {
    var out = new ByteArrayOutputStream();
    try {
      payload.writeTo(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void every_part_stands_where_the_schema_wants_it() {
    ContactWrite write =
        ContactWrite.stating(
                ADA,
                new EmailStatus.Subscribed(
                    new Resubscription.WithChallenge("en-EN", "https://shop.example.com/back")))
            .mobile("+447700900123", MobileStatus.SUBSCRIBED, MobileStatus.NO_SUBSCRIPTION)
            .identifier(new ContactKey.Custom("erpId", "C-1001"))
            .emailType(EmailType.HTML)
            .optInType(OptInType.VERIFIED_DOUBLE)
            .field("FIRSTNAME", "Ada")
            .field("NUMBER_OF_ORDERS", 3)
            .field("TOTAL_SPEND", new BigDecimal("120.50"))
            .field("IS_VIP", true)
            .field("LAST_ORDER_DATE", Instant.parse("2026-02-01T10:00:00Z"))
            .clear("GENDER")
            .lists(List.of(50117, 50118, 50117))
            .preferences(List.of(new PreferenceChoice(7, true)))
            .consentRecords(List.of(CONSENT))
            .build();

    assertJson(
        single(write),
        """
        {"identifiers":{"email":"ada@example.com","mobileNumber":"447700900123","erpId":"C-1001"},
         "dataFields":{"FIRSTNAME":"Ada","NUMBER_OF_ORDERS":3,"TOTAL_SPEND":120.50,"IS_VIP":true,
                       "LAST_ORDER_DATE":"2026-02-01T10:00:00Z","GENDER":null},
         "channelProperties":{
           "email":{"status":"subscribed","emailType":"html","optInType":"verifiedDouble",
                    "resubscribeOptions":{"resubscribeWithNoChallenge":false,"preferredLocale":"en-EN",
                                          "redirectUrlAfterChallenge":"https://shop.example.com/back"}},
           "sms":{"status":"subscribed"},
           "whatsApp":{"status":"noSubscription"}},
         "lists":[50117,50118],
         "preferences":[{"id":7,"isOptedIn":true}],
         "consentRecords":[{"text":"Yes, send me the newsletter","dateTimeConsented":"2026-01-10T09:12:40Z",
                            "url":"https://shop.example.com/signup","ipAddress":"203.0.113.7",
                            "userAgent":"Mozilla/5.0"}]}
        """);
  }

  @Test
  void subscribing_always_says_what_happens_to_somebody_who_opted_out() {
    assertJson(
        single(
            ContactWrite.stating(
                    ADA, new EmailStatus.Subscribed(new Resubscription.WithNoChallenge()))
                .build()),
        """
        {"identifiers":{"email":"ada@example.com"},
         "channelProperties":{"email":{"status":"subscribed",
                                       "resubscribeOptions":{"resubscribeWithNoChallenge":true}}}}
        """);
    assertThat(
            single(
                ContactWrite.stating(
                        ADA, new EmailStatus.Subscribed(new Resubscription.WithChallenge()))
                    .build()))
        .contains("\"resubscribeWithNoChallenge\":false");
  }

  @Test
  void the_other_states_are_written_without_options() {
    assertThat(single(ContactWrite.stating(ADA, new EmailStatus.Unsubscribed()).build()))
        .contains("\"channelProperties\":{\"email\":{\"status\":\"unsubscribed\"}}");
    assertThat(single(ContactWrite.stating(ADA, new EmailStatus.Suppressed()).build()))
        .contains("\"channelProperties\":{\"email\":{\"status\":\"suppressed\"}}");
  }

  @Test
  void keeping_the_status_needs_the_contact_id_and_writes_no_channel() {
    ContactWrite write =
        ContactWrite.keepingStatus(new ContactKey.Id(120034511)).field("FIRSTNAME", "Ada").build();

    assertJson(single(write), "{\"dataFields\":{\"FIRSTNAME\":\"Ada\"}}");
    assertJson(
        item(write),
        """
        {"matchIdentifier":"contactId","identifiers":{"contactId":120034511},
         "dataFields":{"FIRSTNAME":"Ada"}}
        """);
  }

  @Test
  void a_number_goes_to_a_known_contact_with_the_state_of_sms_alone() {
    ContactKey.Id ada = new ContactKey.Id(11);
    assertThat(
            ContactWrite.keepingStatus(ada).mobile("447700900123", MobileStatus.SUBSCRIBED).build())
        .isNotNull();
    assertThatThrownBy(
            () ->
                ContactWrite.stating(ada, new EmailStatus.Unsubscribed())
                    .mobile("447700900123", MobileStatus.SUBSCRIBED))
        .hasMessageContaining("WhatsApp");
  }

  @Test
  void keeping_the_status_cannot_create_anybody() {
    var byEmail = ContactWrite.keepingStatus(new ContactKey.Id(1)).email("ada@example.com");
    var byMobile =
        ContactWrite.keepingStatus(new ContactKey.Id(1))
            .mobile("447700900123", MobileStatus.UNSUBSCRIBED, MobileStatus.UNSUBSCRIBED);

    assertThatThrownBy(byEmail::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("ada");
    assertThatThrownBy(byMobile::build).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_mobile_number_cannot_be_written_without_its_channels() {
    var match = new ContactKey.Mobile("447700900123");

    assertThatThrownBy(ContactWrite.stating(match, new EmailStatus.Unsubscribed())::build)
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(
            item(
                ContactWrite.stating(match, new EmailStatus.Unsubscribed())
                    .mobileChannels(MobileStatus.UNSUBSCRIBED, MobileStatus.SUPPRESSED)
                    .build()))
        .contains("\"sms\":{\"status\":\"unsubscribed\"}")
        .contains("\"whatsApp\":{\"status\":\"suppressed\"}");
  }

  @Test
  void an_address_is_changed_by_contact_id_in_one_item() {
    ContactWrite write =
        ContactWrite.stating(new ContactKey.Id(120034511), new EmailStatus.Unsubscribed())
            .email("ada.new@example.com")
            .build();

    assertJson(
        item(write),
        """
        {"matchIdentifier":"contactId",
         "identifiers":{"contactId":120034511,"email":"ada.new@example.com"},
         "channelProperties":{"email":{"status":"unsubscribed"}}}
        """);
    assertThat(single(write)).doesNotContain("contactId");
  }

  @Test
  void a_built_write_is_not_changed_by_its_builder() {
    var builder = ContactWrite.stating(ADA, new EmailStatus.Unsubscribed());
    ContactWrite write = builder.build();
    String before = single(write);

    builder.field("FIRSTNAME", "Bo").email("bo@example.com");

    assertThat(single(write)).isEqualTo(before);
  }

  @Test
  void what_dotdigital_would_refuse_is_refused_here() {
    var tooManyLists =
        ContactWrite.stating(ADA, new EmailStatus.Unsubscribed())
            .lists(IntStream.range(0, 101).boxed().toList());
    var tooMuchConsent =
        ContactWrite.stating(ADA, new EmailStatus.Unsubscribed())
            .consentRecords(Collections.nCopies(6, CONSENT));

    assertThatThrownBy(tooManyLists::build).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(tooMuchConsent::build).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ConsentRecord("x", Instant.EPOCH, "u", "", "a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ContactKey.Custom("email", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ContactKey.Custom("erp id", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ContactKey.Email(" "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothing_personal_is_in_the_text_form() {
    ContactWrite write =
        ContactWrite.stating(ADA, new EmailStatus.Unsubscribed())
            .field("FIRSTNAME", "Ada")
            .consentRecords(List.of(CONSENT))
            .build();

    assertThat(write + " " + write.match() + " " + CONSENT)
        .doesNotContainIgnoringCase("ada")
        .doesNotContain("203.0.113.7");
  }
}
