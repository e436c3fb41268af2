package dev.selvedge.mapping.rule.expression;

import tools.jackson.databind.JsonNode;

/// What rules look at: the record, or one element of a list in it.
///
/// @param prefix begins the names of fields in messages: `order.lines[2].`
public record Scope(Run run, JsonNode item, String prefix) {}
