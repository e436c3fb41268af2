/// The `rest` connector: any system that lists its records as JSON over HTTP, described in YAML.
///
/// A poll is one page: [dev.selvedge.connectors.rest.RestFeed] asks for it, and its place in the
/// list is the cursor. [dev.selvedge.connectors.rest.RestApi] makes the calls of a system: paced,
/// signed, bounded, each answer read as one of a few.
@NullMarked
package dev.selvedge.connectors.rest;

import org.jspecify.annotations.NullMarked;
