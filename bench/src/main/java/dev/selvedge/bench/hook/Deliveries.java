package dev.selvedge.bench.hook;

import dev.selvedge.bench.load.Calls;
import java.util.concurrent.atomic.AtomicLong;

/// What a system tells, each call about another record. Used by one thread at a time; many may
/// share the numbers.
public final class Deliveries implements Calls {
  private static final String SOMEBODY_ELSE = "another-secret-9876543210";

  private final Caller caller;
  private final AtomicLong numbers;
  private final Signer signer = new Signer(Caller.SECRET);

  public Deliveries(Caller caller, AtomicLong numbers) {
    this.caller = caller;
    this.numbers = numbers;
  }

  @Override
  public byte[] next() {
    return caller.delivery(numbers.incrementAndGet(), signer).request();
  }

  /// A call by somebody who does not know the secret.
  public byte[] forged() {
    return caller.delivery(numbers.incrementAndGet(), new Signer(SOMEBODY_ELSE)).request();
  }
}
