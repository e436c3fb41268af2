package dev.selvedge.connectors.file.sheet;

import java.util.Optional;

/// Which sheet of a workbook is read. Immutable.
///
/// @param name empty for the first one
/// @param headerRow the row with the names of columns, from 1; what is above it is left out
/// @param mostBytes the most a workbook may have, packed and unpacked
public record SheetChoice(Optional<String> name, int headerRow, long mostBytes) {}
