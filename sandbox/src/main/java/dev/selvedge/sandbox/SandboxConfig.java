package dev.selvedge.sandbox;

import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.setting.Settings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How to start a sandbox.
public final class SandboxConfig {
  private static final String USER = "apiuser-0123456789ab@apiconnector.com";
  private static final String PASSWORD = "sandbox-1";
  private static final int CALLS_KEPT = 2000;

  private int port;
  private String user = USER;
  private String password = PASSWORD;
  private Settings settings = Settings.defaults();
  private List<FaultRule> faults = List.of();
  private @Nullable Path stateFile;
  private InstantSource clock = InstantSource.system();
  private int callsKept = CALLS_KEPT;
  private boolean bodiesKept;
  private long seed = 42;

  private SandboxConfig() {}

  /// A sandbox in memory on a free port, with a plausible account.
  public static SandboxConfig defaults() {
    return new SandboxConfig();
  }

  /// As the defaults, with tiers that never run out and jobs that are done at once.
  public static SandboxConfig unthrottled() {
    return defaults().settings(Settings.unthrottled());
  }

  /// The port on the loopback interface; 0 for a free one.
  public SandboxConfig port(int value) {
    port = value;
    return this;
  }

  /// The API user's name and password.
  public SandboxConfig credentials(String newUser, String newPassword) {
    user = newUser;
    password = newPassword;
    return this;
  }

  public SandboxConfig settings(Settings value) {
    settings = value;
    return this;
  }

  /// Faults in force from the start.
  public SandboxConfig faults(List<FaultRule> value) {
    faults = List.copyOf(value);
    return this;
  }

  /// Keeps the account in a file, so that it survives a restart.
  public SandboxConfig stateFile(Path value) {
    stateFile = value;
    return this;
  }

  /// The source of time under the sandbox's own movable clock.
  public SandboxConfig clock(InstantSource value) {
    clock = value;
    return this;
  }

  /// How many calls are remembered, and whether with their bodies.
  public SandboxConfig callsKept(int count, boolean bodies) {
    callsKept = count;
    bodiesKept = bodies;
    return this;
  }

  /// Where the random choices of fault rules begin.
  public SandboxConfig seed(long value) {
    seed = value;
    return this;
  }

  public int port() {
    return port;
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }

  public Settings settings() {
    return settings;
  }

  List<FaultRule> faults() {
    return faults;
  }

  Optional<Path> stateFile() {
    return Optional.ofNullable(stateFile);
  }

  InstantSource clock() {
    return clock;
  }

  int callsKept() {
    return callsKept;
  }

  boolean bodiesKept() {
    return bodiesKept;
  }

  long seed() {
    return seed;
  }
}
