package dev.selvedge.connectors.shopify;

import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.http.RetryAfter;
import dev.selvedge.connectors.shopify.api.AdminApi;
import dev.selvedge.connectors.shopify.api.CostBudget.Urgency;
import dev.selvedge.connectors.shopify.api.Queries;
import dev.selvedge.connectors.shopify.api.Queries.Listing;
import dev.selvedge.connectors.shopify.api.Scopes;
import dev.selvedge.connectors.shopify.api.ShopifySettings;
import dev.selvedge.connectors.shopify.api.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Looks at a real shop: does it answer, do the clocks agree, is the token good and of this shop,
/// does the API answer in our version, may the app read each feed, can one record of each be read,
/// are the webhooks registered. Stops where the next question makes no sense.
final class CheckUp {
  private static final Duration TOLERATED = Duration.ofSeconds(30);

  private final AdminApi api;
  private final ShopifySettings settings;
  private final ListReader reader;
  private final InstantSource clock;

  CheckUp(AdminApi api, ShopifySettings settings, ListReader reader, InstantSource clock) {
    this.api = api;
    this.settings = settings;
    this.reader = reader;
    this.clock = clock;
  }

  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    if (!answers(findings)) {
      return findings;
    }
    Optional<Scopes> scopes = scopes(findings);
    if (scopes.isEmpty()) {
      return findings;
    }
    for (Subject subject : ShopifyConnector.subjects(settings)) {
      readable(subject, scopes.get(), findings);
    }
    settings.hooks().ifPresent(hooks -> webhooks(hooks, findings));
    return findings;
  }

  private boolean answers(List<Finding> findings) {
    try {
      HttpReply reply = api.knock();
      findings.add(new Finding(true, "the shop answers", ""));
      reply.header("Date").flatMap(RetryAfter::date).ifPresent(date -> findings.add(skew(date)));
      return true;
    } catch (SourceException unreachable) {
      findings.add(broken(unreachable, "check 'shop', and that the hub may call out"));
      return false;
    }
  }

  private Finding skew(Instant theirs) {
    Duration apart = Duration.between(clock.instant(), theirs);
    return apart.abs().compareTo(TOLERATED) <= 0
        ? new Finding(true, "the shop's clock agrees with the hub's", "")
        : new Finding(
            false,
            "the shop's clock is "
                + apart.abs().toSeconds()
                + " s "
                + (apart.isNegative() ? "behind" : "ahead of")
                + " the hub's",
            "set the hub's by a time server: freshness is measured between them");
  }

  private Optional<Scopes> scopes(List<Finding> findings) {
    try {
      switch (api.ask(Queries.SHOP, AdminApi.variables(), Urgency.URGENT)) {
        case AdminApi.Answer.Content content -> {
          findings.add(new Finding(true, "the token is good", ""));
          version(content.version(), findings);
          sameShop(content.data(), findings);
          return Optional.of(Scopes.of(content.data()));
        }
        case AdminApi.Answer.Failed failed ->
            findings.add(
                new Finding(
                    false, "the shop fails to say who it is: " + failed.code(), "try again"));
        case AdminApi.Answer.BadArgument _, AdminApi.Answer.TooHeavy _ ->
            findings.add(
                new Finding(
                    false, "the shop does not understand who we ask for", "check 'api_version'"));
      }
    } catch (SourceException refused) {
      findings.add(broken(refused, "check the token, or the app and that it is installed"));
    }
    return Optional.empty();
  }

  /// An expired version is answered in the oldest one that is not.
  private void version(String answered, List<Finding> findings) {
    if (!answered.isEmpty() && !answered.equals(settings.version())) {
      findings.add(
          new Finding(
              false,
              "the API answers in version " + answered + " in place of " + settings.version(),
              "update the hub, or set 'api_version'"));
    }
  }

  private void sameShop(JsonNode data, List<Finding> findings) {
    String theirs = data.path("shop").path("myshopifyDomain").asString("");
    String ours = settings.admin().getHost().toLowerCase(Locale.ROOT);
    if (ours.endsWith(".myshopify.com") && !theirs.equalsIgnoreCase(ours)) {
      findings.add(
          new Finding(
              false,
              "the shop calls itself " + theirs,
              "write that as 'shop': webhooks of " + ours + " would be refused"));
    }
  }

  private void readable(Subject subject, Scopes scopes, List<Finding> findings) {
    String what = subject.kind() + " records";
    if (!scopes.allow(subject.scope())) {
      findings.add(
          new Finding(
              false, "the app may not read " + what, "give it the scope " + subject.scope()));
      return;
    }
    try {
      Walk all = Walk.since(Instant.EPOCH, clock.instant());
      findings.add(
          switch (reader.read(Listing.of(subject).getFirst(), all, 1)) {
            case ListReader.Outcome.Read read -> trial(what, read.elements());
            case ListReader.Outcome.CursorRefused _ ->
                new Finding(false, what + " cannot be read", "check 'api_version'");
          });
      if (subject == Subject.ORDER && !scopes.allow(Scopes.ALL_ORDERS)) {
        findings.add(
            new Finding(
                true,
                "only orders of the last 60 days can be read: the app lacks the scope "
                    + Scopes.ALL_ORDERS,
                "ask Shopify for it if older orders shall count"));
      }
    } catch (SourceException unreadable) {
      findings.add(broken(unreadable, "check the app's scopes, and its access to customers' data"));
    }
  }

  private static Finding trial(String what, List<Element> elements) {
    if (elements.isEmpty()) {
      return new Finding(true, what + " can be read; there are none yet", "");
    }
    return elements.getFirst() instanceof Element.Whole
        ? new Finding(true, what + " can be read; one was read as a trial", "")
        : new Finding(false, "the shop fails on some " + what, "ask Shopify's support");
  }

  private void webhooks(ShopifySettings.Hooks hooks, List<Finding> findings) {
    try {
      findings.addAll(new Subscriptions(api.system(), api, hooks).examine());
    } catch (SourceException unsaid) {
      findings.add(broken(unsaid, "try again"));
    }
  }

  private static Finding broken(SourceException failure, String advice) {
    return new Finding(false, String.valueOf(failure.getMessage()), advice);
  }
}
