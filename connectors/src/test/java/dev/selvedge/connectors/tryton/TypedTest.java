package dev.selvedge.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TypedTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static String plain(String json) {
    return Typed.plain(JSON.readTree(json.replace('\'', '"'))).toString().replace('"', '\'');
  }

  @Test
  void typed_values_become_plain_ones() {
    assertThat(
            plain(
                "{'at':{'__class__':'datetime','year':2026,'month':11,'day':23,'hour':23,"
                    + "'minute':48,'second':25,'microsecond':964558},"
                    + "'on':{'__class__':'date','year':2026,'month':2,'day':3},"
                    + "'total':{'__class__':'Decimal','decimal':'319.50'},"
                    + "'for':{'__class__':'timedelta','seconds':90.0},"
                    + "'raw':{'__class__':'bytes','base64':'aGk='},'none':null}"))
        .isEqualTo(
            "{'at':'2026-11-23T23:48:25.964558Z','on':'2026-02-03','total':319.50,'for':90.0,"
                + "'raw':'aGk=','none':null}");
  }

  @Test
  void what_a_field_leads_to_stands_in_place_of_its_id() {
    assertThat(plain("{'party':2,'party.':{'id':2,'name':'Ann'},'lines.':[{'product.':null}]}"))
        .isEqualTo("{'party':{'id':2,'name':'Ann'},'lines':[{'product':null}]}");
  }

  @Test
  void active_is_true_or_false_on_sqlite_too_and_no_other_number_is() {
    assertThat(plain("{'active':1,'lines.':[{'active':0,'quantity':1}]}"))
        .isEqualTo("{'active':true,'lines':[{'active':false,'quantity':1}]}");
  }

  @Test
  void what_is_no_value_of_its_type_is_left_as_it_came() {
    String odd = "{'total':{'__class__':'Decimal','decimal':'NaN'}}";
    assertThat(plain(odd)).isEqualTo(odd);
    String never = "{'on':{'__class__':'date','year':2026,'month':13,'day':1}}";
    assertThat(plain(never)).isEqualTo(never);
  }

  @Test
  void a_time_is_written_as_it_is_read_to_the_microsecond() {
    Instant at = Instant.parse("2026-11-23T23:48:25.964558Z");
    assertThat(Typed.instant(Typed.of(at))).contains(at);
  }
}
