package dev.selvedge.connectors.walk;

import dev.selvedge.connector.SourceException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Reads a list on which its system may fail as a whole because of one row. From the second failure
/// on, few rows are asked for at once, and twice as many after each page that came; a row on which
/// the system fails even where it is asked for alone is stepped over and told.
///
/// What is down is not mistaken for a row that cannot be shown: another row has to be shown
/// meanwhile, and each that is stepped over has failed by itself twice, the second time after the
/// row behind it was read. Rows that leave the list meanwhile hide nothing by that: the row that
/// stood where one failed either fails there again, or has left, and comes again as changed.
///
/// One for each list; it remembers how much may be asked for and nothing else. Thread-safe.
public final class FewerAtOnce {
  /// How many rows in succession are stepped over at most.
  static final int MOST_HIDDEN = 8;

  private static final int FEWEST = 2;
  private static final int ALL = Integer.MAX_VALUE;

  private final AtomicInteger allowed = new AtomicInteger(ALL);

  /// Asks a system from one place in its list. Each may throw a [SourceException], one that may be
  /// of one where it may be.
  ///
  /// @param <S> what a page comes to
  /// @param <R> a row with all it leads to
  public interface Questions<S, R> {
    /// The page at the place.
    S page(int take);

    /// A single row.
    ///
    /// @param further how many rows that are not known come before it
    /// @return nothing where the list ends before it
    Optional<R> row(int further);

    /// Whether the system shows any row at all, where it fails on the first at the place.
    boolean answers();

    /// Whether the row read last still stands where the place is counted from.
    default boolean stands() {
      return true;
    }

    /// What it comes to where that row stands there no more, or is not shown.
    default S again() {
      throw new IllegalStateException("the place is not counted from a row");
    }

    /// What the page comes to, where so many rows are hidden and then one is shown.
    ///
    /// @param shown nothing where the list ends behind them
    S beyond(int hidden, Optional<R> shown);

    /// What it comes to where too many are hidden to find one behind them that is shown; none of
    /// them may be passed.
    ///
    /// @param failure how the system failed
    default S stuck(SourceException failure) {
      throw failure;
    }
  }

  /// Reads the page at a place.
  ///
  /// @param take how many rows at most, at least 2
  /// @throws SourceException when the system cannot be read now
  public <S, R> S read(int take, Questions<S, R> questions) {
    int size = Math.min(take, allowed.get());
    try {
      S page = questions.page(size);
      allowed.set(size < take ? size * 2 : ALL);
      return page;
    } catch (SourceException failure) {
      if (!failure.mayBeOfOne()) {
        throw failure;
      }
      boolean first = allowed.getAndSet(FEWEST) == ALL;
      // What fails may be over in a moment; what is forbidden is not.
      if (first && !failure.isRefused()) {
        throw failure;
      }
      return carefully(size, failure, questions);
    }
  }

  private <S, R> S carefully(int failed, SourceException failure, Questions<S, R> questions) {
    if (failed > FEWEST) {
      Optional<S> few = attempt(() -> questions.page(FEWEST));
      if (few.isPresent()) {
        allowed.set(FEWEST * 2);
        return few.get();
      }
    }
    return stepOver(failure, questions);
  }

  private static <S, R> S stepOver(SourceException failure, Questions<S, R> questions) {
    for (int hidden = 0; hidden <= MOST_HIDDEN; hidden++) {
      int further = hidden;
      Optional<Optional<R>> row = attempt(() -> questions.row(further));
      if (row.isPresent()) {
        confirm(hidden, failure, questions);
        return attempt(questions::stands).orElse(false)
            ? questions.beyond(hidden, row.get())
            : questions.again();
      }
      if (hidden == 0 && !attempt(questions::answers).orElse(false)) {
        throw failure;
      }
    }
    return questions.stuck(failure);
  }

  /// The last first: by that a row that moves up past a question is met by another.
  private static <S, R> void confirm(
      int hidden, SourceException failure, Questions<S, R> questions) {
    for (int row = hidden - 1; row >= 0; row--) {
      int further = row;
      if (attempt(() -> questions.row(further)).isPresent()) {
        throw failure;
      }
    }
  }

  /// Nothing where the system fails, perhaps on one row.
  private static <T> Optional<T> attempt(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (SourceException failure) {
      if (!failure.mayBeOfOne()) {
        throw failure;
      }
      return Optional.empty();
    }
  }
}
