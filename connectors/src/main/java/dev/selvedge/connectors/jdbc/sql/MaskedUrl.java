package dev.selvedge.connectors.jdbc.sql;

import java.util.regex.Pattern;

/// Takes whatever may be secret out of a JDBC URL.
public final class MaskedUrl {
  private static final Pattern USER_INFO = Pattern.compile("//[^/@]*@");
  private static final Pattern SETTING = Pattern.compile("([?&;][^=&;]+=)[^&;]*");

  private MaskedUrl() {}

  /// Host, port and database stay; users, passwords and the values of all settings go.
  public static String of(String url) {
    return SETTING.matcher(USER_INFO.matcher(url).replaceAll("//***@")).replaceAll("$1***");
  }
}
