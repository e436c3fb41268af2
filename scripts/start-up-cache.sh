# Sourced by ./selvedge: sets $java_options and, when there is a start-up cache for this build and
# this JDK, $start_up_cache. When there is none it is made in the background by a short training
# run, so that nobody waits for it; the JVM ignores a cache that does not fit.

java_options=(
  -XX:+ExitOnOutOfMemoryError
  -XX:+UseCompactObjectHeaders
  --enable-native-access=ALL-UNNAMED
  --sun-misc-unsafe-memory-access=allow
  -Xlog:disable
  -Xlog:all=error:stderr
)
start_up_cache=''

make_start_up_cache() {
  local file=$1 lock="$1.lock"
  # A lock that old was left by a run that was killed.
  find "$lock" -maxdepth 0 -mmin +10 -exec rm -rf {} + 2>/dev/null || true
  mkdir "$lock" 2>/dev/null || return 0
  (
    trap 'rm -rf "$lock" "$file.new" "$file.new.config"' EXIT
    nice -n 19 "$JAVA_HOME/bin/java" "${java_options[@]}" -Xlog:disable -Xmx512m \
      -XX:AOTCacheOutput="$file.new" -cp "$class_path" dev.selvedge.app.Main warm-up \
      && [ -s "$file.new" ] && mv "$file.new" "$file"
  ) </dev/null >/dev/null 2>&1 &
}

if [ -z "${SELVEDGE_NO_AOT:-}" ]; then
  cache_file="$root/app/target/selvedge-$(cksum <<<"$JAVA_HOME $(<"$class_path_file")" | cut -d' ' -f1).aot"
  if [ -r "$cache_file" ] && [ "$cache_file" -nt "$class_path_file" ]; then
    start_up_cache="-XX:AOTCache=$cache_file"
  elif [ -w "$root/app/target" ]; then
    make_start_up_cache "$cache_file"
  fi
fi
