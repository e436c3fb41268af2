package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.send.Condition;
import dev.selvedge.send.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every keeper of the targets' conditions does.
public abstract class ConditionsContract extends PortContract {
  private static final SystemName TARGET = new SystemName("dotdigital");
  private static final SystemName OTHER = new SystemName("mailer");

  private Condition of(SystemName target) {
    return read(ports -> ports.conditions().of(target));
  }

  private Condition hold(SystemName target) {
    return write(ports -> ports.conditions().hold(target));
  }

  private void store(SystemName target, Condition condition) {
    writing(ports -> ports.conditions().store(target, condition));
  }

  /// From well to ill and back again, over everything between.
  private static List<Condition> lived() {
    List<Condition> lived = new ArrayList<>();
    Condition condition = Condition.well();
    lived.add(condition);
    Instant now = NOW;
    while (condition.isWell()) {
      condition = condition.after(new Heard.NoAnswer("It does not answer: é 'x'."), now);
      lived.add(condition);
      now = now.plusMillis(1234);
    }
    condition = condition.probing(now.plusSeconds(5), Duration.ofSeconds(150));
    lived.add(condition);
    lived.add(condition.stillIll("credentials", "The password is wrong.", now.plusSeconds(9)));
    lived.add(
        Condition.well()
            .after(new Heard.Refused("capped", "No more today.", Duration.ofHours(7)), now));
    lived.add(Condition.well());
    return lived;
  }

  @Test
  void a_target_of_which_nothing_was_heard_is_well() {
    assertThat(of(TARGET)).isEqualTo(Condition.well());
    assertThat(hold(TARGET)).isEqualTo(Condition.well());
    assertThat(of(TARGET)).isEqualTo(Condition.well());
  }

  @Test
  void a_condition_comes_out_as_it_went_in() {
    for (Condition condition : lived()) {
      store(TARGET, condition);
      assertThat(of(TARGET)).isEqualTo(condition);
      assertThat(hold(TARGET)).isEqualTo(condition);
    }
  }

  @Test
  void each_target_has_its_own() {
    Condition ill =
        Condition.well().after(new Heard.Refused("forbidden", "No.", Duration.ofHours(1)), NOW);
    store(TARGET, ill);
    assertThat(of(OTHER)).isEqualTo(Condition.well());
    store(OTHER, Condition.well());
    assertThat(of(TARGET)).isEqualTo(ill);
  }
}
