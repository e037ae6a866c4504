package dev.kyverdict.volsync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A bucket's keys with their times, and what the AWS CLI prints when it lists them. */
final class PrewarmBucket {

  private static final Pattern CLAIM =
      Pattern.compile("([a-z0-9][-.a-z0-9]*/)([a-z0-9][-.a-z0-9]*/)?");

  private final SortedMap<String, String> keys = new TreeMap<>();

  PrewarmBucket(JsonNode times) {
    for (Map.Entry<String, JsonNode> entry : times.properties()) {
      String time = entry.getValue().isNull() ? "2026-01-01" : entry.getValue().asString();
      boolean day = time.length() == 10;
      keys.put(entry.getKey(), day ? time + "T00:00:00+00:00" : time);
    }
  }

  /** Lays out an answer for every listing that makes sense; the others find nothing. */
  void layOut(Path s3) throws IOException {
    write(s3.resolve("level"), list("", true));
    SortedSet<String> prefixes = new TreeSet<>();
    for (String key : keys.keySet()) {
      var matcher = CLAIM.matcher(key);
      if (matcher.lookingAt()) {
        prefixes.add(matcher.group(1));
        if (matcher.group(2) != null) {
          prefixes.add(matcher.group() + "snapshots/");
        }
      }
    }
    for (String prefix : prefixes) {
      boolean level = prefix.indexOf('/') == prefix.length() - 1;
      write(s3.resolve(level ? "level" : "everything").resolve(prefix), list(prefix, level));
    }
  }

  private ObjectNode list(String prefix, boolean level) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    SortedSet<String> below = new TreeSet<>();
    keys.forEach(
        (key, time) -> {
          int slash = key.indexOf('/', prefix.length());
          if (!key.startsWith(prefix)) {
            return;
          }
          if (level && slash >= 0) {
            below.add(key.substring(0, slash + 1));
          } else {
            answer.withArray("Contents").addObject().put("Key", key).put("LastModified", time);
          }
        });
    below.forEach(name -> answer.withArray("CommonPrefixes").addObject().put("Prefix", name));
    return answer;
  }

  private static void write(Path folder, ObjectNode answer) throws IOException {
    Files.createDirectories(folder);
    if (!answer.isEmpty()) {
      answer.putNull("RequestCharged");
      Files.writeString(folder.resolve("answer.json"), answer.toPrettyString());
    }
  }
}
