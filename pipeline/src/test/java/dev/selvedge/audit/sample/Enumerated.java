package dev.selvedge.audit.sample;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.function.IntConsumer;

/// Counts samples one by one, or in whole numbers, to check against.
final class Enumerated {
  private Enumerated() {}

  /// Hands over every sample of so many out of a population, as a set of bits.
  static void samples(int population, int drawn, IntConsumer each) {
    for (int set = 0; set < 1 << population; set++) {
      if (Integer.bitCount(set) == drawn) {
        each.accept(set);
      }
    }
  }

  /// How many samples contain each number of the marked, who are the first ones.
  static long[] counts(int population, int marked, int drawn) {
    long[] counts = new long[drawn + 1];
    int marks = (1 << marked) - 1;
    samples(population, drawn, set -> counts[Integer.bitCount(set & marks)]++);
    return counts;
  }

  static BigInteger choose(long of, long some) {
    if (some < 0 || some > of) {
      return BigInteger.ZERO;
    }
    BigInteger ways = BigInteger.ONE;
    for (long i = 1; i <= some; i++) {
      ways = ways.multiply(BigInteger.valueOf(of - some + i)).divide(BigInteger.valueOf(i));
    }
    return ways;
  }

  /// The chance of exactly so many marked ones among those drawn.
  static double exactly(long population, long marked, long drawn, long count) {
    BigInteger ways = choose(marked, count).multiply(choose(population - marked, drawn - count));
    return ratio(ways, choose(population, drawn));
  }

  static double ratio(BigInteger some, BigInteger all) {
    return new BigDecimal(some).divide(new BigDecimal(all), MathContext.DECIMAL64).doubleValue();
  }
}
