package dev.kyverdict.chainsaw.shell;

import dev.kyverdict.chainsaw.shell.Words.Word;
import dev.kyverdict.chainsaw.tree.OutOfReachException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A script of plain commands: calls of kubectl, {@code echo}, {@code exit} and {@code sleep}, each
 * on a line; {@code if … then … else … fi} around them; and {@code 2>&1 | grep -q text} after them.
 */
public final class Script {

  private final List<Statement> statements;

  private Script(List<Statement> statements) {
    this.statements = statements;
  }

  /** A script of one command without a shell. */
  public static Script of(List<String> words) {
    return new Script(List.of(new Command(Call.of(words), Optional.empty())));
  }

  /**
   * Reads a script.
   *
   * @throws OutOfReachException when it needs more of a shell
   */
  public static Script parse(String content) {
    Reader reader = new Reader(Words.of(content));
    List<Statement> statements = reader.list();
    reader.demandEnd();
    return new Script(statements);
  }

  /** Whether it shows objects, which are not printed as kubectl prints them. */
  public boolean printsObjects() {
    return statements.stream()
        .flatMap(statement -> statement.calls().stream())
        .anyMatch(Call::printsObjects);
  }

  /** The files that it hands to kubectl. */
  public List<String> files() {
    return statements.stream()
        .flatMap(statement -> statement.calls().stream())
        .flatMap(call -> call.files().stream())
        .toList();
  }

  /**
   * Runs it.
   *
   * @param namespace what {@code $NAMESPACE} stands for in the arguments of a command
   */
  public Ran run(Kubectl kubectl, String namespace) {
    return run(statements, kubectl, namespace).ran;
  }

  private static Done run(List<Statement> statements, Kubectl kubectl, String namespace) {
    Ran ran = Ran.NOTHING;
    for (Statement statement : statements) {
      Done done = statement.run(kubectl, namespace);
      ran = ran.then(done.ran);
      if (done.exits) {
        return new Done(ran, true);
      }
    }
    return new Done(ran, false);
  }

  /** What a part did, and whether it ended the script. */
  private record Done(Ran ran, boolean exits) {}

  private sealed interface Statement {
    Done run(Kubectl kubectl, String namespace);

    List<Call> calls();
  }

  private record Command(Call call, Optional<Search> search) implements Statement {
    @Override
    public Done run(Kubectl kubectl, String namespace) {
      Ran ran = call.run(kubectl, namespace);
      if (search.isPresent()) {
        boolean found = search.get().finds(ran);
        return new Done(Ran.NOTHING.exiting(found ? 0 : 1), false);
      }
      return new Done(ran, call.isExit());
    }

    @Override
    public List<Call> calls() {
      return List.of(call);
    }
  }

  private record Choice(Command condition, List<Statement> yes, List<Statement> no)
      implements Statement {
    @Override
    public Done run(Kubectl kubectl, String namespace) {
      Ran ran = condition.run(kubectl, namespace).ran;
      List<Statement> chosen = ran.exit() == 0 ? yes : no;
      Done done = Script.run(chosen, kubectl, namespace);
      return new Done(ran.then(done.ran), done.exits);
    }

    @Override
    public List<Call> calls() {
      return Stream.of(List.<Statement>of(condition), yes, no)
          .flatMap(List::stream)
          .flatMap(statement -> statement.calls().stream())
          .toList();
    }
  }

  private static final class Reader {

    private final List<Word> words;
    private int at;

    Reader(List<Word> words) {
      this.words = words;
    }

    /** Statements up to a word that ends a list. */
    List<Statement> list() {
      List<Statement> statements = new ArrayList<>();
      skipEnds();
      while (at < words.size() && !isEnding(words.get(at))) {
        statements.add(words.get(at).isWord("if") ? choice() : command());
        skipEnds();
      }
      return List.copyOf(statements);
    }

    private Choice choice() {
      take("if");
      Command condition = command();
      skipEnds();
      take("then");
      List<Statement> yes = list();
      List<Statement> no = List.of();
      if (at < words.size() && words.get(at).isWord("else")) {
        take("else");
        no = list();
      }
      take("fi");
      return new Choice(condition, yes, no);
    }

    private Command command() {
      Call call = Call.of(plainWords());
      boolean errorsToo = skip(Words.ERRORS_TOO);
      if (!skip(Words.PIPE)) {
        if (errorsToo) {
          throw new OutOfReachException("2>&1 without a pipe");
        }
        return new Command(call, Optional.empty());
      }
      return new Command(call, Optional.of(Search.of(plainWords(), errorsToo)));
    }

    private List<String> plainWords() {
      List<String> plain = new ArrayList<>();
      while (at < words.size() && !words.get(at).isSymbol()) {
        plain.add(words.get(at++).text());
      }
      return plain;
    }

    private boolean skip(String symbol) {
      boolean there = at < words.size() && words.get(at).is(symbol);
      at += there ? 1 : 0;
      return there;
    }

    private void skipEnds() {
      while (skip(Words.END)) {
        // commands end where the next one begins
      }
    }

    private void take(String word) {
      if (at >= words.size() || !words.get(at).isWord(word)) {
        throw new OutOfReachException("a script without '" + word + "' where it must come");
      }
      at++;
    }

    private static boolean isEnding(Word word) {
      return word.isWord("then") || word.isWord("else") || word.isWord("fi");
    }

    void demandEnd() {
      if (at < words.size()) {
        throw new OutOfReachException("a script with a stray '" + words.get(at).text() + "'");
      }
    }
  }
}
