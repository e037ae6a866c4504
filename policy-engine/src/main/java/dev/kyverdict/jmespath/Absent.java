package dev.kyverdict.jmespath;

import tools.jackson.databind.node.POJONode;

/**
 * Stands for the error that an object lacks a key, while an expression is evaluated. It is far more
 * often dropped than raised, and so must cost nothing.
 */
final class Absent extends POJONode {

  private final String key;

  Absent(String key) {
    super(key);
    this.key = key;
  }

  JmesPathException error() {
    return JmesPathException.unknownKey(key);
  }
}
