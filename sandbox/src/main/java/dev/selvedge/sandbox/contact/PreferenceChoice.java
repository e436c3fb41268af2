package dev.selvedge.sandbox.contact;

/// What a contact chose for one marketing preference.
///
/// @param preference the preference's id
/// @param optedIn the choice
/// @param modified when, as epoch milliseconds
public record PreferenceChoice(int preference, boolean optedIn, long modified) {}
