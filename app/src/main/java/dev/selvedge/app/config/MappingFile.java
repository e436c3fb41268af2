package dev.selvedge.app.config;

import dev.selvedge.connector.Feed;
import dev.selvedge.yaml.YamlNode;

/// The mapping of one feed, as it was read. Immutable.
///
/// @param file relative to the project's folder
public record MappingFile(Feed feed, String file, YamlNode.Mapping root) {}
