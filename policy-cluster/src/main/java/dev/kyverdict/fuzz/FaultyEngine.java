package dev.kyverdict.fuzz;

import dev.kyverdict.judge.Judge;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * An engine with a fault: the changed source is compiled in memory, and the project's classes are
 * loaded anew beside it.
 */
final class FaultyEngine {

  private static final String PROJECT = "dev.kyverdict.";

  /** A class of each module and library that the engine is compiled against. */
  private static final List<String> FROM_EACH_PLACE =
      List.of(
          "dev.kyverdict.judge.EngineJudge",
          "dev.kyverdict.engine.admission.Engine",
          "dev.kyverdict.render.ManifestReader",
          "dev.kyverdict.yaml.YamlReader",
          "dev.kyverdict.model.KyvernoPolicy",
          "tools.jackson.databind.JsonNode",
          "tools.jackson.core.JsonParser",
          "com.fasterxml.jackson.annotation.JsonProperty",
          "com.google.re2j.Pattern",
          "org.jspecify.annotations.NullMarked");

  private FaultyEngine() {}

  /**
   * Builds a judge whose engine has the fault.
   *
   * @param sources the folder {@code policy-engine/src/main/java}
   * @throws IllegalArgumentException when the fault cannot be planted, or does not compile
   */
  static Judge with(Fault fault, Path sources) {
    try {
      String text = fault.plantedIn(Files.readString(sources.resolve(fault.file())));
      ClassLoader loader = new Loader(compile(fault, text));
      Class<?> version = loader.loadClass("dev.kyverdict.engine.admission.KyvernoVersion");
      Object newest = version.getEnumConstants()[version.getEnumConstants().length - 1];
      return (Judge)
          loader
              .loadClass("dev.kyverdict.judge.EngineJudge")
              .getConstructor(version)
              .newInstance(newest);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    } catch (ReflectiveOperationException problem) {
      throw new IllegalStateException("fault " + fault.name() + ": no engine", problem);
    }
  }

  private static Map<String, byte[]> compile(Fault fault, String text) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("planting faults needs a JDK, this is a runtime only");
    }
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Output output = new Output(files)) {
      List<String> options = List.of("-proc:none", "-nowarn", "-cp", classPath());
      boolean compiled =
          compiler
              .getTask(messages, output, null, options, null, List.of(new Source(fault, text)))
              .call();
      if (!compiled) {
        throw new IllegalArgumentException("fault " + fault.name() + ": " + messages);
      }
      return output.classes();
    }
  }

  /** Where the classes of this program come from, whoever has started it. */
  private static String classPath() {
    Set<String> places = new LinkedHashSet<>();
    for (String name : FROM_EACH_PLACE) {
      try {
        CodeSource source = Class.forName(name).getProtectionDomain().getCodeSource();
        if (source != null) {
          places.add(Path.of(source.getLocation().toURI()).toString());
        }
      } catch (ClassNotFoundException | URISyntaxException elsewhere) {
        // What is not there is not needed by any fault.
        continue;
      }
    }
    places.add(System.getProperty("java.class.path", ""));
    return String.join(File.pathSeparator, places);
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(Fault fault, String text) {
      super(URI.create("string:///" + fault.file()), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps the compiled classes in memory. */
  private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {

    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    Output(JavaFileManager files) {
      super(files);
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new HashMap<>();
      written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      written.put(className, bytes);
      return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          return bytes;
        }
      };
    }
  }

  /** Loads the project's classes itself, the changed ones from memory. */
  private static final class Loader extends ClassLoader {

    private final Map<String, byte[]> changed;

    Loader(Map<String, byte[]> changed) {
      super(FaultyEngine.class.getClassLoader());
      this.changed = changed;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(PROJECT) || name.equals(Judge.class.getName())) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? defined(name) : loaded;
      }
    }

    private Class<?> defined(String name) throws ClassNotFoundException {
      byte[] bytes = changed.containsKey(name) ? changed.get(name) : original(name);
      return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = getParent().getResourceAsStream(file)) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        return in.readAllBytes();
      } catch (IOException problem) {
        throw new ClassNotFoundException(name, problem);
      }
    }
  }
}
