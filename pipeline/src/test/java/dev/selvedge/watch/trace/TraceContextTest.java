package dev.selvedge.watch.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The header as the standard describes it.
class TraceContextTest {
  private static final String HEADER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void a_header_is_read_and_written() {
    TraceContext read = TraceContext.parse(" " + HEADER + " ").orElseThrow();
    assertThat(read)
        .isEqualTo(new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true));
    assertThat(read.text()).isEqualTo(HEADER);
    assertThat(TraceContext.parse(HEADER.substring(0, 53) + "00").orElseThrow().sampled())
        .isFalse();
    assertThat(TraceContext.parse(HEADER.substring(0, 53) + "03").orElseThrow().sampled()).isTrue();
    assertThat(TraceContext.parse("cc" + HEADER.substring(2) + "-more")).contains(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"
      })
  void what_is_none_is_none(String header) {
    assertThat(TraceContext.parse(header)).isEmpty();
  }
}
