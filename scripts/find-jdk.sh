# Sourced by ./selvedge, ./build and .ci/run: sets and exports JAVA_HOME to a JDK 25 or newer,
# or says in one sentence what to install. Looks at SELVEDGE_JAVA_HOME, JAVA_HOME, the usual JVM
# folders of Linux, SDKMAN, IDE downloads and macOS, and finally at the javac on the PATH.

jdk_major() {
  [ -x "$1/bin/javac" ] || return 1
  # "javac 25.0.3" -> 25
  "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p'
}

find_jdk() {
  local home major best='' best_major=0
  for home in "${SELVEDGE_JAVA_HOME:-}" "${JAVA_HOME:-}"; do
    [ -n "$home" ] || continue
    major=$(jdk_major "$home") || continue
    if [ "${major:-0}" -ge 25 ]; then printf '%s' "$home"; return 0; fi
  done
  for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
      "$HOME"/.jdks/* "$HOME"/.gradle/jdks/* "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
      /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    major=$(jdk_major "$home" 2>/dev/null) || continue
    # The lowest that will do: the one the project is tested on.
    if [ "${major:-0}" -ge 25 ] && { [ "$best_major" -eq 0 ] || [ "$major" -lt "$best_major" ]; }; then
      best=$home best_major=$major
    fi
  done
  if [ -z "$best" ] && command -v javac >/dev/null 2>&1; then
    home=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
    major=$(jdk_major "$home") && [ "${major:-0}" -ge 25 ] && best=$home
  fi
  [ -n "$best" ] && printf '%s' "$best"
}

if ! JAVA_HOME=$(find_jdk); then
  echo "Selvedge needs a JDK 25 or newer and found none: install one (for example Eclipse Temurin 25 from https://adoptium.net, or 'sdk install java 25-tem') or point SELVEDGE_JAVA_HOME at it." >&2
  exit 1
fi
export JAVA_HOME
