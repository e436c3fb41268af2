package dev.selvedge.sandbox;

import dev.selvedge.sandbox.fault.FaultJson;
import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.setting.Settings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/// The sandbox as a program of its own.
public final class SandboxMain {
  private static final int PORT = 8025;

  private static final String USAGE =
      """
      A local Dotdigital that can misbehave on request.

        --port N              port on the loopback interface (8025)
        --user NAME           API user
        --password WORD       its password
        --state FILE          keep the account in this file
        --faults FILE         fault script (YAML or JSON)
        --limits L,M,H        calls a minute in the low, medium and high tier, or "off"
        --flat                the older scheme of 2000 calls an hour
        --job-millis N        how long imports take (1000; 0 with --limits off)
        --bodies              keep request bodies in the log
      """;

  private SandboxMain() {}

  /// Starts a sandbox and leaves it running until the process ends.
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out));
  }

  /// Runs the program; returns its exit code when the process is interrupted or told nonsense.
  public static int run(List<String> arguments, PrintStream out) {
    if (arguments.contains("--help")) {
      out.print(USAGE);
      return 0;
    }
    SandboxConfig config;
    try {
      config = config(arguments);
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      out.print(USAGE);
      return 2;
    }
    try (SandboxServer server = SandboxServer.start(config)) {
      out.println("Sandbox at " + server.baseUrl() + " as " + config.user());
      out.println("Look inside at " + server.baseUrl() + "/__sandbox");
      Thread.sleep(Duration.ofDays(Short.MAX_VALUE));
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  static SandboxConfig config(List<String> arguments) {
    SandboxConfig config = SandboxConfig.defaults().port(PORT);
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String option = words.next();
      switch (option) {
        case "--port" -> config.port(number(option, words));
        case "--user" -> config.credentials(value(option, words), config.password());
        case "--password" -> config.credentials(config.user(), value(option, words));
        case "--state" -> config.stateFile(Path.of(value(option, words)));
        case "--faults" -> config.faults(FaultJson.readFile(Path.of(value(option, words))));
        case "--limits" -> config.settings(limited(config.settings(), value(option, words)));
        case "--flat" ->
            config.settings(
                config
                    .settings()
                    .withLimits(config.settings().limits().withScheme(Limits.Scheme.FLAT)));
        case "--job-millis" ->
            config.settings(
                config.settings().withJobDelay(Duration.ofMillis(number(option, words))));
        case "--bodies" -> config.callsKept(config.callsKept(), true);
        default -> throw new IllegalArgumentException("Unknown option " + option);
      }
    }
    return config;
  }

  private static Settings limited(Settings settings, String text) {
    if (text.equals("off")) {
      return Settings.unthrottled();
    }
    String[] tiers = text.split(",", -1);
    if (tiers.length != 3) {
      throw new IllegalArgumentException("--limits takes three numbers or \"off\"");
    }
    return settings.withLimits(
        settings
            .limits()
            .withTiers(
                whole("--limits", tiers[0]),
                whole("--limits", tiers[1]),
                whole("--limits", tiers[2])));
  }

  private static int number(String option, Iterator<String> words) {
    return whole(option, value(option, words));
  }

  private static int whole(String option, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " takes a whole number, not " + text, e);
    }
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return words.next();
  }
}
