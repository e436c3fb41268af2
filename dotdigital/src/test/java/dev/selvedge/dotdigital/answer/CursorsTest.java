package dev.selvedge.dotdigital.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.dotdigital.http.Target;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.dotdigital.json.Unreadable;
import dev.selvedge.dotdigital.json.View;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CursorsTest {
  private static final Target ASKED =
      Target.of("/contacts/v3").query("limit", "2").query("include", "lists");

  private static Page<String> read(String links) {
    String body = "{\"_links\":" + links + ",\"_items\":[{\"x\":\"a\"},{\"x\":\"b\"}]}";
    return Cursors.read(
        Json.parse(body.getBytes(StandardCharsets.UTF_8)), ASKED, (View item) -> item.text("x"));
  }

  private static String next(String marker, String link) {
    return read("{\"next\":{\"marker\":\"" + marker + "\",\"link\":\"" + link + "\"}}").nextQuery();
  }

  @Test
  void the_query_of_the_link_is_taken_and_its_host_is_not() {
    assertThat(next("abc", "https://elsewhere.example/contacts/v3?limit=2&marker=abc%3D"))
        .isEqualTo("limit=2&marker=abc%3D");
  }

  @Test
  void a_marker_missing_in_the_link_is_added() {
    assertThat(next("a=b", "https://r1-api.dotdigital.com/contacts/v3?limit=2&include=lists"))
        .isEqualTo("limit=2&include=lists&marker=a%3Db");
  }

  @Test
  void a_marker_without_a_link_continues_the_same_question() {
    assertThat(next("abc", "")).isEqualTo("limit=2&include=lists&marker=abc");
  }

  @Test
  void no_next_link_is_the_end() {
    assertThat(read("{\"self\":{\"marker\":\"\",\"link\":\"x\"}}").next()).isEmpty();
    assertThat(read("{\"next\":{\"marker\":\"\",\"link\":\"\"}}").next()).isEmpty();
    assertThat(read("{\"next\":null}").next()).isEmpty();
  }

  @Test
  void a_page_that_leads_to_itself_is_unreadable_instead_of_endless() {
    var again =
        "{\"_items\":[],\"_links\":{\"next\":{\"marker\":\"m\",\"link\":\"/x?limit=2&marker=m\"}}}";
    Target asked = Target.of("/x").rawQuery("limit=2&marker=m");

    assertThatThrownBy(
            () ->
                Cursors.read(
                    Json.parse(again.getBytes(StandardCharsets.UTF_8)), asked, item -> item))
        .isInstanceOf(Unreadable.class);
  }

  @Test
  void a_link_that_could_split_the_request_is_unreadable() {
    assertThatThrownBy(() -> next("m", "https://x/?marker=m HTTP/1.1\\r\\nX: y"))
        .isInstanceOf(Unreadable.class);
  }
}
