package dev.selvedge.connectors.http;

import dev.selvedge.Payload;
import dev.selvedge.connector.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// The port on Apache HttpClient, with everything switched off that would act by itself: retries,
/// redirects, cookies, authentication. Safe for use by many threads.
public final class ApacheHttp implements HttpPort {
  private static final int CONNECTIONS = 4;

  private final Limits limits;
  private final CloseableHttpClient client;

  /// Opens nothing before the first call.
  public ApacheHttp(Limits limits) {
    this.limits = limits;
    this.client =
        HttpClientBuilder.create()
            .setConnectionManager(connections(limits))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(Timeout.of(limits.connect()))
                    .setResponseTimeout(Timeout.of(limits.answer()))
                    .setRedirectsEnabled(false)
                    .setAuthenticationEnabled(false)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .setUserAgent("selvedge")
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  /// How long to wait and how much to hold.
  ///
  /// @param connect until a connection stands
  /// @param answer between two bytes of the answer
  /// @param bytes the largest answer taken, after decompression
  public record Limits(Duration connect, Duration answer, int bytes) {}

  @Override
  public HttpReply send(HttpCall call) {
    HttpReply reply = sendCut(call, limits.bytes());
    if (reply.body().size() > limits.bytes()) {
      throw new SourceException(
          call.to().getHost() + " answered with more than " + limits.bytes() + " bytes");
    }
    return reply;
  }

  @Override
  public HttpReply sendCut(HttpCall call, int bytes) {
    return CallWatch.heard(call, () -> make(call, bytes));
  }

  private HttpReply make(HttpCall call, int bytes) {
    HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.to());
    call.headers().forEach(request::setHeader);
    if (!call.json().isEmpty()) {
      request.setEntity(new StringEntity(call.json(), ContentType.APPLICATION_JSON));
    }
    try {
      return client.execute(request, response -> read(response, bytes));
    } catch (IOException failure) {
      throw new SourceException(why(call.to(), failure), failure);
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("closing HTTP connections failed", failure);
    }
  }

  private static PoolingHttpClientConnectionManager connections(Limits limits) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setMaxConnTotal(CONNECTIONS)
        .setMaxConnPerRoute(CONNECTIONS)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(limits.connect()))
                .setSocketTimeout(Timeout.of(limits.answer()))
                .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                .setTimeToLive(TimeValue.ofMinutes(10))
                .build())
        .build();
  }

  private static HttpReply read(ClassicHttpResponse response, int most) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : response.getHeaders()) {
      headers.putIfAbsent(header.getName(), header.getValue() == null ? "" : header.getValue());
    }
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new HttpReply(response.getCode(), headers, Payload.ofText(""));
    }
    try (InputStream in = entity.getContent()) {
      byte[] body = in.readNBytes(most + 1);
      if (body.length > most) {
        // Closing the stream would read the rest first.
        response.close();
      }
      return new HttpReply(response.getCode(), headers, Payload.of(body));
    }
  }

  private String why(URI to, IOException failure) {
    String where = to.getHost() + (to.getPort() < 0 ? "" : ":" + to.getPort());
    return switch (failure) {
      case ConnectTimeoutException _ ->
          "no connection to " + where + " within " + limits.connect().toSeconds() + " s";
      case HttpHostConnectException _ -> where + " refuses connections";
      case UnknownHostException _ -> "there is no host named " + to.getHost();
      case SSLException _ -> "no secure connection to " + where + " could be agreed on";
      case SocketTimeoutException _ ->
          where + " did not answer within " + limits.answer().toSeconds() + " s";
      default -> "the connection to " + where + " broke off before the answer was complete";
    };
  }
}
