package dev.selvedge.dotdigital.delivery.outcome;

import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Listener;
import dev.selvedge.dotdigital.delivery.meter.Meter;
import dev.selvedge.dotdigital.delivery.meter.Operation;
import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.send.Heard;
import dev.selvedge.send.allowance.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Listens to every answer of the account, whoever made the call, and keeps what it says about the
/// account as a whole, in order, until it is asked for. Holds so much and no more: when nobody
/// asks, the oldest is forgotten. Thread-safe.
public final class Overheard implements Listener {
  static final String CREDENTIALS = "credentials";
  static final String FORBIDDEN = "forbidden";
  static final String CAPPED = "capped";

  /// The hourly count rolls, so some calls come free long before the hour is over.
  static final Duration CAPPED_REST = Duration.ofMinutes(5);

  private static final Duration REST = Duration.ofMinutes(1);
  private static final int AT_MOST = 1000;

  private final Meter meter;
  private final Outcomes outcomes;
  private final Deque<Heard> heard = new ArrayDeque<>();
  private boolean answeredLast;
  private Instant cappedUntil = Instant.MIN;

  public Overheard(Meter meter, Outcomes outcomes) {
    this.meter = meter;
    this.outcomes = outcomes;
  }

  @Override
  public void heard(Request request, Answer<?> answer) {
    Operation operation = Operation.of(request);
    List<Heard> said = new ArrayList<>();
    meter.learn(operation, answer).ifPresent(reading -> said.add(new Heard.Allowed(reading)));
    Part part = Part.of(request);
    String why = outcomes.why(answer, part);
    switch (outcomes.row(answer, part).account()) {
      case ANSWERED -> said.addFirst(new Heard.Answered());
      case NO_ANSWER -> said.addFirst(new Heard.NoAnswer(why));
      case USED_UP -> {
        said.addFirst(new Heard.Answered());
        usedUp(operation, answer, said);
      }
      case CAPPED -> {
        said.addFirst(new Heard.Refused(CAPPED, why, CAPPED_REST));
        usedUp(operation, answer, said);
      }
      case CREDENTIALS -> said.addFirst(new Heard.Refused(CREDENTIALS, why, REST));
      case FORBIDDEN -> said.addFirst(new Heard.Refused(FORBIDDEN, why, REST));
      case NOTHING -> {
        // says nothing about the account
      }
    }
    add(said);
  }

  private void usedUp(Operation operation, Answer<?> answer, List<Heard> said) {
    if (!(answer instanceof Answer.RateLimited<?> limited)) {
      return;
    }
    String scope =
        switch (limited.cap()) {
          case ENROLMENT -> Meter.ENROLMENTS;
          case HOURLY -> Meter.HOUR;
          case TIER -> meter.takenFrom(operation);
        };
    if (!scope.isEmpty()) {
      said.add(new Heard.UsedUp(scope, limited.retryAt()));
    }
    if (limited.cap() == Answer.Cap.HOURLY) {
      capped(limited.retryAt());
    }
  }

  private synchronized void capped(Instant until) {
    cappedUntil = until;
  }

  /// Until when the account is capped, as was last heard.
  public synchronized Instant cappedUntil() {
    return cappedUntil;
  }

  /// A reading that no header gave.
  public void add(Reading reading) {
    add(List.of(new Heard.Allowed(reading)));
  }

  private synchronized void add(List<Heard> said) {
    for (Heard one : said) {
      boolean answered = one instanceof Heard.Answered;
      if (answered && answeredLast) {
        continue;
      }
      if (heard.size() == AT_MOST) {
        heard.removeFirst();
      }
      heard.addLast(one);
      // That it answered need not be said again until something else was heard of its health.
      answeredLast =
          switch (one) {
            case Heard.Answered ignored -> true;
            case Heard.NoAnswer ignored -> false;
            case Heard.Refused ignored -> false;
            case Heard.Allowed ignored -> answeredLast;
            case Heard.UsedUp ignored -> answeredLast;
          };
    }
  }

  /// What was heard since this was last asked, in its order.
  public synchronized List<Heard> drain() {
    List<Heard> all = List.copyOf(heard);
    heard.clear();
    answeredLast = false;
    return all;
  }
}
