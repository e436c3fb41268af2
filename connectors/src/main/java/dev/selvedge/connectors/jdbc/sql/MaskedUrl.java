package dev.selvedge.connectors.jdbc.sql;

import java.util.regex.Pattern;

/// Takes whatever may be secret out of a JDBC URL.
public final class MaskedUrl {
  private static final Pattern USER_INFO = Pattern.compile("//[^/@]*@");
  /// `jdbc:oracle:thin:user/password@…`.
  private static final Pattern ORACLE_USER = Pattern.compile("^(jdbc:oracle:[a-z0-9]+:)[^@]+@");

  private static final Pattern SETTING = Pattern.compile("([?&;][^=&;]+=)[^&;]*");

  private MaskedUrl() {}

  /// Host, port and database stay; users, passwords and the values of all settings go.
  public static String of(String url) {
    String named = ORACLE_USER.matcher(url).replaceAll("$1***@");
    return SETTING.matcher(USER_INFO.matcher(named).replaceAll("//***@")).replaceAll("$1***");
  }
}
