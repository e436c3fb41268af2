package dev.selvedge.mapping.function;

/// Takes down what a step changed beyond expectation, for the trail. Confined to one record.
@FunctionalInterface
public interface Remarks {
  /// Notes a change.
  ///
  /// @param remark continues the field's name: `was cut to 40 characters`; holds no value
  void warn(String remark);
}
