package dev.selvedge.sandbox.program;

/// How often a contact was sent to one program, and how often it really went in.
///
/// @param asked enrolments carried out that named it, itself or by a list
/// @param entered those that let it in
public record Attendance(int asked, int entered) {
  /// Of a contact that was never sent.
  public static final Attendance NEVER = new Attendance(0, 0);

  Attendance again(boolean enters) {
    return new Attendance(asked + 1, entered + (enters ? 1 : 0));
  }
}
