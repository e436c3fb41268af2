# Sourced by ./selvedge with $root and JAVA_HOME set: builds when needed and sets $class_path.
# A folder without sources (a distribution) is never built.

class_path_file="$root/app/target/class-path"

needs_build() {
  [ -r "$class_path_file" ] || return 0
  local changed
  changed=$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main "$root/examples" \
    -newer "$class_path_file" -type f -print -quit 2>/dev/null)
  [ -n "$changed" ]
}

build_quietly() {
  local log="$root/app/target/build.log"
  if [ -r "$class_path_file" ]; then
    echo "Building Selvedge (its sources changed) …" >&2
  else
    echo "Building Selvedge (first use, about a minute) …" >&2
  fi
  mkdir -p "$root/app/target"
  rm -rf "$class_path_file" "$root/app/target/lib"
  # What yesterday's processes ran from; nobody runs from it any more.
  find "$root/app/target" -maxdepth 1 -name 'run-*' -mtime +1 -exec rm -rf {} + 2>/dev/null || true
  if ! (cd "$root" && ./mvnw -B -ntp -q -pl app -am -Dmaven.test.skip=true package) >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "The build failed; the whole log is in $log" >&2
    exit 1
  fi
  # A folder of its own for each build: a hub that runs keeps the jars it was started from.
  local run
  run=$(mktemp -d "$root/app/target/run-XXXXXX")
  mv "$root/app/target/lib"/*.jar "$run"
  cp "$root"/app/target/selvedge-app-*.jar "$run"
  # One by one in a fixed order: the start-up cache belongs to exactly this class path.
  local jars
  jars=$(find "$run" -name '*.jar' ! -name '*-sources.jar' | LC_ALL=C sort | paste -sd: -)
  printf '%s\n' "$jars" >"$class_path_file.new"
  mv "$class_path_file.new" "$class_path_file"
}

if needs_build; then
  build_quietly
fi
class_path=$(<"$class_path_file")
