package dev.selvedge.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// A certificate authority for one test, and what it has signed.
final class TestAuthority {
  static final String PASSWORD = "change it";

  private final Path folder;

  /// Makes its key.
  TestAuthority(Path folder) throws Exception {
    this.folder = folder;
    keytool(
        "-genkeypair",
        "-alias",
        "ca",
        "-dname",
        "CN=Test authority",
        "-ext",
        "bc:c",
        "-keystore",
        file("ca"));
    keytool("-exportcert", "-alias", "ca", "-keystore", file("ca"), "-file", cert("ca"));
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        "ca",
        "-keystore",
        file("trust"),
        "-file",
        cert("ca"));
  }

  private String file(String name) {
    return folder.resolve(name + ".p12").toString();
  }

  private String cert(String name) {
    return folder.resolve(name + ".crt").toString();
  }

  /// Signs a key for a server.
  ///
  /// @param host its name
  /// @return where the key store is
  Path sign(String host) throws Exception {
    String san = "san=" + (Character.isDigit(host.charAt(0)) ? "ip:" : "dns:") + host;
    keytool("-genkeypair", "-alias", "server", "-dname", "CN=" + host, "-keystore", file(host));
    keytool(
        "-certreq", "-alias", "server", "-keystore", file(host), "-file", cert(host + "-asked"));
    keytool(
        "-gencert",
        "-alias",
        "ca",
        "-keystore",
        file("ca"),
        "-ext",
        san,
        "-infile",
        cert(host + "-asked"),
        "-outfile",
        cert(host));
    keytool(
        "-importcert", "-noprompt", "-alias", "ca", "-keystore", file(host), "-file", cert("ca"));
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        "server",
        "-keystore",
        file(host),
        "-file",
        cert(host));
    return Path.of(file(host));
  }

  /// A server's side of TLS with such a key store.
  static SSLContext server(Path keys) throws Exception {
    KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
    managers.init(load(keys), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /// Trusts what it has signed, and nobody else.
  SSLSocketFactory trust() throws Exception {
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(load(Path.of(file("trust"))));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  private static KeyStore load(Path keys) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    if (arguments[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-validity", "20"));
    }
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    Path log = folder.resolve("keytool.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
