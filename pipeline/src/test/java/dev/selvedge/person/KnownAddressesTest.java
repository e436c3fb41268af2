package dev.selvedge.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownAddressesTest {
  private static final RecordRef ANN = RecordRef.parse("shop/customer/1");
  private static final RecordRef BOB = RecordRef.parse("shop/customer/2");
  private static final RecordRef NOBODY = RecordRef.parse("shop/customer/3");

  private final Stored stored = new Stored();
  private final KnownAddresses known = new KnownAddresses(stored);

  @Test
  void each_record_is_read_once_also_one_of_which_nothing_is_known() {
    stored.note(List.of(at(ANN, "ann@example.com"), at(BOB, "bob@example.com")));

    assertThat(known.ofRecords(List.of(ANN, NOBODY))).containsExactly(at(ANN, "ann@example.com"));
    assertThat(known.ofRecords(List.of(BOB, NOBODY, ANN)))
        .containsExactly(at(ANN, "ann@example.com"), at(BOB, "bob@example.com"));
    assertThat(stored.asked).containsExactly(List.of(ANN, NOBODY), List.of(BOB));
  }

  @Test
  void what_is_noted_by_the_way_is_read_anew() {
    known.note(List.of(at(ANN, "ann@example.com")));
    known.ofRecords(List.of(ANN));
    known.note(List.of(at(ANN, "ann@example.org")));

    assertThat(known.ofRecords(List.of(ANN)))
        .containsExactly(at(ANN, "ann@example.com"), at(ANN, "ann@example.org"));
  }

  private static FormerAddress at(RecordRef ref, String address) {
    return new FormerAddress(ref, address, Instant.EPOCH, Instant.EPOCH);
  }

  /// Counts what it is asked.
  private static final class Stored implements FormerAddresses {
    private final List<FormerAddress> all = new ArrayList<>();
    private final List<List<RecordRef>> asked = new ArrayList<>();

    @Override
    public void note(Collection<FormerAddress> seen) {
      all.addAll(seen);
    }

    @Override
    public List<FormerAddress> ofRecords(Collection<RecordRef> records) {
      asked.add(List.copyOf(records));
      return all.stream().filter(one -> records.contains(one.record())).toList();
    }

    @Override
    public List<FormerAddress> at(Collection<String> addresses) {
      return all.stream().filter(one -> addresses.contains(one.address())).toList();
    }

    @Override
    public List<RecordRef> recordsAt(String address, int most) {
      return at(List.of(address)).stream()
          .map(FormerAddress::record)
          .distinct()
          .limit(most)
          .toList();
    }
  }
}
