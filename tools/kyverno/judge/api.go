package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"syscall"

	"github.com/kyverno/kyverno/pkg/toggle"
)

// apiAnswer is what the scripted API says to one call.
type apiAnswer struct {
	Status int             `json:"status"`
	Body   json.RawMessage `json:"body"`
	Raw    *string         `json:"raw"`
	Error  string          `json:"error"`
}

// script answers the calls of one case and writes down which were made.
type script struct {
	mutex   sync.Mutex
	answers map[string][]apiAnswer
	used    map[string]int
	calls   []string
	pending apiAnswer
}

var (
	scriptMutex   sync.Mutex
	currentScript = &script{}
)

// newScript decodes the api field of a case.
func newScript(api map[string]json.RawMessage) (*script, error) {
	s := &script{answers: map[string][]apiAnswer{}, used: map[string]int{}}
	for key, raw := range api {
		var list []apiAnswer
		if err := json.Unmarshal(raw, &list); err != nil {
			var one apiAnswer
			if err := json.Unmarshal(raw, &one); err != nil {
				return nil, fmt.Errorf("api %q: %w", key, err)
			}
			list = []apiAnswer{one}
		}
		if len(list) == 0 {
			return nil, fmt.Errorf("api %q: no answer", key)
		}
		s.answers[key] = list
	}
	return s, nil
}

// install makes this script the one that answers from now on.
func (s *script) install() {
	scriptMutex.Lock()
	defer scriptMutex.Unlock()
	currentScript = s
}

// activeScript is the script of the case that is being judged.
func activeScript() *script {
	scriptMutex.Lock()
	defer scriptMutex.Unlock()
	return currentScript
}

// answer writes the call down and gives the next answer: the one of exactly this
// call, else the one of "*", else 404. The last answer of a list is repeated.
func (s *script) answer(method, target, payload, authorization string) apiAnswer {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	call := method + " " + target
	if payload = strings.TrimSpace(payload); payload != "" {
		call += " " + payload
	}
	if authorization != "" {
		call += " [Authorization: " + authorization + "]"
	}
	s.calls = append(s.calls, call)
	key := method + " " + target
	list, found := s.answers[key]
	if !found {
		key = "*"
		list, found = s.answers[key]
	}
	if !found {
		return apiAnswer{Status: http.StatusNotFound}
	}
	index := min(s.used[key], len(list)-1)
	s.used[key]++
	return list[index]
}

// made lists the calls so far.
func (s *script) made() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return append([]string(nil), s.calls...)
}

// transportError is the Go error that stands for the error named in an answer.
func (a apiAnswer) transportError() error {
	switch a.Error {
	case "":
		return nil
	case "timeout":
		return context.DeadlineExceeded
	case "refused":
		return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	default:
		return errors.New(a.Error)
	}
}

// body is the bytes of the answer: raw when given, else the JSON of body.
func (a apiAnswer) body() []byte {
	if a.Raw != nil {
		return []byte(*a.Raw)
	}
	return a.Body
}

// status is the HTTP status of the answer, 200 when none is given.
func (a apiAnswer) status() int {
	if a.Status == 0 {
		return http.StatusOK
	}
	return a.Status
}

// apiTransport stands in for the network between Kyverno's client and the API server.
type apiTransport struct{}

// RoundTrip answers a call to the API server from the script.
func (apiTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	var payload []byte
	if request.Body != nil {
		var err error
		if payload, err = io.ReadAll(request.Body); err != nil {
			return nil, err
		}
	}
	a := activeScript().answer(request.Method, request.URL.RequestURI(), string(payload), "")
	if err := a.transportError(); err != nil {
		return nil, err
	}
	body := a.body()
	return &http.Response{
		Status:        fmt.Sprintf("%d %s", a.status(), http.StatusText(a.status())),
		StatusCode:    a.status(),
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        http.Header{"Content-Type": []string{"application/json"}},
		Body:          io.NopCloser(bytes.NewReader(body)),
		ContentLength: int64(len(body)),
		Request:       request,
	}, nil
}

// pipeListener hands the server side of in-memory connections to an HTTP server.
type pipeListener struct{ connections chan net.Conn }

// Accept waits for the next connection.
func (l pipeListener) Accept() (net.Conn, error) { return <-l.connections, nil }

// Close does nothing: the listener lives as long as the program.
func (l pipeListener) Close() error { return nil }

// Addr is the address of an in-memory connection.
func (l pipeListener) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "unix"} }

// dial opens a connection to the in-memory server, whatever the address.
func (l pipeListener) dial(context.Context, string, string) (net.Conn, error) {
	client, server := net.Pipe()
	l.connections <- server
	return client, nil
}

// installServiceTransport lets Kyverno's service calls end in this program. Kyverno
// clones http.DefaultTransport for them, so the default is replaced: the proxy hook
// sees each request and picks the answer, and the connection leads to an in-memory
// server that gives it. Of the block list for such calls only the host names are
// kept: the address ranges need a name to resolve, and none does here.
func installServiceTransport() {
	listener := pipeListener{connections: make(chan net.Conn)}
	server := &http.Server{Handler: http.HandlerFunc(giveAnswer)}
	go func() { _ = server.Serve(listener) }()
	base, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		base = &http.Transport{}
	}
	transport := base.Clone()
	transport.Proxy = pickAnswer
	transport.DialContext = listener.dial
	transport.DialTLSContext = listener.dial
	transport.DisableKeepAlives = true
	transport.ForceAttemptHTTP2 = false
	http.DefaultTransport = transport
	var hosts []string
	for _, entry := range toggle.HTTPBlocklist.Values() {
		if !strings.Contains(entry, "/") {
			hosts = append(hosts, entry)
		}
	}
	if err := toggle.HTTPBlocklist.Parse(strings.Join(hosts, ",")); err != nil {
		panic(err)
	}
}

// pickAnswer finds the scripted answer to a service call. An error of the answer
// becomes the error of the call; there is never a proxy.
func pickAnswer(request *http.Request) (*url.URL, error) {
	var payload []byte
	if request.GetBody != nil {
		reader, err := request.GetBody()
		if err != nil {
			return nil, err
		}
		if payload, err = io.ReadAll(reader); err != nil {
			return nil, err
		}
	}
	s := activeScript()
	a := s.answer(request.Method, request.URL.String(), string(payload), request.Header.Get("Authorization"))
	if err := a.transportError(); err != nil {
		return nil, err
	}
	s.mutex.Lock()
	s.pending = a
	s.mutex.Unlock()
	return nil, nil
}

// giveAnswer writes the answer that pickAnswer found.
func giveAnswer(writer http.ResponseWriter, _ *http.Request) {
	s := activeScript()
	s.mutex.Lock()
	a := s.pending
	s.mutex.Unlock()
	writer.Header().Set("Content-Type", "application/json")
	writer.WriteHeader(a.status())
	_, _ = writer.Write(a.body())
}
