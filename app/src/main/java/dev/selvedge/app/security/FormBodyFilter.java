package dev.selvedge.app.security;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps a copy of a submitted form, so that the check of its CSRF token does not use up the body
/// before the page reads its fields. Stands before Spring Security. Safe for use by many threads.
final class FormBodyFilter implements Filter {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int MOST_BYTES = 64 * 1024;

  /// Where whole records are written into a form.
  private static final String RECORDS = "/parked/";

  private static final int MOST_BYTES_OF_A_RECORD = 256 * 1024;
  private static final int MOST_FIELDS = 200;

  private final Look look;

  FormBodyFilter(Look look) {
    this.look = look;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http) || !isForm(http)) {
      chain.doFilter(request, response);
      return;
    }
    int most = http.getRequestURI().startsWith(RECORDS) ? MOST_BYTES_OF_A_RECORD : MOST_BYTES;
    byte[] body = http.getInputStream().readNBytes(most + 1);
    Map<String, List<String>> fields = new LinkedHashMap<>();
    boolean readable = body.length <= most && add(fields, text(body)) && add(fields, query(http));
    if (readable) {
      chain.doFilter(new Form(http, body, fields), response);
    } else {
      Pages.send((HttpServletResponse) response, 400, look.problem(400));
    }
  }

  private static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM);
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static String query(HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null ? "" : query;
  }

  private static boolean add(Map<String, List<String>> fields, String encoded) {
    for (String pair : encoded.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      try {
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        fields.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
      } catch (IllegalArgumentException badEscape) {
        return false;
      }
      if (fields.size() > MOST_FIELDS) {
        return false;
      }
    }
    return true;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// A request whose form can be read as often as anyone likes, as fields and as a body.
  private static final class Form extends HttpServletRequestWrapper {
    private final byte[] body;
    private final Map<String, List<String>> fields;

    Form(HttpServletRequest request, byte[] body, Map<String, List<String>> fields) {
      super(request);
      this.body = body;
      this.fields = fields;
    }

    @Override
    public @Nullable String getParameter(String name) {
      List<String> values = fields.get(name);
      return values == null ? null : values.getFirst();
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
      List<String> values = fields.get(name);
      return values == null ? null : values.toArray(String[]::new);
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.enumeration(fields.keySet());
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      Map<String, String[]> map = new LinkedHashMap<>();
      fields.forEach((name, values) -> map.put(name, values.toArray(String[]::new)));
      return Collections.unmodifiableMap(map);
    }

    @Override
    public ServletInputStream getInputStream() {
      return new Again(new ByteArrayInputStream(body));
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(
          new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8));
    }
  }

  /// The kept body as a servlet stream.
  private static final class Again extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    Again(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("a kept form is read blocking");
    }
  }
}
