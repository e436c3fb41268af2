package dev.selvedge.sandbox.contact;

/// A contact data field of the account.
///
/// @param index its place in packed values; never reused
/// @param name upper case, at most 20 characters
/// @param type what values it takes
/// @param visibility `Private` or `Public`
/// @param defaultValue as text; empty for none
public record FieldDefinition(
    int index, String name, FieldType type, String visibility, String defaultValue) {}
