package dev.selvedge.app;

import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.TargetedSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Has everybody who reads a feed wait for whoever reads it just now: a source is read by one at a
/// time, and audits read single records beside the polls. Every reading ends within a time-out.
final class InTurn {
  private final Map<Feed, ReentrantLock> turns = new HashMap<>();

  PolledSource of(PolledSource source) {
    ReentrantLock turn = turn(source.feed());
    return new PolledSource() {
      @Override
      public Feed feed() {
        return source.feed();
      }

      @Override
      public Page poll(Cursor cursor, Instant now, int limit) {
        turn.lock();
        try {
          return source.poll(cursor, now, limit);
        } finally {
          turn.unlock();
        }
      }
    };
  }

  TargetedSource of(TargetedSource source) {
    ReentrantLock turn = turn(source.feed());
    return new TargetedSource() {
      @Override
      public Feed feed() {
        return source.feed();
      }

      @Override
      public int most() {
        return source.most();
      }

      @Override
      public Found read(List<String> keys, Instant now) {
        turn.lock();
        try {
          return source.read(keys, now);
        } finally {
          turn.unlock();
        }
      }
    };
  }

  CountedSource of(CountedSource source) {
    ReentrantLock turn = turn(source.feed());
    return new CountedSource() {
      @Override
      public Feed feed() {
        return source.feed();
      }

      @Override
      public int calls() {
        return source.calls();
      }

      @Override
      public Count count(Instant from, Instant to) {
        turn.lock();
        try {
          return source.count(from, to);
        } finally {
          turn.unlock();
        }
      }
    };
  }

  private ReentrantLock turn(Feed feed) {
    return turns.computeIfAbsent(feed, one -> new ReentrantLock());
  }
}
