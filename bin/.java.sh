# Finds the first Java of 21 or newer: $KYVERDICT_JAVA, $JAVA_HOME, the PATH, the usual folders. Read by
# the scripts beside it; sets java and the options that its version needs to be quiet.

java_version() {
  "$1" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1
}

find_java() {
  local candidate version
  for candidate in "${KYVERDICT_JAVA:-}" "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java || true)" \
    /usr/lib/jvm/*/bin/java /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java; do
    if [ -n "$candidate" ] && [ -x "$candidate" ]; then
      version=$(java_version "$candidate")
      if [ "${version:-0}" -ge 21 ]; then
        java=$candidate
        java_options=()
        # a library of CEL's uses what later versions warn of
        if [ "$version" -ge 24 ]; then java_options=(--sun-misc-unsafe-memory-access=allow); fi
        return
      fi
    fi
  done
  echo "${0##*/}: no Java of 21 or newer found; set KYVERDICT_JAVA to its java" >&2
  exit 1
}
