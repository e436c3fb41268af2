package dev.selvedge.mapping;

/// Dotdigital's own types of contact data fields; enforced before anything is sent.
public enum FieldType {
  STRING,
  NUMERIC,
  DATE,
  BOOLEAN
}
