// Command kyverno-judge asks Kyverno's own packages. It reads one case a line
// (JSON) on standard input and writes one answer a line on standard output. The
// format of a case and of an answer stands in tools/README.md.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"github.com/go-logr/logr"
	reportutils "github.com/kyverno/kyverno/pkg/utils/report"
	"github.com/kyverno/kyverno/pkg/version"
	"k8s.io/klog/v2"
	ctrllog "sigs.k8s.io/controller-runtime/pkg/log"
)

// exitEndless is the exit code after a case that did not end within the limit.
const exitEndless = 3

// gcPercent trades memory for speed: the program makes much garbage and keeps little.
const gcPercent = 400

// main reads the flags, then serves standard input or replays recordings.
func main() {
	replay := flag.Bool("replay", false, "replay the recordings named by the arguments (or by KYVERDICT_CONFORMANCE) and compare")
	record := flag.Bool("record", false, "ask the cases of the files named by the arguments, or of standard input, many times and write recordings")
	changed := flag.Bool("changed", false, "with -record: the cases are recordings; write only those that are answered otherwise now")
	bench := flag.Duration("bench", 0, "run each admission of the files named by the arguments for so long and print how long one takes")
	show := flag.Int("show", 0, "with -replay: print the first N differing answers of each file beside the recording")
	limit := flag.Duration("limit", 20*time.Second, "how long one case may take before it is answered with endless and the program ends")
	showVersion := flag.Bool("version", false, "print Kyverno's version and end")
	flag.Parse()
	if *showVersion {
		fmt.Println("kyverno-judge " + version.BuildVersion)
		return
	}
	silence()
	debug.SetGCPercent(gcPercent)
	installServiceTransport()
	// Kyverno asks this setting even where reports are off.
	reportutils.NewReportingConfig(nil)
	if *replay {
		os.Exit(replayAll(os.Stdout, flag.Args(), *show, *limit))
	}
	if *bench > 0 {
		if err := benchAll(os.Stdout, flag.Args(), *bench); err != nil {
			fmt.Fprintln(os.Stderr, "kyverno-judge:", err)
			os.Exit(1)
		}
		return
	}
	if *record {
		if err := recordAll(os.Stdout, flag.Args(), *changed, *limit); err != nil {
			fmt.Fprintln(os.Stderr, "kyverno-judge:", err)
			os.Exit(1)
		}
		return
	}
	if err := serve(os.Stdin, os.Stdout, *limit); err != nil {
		fmt.Fprintln(os.Stderr, "kyverno-judge:", err)
		if errors.Is(err, errEndless) {
			os.Exit(exitEndless)
		}
		os.Exit(1)
	}
}

// silence keeps the logs of Kyverno and of the Kubernetes libraries off the terminal.
func silence() {
	klog.SetLogger(logr.Discard())
	ctrllog.SetLogger(logr.Discard())
}

// serve answers line by line until the input ends. Each answer is flushed at once.
func serve(in io.Reader, out io.Writer, limit time.Duration) error {
	reader := bufio.NewReaderSize(in, 1<<20)
	writer := bufio.NewWriterSize(out, 1<<20)
	for {
		line, err := reader.ReadBytes('\n')
		if line = bytes.TrimSpace(line); len(line) > 0 {
			answer, endless := answerWithin(line, limit)
			if writeErr := writeLine(writer, answer); writeErr != nil {
				return writeErr
			}
			if endless {
				return errEndless
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// writeLine writes one answer without HTML escapes and flushes.
func writeLine(writer *bufio.Writer, answer answer) error {
	encoded, err := encode(answer)
	if err != nil {
		encoded, err = encode(answerFailure(answer["id"], fmt.Errorf("the answer cannot be written as JSON: %w", err)))
		if err != nil {
			return err
		}
	}
	if _, err := writer.Write(append(encoded, '\n')); err != nil {
		return err
	}
	return writer.Flush()
}

// encode marshals a value as one line of JSON and leaves <, > and & alone.
func encode(value any) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimRight(buffer.Bytes(), "\n"), nil
}
