package dev.selvedge;

/// A credential. Its text shows only when asked for by name; printing it shows a mask. Immutable.
public record Secret(String reveal) {
  @Override
  public String toString() {
    return "****";
  }
}
