package dev.selvedge.connectors.postman;

import dev.selvedge.connectors.seed.FeedGuess;
import dev.selvedge.connectors.seed.Login;
import dev.selvedge.connectors.seed.Names;
import dev.selvedge.connectors.seed.Seed;
import dev.selvedge.connectors.seed.Shape;
import dev.selvedge.yaml.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The beginning of a system's description, made from a Postman collection.
public final class PostmanSeed {
  /// Headers that say how the list is to look.
  private static final Pattern SHAPING =
      Pattern.compile("(?i)accept-language|prefer|([a-z-]+-)?version");

  private static final Set<String> OUR_OWN =
      Set.of(
          "accept",
          "accept-encoding",
          "authorization",
          "cache-control",
          "connection",
          "content-length",
          "content-type",
          "cookie",
          "host",
          "origin",
          "postman-token",
          "referer",
          "user-agent");

  private final List<PostmanRequest> reads;
  private final String base;

  private PostmanSeed(List<PostmanRequest> reads) {
    this.reads = reads;
    this.base = mostOften(reads, request -> request.address().base()).orElse("");
  }

  /// Reads a file. Nothing when it cannot be read, and then `problems` says why.
  ///
  /// @param file its name, for problems
  /// @param text JSON of the format 2.0 or 2.1
  /// @param system what the system is to be called
  public static Optional<Seed> of(String file, String text, String system, Problems problems) {
    return Collection.read(file, text, problems)
        .map(collection -> new PostmanSeed(collection.reads()).seed(system));
  }

  private Seed seed(String system) {
    Map<String, PostmanRequest> lists = new LinkedHashMap<>();
    List<FeedGuess.Single> singles = new ArrayList<>();
    List<String> passedOver = new ArrayList<>();
    for (PostmanRequest request : reads) {
      Address address = request.address();
      if (!address.base().equals(base)) {
        passedOver.add(address.path() + " (at another address)");
      } else if (address.isSingle()) {
        Shape answer = request.shapes().stream().findFirst().orElseGet(Shape::unknown);
        singles.add(new FeedGuess.Single(address.path(), answer));
      } else {
        lists.merge(address.path(), request, PostmanRequest::with);
      }
    }
    List<FeedGuess> feeds = new ArrayList<>();
    List<PostmanRequest> used = new ArrayList<>();
    Login login = login(lists.values().stream().toList());
    String key = login instanceof Login.Key one && one.in().equals("query") ? one.name() : "";
    lists.forEach(
        (path, request) -> {
          Optional<FeedGuess> guess = guess(path, request, key, singles);
          guess.ifPresentOrElse(feeds::add, () -> passedOver.add(path));
          guess.ifPresent(found -> used.add(request));
        });
    return Seed.write(
        "a Postman collection, of which no secret was copied",
        system,
        access(used, used.isEmpty() ? login : login(used)),
        feeds,
        passedOver);
  }

  /// A list without an example is one when pages or single records of it are read.
  private static Optional<FeedGuess> guess(
      String path, PostmanRequest request, String key, List<FeedGuess.Single> singles) {
    var call = request.call(key);
    List<Shape> shapes = request.shapes();
    Optional<FeedGuess> seen =
        shapes.stream()
            .map(shape -> FeedGuess.of(path, shape, call, singles))
            .flatMap(Optional::stream)
            .findFirst();
    boolean likely =
        Names.pages(call.parameters().keySet()) || FeedGuess.single(path, singles).isPresent();
    return shapes.isEmpty() && likely ? Optional.of(FeedGuess.blind(path, call, singles)) : seen;
  }

  private static Login login(List<PostmanRequest> of) {
    return mostOften(of, Logins::of).orElse(new Login.None());
  }

  private Seed.Access access(List<PostmanRequest> used, Login login) {
    long ways = used.stream().map(Logins::of).distinct().count();
    Map<String, String> headers = new LinkedHashMap<>();
    used.stream()
        .flatMap(request -> request.headers().stream())
        .filter(header -> header.sent() && header.name().matches("[A-Za-z0-9_-]+"))
        .filter(header -> !OUR_OWN.contains(header.name().toLowerCase(Locale.ROOT)))
        .filter(header -> !(login instanceof Login.Key key && key.name().equals(header.name())))
        .forEach(
            header -> headers.putIfAbsent(header.name(), PostmanRequest.template(header, SHAPING)));
    boolean drawn = Stream.of(base.split("/", -1)).skip(3).anyMatch(SecretNames::isDrawn);
    return new Seed.Access(
        drawn ? "" : base,
        login,
        headers,
        ways > 1 ? List.of("the lists log in in " + ways + " ways") : List.of());
  }

  /// The commonest of something; the first one where several are.
  private static <T> Optional<T> mostOften(
      List<PostmanRequest> of, Function<PostmanRequest, T> what) {
    Map<T, Long> counted =
        of.stream().collect(Collectors.groupingBy(what, LinkedHashMap::new, Collectors.counting()));
    return counted.entrySet().stream()
        .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .map(Map.Entry::getKey);
  }
}
