package dev.selvedge.app.http;

import dev.selvedge.app.page.Renderer;
import dev.selvedge.app.report.Audience;
import dev.selvedge.app.report.Report;
import dev.selvedge.app.report.ReportDesk;
import dev.selvedge.app.report.ReportDocument;
import dev.selvedge.app.security.Visitor;
import dev.selvedge.watch.report.Period;
import dev.selvedge.watch.report.Span;
import dev.selvedge.work.report.Reported;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The pages of reports. Nothing here changes anything. Safe for use by many threads.
final class ReportEndpoint {
  private static final Pattern FILE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(|\\.json|\\.html)");

  private final ReportDesk desk;
  private final Renderer renderer;
  private final PageWriter writer;

  ReportEndpoint(ReportDesk desk, PageWriter writer) {
    this.desk = desk;
    this.renderer = writer.renderer();
    this.writer = writer;
  }

  void list(Context ctx) {
    writer.page(
        ctx,
        (c, visitor) -> {
          Map<Period, List<Span>> spans = new EnumMap<>(Period.class);
          for (Period period : Period.values()) {
            spans.put(period, desk.spans(period));
          }
          return renderer.reports(visitor, spans, desk.mails());
        });
  }

  /// A report as a page, or as a file where its date ends like one.
  void one(Context ctx) {
    Optional<Visitor> visitor = Visitor.of(ctx.req());
    if (visitor.isEmpty()) {
      writer.problem(ctx, 403);
      return;
    }
    Matcher file = FILE.matcher(ctx.pathParam("date"));
    Optional<Reported> found =
        file.matches()
            ? Period.ofWord(ctx.pathParam("period"))
                .flatMap(period -> day(file.group(1)).flatMap(day -> desk.read(period, day)))
            : Optional.empty();
    if (found.isEmpty()) {
      writer.problem(ctx, 404);
      return;
    }
    Report report = desk.report(found.get(), audience(ctx));
    switch (file.group(2)) {
      case ".json" ->
          attached(ctx, report, ".json")
              .contentType("application/json")
              .result(ReportDocument.json(found.get(), report).toPrettyString());
      case ".html" ->
          attached(ctx, report, ".html")
              .contentType("text/html; charset=utf-8")
              .result(renderer.reportPrint(report));
      default ->
          PageWriter.html(
              ctx, renderer.report(visitor.get(), report, desk.isCounted(report.span().before())));
    }
  }

  private static Context attached(Context ctx, Report report, String ending) {
    String name = "report-" + report.span().period().word() + '-' + report.span().first() + ending;
    return ctx.header("Cache-Control", "no-store")
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }

  private static Audience audience(Context ctx) {
    String word = ctx.queryParam("audience");
    return Audience.ofWord(word == null ? "" : word).orElse(Audience.OPERATIONS);
  }
}
