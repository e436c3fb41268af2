package dev.selvedge.app.config.report;

import dev.selvedge.Masking;
import dev.selvedge.app.config.alarm.ChannelPlan;
import dev.selvedge.app.report.Audience;
import dev.selvedge.app.report.MailLine;
import dev.selvedge.watch.report.Mailing;
import dev.selvedge.watch.report.Period;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// A report that is sent by itself, as the project declares it, checked. Immutable.
///
/// @param name its own among all
/// @param to addresses without names
/// @param at at which time of the day it is due
/// @param zone by whose clocks
/// @param by sends it
public record MailedReport(
    String name,
    Period period,
    Audience audience,
    List<String> to,
    LocalTime at,
    ZoneId zone,
    ChannelPlan.Email by) {
  private static final int MARK_BYTES = 8;

  public MailedReport {
    to = List.copyOf(to);
  }

  /// When it is due, and where it is put then.
  public Mailing mailing() {
    return new Mailing(name, period, at, zone, to.stream().map(this::queue).toList());
  }

  /// The same for those who look after it.
  public MailLine.Plan shown() {
    return new MailLine.Plan(mailing(), audience, to.stream().map(Masking::mask).toList());
  }

  /// The queue of the outbox for one who gets it. No address is stored for that, since who reads
  /// reports may be a customer too, and ask to be forgotten.
  public String queue(String address) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
      return Mailing.QUEUES + name + '/' + HexFormat.of().formatHex(hash, 0, MARK_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
