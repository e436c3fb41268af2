package dev.selvedge.connectors.seed;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The environment variables that a description refers to, remembered as they are written. Confined
/// to one thread.
final class Variables {
  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{([^{}]*)}}");
  private static final int LONGEST = 60;

  private final String prefix;
  private final Set<String> used = new TreeSet<>();

  /// @param system the name of the system, with which all of them begin
  Variables(String system) {
    this.prefix = name(system);
  }

  /// A reference in quotation marks: `"${env:ERP_TOKEN}"`.
  ///
  /// @param what in any spelling: `x-tenant-id` becomes `X_TENANT_ID`
  String reference(String what) {
    return '"' + bare(what) + '"';
  }

  /// A text in quotation marks, in which each `{{name}}` has become a reference.
  String text(String template) {
    Matcher matcher = TEMPLATE.matcher(template);
    StringBuilder out = new StringBuilder("\"");
    int from = 0;
    while (matcher.find()) {
      out.append(Quoted.inner(template.substring(from, matcher.start())))
          .append(bare(matcher.group(1)));
      from = matcher.end();
    }
    return out.append(Quoted.inner(template.substring(from))).append('"').toString();
  }

  /// Their names, by the alphabet.
  List<String> used() {
    return List.copyOf(used);
  }

  private String bare(String what) {
    String whole = prefix + "_" + name(what);
    used.add(whole);
    return "${env:" + whole + "}";
  }

  private static String name(String words) {
    String name =
        words
            .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .toUpperCase(Locale.ROOT)
            .replaceAll("[^A-Z0-9]+", "_")
            .replaceAll("^_+|_+$", "");
    return name.isEmpty() ? "VALUE" : name.substring(0, Math.min(name.length(), LONGEST));
  }
}
