package dev.selvedge.dotdigital.insight;

import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;
import tools.jackson.databind.JsonNode;

/// How the emptying or deletion of a collection stands. Immutable.
public record JobReport(
    JobId id,
    JobState state,
    Word status,
    long totalRecords,
    long totalProcessed,
    long totalFailed) {
  static JobReport read(JsonNode body) {
    View report = View.of(body);
    Word status = new Word(report.requiredText("status"));
    View summary = View.of(report.tree("summary"));
    return new JobReport(
        new JobId(report.requiredText("jobId")),
        JobState.of(status),
        status,
        summary.number("totalRecords"),
        summary.number("totalProcessed"),
        summary.number("totalFailed"));
  }
}
