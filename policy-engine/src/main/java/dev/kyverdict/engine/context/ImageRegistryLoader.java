package dev.kyverdict.engine.context;

import dev.kyverdict.engine.NotSupportedException;

/** An {@code imageRegistry} entry: what a registry says of an image is not known here. */
final class ImageRegistryLoader extends Loader {

  ImageRegistryLoader(EntryName name) {
    super(name, "imageRegistry");
  }

  @Override
  boolean hasLoaded() {
    return false;
  }

  @Override
  void load(JsonContext context) {
    throw new NotSupportedException(
        "context entry " + name() + " asks an image registry, which is not judged");
  }
}
