package dev.selvedge.app.cli.console;

import java.io.PrintStream;
import java.time.InstantSource;
import java.time.ZoneId;

/// Where commands write, and what time it is there. Immutable.
///
/// @param out what was asked for
/// @param err what went wrong, and progress
/// @param interactive whether a person watches `err`, so that lines may be redrawn
/// @param colours whether that person wants colours
public record Terminal(
    PrintStream out,
    PrintStream err,
    boolean interactive,
    boolean colours,
    InstantSource clock,
    ZoneId zone) {}
