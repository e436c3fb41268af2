package dev.selvedge.app.cli.audit;

import dev.selvedge.app.audit.AuditDocument;
import dev.selvedge.app.audit.AuditPage;
import dev.selvedge.app.audit.StoreAuditDesk;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.page.Assets;
import dev.selvedge.app.page.Display;
import dev.selvedge.app.page.Renderer;
import dev.selvedge.app.parked.Veil;
import dev.selvedge.audit.Audit;
import dev.selvedge.work.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `selvedge audit show`: what an audit found, in figures and sentences.
@Command(
    name = "show",
    description = "Tell what an audit found, in sentences and figures. Changes nothing.")
final class ShowAuditCommand implements Callable<Integer> {
  private static final int DIFFERENCES = 500;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption folder = new ProjectOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "audit",
      description = "Its number, as 'audit list' shows it. Default: the newest.")
  private long id;

  @Option(
      names = "--html",
      paramLabel = "file",
      description =
          "Write it into this file as a document of its own, to be printed or sent: plots, figures"
              + " and the first 500 differences, personal values covered.")
  private @Nullable Path html;

  ShowAuditCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    try (Store store = desk.backstage().look(desk.project(folder.path()))) {
      Audit audit = AuditPrint.find(id, store);
      if (html != null) {
        write(html(store, audit.id()), html, printer);
      } else if (shared.json()) {
        printer.json(AuditDocument.json(audit));
      } else {
        AuditPrint.print(audit, printer, new Display(desk.terminal().zone()));
      }
    }
    return ExitCode.OK.number();
  }

  private String html(Store store, long number) {
    Renderer renderer =
        new Renderer(Assets.load(), new Display(desk.terminal().zone()), desk.terminal().clock());
    return StoreAuditDesk.page(store, number, AuditPage.Asked.ALL, Veil.DRAWN, DIFFERENCES)
        .map(renderer::auditPrint)
        .orElseThrow();
  }

  private static void write(String document, Path file, Printer printer) {
    try {
      Files.writeString(file, document);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "the file " + file + " cannot be written: " + e.getMessage(),
          "name one in a folder that is there and yours",
          e);
    }
    printer.line("Written to " + file + ".");
  }
}
