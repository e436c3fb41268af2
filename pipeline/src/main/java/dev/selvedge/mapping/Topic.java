package dev.selvedge.mapping;

import java.util.Locale;

/// What somebody agrees to or declines: a way of being contacted as a whole, or a finer part of it.
/// Immutable.
///
/// @param name of the list or preference; empty for the whole channel
public record Topic(Channel channel, Grain grain, String name) implements Comparable<Topic> {
  public static final Topic EMAIL = new Topic(Channel.EMAIL, Grain.WHOLE, "");
  public static final Topic SMS = new Topic(Channel.SMS, Grain.WHOLE, "");

  /// By which way a person is contacted.
  public enum Channel {
    EMAIL,
    SMS
  }

  /// How fine it is.
  public enum Grain {
    /// everything that comes this way
    WHOLE,
    /// what goes to one mailing list
    LIST,
    /// one marketing preference
    PREFERENCE
  }

  public Topic {
    if ((grain == Grain.WHOLE) != name.isEmpty()) {
      throw new IllegalArgumentException("a list or a preference has a name, a channel has none");
    }
  }

  /// E-mail of one Dotdigital list.
  public static Topic list(String name) {
    return new Topic(Channel.EMAIL, Grain.LIST, name);
  }

  /// E-mail of one Dotdigital preference.
  public static Topic preference(String name) {
    return new Topic(Channel.EMAIL, Grain.PREFERENCE, name);
  }

  /// The channel it is a part of, or itself.
  public Topic whole() {
    return channel == Channel.EMAIL ? EMAIL : SMS;
  }

  /// `EMAIL`, `SMS`, `EMAIL/list/News`; [#parse] reads it back.
  public String text() {
    return grain == Grain.WHOLE
        ? channel.name()
        : channel + "/" + grain.name().toLowerCase(Locale.ROOT) + "/" + name;
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException for anything else
  public static Topic parse(String text) {
    String[] parts = text.split("/", 3);
    Channel channel = Channel.valueOf(parts[0]);
    if (parts.length == 1) {
      return new Topic(channel, Grain.WHOLE, "");
    }
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a topic of consent: " + text);
    }
    return new Topic(channel, Grain.valueOf(parts[1].toUpperCase(Locale.ROOT)), parts[2]);
  }

  @Override
  public int compareTo(Topic other) {
    return text().compareTo(other.text());
  }

  /// As people say it: `e-mail`, `SMS`, `list News`, `preference Offers`.
  public String words() {
    return switch (grain) {
      case WHOLE -> channel == Channel.EMAIL ? "e-mail" : "SMS";
      case LIST -> "list " + name;
      case PREFERENCE -> "preference " + name;
    };
  }
}
