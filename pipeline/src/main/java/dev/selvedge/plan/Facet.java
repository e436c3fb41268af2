package dev.selvedge.plan;

/// The sides of a person or order that a target keeps.
public enum Facet {
  CONTACT,
  ORDER
}
