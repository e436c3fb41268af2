package dev.selvedge.dotdigital.contact;

/// Whether a contact wants one marketing preference.
public record PreferenceChoice(int id, boolean isOptedIn) {}
