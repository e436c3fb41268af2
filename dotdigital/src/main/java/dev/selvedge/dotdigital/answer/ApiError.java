package dev.selvedge.dotdigital.answer;

import java.util.List;

/// An error as Dotdigital words it. Immutable. Its text form shows the code alone, because
/// descriptions and details quote addresses.
///
/// @param code v2: the `ERROR_…` token found in the message; v3: the `errorCode`, such as
///     `contacts:contactNotFound`; empty when the answer names none
/// @param description the vendor's English sentence, empty when there is none
public record ApiError(String code, String description, List<Detail> details) {
  public static final ApiError NONE = new ApiError("", "", List.of());

  public ApiError {
    details = List.copyOf(details);
  }

  /// One item the error is about, as far as the answer tells. Masked in its text form.
  public record Detail(String item, String description) {
    @Override
    public String toString() {
      return "Detail[masked]";
    }
  }

  /// Compares the code without regard to case, because the vendor's own prefixes differ in it.
  public boolean is(String other) {
    return code.equalsIgnoreCase(other);
  }

  @Override
  public String toString() {
    return "ApiError[" + code + "]";
  }
}
