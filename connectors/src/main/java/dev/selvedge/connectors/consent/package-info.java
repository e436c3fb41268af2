/// Telling systems what somebody decided: a sending target over whatever each system offers, and a
/// call with a template for systems that are told over HTTP.
@NullMarked
package dev.selvedge.connectors.consent;

import org.jspecify.annotations.NullMarked;
