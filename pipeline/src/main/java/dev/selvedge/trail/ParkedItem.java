package dev.selvedge.trail;

import dev.selvedge.Stage;
import java.time.Instant;

/// Something that waits for a person. Unique by `subject`: a second failure of the same thing
/// updates the first.
///
/// @param subject what is parked: `inbox/{id}` or `{facet}/{id}` `row/{feed}/{where}` or
///     `note/{feed}/{key}`
/// @param source the source record, `system/kind/key`, or the feed
/// @param cause groups items of one kind
/// @param sentence what a marketer reads: what, where, which value (masked), what to do
/// @param rule file and line of the rule that failed, or empty
/// @param field the field, or empty
/// @param inboxId the item to replay, or 0
public record ParkedItem(
    String subject,
    Stage stage,
    String source,
    String cause,
    String sentence,
    String rule,
    String field,
    long inboxId,
    Instant firstSeen,
    Instant lastSeen,
    int times) {}
