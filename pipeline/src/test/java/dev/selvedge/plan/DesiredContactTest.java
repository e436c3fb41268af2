package dev.selvedge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.mapping.Value;
import dev.selvedge.plan.Desired.Contact;
import dev.selvedge.plan.Desired.Mail;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DesiredContactTest {
  private static final Contact PLAIN =
      new Contact("ada@example.com", Mail.ALLOWED, Map.of("FIRSTNAME", new Value.Text("Ada")));
  private static final Contact EMPTIED =
      new Contact(PLAIN.email(), PLAIN.mail(), PLAIN.dataFields(), Set.of("TIER"));

  @Test
  void a_field_that_nobody_filled_and_somebody_emptied_is_a_difference() {
    assertThat(EMPTIED.hash()).isNotEqualTo(PLAIN.hash());
  }

  @Test
  void who_declines_differs_from_who_agrees_and_not_from_who_was_never_asked() {
    assertThat(PLAIN.with(Mail.REFUSED).hash()).isNotEqualTo(PLAIN.hash());
    assertThat(PLAIN.with(Mail.REFUSED).hash()).isEqualTo(PLAIN.with(Mail.UNASKED).hash());
  }

  @Test
  void deciding_otherwise_changes_nothing_else() {
    assertThat(EMPTIED.with(Mail.REFUSED).with(Mail.ALLOWED)).isEqualTo(EMPTIED);
  }
}
