package dev.selvedge.person.duplicate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Finds contacts of a target whose addresses are one once they are written alike. Of two such
/// contacts one at least is not in the form in which the hub writes addresses: those are kept, a
/// bounded number of them, and of all others eight bytes each. Confined to one thread.
public final class ContactTwins {
  private static final int MAX_ODD = 20_000;
  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int FIRST_ROOM = 1_024;

  private final String target;
  private final Function<String, Optional<String>> normaliser;
  private final List<Odd> odd = new ArrayList<>();
  private long[] hashes = new long[FIRST_ROOM];
  private int size;
  private int leftOut;

  /// Begins with none.
  ///
  /// @param target as people call it
  /// @param normaliser the one written form of an address; empty for what is none
  public ContactTwins(String target, Function<String, Optional<String>> normaliser) {
    this.target = target;
    this.normaliser = normaliser;
  }

  /// A contact whose address is not written as the hub would.
  private record Odd(long number, String address, String normal) {
    String member() {
      return "contact " + number + " <" + address + ">";
    }
  }

  /// Takes one contact in.
  ///
  /// @param address exactly as the target has it
  public void add(long number, String address) {
    Optional<String> normal = normaliser.apply(address);
    if (normal.isEmpty()) {
      return;
    }
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    hashes[size++] = hash(normal.get());
    if (!normal.get().equals(address)) {
      if (odd.size() < MAX_ODD) {
        odd.add(new Odd(number, address, normal.get()));
      } else {
        leftOut++;
      }
    }
  }

  /// How many oddly written addresses were too many to be looked at.
  public int leftOut() {
    return leftOut;
  }

  /// What was found, in the order of the addresses.
  public List<Suspicion> found() {
    long[] sorted = Arrays.copyOf(hashes, size);
    Arrays.sort(sorted);
    SortedMap<String, List<Odd>> groups = new TreeMap<>();
    odd.forEach(one -> groups.computeIfAbsent(one.normal(), key -> new ArrayList<>()).add(one));
    List<Suspicion> found = new ArrayList<>();
    groups.forEach(
        (normal, group) -> {
          int count = count(sorted, hash(normal));
          if (count > 1) {
            found.add(suspicion(normal, group, count));
          }
        });
    return found;
  }

  private Suspicion suspicion(String normal, List<Odd> group, int count) {
    List<String> members = new ArrayList<>();
    if (count > group.size()) {
      members.add("contact <" + normal + ">");
    }
    group.forEach(one -> members.add(one.member()));
    return new Suspicion(
        Suspicion.Kind.CONTACTS,
        target,
        normal,
        members,
        count,
        "keep the one with the address as the hub writes it, carry over what only the others have,"
            + " then delete those in "
            + target
            + "; an opt-out of one counts for all",
        "");
  }

  private static int count(long[] sorted, long hash) {
    int at = Arrays.binarySearch(sorted, hash);
    if (at < 0) {
      return 0;
    }
    int from = at;
    while (from > 0 && sorted[from - 1] == hash) {
      from--;
    }
    int to = at + 1;
    while (to < sorted.length && sorted[to] == hash) {
      to++;
    }
    return to - from;
  }

  /// 64 bits: among millions of addresses two are not taken for one.
  private static long hash(String text) {
    long hash = FNV_START;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }
}
