package dev.selvedge.app.security;

/// How the guards' own pages look. Safe for use by many threads.
public interface Look {
  /// The log-in page.
  String login(LoginForm form);

  /// The page for a refused or failed request, by HTTP status.
  String problem(int status);

  /// What the log-in page shows.
  ///
  /// @param notice a sentence above the form, or empty
  /// @param csrfToken goes back with the form
  /// @param next where to go afterwards, a path of this hub
  record LoginForm(String notice, String csrfToken, String next) {}
}
