package dev.selvedge.app.promise;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// How long the files of this process may grow, as the operating system enforces it: the nearest
/// thing to a full disk that needs no privileges, and it can be lifted again.
final class FileLimit {
  static final long NONE = -1;

  /// `RLIMIT_FSIZE`, the same number on Linux and macOS.
  private static final int FILE_SIZE = 1;

  private FileLimit() {}

  /// Sets the soft limit; the hard one stays where it is.
  ///
  /// @param bytes or [#NONE]
  @SuppressWarnings("restricted") // there is no other way to the operating system's limits
  static void set(long bytes) {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor call =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle get =
          linker.downcallHandle(linker.defaultLookup().findOrThrow("getrlimit"), call);
      MethodHandle set =
          linker.downcallHandle(linker.defaultLookup().findOrThrow("setrlimit"), call);
      MemorySegment limits = arena.allocate(ValueLayout.JAVA_LONG, 2);
      check((int) get.invokeExact(FILE_SIZE, limits));
      long most = limits.getAtIndex(ValueLayout.JAVA_LONG, 1);
      limits.setAtIndex(ValueLayout.JAVA_LONG, 0, bytes == NONE ? most : bytes);
      check((int) set.invokeExact(FILE_SIZE, limits));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(int result) {
    if (result != 0) {
      throw new IllegalStateException("the limit of this process's files cannot be set");
    }
  }
}
