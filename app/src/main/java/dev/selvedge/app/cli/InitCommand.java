package dev.selvedge.app.cli;

import dev.selvedge.Secret;
import dev.selvedge.app.blueprint.Blueprint;
import dev.selvedge.app.blueprint.Blueprints;
import dev.selvedge.app.security.Role;
import dev.selvedge.app.security.UsersFile;
import dev.selvedge.sandbox.SandboxConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge init`: a new project that works against the sandbox at once.
@Command(
    name = "init",
    description =
        "Write a commented project to begin with, and make a user who may log in; the password is"
            + " printed once.")
final class InitCommand implements Callable<Integer> {
  private static final String ADMIN = "admin";
  private static final String ENVIRONMENT = ".env";

  /// Where `selvedge sandbox` listens.
  private static final String SANDBOX = "http://127.0.0.1:8490";

  private static final List<String> STARTER =
      List.of(
          "selvedge.yaml",
          "fields.yaml",
          "mappings/shop.customer.yaml",
          "mappings/shop.order.yaml");

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  InitCommand(Desk desk) {
    this.desk = desk;
  }

  @Option(
      names = "--blueprint",
      paramLabel = "name",
      description = "Begin with this complete project instead; --blueprints lists them.")
  private String blueprint = "";

  @Option(names = "--blueprints", description = "List the complete projects, and write nothing.")
  private boolean list;

  @Override
  public Integer call() {
    if (list) {
      return list(Blueprints.all());
    }
    Path target = folder.path().toAbsolutePath().normalize();
    if (Files.exists(target.resolve("selvedge.yaml"))) {
      throw new CommandException(
          ExitCode.FAILED, "there is a project in " + target + " already", "name another folder");
    }
    Optional<Blueprint> chosen = chosen();
    Map<String, String> files =
        new LinkedHashMap<>(
            chosen.map(one -> one.named(name(target)).files()).orElseGet(() -> starter(target)));
    files.put(".gitignore", starter("gitignore"));
    leaveAlone(target, files.keySet());
    Secret password = desk.password();
    Map<String, String> variables = variables(chosen);
    try {
      write(target, files);
      writeEnvironment(target.resolve(ENVIRONMENT), variables);
    } catch (FileAlreadyExistsException e) {
      throw inTheWay(target, List.of(e.getFile()));
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
      print(target, password, printer, missing(variables));
    }
    return ExitCode.OK.number();
  }

  private int list(List<Blueprint> blueprints) {
    Printer printer = new Printer(desk.terminal(), shared);
    if (shared.json()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      blueprints.forEach(one -> json.put(one.name(), one.about()));
      printer.json(json);
    } else {
      int width = blueprints.stream().mapToInt(one -> one.name().length()).max().orElse(1);
      blueprints.forEach(
          one -> printer.line(("%-" + width + "s  %s").formatted(one.name(), one.about())));
    }
    return ExitCode.OK.number();
  }

  private Optional<Blueprint> chosen() {
    if (blueprint.isEmpty()) {
      return Optional.empty();
    }
    List<Blueprint> all = Blueprints.all();
    return Optional.of(
        all.stream()
            .filter(one -> one.name().equals(blueprint))
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.FAILED,
                        "there is no blueprint '" + blueprint + "'",
                        "name one of "
                            + String.join(", ", all.stream().map(Blueprint::name).toList()))));
  }

  /// Whatever is in the folder is somebody's, also a link that leads nowhere.
  private static void leaveAlone(Path target, Collection<String> files) {
    Set<String> there = new TreeSet<>();
    Stream.concat(files.stream(), Stream.of(ENVIRONMENT, UsersFile.NAME))
        .map(file -> standing(target, file))
        .flatMap(Optional::stream)
        .forEach(there::add);
    if (!there.isEmpty()) {
      throw inTheWay(target, there);
    }
  }

  /// What stands where a file would be written, or where a folder for it would be.
  private static Optional<String> standing(Path target, String file) {
    Path path = Path.of(file);
    for (int depth = 1; depth < path.getNameCount(); depth++) {
      Path folder = path.subpath(0, depth);
      Path there = target.resolve(folder);
      if (Files.exists(there, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(there)) {
        return Optional.of(folder.toString());
      }
    }
    return Files.exists(target.resolve(path), LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(file)
        : Optional.empty();
  }

  private static CommandException inTheWay(Path target, Collection<String> files) {
    return new CommandException(
        ExitCode.FAILED,
        "in " + target + " there is already: " + String.join(", ", files),
        "name another folder, or move these away: nothing is written over");
  }

  private static void write(Path target, Map<String, String> files) throws IOException {
    for (var file : files.entrySet()) {
      Path path = target.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling(""));
      Files.writeString(path, file.getValue(), StandardOpenOption.CREATE_NEW);
    }
  }

  /// What the project reads from its environment, with what is known of it; the rest is empty.
  private Map<String, String> variables(Optional<Blueprint> chosen) {
    SandboxConfig sandbox = SandboxConfig.defaults();
    Map<String, String> known = new LinkedHashMap<>();
    known.put("DOTDIGITAL_USER", sandbox.user());
    known.put("DOTDIGITAL_PASSWORD", sandbox.password());
    if (chosen.isEmpty()) {
      known.put("SHOP_SECRET", desk.password().reveal());
      return known;
    }
    known.put("DOTDIGITAL_ENDPOINT", SANDBOX);
    Map<String, String> variables = new LinkedHashMap<>();
    chosen.get().variables().forEach(name -> variables.put(name, known.getOrDefault(name, "")));
    return variables;
  }

  private static List<String> missing(Map<String, String> variables) {
    return variables.entrySet().stream()
        .filter(variable -> variable.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  private void print(Path target, Secret password, Printer printer, List<String> missing) {
    printer.note("A project to begin with is in " + target);
    printer.line("User:     " + ADMIN);
    printer.line("Password: " + password.reveal());
    printer.note("The password is not shown again.");
    printer.note("");
    printer.note("Next:");
    if (!missing.isEmpty()) {
      printer.note("  fill in " + target.resolve(".env") + ": " + String.join(", ", missing));
    }
    printer.note("  selvedge check " + folder.path() + "      says what is wrong");
    printer.note("  selvedge sandbox         runs a local Dotdigital to try it against");
    printer.note("  selvedge run " + folder.path() + "        runs the hub");
  }

  private static void writeEnvironment(Path file, Map<String, String> variables)
      throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
    StringBuilder text =
        new StringBuilder(
            "# Secrets of this project; what is set in the environment wins. Keep this file to"
                + " yourself.\n");
    variables.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    Files.writeString(file, text);
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

  private static Map<String, String> starter(Path target) {
    Map<String, String> files = new LinkedHashMap<>();
    STARTER.forEach(file -> files.put(file, starter(file).replace("{{name}}", name(target))));
    return files;
  }

  private static String starter(String file) {
    try (InputStream in = InitCommand.class.getResourceAsStream("/starter/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the starter lacks " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's starter cannot be read", e);
    }
  }
}
