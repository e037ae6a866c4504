package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/go-logr/logr"
	"github.com/kyverno/kyverno/pkg/webhooks/handlers"
)

// benchAll runs the admissions of files again and again and prints how long Kyverno's
// webhooks take for one, without the decoding of the case.
func benchAll(out io.Writer, files []string, duration time.Duration) error {
	for _, name := range files {
		if err := benchFile(out, name, duration); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// benchFile runs the admissions of one file.
func benchFile(out io.Writer, name string, duration time.Duration) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	scanner := bufio.NewScanner(file)
	scanner.Buffer(make([]byte, 1<<20), 1<<28)
	for scanner.Scan() {
		var c testCase
		if err := json.Unmarshal(scanner.Bytes(), &c); err != nil {
			return err
		}
		if c.kind() != "admission" {
			continue
		}
		// the first round warms up
		if _, _, err := benchCase(&c, duration/4); err != nil {
			return err
		}
		spent, rounds, err := benchCase(&c, duration)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s %.1f us an admission, %d admissions\n", c.ID, float64(spent.Microseconds())/float64(rounds), rounds)
	}
	return scanner.Err()
}

// benchCase runs one admission until the time is used up.
func benchCase(c *testCase, duration time.Duration) (time.Duration, int, error) {
	var spent time.Duration
	rounds := 0
	for spent < duration {
		a, err := newAdmission(c)
		if err != nil {
			return 0, 0, err
		}
		a.script.install()
		start := time.Now()
		handlers.AdmissionHandler(a.handle).WithFilter(a.config)(context.Background(), logr.Discard(), a.request, start)
		spent += time.Since(start)
		rounds++
	}
	return spent, rounds, nil
}
