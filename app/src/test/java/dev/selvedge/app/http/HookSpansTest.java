package dev.selvedge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.inbox.HintIntake;
import dev.selvedge.watch.trace.Span;
import dev.selvedge.watch.trace.TraceContext;
import dev.selvedge.watch.trace.Tracer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What the span of a webhook says of how it ended.
class HookSpansTest {
  private static final RecordRef ORDER =
      new RecordRef(new SystemName("shop"), new RecordKind("order"), "1001");

  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  /// Writes down what is said of each span.
  private final class Heard implements Tracer, Span {
    @Override
    public boolean isOn() {
      return true;
    }

    @Override
    public Span begin(Beginning of) {
      return this;
    }

    @Override
    public Optional<TraceContext> context() {
      return Optional.empty();
    }

    @Override
    public Span note(String key, String value) {
      return this;
    }

    @Override
    public Span note(String key, long value) {
      said.add(key + " " + value);
      return this;
    }

    @Override
    public Span failed(String type) {
      said.add("failed " + type);
      return this;
    }

    @Override
    public <T> T within(Supplier<T> work) {
      return work.get();
    }

    @Override
    public void close() {
      said.add("ended");
    }
  }

  private int answered(HintIntake hints) {
    WebhookSource source = call -> new WebhookSource.Reading.Hints(List.of(ORDER));
    try (House house =
        House.open(
            parts -> {
              HttpParts hooked =
                  House.hooks("shop", source, records -> List.of(), hints).apply(parts);
              return new HttpParts(
                  new HttpParts.Hooks(
                      hooked.hooks().sources(),
                      hooked.hooks().intake(),
                      hooked.hooks().hints(),
                      hooked.hooks().notes(),
                      new Heard()),
                  hooked.screens(),
                  hooked.login(),
                  hooked.operations(),
                  hooked.clock());
            })) {
      return house.browser().post("/hook/shop/order", new byte[] {'1'}).statusCode();
    }
  }

  @Test
  void a_call_that_is_answered_says_with_what() {
    assertThat(answered(records -> {})).isEqualTo(202);
    assertThat(said).containsExactly("http.response.status_code 202", "ended");
  }

  @Test
  void a_call_in_which_something_broke_failed() {
    HintIntake broken =
        records -> {
          throw new IllegalStateException("shop/order/1001");
        };

    assertThat(answered(broken)).isEqualTo(503);
    assertThat(said).containsExactly("failed IllegalStateException", "ended");
  }
}
