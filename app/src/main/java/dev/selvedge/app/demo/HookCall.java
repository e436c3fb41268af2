package dev.selvedge.app.demo;

/// One call the demo's shop makes to the hub. Immutable.
///
/// @param kind the last part of the URL
/// @param body what is sent
/// @param signature whether the shop signs it as agreed
/// @param sentence what happens, for the person who watches
record HookCall(String kind, String body, Signature signature, String sentence) {

  /// How a call is signed.
  enum Signature {
    RIGHT,
    WRONG
  }
}
