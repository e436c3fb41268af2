package dev.selvedge.dotdigital.delivery.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.dotdigital.delivery.Rig;
import dev.selvedge.dotdigital.delivery.contact.ContactSurvey.Survey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Reading the addresses of all contacts within a number of calls.
class ContactSurveyTest {
  private final Rig rig = new Rig();
  private final List<String> seen = new ArrayList<>();

  @AfterEach
  void close() {
    rig.close();
  }

  private Survey survey(int calls) {
    return rig.target.survey(calls, (number, address) -> seen.add(number + " " + address));
  }

  @Test
  void every_page_is_read_and_addresses_are_as_they_are_there() {
    rig.replies(200, page("two", Rig.contactJson(1, "Ada@Example.com "), phoneOnly(2)))
        .replies(200, page("", Rig.contactJson(3, "bo@example.com")));

    assertThat(survey(5)).isEqualTo(new Survey(3, 2, ""));
    assertThat(seen).containsExactly("1 Ada@Example.com ", "3 bo@example.com");
    assertThat(rig.lines().getFirst()).isEqualTo("GET /contacts/v3?limit=5000");
    assertThat(rig.lines().getLast()).contains("marker=two");
  }

  @Test
  void no_more_calls_are_made_than_it_may_take() {
    rig.replies(200, page("two", Rig.contactJson(1, "ada@example.com")));

    assertThat(survey(1)).isEqualTo(new Survey(1, 1, "there are more than these calls could read"));
    assertThat(rig.calls()).isEqualTo(1);
  }

  @Test
  void what_stops_it_is_said_and_what_was_read_stays() {
    rig.replies(200, page("two", Rig.contactJson(1, "ada@example.com"))).repliesBare(401, "");

    Survey survey = survey(5);

    assertThat(survey.contacts()).isEqualTo(1);
    assertThat(survey.rest()).contains("credentials");
  }

  private static String phoneOnly(long number) {
    return """
    {"contactId":%d,"status":"subscribed","created":"2026-01-01T00:00:00Z",
     "updated":"2026-01-01T00:00:00Z","identifiers":{"mobileNumber":"447700900123"}}
    """
        .formatted(number);
  }

  private static String page(String marker, String... contacts) {
    String next =
        marker.isEmpty()
            ? ""
            : ",\"next\":{\"marker\":\"%s\",\"link\":\"https://r1-api.dotdigital.com/contacts/v3?limit=5000&marker=%s\"}"
                .formatted(marker, marker);
    return "{\"_links\":{\"self\":{\"marker\":\"\",\"link\":\"\"}%s},\"_items\":[%s]}"
        .formatted(next, String.join(",", contacts));
  }
}
