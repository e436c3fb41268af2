package dev.selvedge.connectors.kafka;

import dev.selvedge.connectors.kafka.Bookmark.Place;
import dev.selvedge.connectors.kafka.Bookmark.Places;
import dev.selvedge.connectors.kafka.Brokers.Extent;
import dev.selvedge.connectors.kafka.Brokers.Range;
import dev.selvedge.connectors.kafka.KafkaOptions.Start;
import dev.selvedge.connectors.kafka.KafkaOptions.TopicRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What stored places mean in topics as they are now: where to go on in each partition, and what
/// went away meanwhile. Immutable.
///
/// @param places for each partition that there is
/// @param losses what cannot be read any more
record Standing(Map<String, Places> places, List<Loss> losses) {
  Standing {
    places = Map.copyOf(places);
    losses = List.copyOf(losses);
  }

  /// Messages that went away before they were read.
  ///
  /// @param where topic, partition and offsets
  /// @param why a sentence
  record Loss(String where, String why) {}

  /// @param now how far each of the rule's topics reaches
  static Standing of(Bookmark stored, Map<String, Extent> now, TopicRule rule) {
    Map<String, Places> places = new TreeMap<>();
    List<Loss> losses = new ArrayList<>();
    for (String topic : rule.topics()) {
      Extent extent = now.getOrDefault(topic, new Extent("", Map.of()));
      Places known = stored.topics().get(topic);
      places.put(
          topic,
          known == null
              ? first(extent, rule.reading().start())
              : again(topic, known, extent, losses));
    }
    return new Standing(places, losses);
  }

  private static Places first(Extent extent, Start start) {
    Map<Integer, Place> partitions = new TreeMap<>();
    extent
        .partitions()
        .forEach(
            (number, range) ->
                partitions.put(
                    number,
                    switch (start) {
                      case EARLIEST -> new Place(range.earliest(), range.end(), "");
                      case LATEST -> new Place(range.end(), 0, "");
                    }));
    return new Places(extent.id(), partitions);
  }

  private static Places again(String topic, Places known, Extent extent, List<Loss> losses) {
    if (!known.id().equals(extent.id())) {
      losses.add(
          new Loss(
              "topic " + topic,
              "It was deleted and made anew since it was last read; what the old one still held is"
                  + " gone."));
      return first(extent, Start.EARLIEST);
    }
    Map<Integer, Place> partitions = new TreeMap<>();
    extent
        .partitions()
        .forEach(
            (number, range) -> {
              Place place = known.partitions().get(number);
              partitions.put(
                  number,
                  place == null
                      ? new Place(range.earliest(), 0, "")
                      : kept(topic, number, place, range, losses));
            });
    return new Places(extent.id(), partitions);
  }

  private static Place kept(String topic, int number, Place place, Range range, List<Loss> losses) {
    if (place.next() < range.earliest()) {
      losses.add(
          new Loss(
              "topic %s, partition %d, offsets %d to %d"
                  .formatted(topic, number, place.next(), range.earliest() - 1),
              "The brokers' retention deleted them before they were read."));
      return new Place(range.earliest(), place.until(), "");
    }
    if (place.next() > range.end()) {
      losses.add(
          new Loss(
              "topic %s, partition %d, offset %d".formatted(topic, number, place.next()),
              "The partition now ends at "
                  + range.end()
                  + ", before what was read: brokers lost the end of it, and what took its place"
                  + " there is unknown."));
      return new Place(range.earliest(), range.end(), "");
    }
    return place;
  }
}
