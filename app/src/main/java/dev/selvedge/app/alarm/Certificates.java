package dev.selvedge.app.alarm;

import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Severity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// Looks when the TLS certificates of the addresses that the hub calls end, twice a day. It only
/// shakes hands, whoever answers, and sends nothing: one that is refused for having ended is just
/// what is looked for. Thread-safe.
final class Certificates implements Check, Supplier<Duration> {
  private static final Duration EVERY = Duration.ofHours(12);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(30);
  private static final Duration LOOK = Duration.ofMinutes(1);
  private static final Duration FIRST_AFTER = Duration.ofMinutes(1);
  private static final int WITHIN_MILLIS = 10_000;
  private static final int HTTPS = 443;

  /// From then on somebody has to act now.
  private static final Duration URGENT = Duration.ofDays(3);

  private final Set<URI> addresses;
  private final Duration within;
  private final InstantSource clock;
  private final Instant begin;
  private final Map<URI, Seen> seen = new ConcurrentHashMap<>();

  /// @param addresses those that do not begin with https are left out
  /// @param within what ends within this time is an alarm
  Certificates(Set<URI> addresses, Duration within, InstantSource clock) {
    this.addresses =
        addresses.stream()
            .filter(address -> "https".equals(address.getScheme()) && address.getHost() != null)
            .map(address -> URI.create("https://" + address.getRawAuthority()))
            .collect(Collectors.toUnmodifiableSet());
    this.within = within;
    this.clock = clock;
    this.begin = clock.instant().plus(FIRST_AFTER);
  }

  /// @param ends empty where nobody could be asked
  private record Seen(Instant at, Optional<Instant> ends) {}

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.CERTIFICATE);
  }

  /// Looks at one address whose time has come.
  @Override
  public Duration get() {
    Instant now = clock.instant();
    if (now.isBefore(begin)) {
      return LOOK;
    }
    for (URI address : addresses) {
      Seen last = seen.get(address);
      boolean due =
          last == null
              || !now.isBefore(last.at().plus(last.ends().isEmpty() ? AFTER_FAILURE : EVERY));
      if (due) {
        Optional<Instant> ends = ends(address);
        Optional<Instant> known = ends.isPresent() || last == null ? ends : last.ends();
        seen.put(address, new Seen(now, known));
        return Duration.ZERO;
      }
    }
    return LOOK;
  }

  /// When the certificate of each host ends; of those that could be asked.
  Map<String, Instant> ends() {
    Map<String, Instant> ends = new TreeMap<>();
    seen.forEach((address, one) -> one.ends().ifPresent(at -> ends.put(name(address), at)));
    return ends;
  }

  @Override
  public Sight look(Instant now) {
    List<Finding> findings = new ArrayList<>();
    Set<String> unsure = new HashSet<>();
    for (URI address : addresses) {
      Optional<Instant> ends = Optional.ofNullable(seen.get(address)).flatMap(Seen::ends);
      if (ends.isEmpty()) {
        unsure.add(name(address));
      } else if (ends.get().isBefore(now.plus(within))) {
        findings.add(finding(address, ends.get(), now));
      }
    }
    return new Sight(findings, unsure);
  }

  private static String name(URI address) {
    return address.getRawAuthority();
  }

  private static Finding finding(URI address, Instant ends, Instant now) {
    boolean over = ends.isBefore(now);
    long days = Math.max(0, Duration.between(now, ends).toDays());
    return new Finding(
        AlarmKind.CERTIFICATE,
        name(address),
        ends.isBefore(now.plus(URGENT)) ? Severity.CRITICAL : Severity.WARNING,
        now,
        new Finding.Words(
            "The TLS certificate of "
                + name(address)
                + (over
                    ? " has ended at " + ends + "."
                    : " ends in " + days + (days == 1 ? " day" : " days") + ", at " + ends + "."),
            over
                ? "The hub refuses to talk to it, so nothing is read or written there."
                : "Nobody yet; then the hub refuses to talk to it.",
            over ? "It asks again by itself." : "It goes on as usual.",
            "Have whoever runs " + name(address) + " renew the certificate."),
        "/connections");
  }

  private static Optional<Instant> ends(URI address) {
    List<X509Certificate> chain = new ArrayList<>();
    int port = address.getPort() < 0 ? HTTPS : address.getPort();
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(address.getHost(), port), WITHIN_MILLIS);
      plain.setSoTimeout(WITHIN_MILLIS);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Looking(chain)}, new SecureRandom());
      try (SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, address.getHost(), port, true)) {
        socket.startHandshake();
      }
    } catch (IOException | GeneralSecurityException e) {
      // Whether it can be called is told by those who call it.
      return chain.isEmpty() ? Optional.empty() : Optional.of(end(chain.getFirst()));
    }
    return chain.isEmpty() ? Optional.empty() : Optional.of(end(chain.getFirst()));
  }

  /// The platform tells it as nothing else.
  @SuppressWarnings("JavaUtilDate")
  private static Instant end(X509Certificate certificate) {
    return Instant.ofEpochMilli(certificate.getNotAfter().getTime());
  }

  /// Remembers what a server shows. Nothing is sent to whoever that is.
  private record Looking(List<X509Certificate> seen) implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new IllegalStateException("nobody logs in here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      seen.addAll(List.of(chain));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
