package dev.selvedge;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

class CanonicalJsonTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void members_are_sorted_and_numbers_are_plain() {
    assertThat(
            CanonicalJson.write(
                JSON.readTree(
                    """
                    { "b": [1.50, 2e3, 0.0, true, null], "a": { "z": "x", "y": -0.10 } }
                    """)))
        .isEqualTo("{\"a\":{\"y\":-0.1,\"z\":\"x\"},\"b\":[1.5,2000,0,true,null]}");
  }

  @Test
  void a_number_that_would_fill_the_memory_is_not_written_out() {
    JsonMapper exact =
        JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    assertThat(CanonicalJson.write(exact.readTree("[1e999999999, 10e999999998, 1e-999999999]")))
        .isEqualTo("[1E+999999999,1E+999999999,1E-999999999]");
    assertThat(CanonicalJson.write(exact.readTree("1e900"))).isEqualTo("1" + "0".repeat(900));
  }

  @Test
  void every_character_is_quoted_as_the_library_does_it() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      all.append((char) c);
    }
    StringNode text = StringNode.valueOf(all.toString());
    assertThat(CanonicalJson.write(text)).isEqualTo(text.toString());
  }

  @Property
  void a_text_is_written_as_the_library_does_it_as_value_and_as_name(@ForAll String written) {
    StringNode text = StringNode.valueOf(written);
    assertThat(CanonicalJson.write(text)).isEqualTo(text.toString());
    assertThat(CanonicalJson.write(JsonNodeFactory.instance.objectNode().set(written, text)))
        .isEqualTo("{" + text + ':' + text + '}');
  }
}
