package dev.selvedge.testkit.kafka;

import dev.selvedge.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/// A Kafka cluster of one node on loopback: broker and controller in one process, which can be
/// killed and started again over the same data. It ends with [#close].
///
/// Its main listener takes everybody; a second one takes users who log in by PLAIN or SCRAM, and
/// obeys access lists: `admin` may do anything there.
public final class TestBroker implements AutoCloseable {
  /// The user of the second listener who may do anything.
  public static final String ADMIN = "admin";

  /// The password of [#ADMIN].
  public static final String PASSWORD = "w0rd-of-adm1n";

  /// A user of the second listener who may do nothing that no access list allows.
  public static final String READER = "reader";

  /// The password of [#READER], of letters that need quoting.
  public static final String READER_PASSWORD = "quo\"ted\\word";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String classPath;
  private final Path folder;
  private final int port;
  private final int userPort;
  private final int tlsPort;
  private Process process;

  private TestBroker(String classPath, Path folder, Ports ports, Process process) {
    this.classPath = classPath;
    this.folder = folder;
    this.port = ports.open();
    this.userPort = ports.users();
    this.tlsPort = ports.tls();
    this.process = process;
  }

  /// Starts one; returns when it answers.
  ///
  /// @param folder empty, for its data and its log
  /// @throws IOException if it does not start; its log is named
  public static TestBroker start(String classPath, Path folder) throws IOException {
    Ports ports = new Ports(freePort(), freePort(), freePort(), freePort());
    certify(folder);
    Files.writeString(folder.resolve("server.properties"), settings(folder, ports));
    format(classPath, folder);
    TestBroker broker = new TestBroker(classPath, folder, ports, launch(classPath, folder));
    broker.awaitAnswer();
    return broker;
  }

  private record Ports(int open, int users, int tls, int controller) {}

  /// A certificate of its own, which nobody vouches for.
  private static void certify(Path folder) throws IOException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Path store = folder.resolve("broker.p12");
    Path log = folder.resolve("keytool.log");
    run(
        log,
        List.of(
            keytool.toString(),
            "-genkeypair",
            "-alias",
            "broker",
            "-keyalg",
            "EC",
            "-dname",
            "CN=broker",
            "-ext",
            "SAN=ip:127.0.0.1",
            "-validity",
            "30",
            "-keystore",
            store.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD));
    run(
        log,
        List.of(
            keytool.toString(),
            "-exportcert",
            "-rfc",
            "-alias",
            "broker",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD,
            "-file",
            folder.resolve("broker.pem").toString()));
  }

  private static String settings(Path folder, Ports ports) {
    int port = ports.open();
    int userPort = ports.users();
    Map<String, String> settings = new TreeMap<>();
    settings.put("listener.name.tls.ssl.keystore.type", "PKCS12");
    settings.put(
        "listener.name.tls.ssl.keystore.location", folder.resolve("broker.p12").toString());
    settings.put("listener.name.tls.ssl.keystore.password", PASSWORD);
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + ports.controller());
    settings.put(
        "listeners",
        "OPEN://127.0.0.1:%d,USERS://127.0.0.1:%d,TLS://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(port, userPort, ports.tls(), ports.controller()));
    settings.put(
        "advertised.listeners",
        "OPEN://127.0.0.1:%d,USERS://127.0.0.1:%d,TLS://127.0.0.1:%d"
            .formatted(port, userPort, ports.tls()));
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "OPEN");
    settings.put(
        "listener.security.protocol.map",
        "OPEN:PLAINTEXT,CONTROLLER:PLAINTEXT,USERS:SASL_PLAINTEXT,TLS:SSL");
    settings.put(
        "listener.name.users.sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512");
    settings.put(
        "listener.name.users.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\" "
                .formatted(ADMIN, PASSWORD)
            // Quoted for the log-in configuration, and once more for the file of properties.
            + "user_%s=\"%s\";"
                .formatted(READER, READER_PASSWORD.replace("\\", "\\\\").replace("\"", "\\\""))
                .replace("\\", "\\\\"));
    for (String mechanism : List.of("256", "512")) {
      settings.put(
          "listener.name.users.scram-sha-" + mechanism + ".sasl.jaas.config",
          "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    }
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:ANONYMOUS;User:" + ADMIN);
    settings.put("log.dirs", folder.resolve("log").toString());
    for (String one :
        List.of(
            "offsets.topic.replication.factor",
            "offsets.topic.num.partitions",
            "transaction.state.log.replication.factor",
            "transaction.state.log.min.isr",
            "transaction.state.log.num.partitions",
            "share.coordinator.state.topic.replication.factor",
            "share.coordinator.state.topic.min.isr")) {
      settings.put(one, "1");
    }
    settings.put("log.cleaner.backoff.ms", "100");
    settings.put("log.segment.delete.delay.ms", "100");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("auto.create.topics.enable", "true");
    StringBuilder text = new StringBuilder();
    settings.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return text.toString();
  }

  private static void format(String classPath, Path folder) throws IOException {
    Path log = folder.resolve("format.log");
    run(
        log,
        KafkaInstall.process(
            classPath,
            log,
            List.of(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                clusterId(folder),
                "-c",
                folder.resolve("server.properties").toString())));
  }

  private static void run(Path log, List<String> command) throws IOException {
    run(
        log,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
  }

  private static void run(Path log, ProcessBuilder command) throws IOException {
    Process process = command.start();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("what a broker needs could not be made, see " + log);
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("making what a broker needs was interrupted", stopped);
    }
  }

  /// As Kafka writes the ids of clusters: 16 bytes in URL-safe Base64.
  private static String clusterId(Path folder) {
    UUID id = UUID.nameUUIDFromBytes(folder.toString().getBytes(StandardCharsets.UTF_8));
    return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits()).toString();
  }

  private static Process launch(String classPath, Path folder) throws IOException {
    return KafkaInstall.process(
            classPath,
            folder.resolve("broker.log"),
            List.of("kafka.Kafka", folder.resolve("server.properties").toString()))
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer() throws IOException {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", address(), "metric.reporters", "", "request.timeout.ms", 2000);
    try (Admin admin = Admin.create(settings)) {
      Await.until("Kafka's start", PATIENCE, () -> !process.isAlive() || answers(admin));
    }
    if (!process.isAlive()) {
      throw new IOException(
          "Kafka ended with " + process.exitValue() + ", see " + folder.resolve("broker.log"));
    }
  }

  private static boolean answers(Admin admin) {
    try {
      return !admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Where it takes everybody, `host:port`.
  public String address() {
    return "127.0.0.1:" + port;
  }

  /// Where it takes users who log in.
  public String userAddress() {
    return "127.0.0.1:" + userPort;
  }

  /// Where it takes everybody over an encrypted connection.
  public String tlsAddress() {
    return "127.0.0.1:" + tlsPort;
  }

  /// Its certificate, PEM.
  public Path certificate() {
    return folder.resolve("broker.pem");
  }

  /// The id of its process.
  public long pid() {
    return process.pid();
  }

  /// Ends it at once, as a failing machine would.
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /// Starts it again over its data; returns when it answers.
  public void startAgain() throws IOException {
    process = launch(classPath, folder);
    awaitAnswer();
  }

  private void await() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /// Kills it: nobody needs its data any more.
  @Override
  public void close() {
    kill();
  }
}
