package dev.kyverdict.chainsaw;

import dev.kyverdict.chainsaw.TestResult.Outcome;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What became of all tests.
 *
 * @param results of each, in order
 */
public record ChainsawReport(List<TestResult> results) {

  /** Copies the list. */
  public ChainsawReport {
    results = List.copyOf(results);
  }

  /** Whether any test failed. */
  public boolean hasFailures() {
    return count(results, Outcome.FAILED) > 0;
  }

  /** A line for each family, and one for all. */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    byFolder(TestResult::family)
        .forEach((family, tests) -> lines.add(family + ": " + ofRun(tests) + times(tests)));
    lines.add(
        "total %d passed, %d failed, %d not run of %d"
            .formatted(
                count(results, Outcome.PASSED),
                count(results, Outcome.FAILED),
                count(results, Outcome.NOT_RUN),
                results.size()));
    return lines;
  }

  private static String ofRun(List<TestResult> tests) {
    long passed = count(tests, Outcome.PASSED);
    long run = tests.size() - count(tests, Outcome.NOT_RUN);
    return "%d of %d passed, %d not run".formatted(passed, run, tests.size() - run);
  }

  private static String times(List<TestResult> tests) {
    Duration wall = sum(tests, TestResult::wall);
    Duration virtual = sum(tests, TestResult::virtual);
    return String.format(
        Locale.ROOT,
        "; %.1f s for %d s in their clusters",
        wall.toMillis() / 1000.0,
        virtual.toSeconds());
  }

  private static Duration sum(List<TestResult> tests, Function<TestResult, Duration> time) {
    return tests.stream().map(time).reduce(Duration.ZERO, Duration::plus);
  }

  private static long count(List<TestResult> tests, Outcome outcome) {
    return tests.stream().filter(test -> test.outcome() == outcome).count();
  }

  private Map<String, List<TestResult>> byFolder(Function<TestResult, String> folder) {
    return results.stream()
        .collect(Collectors.groupingBy(folder, TreeMap::new, Collectors.toList()));
  }

  /** The report as chainsaw writes it in the format {@code JUNIT-TEST}. */
  public String junit(String name) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartElement("testsuites");
      xml.writeAttribute("name", name);
      xml.writeAttribute("time", seconds(sum(results, TestResult::wall)));
      writeCounts(xml, results);
      for (Map.Entry<String, List<TestResult>> suite : byFolder(TestResult::id).entrySet()) {
        writeSuite(xml, suite.getKey(), suite.getValue());
      }
      xml.writeEndElement();
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException(impossible);
    }
    return text + "\n";
  }

  private static void writeSuite(XMLStreamWriter xml, String folder, List<TestResult> tests)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", folder);
    writeCounts(xml, tests);
    for (TestResult test : tests) {
      xml.writeCharacters("\n    ");
      xml.writeStartElement("testcase");
      xml.writeAttribute("name", test.name());
      xml.writeAttribute("classname", "");
      xml.writeAttribute("time", seconds(test.wall()));
      if (test.outcome() != Outcome.PASSED) {
        xml.writeStartElement(test.outcome() == Outcome.FAILED ? "failure" : "skipped");
        String text = plain((test.where() + "\n" + test.reason()).strip());
        xml.writeAttribute("message", text.replace('\n', ' '));
        xml.writeCharacters(text);
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void writeCounts(XMLStreamWriter xml, List<TestResult> tests)
      throws XMLStreamException {
    xml.writeAttribute("tests", String.valueOf(tests.size()));
    xml.writeAttribute("failures", String.valueOf(count(tests, Outcome.FAILED)));
    xml.writeAttribute("skipped", String.valueOf(count(tests, Outcome.NOT_RUN)));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.6f", time.toNanos() / 1e9);
  }

  /** Without the characters that XML cannot hold. */
  private static String plain(String text) {
    return text.replaceAll("[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD]", "\uFFFD");
  }
}
