package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.person.FieldChange;
import dev.selvedge.person.FieldMemory.Remembered;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every keeper of what watched fields were does.
public abstract class FieldMemoryContract extends PortContract {
  private static final PersonId ADA = new PersonId(1);
  private static final PersonId BOB = new PersonId(2);
  private static final RecordRef RECORD = RecordRef.parse("erp/customer/1");
  private static final FieldChange FIRST =
      new FieldChange(ADA, "tier", 1, "", "silver", NOW, RECORD);
  private static final FieldChange SECOND =
      new FieldChange(ADA, "tier", 2, "silver", "gold", NOW.plusSeconds(1), RECORD);

  @Test
  void what_a_field_was_last_stays_until_it_is_another() {
    writing(
        ports ->
            ports
                .fieldMemory()
                .remember(
                    List.of(
                        new Remembered(ADA, "tier", "silver"), new Remembered(BOB, "tier", ""))));
    writing(ports -> ports.fieldMemory().remember(List.of(new Remembered(ADA, "tier", "gold"))));

    List<Remembered> last = read(ports -> ports.fieldMemory().last(List.of(ADA, BOB)));
    assertThat(last)
        .containsExactlyInAnyOrder(
            new Remembered(ADA, "tier", "gold"), new Remembered(BOB, "tier", ""));
  }

  @Test
  void changes_are_counted_and_found_by_what_told_them() {
    writing(ports -> ports.fieldMemory().note(List.of(SECOND, FIRST)));

    List<FieldChange> told = read(ports -> ports.fieldMemory().toldBy(List.of(RECORD)));
    Optional<FieldChange> found = read(ports -> ports.fieldMemory().find(ADA, "tier", 2));
    Optional<FieldChange> none = read(ports -> ports.fieldMemory().find(BOB, "tier", 2));
    int count = read(ports -> ports.fieldMemory().count(ADA, "tier"));
    int unknown = read(ports -> ports.fieldMemory().count(BOB, "tier"));

    assertThat(told).containsExactly(FIRST, SECOND);
    assertThat(found).contains(SECOND);
    assertThat(none).isEmpty();
    assertThat(count).isEqualTo(2);
    assertThat(unknown).isZero();
  }
}
