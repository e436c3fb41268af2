package dev.selvedge.connectors.businesscentral;

import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.ClockSkew;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.OffsetWalk;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at a real Business Central: is there a token, is the company there, do the clocks agree,
/// can one record of each feed be read, are the subscriptions there.
final class CheckUp {
  private static final String SKEW =
      "set both by a time server: freshness is measured between them";
  private static final int FEW = 2;

  private final Odata odata;
  private final Entities entities;
  private final Options options;
  private final Optional<Subscriptions> subscriptions;
  private final InstantSource clock;

  CheckUp(
      Odata odata,
      Entities entities,
      Options options,
      Optional<Subscriptions> subscriptions,
      InstantSource clock) {
    this.odata = odata;
    this.entities = entities;
    this.options = options;
    this.subscriptions = subscriptions;
    this.clock = clock;
  }

  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    if (token(findings) && company(findings)) {
      options.subjects().forEach(subject -> findings.add(readable(subject)));
      subscriptions.ifPresent(kept -> findings.addAll(told(kept)));
    }
    return findings;
  }

  private boolean token(List<Finding> findings) {
    try {
      odata.checkToken();
      findings.add(new Finding(true, "a token was given", ""));
      return true;
    } catch (SourceException refused) {
      findings.add(broken(refused, "check tenant, client_id and client_secret"));
      return false;
    }
  }

  private boolean company(List<Finding> findings) {
    try {
      return switch (odata.get(options.itself(), "")) {
        case Odata.Answer.Content(_, HttpReply reply) -> {
          findings.add(new Finding(true, "the company is there", ""));
          ClockSkew.of("Business Central's", reply, clock.instant(), SKEW).ifPresent(findings::add);
          yield true;
        }
        case Odata.Answer.Forbidden _ -> {
          findings.add(
              new Finding(
                  false,
                  "the application may not read the company",
                  "set it up on the page 'Microsoft Entra Applications' of Business Central"));
          yield false;
        }
        case Odata.Answer.Missing _, Odata.Answer.Overtaken _, Odata.Answer.Failed _ -> {
          findings.add(
              new Finding(
                  false,
                  "there is no such company",
                  "check environment and company_id: a GET of `companies` lists them"));
          yield false;
        }
      };
    } catch (SourceException failure) {
      findings.add(broken(failure, "check url and environment"));
      return false;
    }
  }

  private Finding readable(Subject subject) {
    String what = subject.kind() + " (" + options.list(subject).getPath() + ")";
    try {
      OffsetWalk start = OffsetWalk.after(Instant.EPOCH, clock.instant());
      List<Entities.Row> read = entities.rows(subject, start, FEW);
      if (read.stream()
          .flatMap(row -> row.entry().stream())
          .anyMatch(Entry.Broken.class::isInstance)) {
        return new Finding(false, "Business Central fails on some " + what, "look at them there");
      }
      String count = read.isEmpty() ? "there are none yet" : "one was, as a trial";
      return new Finding(true, what + " can be read; " + count, "");
    } catch (SourceException unreadable) {
      return broken(unreadable, "or leave '" + subject.kind() + "' out of 'feeds'");
    }
  }

  private List<Finding> told(Subscriptions kept) {
    try {
      return kept.examine(clock.instant());
    } catch (SourceException failure) {
      return List.of(broken(failure, "ask again"));
    }
  }

  private static Finding broken(SourceException failure, String advice) {
    return new Finding(false, String.valueOf(failure.getMessage()), advice);
  }
}
