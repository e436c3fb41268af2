package dev.selvedge.app.jar;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.SourceException;
import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.Problems;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Stands between the hub and a connector out of a jar, and around everything that connector hands
/// out: a class that is missing there stops the feed that needs it with a sentence, as a system
/// that is away does, and never one of the hub's loops. Libraries in the jar that look for their
/// own parts by the thread's class loader find the jar's.
///
/// Faults of the connector's own, exceptions of any kind, are those of the machinery everywhere in
/// the hub; only what it does with faulty options is told as a problem of the project.
final class Fence implements InvocationHandler {
  private static final String CONTRACT = Connector.class.getPackageName();

  private final Object inside;
  private final ClassLoader loader;
  private final String jar;

  private Fence(Object inside, ClassLoader loader, String jar) {
    this.inside = inside;
    this.loader = loader;
    this.jar = jar;
  }

  /// The same thing, fenced.
  ///
  /// @param type the interface of the contract that is wanted
  /// @param jar what to call it in sentences
  static <T> T around(Class<T> type, T inside, ClassLoader loader, String jar) {
    return type.cast(new Fence(inside, loader, jar).one(inside));
  }

  /// What went wrong, in one line and without the hub's own part of it.
  static String words(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; depth < 8 && cause.getCause() != null; depth++) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return cause.getClass().getSimpleName() + ": " + message;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, method, arguments);
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Object value = method.invoke(inside, arguments);
      return method.getReturnType() == void.class ? null : fenced(method.getReturnType(), value);
    } catch (InvocationTargetException e) {
      return failed(method, arguments, e.getTargetException());
    } catch (LinkageError e) {
      // the jar's class has no such method: it was built for another version of the contract
      return failed(method, arguments, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /// A fence is equal to itself alone.
  @SuppressWarnings("ReferenceEquality")
  private Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> inside.getClass().getName() + " of " + jar;
    };
  }

  private Object failed(Method method, Object @Nullable [] arguments, Throwable failure)
      throws Throwable {
    Optional<Problems> problems =
        Arrays.stream(arguments == null ? new Object[0] : arguments)
            .filter(Problems.class::isInstance)
            .map(Problems.class::cast)
            .findFirst();
    boolean theirs = failure instanceof LinkageError || failure instanceof RuntimeException;
    if (problems.isPresent() && isPlan(method) && theirs) {
      problems
          .get()
          .add(
              new Position(jar, 1, 1),
              "the connector fails on these options: " + words(failure),
              "tell those who made it");
      return Nothing.of(method.getReturnType());
    }
    if (failure instanceof LinkageError) {
      throw new SourceException(
          jar + " lacks something it needs: " + words(failure) + "; was it built for this version?",
          failure);
    }
    throw failure;
  }

  private static boolean isPlan(Method method) {
    return method.getName().equals("plan");
  }

  /// What is handed out, with a fence around it where it is a part of the contract that acts.
  private Object fenced(Class<?> declared, @Nullable Object value) {
    return switch (value) {
      case null -> throw missing(declared);
      case List<?> list -> {
        List<Object> all = new ArrayList<>();
        list.forEach(each -> all.add(one(each)));
        yield List.copyOf(all);
      }
      case Set<?> set -> set.stream().map(this::one).collect(Collectors.toUnmodifiableSet());
      case Optional<?> optional -> optional.map(this::one);
      default -> one(value);
    };
  }

  private RuntimeException missing(Class<?> declared) {
    return new IllegalStateException(
        jar + ": its connector gives nothing where a " + declared.getSimpleName() + " is due");
  }

  private Object one(Object value) {
    Set<Class<?>> parts = new LinkedHashSet<>();
    // The contract's own records only hold values.
    if (!value.getClass().getPackageName().equals(CONTRACT)) {
      collect(value.getClass(), parts);
    }
    return parts.isEmpty()
        ? value
        : Proxy.newProxyInstance(
            Connector.class.getClassLoader(),
            parts.toArray(Class<?>[]::new),
            new Fence(value, loader, jar));
  }

  /// The interfaces of the contract that a jar's class implements, by whatever way.
  private static void collect(Class<?> type, Set<Class<?>> parts) {
    if (type.isInterface() && type.getPackageName().equals(CONTRACT) && !type.isSealed()) {
      parts.add(type);
    }
    for (Class<?> each : type.getInterfaces()) {
      collect(each, parts);
    }
    if (type.getSuperclass() != null) {
      collect(type.getSuperclass(), parts);
    }
  }
}
