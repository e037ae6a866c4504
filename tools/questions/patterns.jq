# The patterns of validate rules: scalars, ranges, anchors, lists, wildcard keys.
include "lib";

def scalars: ["*", "?*", "!?*", "", "a*", "!a", "a | b", "!a & !b", "5", ">5", "<=5", "1-5", "1!-5", "<1h", "1h", "1Gi", ">=512Mi", "10m-1h", "null", "true", "1.5", "!", "5 | >10", 5, 1.5, true, null, [], {a: "b"}];
def values: ["", "a", "5", "60m", "512Mi", "true", 5, 0, 1.5, 1000, true, null, [], ["a", "b"], {}, {a: "b"}];

def shapes: [
  {spec: {"(a)": "x", b: "y"}}, {spec: {"=(a)": "x"}}, {spec: {"X(a)": "null"}}, {spec: {"X(a)": null}}, {spec: {"<(a)": "x", b: "y"}}, {spec: {"+(a)": "x"}}, {spec: {"^(l)": [{n: "x"}]}}, {spec: {"^(l)": [{n: "x"}, {n: "z"}]}}, {spec: {l: [{n: "x"}]}}, {spec: {l: [{n: "?*"}]}},
  {spec: {l: [{"(n)": "x", v: ">1"}]}}, {spec: {l: [{"=(v)": ">1"}]}}, {spec: {l: [{"X(v)": "null"}]}}, {spec: {l: [{"<(n)": "x", v: "1"}]}}, {spec: {l: []}}, {spec: {l: ["x"]}}, {spec: {l: "x"}}, {spec: {l: {n: "x"}}}, {spec: {l: [{n: "x"}, {n: "y"}]}}, {spec: {ll: [["x"], ["y"]]}}, {spec: {s: ["x|y"]}}, {spec: {s: "x|y"}}, {spec: {s: [5]}},
  {spec: {m: {"*": "1"}}}, {spec: {m: {"k*": "1"}}}, {spec: {m: {}}}, {spec: {m: null}}, {spec: {m: "*"}}, {spec: {m: "?*"}}, {spec: {"=(m)": {"=(k1)": "1"}}}, {spec: {"(m)": {k1: "1"}, b: "y"}}, {metadata: {labels: {"app*": "?*"}}}, {metadata: {labels: {"*": "web"}}}, {metadata: {annotations: {"a?": "x"}}}, {metadata: {name: "o*"}}, {metadata: {"X(labels)": "null"}},
  {"=(spec)": {"=(b)": "y"}}, {"(spec)": {"(b)": "z"}, metadata: {name: "none"}}, {"X(none)": "null"}, {"X(spec)": "null"}, {spec: {"=(l)": [{"=(n)": "!x"}]}}, {spec: {"(a)": "x", "(b)": "y", "c": "z"}}, {spec: {a: "$(../b)"}}, {spec: {a: "<=$(./n)"}}, {spec: {n: ">$(./o)"}}, {spec: {"<(l)": [{n: "x"}], b: "y"}}];
def objects: [{a: "x", b: "y", n: 5, o: 3, l: [{n: "x", v: 1}, {n: "y", v: 2}], s: ["x", "y"], m: {k1: "1", k2: "2"}, ll: [["x"], ["y"]]}, {a: "z", b: "q", n: 3, o: 5, l: [{n: "x", v: 3}], s: [], m: {k1: "1"}}, {}, {a: null, b: null, l: null, m: null, s: null}, {l: [], m: {}, s: ["x", 5, null], b: "y"}, {l: "x", m: [], s: "x", a: {}, b: []}];
def meta($i): [{name: "one", labels: {app: "web", "app.kubernetes.io/name": "web"}}, {name: "other", labels: {tier: "web"}, annotations: {ab: "x"}}, {name: "o"}][$i % 3];

[ (scalars[] as $pattern | values[] as $value | {group: "scalar", pattern: {spec: {v: $pattern}}, object: {spec: {v: $value}}}),
  (scalars[] | {group: "missing", pattern: {spec: {v: .}}, object: {spec: {}}}),
  (shapes[] as $pattern | range(objects | length) as $i | {group: "shape", pattern: $pattern, object: {metadata: meta($i), spec: objects[$i]}}),
  (([{spec: {a: "x"}}, {spec: {b: "y"}}], [{spec: {a: "z"}}, {spec: {a: "x"}}], [{spec: {"(a)": "q", b: "y"}}, {spec: {"(a)": "w", b: "y"}}], [], [{spec: {none: "?*"}}], {spec: {a: "x"}}, [{spec: {l: []}}, {spec: {b: "y"}}]) as $any
    | range(objects | length) as $i | {group: "any", anyPattern: $any, object: {metadata: meta($i), spec: objects[$i]}})
] | numbered("patterns")
