package dev.selvedge.mapping.rule.person;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.yaml.Position;

/// A mapping file's claim that its records belong to records of another kind; whether there are
/// such is for the project's check to say.
public record OwnerReference(SystemName system, RecordKind kind, Position position) {}
