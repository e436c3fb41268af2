package dev.selvedge.app.cli;

import picocli.CommandLine.IVersionProvider;

/// Which release this is, from the jar's manifest.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"Selvedge " + (version == null ? "(not packaged)" : version)};
  }
}
