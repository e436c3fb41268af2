package dev.selvedge.bench.scene;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `selvedge audit run` in a process of its own with 512 MB of heap, as a user starts it.
///
/// @param audit what it printed
/// @param seconds from its start to its end
/// @param heap what its heap came to
public record AuditProcess(JsonNode audit, double seconds, GcLog heap) {
  private static final int SOMETHING_DIFFERS = 1;

  /// Runs one to its end.
  ///
  /// @param basis `--sweep` or `--sample`
  /// @throws BenchException if it fails
  public static AuditProcess run(Brand brand, String basis, int calls) throws IOException {
    Path gcLog = brand.folder().resolve("audit" + basis + ".gc.log");
    List<String> command = new ArrayList<>();
    command.add(HubProcess.root().resolve("selvedge").toString());
    command.addAll(List.of("audit", "run", basis, "--json", "--calls", Integer.toString(calls)));
    command.add(brand.folder().toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SELVEDGE_JAVA_OPTS", "-Xmx512m " + GcLog.option(gcLog));
    long begin = System.nanoTime();
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = exit(process);
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (exit != 0 && exit != SOMETHING_DIFFERS) {
      throw new BenchException("the audit failed: " + said);
    }
    return new AuditProcess(
        JsonMapper.shared().readTree(said.substring(Math.max(0, said.indexOf('{')))),
        seconds,
        GcLog.read(gcLog));
  }

  private static int exit(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }
}
