package dev.selvedge.browser;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/// Makes pictures of pages small: of the 256 colours that are there most, each other is shown as
/// the nearest. Pages have few colours but for the edges of letters, so that nobody sees it.
final class SmallPng {
  private static final int COLOURS = 256;

  private SmallPng() {}

  static byte[] of(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    List<Integer> palette = palette(image);
    byte[][] channels = new byte[3][palette.size()];
    Map<Integer, Integer> places = new HashMap<>();
    for (int place = 0; place < palette.size(); place++) {
      int colour = palette.get(place);
      channels[0][place] = (byte) (colour >> 16);
      channels[1][place] = (byte) (colour >> 8);
      channels[2][place] = (byte) colour;
      places.put(colour, place);
    }
    IndexColorModel model =
        new IndexColorModel(8, palette.size(), channels[0], channels[1], channels[2]);
    BufferedImage small =
        new BufferedImage(
            image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int colour = image.getRGB(x, y) & 0xFFFFFF;
        int place = places.computeIfAbsent(colour, one -> nearest(one, palette));
        small.getRaster().setSample(x, y, 0, place);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(small, "png", out);
    return out.toByteArray();
  }

  private static List<Integer> palette(BufferedImage image) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        counts.merge(image.getRGB(x, y) & 0xFFFFFF, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(COLOURS)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static int nearest(int colour, List<Integer> palette) {
    int best = 0;
    long least = Long.MAX_VALUE;
    for (int place = 0; place < palette.size(); place++) {
      long distance = distance(colour, palette.get(place));
      if (distance < least) {
        least = distance;
        best = place;
      }
    }
    return best;
  }

  private static long distance(int one, int other) {
    long sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      long difference = (long) ((one >> shift) & 0xFF) - ((other >> shift) & 0xFF);
      sum += difference * difference;
    }
    return sum;
  }
}
