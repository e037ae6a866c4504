package dev.kyverdict.fuzz;

import java.util.List;

/** Texts that mean something to one part of Kyverno or another, and those that nearly do. */
final class Texts {

  static final List<String> WORDS =
      List.of(
          "a",
          "b",
          "c",
          "ab",
          "abc",
          "A",
          "nginx",
          "app",
          "x-y",
          "v1",
          "true",
          "null",
          "",
          " ",
          "日本",
          "é",
          "a b",
          "a,b",
          "/a/b",
          "<a>&\"q\"",
          "l1\nl2",
          "-",
          ".",
          "a.b",
          "no");

  static final List<String> DURATIONS =
      List.of(
          "1h", "60m", "90s", "1h30m", "0", "0s", "-5s", "1.5h", "100ms", "2us", "1d", "3600s",
          "1m", "60s", "+1h", "1h-30m", ".5h", "24h", "1µs");

  static final List<String> QUANTITIES =
      List.of(
          "1Gi", "500Mi", "1024", "1024Mi", "0.5", "100m", "1e3", "1E3", "-1Ki", "1G", "1.5Gi",
          "10k", "1000", "5", "5000m", "0", "1Ei", "1n", "+2", "1.", ".5", "1e-3", "2Gi");

  static final List<String> VERSIONS =
      List.of(
          "1.2.3",
          "1.0.0",
          "v1.2.3",
          "1.2",
          "2.0.0-rc.1",
          "1.2.3+b",
          "1.10.0",
          "0.0.0",
          "01.2.3",
          "1.2.3-alpha",
          "1.2.3-alpha.1");

  static final List<String> VERSION_RANGES =
      List.of(
          ">1.0.0",
          ">=1.0.0 <2.0.0",
          "!1.2.3",
          "1.x",
          "<=1.2.3 || >2.0.0",
          "1.2.3",
          "=1.0.0",
          ">1.x",
          "1.2.x",
          "",
          ">a",
          ">=1.2.3-alpha",
          "> 1.0.0",
          "!=1.0.0");

  static final List<String> RANGES =
      List.of(
          "1-5",
          "5-1",
          "1!-5",
          "10Mi-1Gi",
          "-3-3",
          "1.5-2.5",
          "a-b",
          "1h-2h",
          "0-10",
          "10!-20",
          "1--5",
          "3-3",
          "1-",
          "+1-+5",
          "100m-2");

  static final List<String> WILDCARDS =
      List.of("*", "?", "a*", "*b", "??", "*a*", "a?c", "ab*", "?*", "n*x", "**", "A*", "?b*c");

  static final List<String> SCALAR_PATTERNS =
      List.of(
          ">5", ">=1Gi", "<10", "<= 3", "!a", "!a*", "a|b", "a & b", "1 | 2", "!1-5", ">1&<5",
          "<1h", "!?*", "", ">=", "!", "5 | >10", "!a & !b", "<1.5", "> 1h", "a*|b*", "!*", ">a",
          "1-5|9", "|", "&", "a|", ">0", "<=60m", "!5");

  static final List<String> JSON =
      List.of(
          "[\"a\",\"b\"]",
          "[]",
          "[1,2]",
          "{}",
          "{\"a\":1}",
          "true",
          "null",
          "5",
          "\"a\"",
          "[\"a*\"]",
          "[\"1-5\"]",
          "[null]",
          "[\"a\"",
          "1.5",
          "[\"a\", \"abc\"]");

  static final List<String> NUMBERS =
      List.of("5", "1.5", "1e3", "0x10", "-1", "NaN", "+5", "010", "3", "0", "1_000", "Inf", "5.0");

  static final List<String> TIMES =
      List.of(
          "2024-01-02T03:04:05Z",
          "2024-01-02T03:04:05+02:00",
          "2023-12-31T23:59:59Z",
          "2024-02-29T00:00:00.5Z",
          "2024-01-02",
          "1704164645",
          "2024-01-02T03:04:05-07:00",
          "2024-13-01T00:00:00Z",
          "0001-01-01T00:00:00Z",
          "2024-01-02T3:04:05Z");

  static final List<String> LAYOUTS =
      List.of(
          "",
          "2006-01-02T15:04:05Z07:00",
          "2006-01-02",
          "1",
          "Mon Jan 2 15:04:05 2006",
          "2006-01-02 15:04",
          "02 Jan 06 15:04 MST",
          "0",
          "2006-1-2",
          "15h04",
          "_2 Jan");

  static final List<String> REGEXES =
      List.of(
          "a",
          "^a",
          "b$",
          "[a-c]+",
          "(a)(b)?",
          ".*",
          "\\d+",
          "(?i)A",
          "(",
          "a|b",
          "^$",
          "x*",
          "(?P<n>a)",
          "\\p{L}+",
          "a{2}",
          "[^a]",
          "\\bab\\b",
          "(?:a)",
          "\\s");

  static final List<String> REPLACEMENTS =
      List.of("x", "", "$1", "${1}", "$1x", "$n", "$$", "[$0]", "\\1", "${n}-", "$");

  static final List<String> IMAGES =
      List.of(
          "nginx",
          "nginx:1.25",
          "ghcr.io/a/b:v1",
          "localhost:5000/x",
          "docker.io/library/nginx",
          "a/b@sha256:" + "ab".repeat(32),
          "UPPER",
          "",
          "nginx:",
          "a//b",
          "registry.k8s.io/p:3.9",
          "quay.io/a/b:t@sha256:" + "01".repeat(32));

  static final List<String> PATHS =
      List.of("/a/../b//c/", "", "///", "/../../", "a/./b", "..", "/a/b/", "a//", "./x", "/");

  static final List<String> URLS =
      List.of(
          "http://10.0.0.1/x",
          "https://8.8.8.8",
          "http://127.0.0.1:80",
          "http://[::1]/",
          "::",
          "ftp://192.168.1.1",
          "http://172.16.5.4/a?b",
          "http://1.1.1.1",
          "%zz",
          "",
          "http://169.254.1.1");

  static final List<String> BASE64 =
      List.of("YQ==", "YWJj", "", "YQ", "!!", "eyJhIjoxfQ==", "/+8=", "YWJj\n");

  static final List<String> YAML =
      List.of(
          "a: 1",
          "- a\n- b",
          "yes",
          "",
          "a: {b: [1, null]}",
          "no: on",
          "x: 1.0",
          "'q'",
          "[",
          "a: 012",
          "---\na: b\n---\nc: d",
          "1e3",
          "~",
          "a: |\n  text");

  private static final List<List<String>> ALL =
      List.of(
          WORDS,
          WORDS,
          DURATIONS,
          QUANTITIES,
          VERSIONS,
          VERSION_RANGES,
          RANGES,
          WILDCARDS,
          SCALAR_PATTERNS,
          JSON,
          NUMBERS,
          TIMES);

  private Texts() {}

  /** Any of them. */
  static String any(Dice dice) {
    return dice.of(dice.of(ALL));
  }

  /** A plain word. */
  static String word(Dice dice) {
    return dice.of(WORDS);
  }
}
