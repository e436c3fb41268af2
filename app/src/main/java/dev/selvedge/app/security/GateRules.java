package dev.selvedge.app.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/// Which paths need which role, in the words of Spring Security. A path that is not named here
/// ends in the last chain and does not exist, whatever the router thinks of it.
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class GateRules {
  private static final String[] PAGES = {
    "/",
    "/now",
    "/events",
    "/plots/**",
    "/flows/**",
    "/people",
    "/people/**",
    "/alarms",
    "/alarms/**",
    "/automations",
    "/automations/**",
    "/parked",
    "/parked/**",
    "/audits",
    "/audits/**",
    "/search",
    "/connections",
    "/connections/**",
    "/allowance",
    "/orders",
    "/orders/**",
    "/reports",
    "/reports/**",
    "/logout"
  };
  private static final String[] OPEN = {Door.LOGIN, "/web/**"};
  private static final String CSRF_COOKIE = "selvedge-form";

  @Bean
  PasswordEncoder passwordEncoder() {
    return new BCryptPasswordEncoder();
  }

  @Bean
  UserDetailsService userDetails(GateParts parts) {
    return name ->
        parts
            .users()
            .find(name)
            .map(Account::new)
            .orElseThrow(() -> new UsernameNotFoundException("no such user"));
  }

  @Bean
  Door door(GateParts parts) {
    return new Door(parts);
  }

  @Bean
  RequestRejectedHandler rejected(GateParts parts) {
    return (request, response, why) -> Pages.send(response, 400, parts.look().problem(400));
  }

  @Bean
  @Order(1)
  SecurityFilterChain pages(HttpSecurity http, GateParts parts, Door door) {
    headers(http);
    csrf(http, parts.https());
    return http.securityMatchers(known -> known.requestMatchers(PAGES).requestMatchers(OPEN))
        .authorizeHttpRequests(
            rules ->
                rules
                    .requestMatchers(OPEN)
                    .permitAll()
                    .requestMatchers(HttpMethod.POST, "/logout")
                    .authenticated()
                    .requestMatchers(HttpMethod.GET, PAGES)
                    .hasRole(Role.VIEWER.name())
                    .anyRequest()
                    .hasRole(Role.OPERATOR.name()))
        .requestCache(cache -> cache.disable())
        .formLogin(
            form ->
                form.loginPage(Door.LOGIN)
                    .loginProcessingUrl(Door.LOGIN)
                    .usernameParameter(Door.NAME)
                    .passwordParameter(Door.PASSWORD)
                    .successHandler(door::welcome)
                    .failureHandler(door::turnAway))
        .logout(out -> out.logoutUrl("/logout").logoutSuccessUrl(Door.LOGIN + "?out"))
        .exceptionHandling(
            trouble ->
                trouble
                    .authenticationEntryPoint(door::showTheWayIn)
                    .accessDeniedHandler(door::refuse))
        .addFilterBefore(new SessionAge(parts), SecurityContextHolderFilter.class)
        .addFilterBefore(door.throttle(), UsernamePasswordAuthenticationFilter.class)
        .build();
  }

  /// What is not known does not exist, for anybody.
  @Bean
  @Order(2)
  SecurityFilterChain nothingElse(HttpSecurity http, GateParts parts) {
    headers(http);
    return http.authorizeHttpRequests(rules -> rules.anyRequest().denyAll())
        .csrf(csrf -> csrf.disable())
        .requestCache(cache -> cache.disable())
        .logout(out -> out.disable())
        .exceptionHandling(
            trouble ->
                trouble
                    .authenticationEntryPoint(
                        (request, response, why) ->
                            Pages.send(response, 404, parts.look().problem(404)))
                    .accessDeniedHandler(
                        (request, response, why) ->
                            Pages.send(response, 404, parts.look().problem(404))))
        .build();
  }

  /// The token lives in a cookie and not in a session, so that asking for the log-in page a
  /// million times costs no memory.
  private static void csrf(HttpSecurity http, boolean https) {
    CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
    tokens.setCookieName(CSRF_COOKIE);
    tokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict").secure(https));
    http.csrf(
        csrf ->
            csrf.csrfTokenRepository(tokens)
                .csrfTokenRequestHandler(new XorCsrfTokenRequestAttributeHandler()));
  }

  private static void headers(HttpSecurity http) {
    http.headers(
        headers ->
            headers
                .withObjectPostProcessor(writtenAtOnce())
                .cacheControl(cache -> cache.disable())
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .contentSecurityPolicy(policy -> policy.policyDirectives(Pages.CONTENT_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .addHeaderWriter(
                    new StaticHeadersWriter("Cross-Origin-Opener-Policy", "same-origin"))
                .addHeaderWriter(
                    new StaticHeadersWriter(
                        "Permissions-Policy", "camera=(), geolocation=(), microphone=()")));
  }

  /// Spring writes its headers when its wrapper sees the answer being sent. The router can send a
  /// long answer without the wrapper seeing it, and the headers would be missing just there.
  private static ObjectPostProcessor<HeaderWriterFilter> writtenAtOnce() {
    return new ObjectPostProcessor<>() {
      @Override
      public <O extends HeaderWriterFilter> O postProcess(O filter) {
        filter.setShouldWriteHeadersEagerly(true);
        return filter;
      }
    };
  }
}
