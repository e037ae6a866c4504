package dev.kyverdict.world.apps;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An app with data, {@code command: [app]}: one that finds its volumes empty sets itself up anew,
 * as apps do, and from then on nobody can tell that there ever was anything else. Then it runs
 * until it is deleted; with {@code EVERY} set, it writes a file {@code app} again each time so many
 * seconds have passed.
 */
public final class App implements Program {

  /** The file that an app writes that starts on an empty volume. */
  public static final String FILE = "app";

  private static final Duration LONG = Duration.ofDays(3650);

  /** The app has only to go on. */
  private record Running() implements State {}

  /** An app. */
  public App() {}

  @Override
  public boolean fits(Container container) {
    return container.command().equals(List.of("app"));
  }

  @Override
  public Progress begin(Host host, Container container) {
    for (String volume : container.volumes()) {
      Reply files = ask(host, Method.GET, volume, Trees.object());
      if (files.ok() && files.body().isEmpty()) {
        write(host, volume);
      }
    }
    return goOn(container);
  }

  @Override
  public Progress resume(Host host, Container container, State state) {
    container.volumes().forEach(volume -> write(host, volume));
    return goOn(container);
  }

  private static Progress goOn(Container container) {
    String every = container.variable("EVERY");
    Duration pause = every.isEmpty() ? LONG : Duration.ofSeconds(Long.parseLong(every));
    return new Progress.Goes(List.of(), pause, new Running());
  }

  private static void write(Host host, String volume) {
    ObjectNode files = Trees.object().put(FILE, "set up " + Trees.time(host.now()));
    ask(host, Method.PATCH, volume, files);
  }

  private static Reply ask(Host host, Method method, String volume, JsonNode files) {
    String url = "http://longhorn/volumes/" + volume + "/files";
    return host.fetch(new Request(UserInfo.of("app"), method, url, Request.JSON, files));
  }
}
