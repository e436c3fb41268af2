package dev.selvedge.connectors.businesscentral;

import dev.selvedge.Secret;
import dev.selvedge.connectors.oauth.ClientAccess;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The checked options of one company. Immutable.
///
/// @param environment where the API of the environment is, with a slash at its end
/// @param company its GUID
/// @param consent the API page that holds consent, where there is one
/// @param hooks how changes are told, where they are
/// @param pageSize records a page, 2 to 1000
/// @param overlap how late a transaction may commit a stamp
/// @param reread how long back orders are read again every hour
/// @param timeout how long an answer may take
record Options(
    URI environment,
    String company,
    ClientAccess access,
    List<Subject> subjects,
    Optional<ConsentPage> consent,
    Optional<Hooks> hooks,
    int pageSize,
    Duration overlap,
    Duration reread,
    Duration timeout) {
  Options {
    subjects = List.copyOf(subjects);
  }

  /// An API page of the brand's own over what holds consent.
  ///
  /// @param api publisher, group and version, joined by slashes
  /// @param set its list
  /// @param choice the Boolean field that holds the opt-in
  /// @param at the DateTime field that holds when it was decided; empty for none
  /// @param email the field that holds the address, or several joined by semicolons
  record ConsentPage(String api, String set, String choice, String at, String email) {}

  /// @param url where the hub is reached from outside, without a slash at its end
  /// @param clientState what every call has to bring
  record Hooks(String url, Secret clientState) {}

  /// The same company with another client.
  Options as(ClientAccess other) {
    return new Options(
        environment, company, other, subjects, consent, hooks, pageSize, overlap, reread, timeout);
  }

  /// Where a list is.
  URI list(Subject subject) {
    return subject == Subject.CONSENT
        ? consent
            .map(page -> inCompany("api/" + page.api(), page.set()))
            .orElseThrow(() -> new IllegalStateException("no page for consent"))
        : inCompany("api/v2.0", subject.set());
  }

  /// The company itself.
  URI itself() {
    return environment.resolve("api/v2.0/companies(" + company + ")");
  }

  /// The subscriptions of the environment.
  URI subscriptions() {
    return environment.resolve("api/v2.0/subscriptions");
  }

  /// What a subscription calls a list.
  String resource(Subject subject) {
    return "/api/v2.0/companies(" + company + ")/" + subject.set();
  }

  private URI inCompany(String api, String set) {
    return environment.resolve(api + "/companies(" + company + ")/" + set);
  }
}
