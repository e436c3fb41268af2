package dev.selvedge.connectors.netsuite;

import dev.selvedge.Secret;
import dev.selvedge.connectors.oauth.OAuthSignature;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The checked options of one account. Immutable.
record NetSuiteOptions(Site site, Access access, Reading reading) {

  /// Where it is and how it is called.
  ///
  /// @param base of the services, without a slash at its end
  /// @param concurrent calls at once
  /// @param rest how long it is left alone where it is busy and does not say for how long
  /// @param timeout how long an answer may take
  record Site(URI base, int concurrent, Duration rest, Duration timeout) {
    URI at(String path) {
      return URI.create(base + path);
    }
  }

  /// How the account knows us.
  sealed interface Access {
    /// OAuth 2 with a certificate: the key signs, the certificate is known to NetSuite by its id.
    ///
    /// @param privateKey PKCS 8 in PEM
    record Certificate(String clientId, String certificateId, Secret privateKey)
        implements Access {}

    /// OAuth 1.0a: token-based authentication.
    record Tokens(OAuthSignature.Keys keys) implements Access {}
  }

  /// What is read.
  ///
  /// @param zone of the user who asks
  /// @param types the codes of the transactions of a subject
  /// @param further columns to read besides
  /// @param lineColumns columns of lines to read besides
  /// @param guests ids of customers that stand for many people
  /// @param currency of all transactions; empty to ask for each
  /// @param since where the first reading begins
  /// @param deletions whether the table of deleted records is read
  /// @param recheck transactions so young are read again; zero for none
  /// @param recheckEvery how often
  record Reading(
      List<Subject> subjects,
      ZoneId zone,
      Map<Subject, List<String>> types,
      Map<Subject, List<Column>> further,
      List<Column> lineColumns,
      Set<Long> guests,
      String currency,
      Instant since,
      boolean deletions,
      Duration recheck,
      Duration recheckEvery,
      int pageSize,
      Duration overlap) {
    Reading {
      subjects = List.copyOf(subjects);
      types = Map.copyOf(types);
      further = Map.copyOf(further);
      lineColumns = List.copyOf(lineColumns);
      guests = Set.copyOf(guests);
    }

    List<String> typesOf(Subject subject) {
      return types.getOrDefault(subject, subject.types());
    }

    Duration overlapAt(Instant now) {
      return LocalTimes.overlap(overlap, now, zone);
    }
  }

  NetSuiteOptions with(Access other) {
    return new NetSuiteOptions(site, other, reading);
  }
}
