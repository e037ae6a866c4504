# Every operator × type of key × type of value, and the forms in which conditions are written.
include "lib";

def operators: ["Equals", "NotEquals", "In", "AnyIn", "AllIn", "NotIn", "AnyNotIn", "AllNotIn", "GreaterThan", "GreaterThanOrEquals", "LessThan", "LessThanOrEquals"];
def keys: [["null", null], ["bool", true], ["number", 90], ["text", "web-1"], ["quantity", "2Gi"], ["duration", "90s"], ["version", "1.10.0"], ["list", ["web-1", "db"]], ["map", {a: "b"}]];
def values: [["null", null], ["bool", true], ["number", 90], ["text", "web-*"], ["quantity", "1536Mi"], ["duration", "1m30s"], ["list", ["web-?", "90", 90, "2Gi"]], ["map", {a: "b"}]];
def question($operator; $key; $value): {conditions: [condition("{{ k }}"; $operator; "{{ v }}")], context: {k: $key, v: $value}};

def sharp: [
  [1.5, "1.5"], [3, "3.0"], [3, 3.0], [3, 3.5], ["3", 3], ["3.0", 3], ["0", 0], ["0", "0s"], [0, "0"], ["", ""], ["", "*"], ["", "?"], ["a", ""], ["*", "a"], ["a?c", "abc"], ["abc", "a?c"], ["abc", "a*c*"],
  ["1", "1000m"], ["1k", "1000"], ["1Ki", 1024], ["100m", "0.1"], ["1h", 3600], ["1h", "60m"], ["60", "1m"], ["1m", "60"], ["1.5h", "90m"], ["-1h", "-60m"], ["1d", "24h"], ["10", "*"], ["10", "1?"], ["1Gi", "1*"],
  ["true", true], [true, "true"], [false, "false"], ["null", null], [[], []], [[], ["a"]], [["a"], "a"], [["a", "b"], ["b", "a"]], [{}, {}], [{a: 1}, {a: 1}], [{a: 1}, {a: 2}], [[1], [1]], [[1, "1"], ["1", 1]],
  ["1-5", "3"], ["3", "1-5"], [3, "1-5"], ["3", "1!-5"], ["7", "1-5"], ["512Mi", "256Mi-1Gi"], [["3", "9"], "1-5"], ["1.2.3", "1.2.3"], ["1.2.3-rc1", "1.2.3"], ["v1.2.3", "1.2.3"], ["a", "[\"a\",\"b\"]"], ["a", "[\"a\",1]"],
  [["a"], "[\"a\",\"b\"]"], ["a", "{}"], [1000000, 1000000], ["1e3", "1000"], ["1E3", 1000], ["日本", "日?"], ["A", "a"], [" a", "a"], [1e21, "1e+21"], [-0.5, "-0.5"]];

def forms: [
  [], {}, null, {any: []}, {all: []}, {any: [], all: []}, {any: null}, "text", 5, [[]], [{}], [null],
  {any: [condition("a"; "Equals"; "b"), condition("a"; "Equals"; "a")]}, {all: [condition("a"; "Equals"; "b"), condition("a"; "Equals"; "a")]},
  {any: [condition("a"; "Equals"; "a")], all: [condition("a"; "Equals"; "b")]}, {any: [condition("a"; "Equals"; "b")], all: [condition("{{ none }}"; "Equals"; "b")]},
  {any: [condition("a"; "Equals"; "a"), condition("{{ none }}"; "Equals"; "b")]}, {all: [condition("a"; "Equals"; "b"), condition("{{ none }}"; "Equals"; "b")]},
  {All: [condition("a"; "Equals"; "b")]}, {ANY: [condition("a"; "Equals"; "b")]}, {al: [condition("a"; "Equals"; "b")]}, {all: condition("a"; "Equals"; "b")},
  [condition("a"; "Equals"; "a"), condition("a"; "Equals"; "b")], [{any: [condition("a"; "Equals"; "b")]}], [{all: [condition("a"; "Equals"; "a")]}],
  [{key: "a", operator: "Equals"}], [{key: "a", value: "a"}], [{operator: "Equals", value: "a"}], [{Key: "a", Operator: "Equals", VALUE: "a"}], [condition("a"; ""; "a")],
  [condition("a"; "equals"; "a")], [condition("5"; "greaterthan"; "4")], [condition("5"; "GREATERTHAN"; "4")], [condition("a"; "anyin"; ["a"])], [condition("a"; "Like"; "a")], [condition("a"; "Equals "; "a")],
  [condition("{{ text }}-{{ n }}"; "Equals"; "s-3")], [condition("{{ n }}"; "Equals"; 3)], [condition("{{n}}"; "Equals"; "{{ n }}")], [condition("{{ to_string(n) }}"; "Equals"; "3")], [condition("{{ list }}"; "AnyIn"; ["{{ text }}"])],
  [condition("{{ list[0] }}"; "Equals"; "{{ list[5] }}")], [condition("{{ none || 'd' }}"; "Equals"; "d")], [condition("{{ none }}"; "Equals"; "")], [condition(["{{ text }}"]; "AnyIn"; ["s"])], [condition({a: "{{ n }}"}; "Equals"; {a: 3})],
  [condition("{{ n }}"; "Equals"; "{{ none }}")], [condition("\\{{ text }}"; "Equals"; "{{ raw }}")], [condition("a"; "Equals"; "b") + {message: "the names differ: {{ text }}"}], {all: [condition("a"; "Equals"; "b") + {message: "one"}, condition("a"; "Equals"; "c") + {message: "two"}]},
  [condition("{{ text"; "Equals"; "s")], [condition("{{ }}"; "Equals"; "s")], [condition("{{ text.x }}"; "Equals"; null)], [condition(null; "Equals"; null)], [condition(true; "NotEquals"; false)]];

[ (operators[] as $operator | keys[] as $key | values[] as $value | {group: $operator, keyType: $key[0], valueType: $value[0]} + question($operator; $key[1]; $value[1])),
  (("Equal", "NotEqual", "DurationGreaterThan", "DurationGreaterThanOrEquals", "DurationLessThan", "DurationLessThanOrEquals") as $operator
    | (true, 90, "90s", "web", null) as $key | (90, "1m30s", "1h", "web") as $value | {group: $operator} + question($operator; $key; $value)),
  (("Equals", "NotEquals", "AnyIn", "GreaterThanOrEquals") as $operator | sharp[] as $pair | {group: "sharp-\($operator)"} + question($operator; $pair[0]; $pair[1])),
  (("Equals", "NotEquals", "AnyNotIn") as $operator | (5, "5", [1, "a"], {a: 1}, true, null) as $key | (5, "5", [1, "a"], {a: 1}, true, null) as $value
    | {group: "literal"} + {conditions: [condition($key; $operator; $value)]}),
  (forms[] | {group: "form", conditions: ., context: {text: "s", n: 3, list: ["s", "t"], raw: "{{ text }}"}})
] | numbered("conditions")
