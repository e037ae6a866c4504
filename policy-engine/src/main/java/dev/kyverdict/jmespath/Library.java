package dev.kyverdict.jmespath;

import java.util.HashMap;
import java.util.Map;

/** All functions by their names. */
final class Library {

  private static final Map<String, Handler> HANDLERS = handlers();

  private Library() {}

  static Handler handler(String name) {
    Handler handler = HANDLERS.get(name);
    if (handler == null) {
      throw new IllegalArgumentException("no function " + name);
    }
    return handler;
  }

  private static Map<String, Handler> handlers() {
    Map<String, Handler> all = new HashMap<>();
    all.putAll(StandardFunctions.ALL);
    all.putAll(ListFunctions.ALL);
    all.putAll(ObjectFunctions.ALL);
    all.putAll(ExtremeFunctions.ALL);
    all.putAll(TextFunctions.ALL);
    all.putAll(PatternFunctions.ALL);
    all.putAll(ArithmeticFunctions.ALL);
    all.putAll(TimeFunctions.ALL);
    all.putAll(EncodingFunctions.ALL);
    all.putAll(LocationFunctions.ALL);
    return Map.copyOf(all);
  }
}
