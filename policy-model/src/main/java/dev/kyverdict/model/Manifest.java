package dev.kyverdict.model;

/** Anything that becomes a document of its own in a GitOps tree. */
public interface Manifest {

  /** {@code apiVersion}. */
  String apiVersion();

  /** {@code kind}. */
  String kind();

  /** {@code metadata}. */
  Metadata metadata();

  /** How people name it: {@code kind namespace/name}. */
  default String describe() {
    return kind() + " " + metadata().namespace().map(ns -> ns + "/").orElse("") + metadata().name();
  }
}
