package dev.selvedge.connectors.rest;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.rest.RestSettings.Changes;
import dev.selvedge.connectors.rest.RestSettings.FeedRule;
import dev.selvedge.connectors.rest.RestSettings.PagingKind;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Asks a system for pages of one feed. Safe for use by many threads.
final class Lists {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final RestApi api;
  private final RowReader reader;
  private final FeedRule rule;

  Lists(RestApi api, RowReader reader) {
    this.api = api;
    this.reader = reader;
    this.rule = reader.rule();
  }

  /// Whether the system lets us say how many records a page has.
  boolean sized() {
    return rule.list().mentions("size");
  }

  /// The page at a mark and a step; nothing when the system does not know the step any more.
  ///
  /// @throws SourceException when there is no usable answer
  Optional<Listing> page(Place.Mark mark, Place.Step step) {
    HttpCall call = call(mark, step);
    return switch (api.ask(call)) {
      case RestApi.Answer.Found found ->
          Optional.of(bare(call.to(), reader.listing(found.root(), found.reply())));
      case RestApi.Answer.Unknown unknown -> {
        if (step.next().isEmpty() && !changesByToken(mark)) {
          throw new SourceException(
              reader.feed()
                  + ": "
                  + call.to().getHost()
                  + " answers "
                  + call.to().getPath()
                  + " with HTTP "
                  + unknown.status()
                  + "; check 'path' and 'query'");
        }
        yield Optional.empty();
      }
    };
  }

  private boolean changesByToken(Place.Mark mark) {
    return rule.changes() instanceof Changes.Token && !mark.text().isEmpty();
  }

  private HttpCall call(Place.Mark mark, Place.Step step) {
    boolean address =
        rule.paging().kind() == PagingKind.LINK || rule.paging().kind() == PagingKind.NEXT_URL;
    if (address && !step.next().isEmpty()) {
      return new HttpCall("GET", sameOrigin(api.base(), step.next()), Map.of(), "");
    }
    return rule.list().filled(api.base(), values(mark, step)).orElseThrow();
  }

  private Map<String, JsonNode> values(Place.Mark mark, Place.Step step) {
    Map<String, JsonNode> values = new HashMap<>();
    values.put("size", JSON.numberNode(step.size()));
    values.put("page", JSON.numberNode(rule.paging().first() + step.page()));
    values.put("offset", JSON.numberNode((long) step.page() * step.size()));
    if (!step.next().isEmpty()) {
      values.put("token", JSON.stringNode(step.next()));
    }
    if (!mark.text().isEmpty()) {
      switch (rule.changes()) {
        case Changes.Since since -> values.put("since", since.format().write(instant(mark.text())));
        case Changes.Id ignored ->
            values.put("last_id", JSON.numberNode(new BigDecimal(mark.text()).toBigInteger()));
        case Changes.Token ignored -> values.put("token", JSON.stringNode(mark.text()));
        case Changes.All ignored -> {
          // nothing is asked for by
        }
      }
    }
    return values;
  }

  static Instant instant(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  /// An address to go on at is stored, so it is kept without credentials, and whole.
  private Listing bare(URI asked, Listing listing) {
    PagingKind kind = rule.paging().kind();
    if (listing.next().isEmpty() || (kind != PagingKind.LINK && kind != PagingKind.NEXT_URL)) {
      return listing;
    }
    URI next = api.signer().bare(sameOrigin(asked, listing.next()));
    return new Listing(listing.rows(), next.toString(), listing.more(), listing.total());
  }

  /// Credentials go with the next call, so it must be one to the same system.
  private URI sameOrigin(URI asked, String next) {
    URI to;
    try {
      to = asked.resolve(next);
    } catch (IllegalArgumentException noAddress) {
      throw new SourceException(
          reader.feed() + ": what the answer gives for the next page is no address", noAddress);
    }
    if (!origin(to).equals(origin(api.base()))) {
      throw new SourceException(
          reader.feed()
              + ": the next page is said to be at "
              + origin(to)
              + ", which is not where 'base_url' is ("
              + origin(api.base())
              + "); our credentials are not sent there");
    }
    return to;
  }

  private static String origin(URI uri) {
    return (uri.getScheme() + "://" + uri.getRawAuthority()).toLowerCase(Locale.ROOT);
  }
}
