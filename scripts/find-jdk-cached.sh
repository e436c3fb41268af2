# Sourced by ./selvedge with $root set: like find-jdk.sh, but remembers what it found, because
# asking every JDK for its version takes longer than starting Selvedge.

remembered="$root/app/target/java-home"
if [ -z "${SELVEDGE_JAVA_HOME:-}" ] && [ -r "$remembered" ] && [ -x "$(<"$remembered")/bin/java" ]; then
  JAVA_HOME=$(<"$remembered")
  export JAVA_HOME
else
  . "$root/scripts/find-jdk.sh"
  if [ -z "${SELVEDGE_JAVA_HOME:-}" ] && [ -d "$root/app/target" ]; then
    printf '%s\n' "$JAVA_HOME" >"$remembered" 2>/dev/null || true
  fi
fi
