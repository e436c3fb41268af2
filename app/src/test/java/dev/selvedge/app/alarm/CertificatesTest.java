package dev.selvedge.app.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.watch.alarm.Check.Sight;
import dev.selvedge.watch.alarm.Severity;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real server with a certificate of ten days.
@SuppressWarnings("NullAway.Init")
class CertificatesTest {
  private static final String PASSWORD = "change it";

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock(Clock.systemUTC().instant());
  private HttpsServer server;

  @BeforeEach
  void serve() throws Exception {
    Path keys = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-validity",
                "10",
                "-dname",
                "CN=localhost",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI address() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/api?key=secret");
  }

  private Sight look(Certificates certificates, Duration later) {
    clock.advance(later);
    while (certificates.get().isZero()) {
      // one address after the other
    }
    return certificates.look(clock.instant());
  }

  @Test
  void one_that_ends_soon_is_found_and_gets_worse_with_time() {
    Certificates certificates =
        new Certificates(
            Set.of(address(), URI.create("http://127.0.0.1:1/")), Duration.ofDays(21), clock);
    Sight soon = look(certificates, Duration.ofMinutes(2));
    assertThat(soon.unsure()).isEmpty();
    assertThat(soon.findings())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.severity()).isEqualTo(Severity.WARNING);
              assertThat(one.about()).isEqualTo("127.0.0.1:" + server.getAddress().getPort());
              assertThat(one.words().what()).contains("ends in 9 days");
            });
    assertThat(look(certificates, Duration.ofDays(8)).findings())
        .singleElement()
        .satisfies(one -> assertThat(one.severity()).isEqualTo(Severity.CRITICAL));
    assertThat(look(certificates, Duration.ofDays(3)).findings())
        .singleElement()
        .satisfies(one -> assertThat(one.words().what()).contains("has ended"));
  }

  @Test
  void one_with_time_left_is_no_finding_and_of_a_server_that_is_away_nothing_is_known() {
    Certificates relaxed = new Certificates(Set.of(address()), Duration.ofDays(5), clock);
    assertThat(look(relaxed, Duration.ofMinutes(2)).findings()).isEmpty();
    server.stop(0);
    Certificates away = new Certificates(Set.of(address()), Duration.ofDays(21), clock);
    Sight sight = look(away, Duration.ofMinutes(2));
    assertThat(sight.findings()).isEmpty();
    assertThat(sight.unsure()).hasSize(1);
  }
}
