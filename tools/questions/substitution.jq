# Variables and references in documents: as a whole text, inside a text, in keys, nested, escaped, shallow.
include "lib";

def context: {s: "plain", e: "", n: 3, f: 2.5, big: 1000000, t: true, x: null, l: ["a", 1, null], le: [], m: {k: "v", n: 1}, me: {}, key: "k", chain: "{{ s }}", escaped: "\\{{ s }}", ref: "$(./b)",
  odd: "<b>&\"c\"", lines: "one\ntwo", uni: "日本", deep: {a: {b: [{c: "found"}]}}, "with-dash": "dash",
  request: {operation: "CREATE", namespace: "media", object: {metadata: {name: "lamp", labels: {"a.b/c": "dotted"}}, spec: {size: 4}}, oldObject: null, userInfo: {username: "ann"}}};

def leaves: ["{{ s }}", "{{s}}", "{{  s  }}", " {{ s }}", "{{ s }} ", "a{{ s }}b", "{{ s }}{{ n }}", "{{ e }}", "x{{ e }}y", "{{ n }}", "n={{ n }}", "{{ f }}", "f={{ f }}", "{{ big }}", "b={{ big }}", "{{ t }}", "t={{ t }}",
  "{{ x }}", "x={{ x }}", "{{ l }}", "l={{ l }}", "{{ le }}", "l={{ le }}", "{{ m }}", "m={{ m }}", "{{ me }}", "m={{ me }}", "{{ chain }}", "c={{ chain }}", "{{ escaped }}", "c={{ escaped }}", "\\{{ s }}", "a\\{{ s }}", "\\\\{{ s }}",
  "{{- s }}", "{{- chain }}", "c={{- chain }}", "{{- l }}", "{{- x }}", "x={{- x }}", "{{-s}}", "{{ -s }}", "{{ m.{{ key }} }}", "{{ m.{{key}} }}-{{ n }}", "{{ m.\"{{ key }}\" }}", "{{ odd }}", "o={{ odd }}", "{{ lines }}", "o={{ lines }}",
  "{{ uni }}", "u={{ uni }}", "日 {{ s }}", "ü{{ s }}", "{{ s }}ü", "{{ none }}", "a {{ none }}", "{{ none || s }}", "{{ none || '' }}", "{{ none.a }}", "{{ s.a }}", "{{ x.a.b }}", "{{ l[0] }}", "{{ l[9] }}", "{{ l[-1] }}", "{{ deep.a.b[0].c }}", "{{ deep.a.b[].c | [0] }}",
  "{{ deep.a.b[9].c }}", "{{ \"with-dash\" }}", "{{ with-dash }}", "{{ length(l) }}", "{{ to_string(m) }}", "{{ to_upper(s) }}!", "{{ add(n, `1`) }}", "{{ n == `3` }}", "{{ 'lit' }}", "{{ '}}' }}", "{{ `{\"a\":1}` }}", "{{ `{\"a\":{\"b\":1}}` }}", "{{ {a: s} }}", "{{ [s, n] }}",
  "{{ }}", "{{}}", "{{ s", "s }}", "{ { s } }", "{{{ s }}}", "{{ s }}}", "{{{{ s }}}}", "{{ s }} and {{ none }}", "{{ @ }}", "{{ @.s }}", "{{ a b }}", "{{ s | to_upper(@) }}", "{{ foo() }}", "{{ length(n) }}", "{{ join('-', l) }}", "{{ request.object.metadata.name }}",
  "{{ request.object.metadata.labels.\"a.b/c\" }}", "{{ request.oldObject.spec.size }}", "{{ request.object.spec.size }}", "{{ request.object }}", "{{ request.userInfo.username }}/{{ request.namespace }}", "{{\ns\n}}", "{{\ts }}", "$1 {{ s }}", "$(s)", "\\$(s)", "$(./b)", "$(./none)", "$(/b)", "$(b) ", "x $(./b)", "\\$(./b)", "$(./n)", "$(../a)", "{{ ref }}", "r={{ ref }}", "$(>=./b)", "<=$(./n)"];

def documents: [{"{{ s }}": 1}, {"a-{{ n }}": 1}, {"{{ n }}": 1}, {"{{ x }}": 1}, {"{{ l }}": 1}, {"{{ none }}": 1}, {"{{ s }}": "{{ n }}"}, {"\\{{ s }}": 1}, {a: {"{{ s }}": ["{{ n }}", {"{{ key }}": "{{ t }}"}]}}, {"$(./a)": 1, a: "b"},
  ["{{ s }}", "{{ n }}"], "{{ s }}", 5, null, true, [], {}, [["{{ l }}"]], {a: null, b: "{{ x }}"}, {a: "{{ l }}", b: ["{{ l }}"]},
  {a: {b: "$(../c)", c: "same"}}, {a: {b: "$(./c)", c: "beside"}}, {a: {b: "$(/a/c)", c: "root"}}, {a: [{n: "x"}, {n: "$(/a/0/n)"}]}, {a: "$(./b)", b: "{{ s }}"}, {a: "$(./b)", b: 5}, {a: "$(./b)", b: {c: 1}}, {a: "$(./b)", b: "$(./c)", c: "end"}, {a: "$(./a)"},
  {"(a)": "x", b: "$(./a)"}, {mutate: {patchStrategicMerge: {spec: {size: "{{ @ }}-old"}}}}, {mutate: {patchStrategicMerge: {spec: {none: "{{ @ }}"}}}}, {mutate: {patchStrategicMerge: {metadata: {labels: {"a.b/c": "{{ @ }}!"}}}}}, {validate: {pattern: {spec: {size: "{{ @ }}"}}}}];

def deleting: ["{{ request.object.metadata.name }}", "{{ request.object.spec.size || `9` }}", "x {{ request.object.metadata.name }} {{ request.oldObject.metadata.name }}", "{{ request.objects }}", "request.object", "{{ to_string(request.object) }}", "{{ request.operation }}"];

[ (leaves[] | {group: "leaf", document: {a: ., b: "beside", n: 7}, context: context}),
  (documents[] | {group: "document", document: ., context: context}),
  (deleting[] | {group: "delete", document: {a: .}, context: {request: {operation: "DELETE", object: null, oldObject: {metadata: {name: "gone"}}}}})
] | numbered("substitution")
