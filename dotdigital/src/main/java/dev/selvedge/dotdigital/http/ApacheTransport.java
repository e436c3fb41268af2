package dev.selvedge.dotdigital.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// The transport on Apache HttpClient, with everything switched off that would act by itself: no
/// retries, no redirects, no cookies, no authentication dialogue. Safe for use by many threads.
///
/// The client's own time-outs are for silence; a server that sends a byte now and then, or takes
/// one, would never meet them. So each call also has a deadline, at which it is cut off.
public final class ApacheTransport implements Transport {
  /// The largest reply held in memory. A page of 5,000 full contacts is about a tenth of it.
  private static final int MAX_REPLY_BYTES = 64 * 1024 * 1024;

  private static final ContentType JSON = ContentType.create("application/json");
  private static final URI ANYWHERE = URI.create("/");
  private static final String SENT = "dev.selvedge.dotdigital.sent";

  private final HttpHost host;
  private final String pathPrefix;
  private final String authorization;
  private final String integrationToken;
  private final Duration callTimeout;
  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor deadlines = deadlines();

  private ApacheTransport(ClientConfig config) {
    this.host = HttpHost.create(config.baseUrl());
    this.pathPrefix = config.baseUrl().getRawPath();
    String pair = config.credentials().user() + ':' + config.credentials().password();
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    this.integrationToken = config.integrationToken();
    this.callTimeout = config.callTimeout();
    this.client = client(config);
  }

  public static ApacheTransport to(ClientConfig config) {
    return new ApacheTransport(config);
  }

  @Override
  public Transmission send(Request request) {
    var context = HttpClientContext.create();
    var overdue = new AtomicBoolean();
    HttpUriRequestBase message = message(request);
    ScheduledFuture<?> deadline =
        deadlines.schedule(
            () -> {
              overdue.set(true);
              message.cancel();
            },
            callTimeout.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return client.execute(host, message, context, ApacheTransport::reply);
    } catch (IOException failure) {
      boolean sent = context.getAttribute(SENT) != null;
      if (overdue.get()) {
        return sent
            ? new Transmission.Lost(Transmission.Loss.TIMED_OUT)
            : new Transmission.NotSent(Transmission.Obstacle.CONNECT_TIMED_OUT);
      }
      return sent ? lost(failure) : notSent(failure);
    } finally {
      deadline.cancel(false);
    }
  }

  private static ScheduledThreadPoolExecutor deadlines() {
    var executor =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("dotdigital-deadlines").factory(),
            // A call after the end fails by itself.
            new ThreadPoolExecutor.DiscardPolicy());
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    try {
      client.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("closing the connections to Dotdigital failed", failure);
    }
  }

  private static CloseableHttpClient client(ClientConfig config) {
    var requestConfig =
        RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.of(config.connectTimeout()))
            .setResponseTimeout(Timeout.of(config.responseTimeout()))
            .setRedirectsEnabled(false)
            .setAuthenticationEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .build();
    return HttpClientBuilder.create()
        .setConnectionManager(connections(config))
        .setDefaultRequestConfig(requestConfig)
        .setUserAgent("selvedge-dotdigital")
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        // Behind this point a connection stands and bytes may leave: whatever fails before it
        // cannot have had an effect.
        .addExecInterceptorAfter(
            ChainElement.CONNECT.name(),
            "mark-sent",
            (request, scope, chain) -> {
              scope.clientContext.setAttribute(SENT, true);
              return chain.proceed(request, scope);
            })
        .build();
  }

  private static PoolingHttpClientConnectionManager connections(ClientConfig config) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setMaxConnTotal(config.maxConnections())
        .setMaxConnPerRoute(config.maxConnections())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(config.connectTimeout()))
                .setSocketTimeout(Timeout.of(config.responseTimeout()))
                // A server that closed an idle connection would otherwise turn a plain call into
                // a lost one.
                .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                .setTimeToLive(TimeValue.ofMinutes(10))
                .build())
        .setDefaultSocketConfig(
            SocketConfig.custom()
                .setTcpNoDelay(true)
                .setSoTimeout(Timeout.of(config.responseTimeout()))
                .build())
        .build();
  }

  private HttpUriRequestBase message(Request request) {
    var message = new HttpUriRequestBase(request.method().name(), ANYWHERE);
    message.setScheme(host.getSchemeName());
    message.setAuthority(new URIAuthority(host));
    // Set as it is: a cursor's query may hold what the URI class does not let pass.
    message.setPath(pathPrefix + request.target().encoded());
    message.setHeader(HttpHeaders.AUTHORIZATION, authorization);
    message.setHeader(HttpHeaders.ACCEPT, "application/json, text/plain;q=0.9, */*;q=0.1");
    if (!integrationToken.isEmpty()) {
      message.setHeader("x-ddg-integration-token", integrationToken);
    }
    if (!request.payload().isEmpty()) {
      message.setEntity(new PayloadEntity(request.payload()));
    }
    return message;
  }

  private static Transmission reply(ClassicHttpResponse response) throws IOException {
    var fields = new LinkedHashMap<String, String>();
    for (Header header : response.getHeaders()) {
      fields.putIfAbsent(header.getName(), header.getValue() == null ? "" : header.getValue());
    }
    var headers = Headers.of(fields);
    if (response.getEntity() == null) {
      return new Transmission.Replied(response.getCode(), headers, new byte[0]);
    }
    try (InputStream in = response.getEntity().getContent()) {
      byte[] body = in.readNBytes(MAX_REPLY_BYTES + 1);
      return body.length > MAX_REPLY_BYTES
          ? new Transmission.Overlong(response.getCode(), headers)
          : new Transmission.Replied(response.getCode(), headers, body);
    }
  }

  private static Transmission lost(IOException failure) {
    boolean silent = failure instanceof SocketTimeoutException;
    return new Transmission.Lost(silent ? Transmission.Loss.TIMED_OUT : Transmission.Loss.CUT);
  }

  private static Transmission notSent(IOException failure) {
    return new Transmission.NotSent(
        switch (failure) {
          case org.apache.hc.client5.http.HttpHostConnectException _ ->
              Transmission.Obstacle.REFUSED;
          case UnknownHostException _ -> Transmission.Obstacle.UNKNOWN_HOST;
          case ConnectTimeoutException _ -> Transmission.Obstacle.CONNECT_TIMED_OUT;
          case SSLException _ -> Transmission.Obstacle.TLS;
          case org.apache.hc.core5.http.ConnectionRequestTimeoutException _ ->
              Transmission.Obstacle.NO_FREE_CONNECTION;
          default -> Transmission.Obstacle.OTHER;
        });
  }

  /// A request body that is written straight from the payload.
  private static final class PayloadEntity extends AbstractHttpEntity {
    private final Payload payload;

    PayloadEntity(Payload payload) {
      super(JSON, null);
      this.payload = payload;
    }

    @Override
    public long getContentLength() {
      return payload.length();
    }

    @Override
    public boolean isRepeatable() {
      return true;
    }

    @Override
    public boolean isStreaming() {
      return false;
    }

    @Override
    public InputStream getContent() {
      throw new UnsupportedOperationException("this body is written, not read");
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      payload.writeTo(out);
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
