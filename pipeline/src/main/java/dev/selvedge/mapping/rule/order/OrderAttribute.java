package dev.selvedge.mapping.rule.order;

import dev.selvedge.mapping.collection.ColumnType;
import dev.selvedge.yaml.Position;

/// A value beside the usual ones that a mapping gives an order.
///
/// @param position of the file
public record OrderAttribute(String name, ColumnType type, Position position) {}
