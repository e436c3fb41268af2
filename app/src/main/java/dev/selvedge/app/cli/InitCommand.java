package dev.selvedge.app.cli;

import dev.selvedge.Secret;
import dev.selvedge.app.security.Role;
import dev.selvedge.app.security.UsersFile;
import dev.selvedge.sandbox.SandboxConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.JsonNodeFactory;

/// `selvedge init`: a new project that works against the sandbox at once.
@Command(
    name = "init",
    description =
        "Write a commented project to begin with, and make a user who may log in; the password is"
            + " printed once.")
final class InitCommand implements Callable<Integer> {
  private static final String ADMIN = "admin";

  /// The files of the starter, by where they go.
  private static final Map<String, String> FILES =
      Map.of(
          "selvedge.yaml", "selvedge.yaml",
          "fields.yaml", "fields.yaml",
          "mappings/shop.customer.yaml", "mappings/shop.customer.yaml",
          "mappings/shop.order.yaml", "mappings/shop.order.yaml",
          ".gitignore", "gitignore");

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  InitCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Path target = folder.path().toAbsolutePath().normalize();
    if (Files.exists(target.resolve("selvedge.yaml"))) {
      throw new CommandException(
          ExitCode.FAILED, "there is a project in " + target + " already", "name another folder");
    }
    Secret password = desk.password();
    try {
      for (var file : FILES.entrySet()) {
        Path path = target.resolve(file.getKey());
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, starter(file.getValue()).replace("{{name}}", name(target)));
      }
      writeEnvironment(target.resolve(".env"));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "the project cannot be written to " + target,
          "check who may write there",
          e);
    }
    UsersFile.in(target).addUser(ADMIN, password, Role.ADMIN);
    Printer printer = new Printer(desk.terminal(), shared);
    if (shared.json()) {
      printer.json(
          JsonNodeFactory.instance
              .objectNode()
              .put("folder", target.toString())
              .put("user", ADMIN)
              .put("password", password.reveal()));
    } else {
      print(target, password, printer);
    }
    return ExitCode.OK.number();
  }

  private void print(Path target, Secret password, Printer printer) {
    printer.note("A project to begin with is in " + target);
    printer.line("User:     " + ADMIN);
    printer.line("Password: " + password.reveal());
    printer.note("The password is not shown again.");
    printer.note("");
    printer.note("Next:");
    printer.note("  selvedge check " + folder.path() + "      says what is wrong");
    printer.note("  selvedge sandbox         runs a local Dotdigital to try it against");
    printer.note("  selvedge run " + folder.path() + "        runs the hub");
  }

  /// The secrets of a new project: the sandbox's, and one of its own for the shop.
  private void writeEnvironment(Path file) throws IOException {
    SandboxConfig sandbox = SandboxConfig.defaults();
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(
        file,
        """
        # Secrets of this project; what is set in the environment wins. Keep this file to yourself.
        DOTDIGITAL_USER=%s
        DOTDIGITAL_PASSWORD=%s
        SHOP_SECRET=%s
        """
            .formatted(sandbox.user(), sandbox.password(), desk.password().reveal()));
  }

  /// The folder's name as a project's name.
  private static String name(Path target) {
    Path last = target.getFileName();
    String name =
        (last == null ? "" : last.toString())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[^a-z]+|-+$", "");
    return name.isEmpty() ? "my-brand" : name.substring(0, Math.min(name.length(), 40));
  }

  private static String starter(String file) throws IOException {
    try (InputStream in = InitCommand.class.getResourceAsStream("/starter/" + file)) {
      if (in == null) {
        throw new IOException("the starter lacks " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
