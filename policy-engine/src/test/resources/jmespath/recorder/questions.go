package main

import (
	"bufio"
	"encoding/json"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
)

type group struct {
	name        string
	expressions []string
}

func groups(recorded string) []group {
	random := rand.New(rand.NewSource(1))
	var mutated, grammar, paths, broken, soup []string
	for _, expression := range recordedExpressions(recorded) {
		for i := 0; i < 2; i++ {
			mutated = append(mutated, mutate(random, expression))
		}
	}
	for i := 0; i < 1500; i++ {
		expression := generate(random, 1+random.Intn(4))
		grammar = append(grammar, expression)
		broken = append(broken, mutate(random, expression))
	}
	for i := 0; i < 800; i++ {
		paths = append(paths, path(random, 2+random.Intn(3)))
	}
	for i := 0; i < 2500; i++ {
		var tokens []string
		for n := 1 + random.Intn(7); n > 0; n-- {
			tokens = append(tokens, vocabulary[random.Intn(len(vocabulary))])
		}
		soup = append(soup, join(random, tokens))
	}
	return []group{{"oddities", oddities}, {"mutated", mutated}, {"grammar", grammar},
		{"paths", paths}, {"broken", broken}, {"soup", soup}}
}

func recordedExpressions(folder string) []string {
	var expressions []string
	seen := map[string]bool{}
	for _, name := range []string{"official", "fork", "notfound"} {
		file, err := os.Open(filepath.Join(folder, "jmespath-"+name+".jsonl"))
		check(err)
		scanner := bufio.NewScanner(file)
		scanner.Buffer(nil, 1<<24)
		for scanner.Scan() {
			var line struct{ Expr string }
			check(json.Unmarshal(scanner.Bytes(), &line))
			if !seen[line.Expr] && len(line.Expr) < 200 {
				seen[line.Expr] = true
				expressions = append(expressions, line.Expr)
			}
		}
		check(scanner.Err())
		file.Close()
	}
	return expressions
}

// ---- random expressions

var vocabulary = []string{
	"a", "b", "foo", "_x", "\"a-b\"", "\"\\u00e9\"", "'s'", "'\\''", "`1`", "`{\"a\": 1}`", "`\"f\"`", "`x`", "0", "1", "-1", "-", "99999999999999999999",
	".", ".", ".", "*", "*", "@", "&", "!", "(", ")", "(", ")", "[", "]", "[", "]", "[]", "[?", "{", "}", ":", ":", ",", "|", "||", "&&", "==", "!=", "<", "<=", ">", ">=", "=", "a:", "a: b", "[0]", "[*]", "f(", "\u0080", "é",
}

func join(random *rand.Rand, tokens []string) string {
	var text strings.Builder
	for i, token := range tokens {
		if i > 0 && random.Intn(3) == 0 {
			text.WriteString([]string{" ", "  ", "\n", "\t"}[random.Intn(4)])
		}
		text.WriteString(token)
	}
	return text.String()
}

// tokens cuts a text roughly, good enough to mutate it.
func tokens(text string) []string {
	var tokens []string
	word := false
	for _, char := range text {
		letter := char == '_' || char >= 'a' && char <= 'z' || char >= 'A' && char <= 'Z' || char >= '0' && char <= '9'
		if word && letter {
			tokens[len(tokens)-1] += string(char)
		} else {
			tokens = append(tokens, string(char))
		}
		word = letter
	}
	return tokens
}

func mutate(random *rand.Rand, expression string) string {
	tokens := tokens(expression)
	for n := 1 + random.Intn(2); n > 0; n-- {
		i := random.Intn(len(tokens) + 1)
		any := vocabulary[random.Intn(len(vocabulary))]
		kind := random.Intn(5)
		if i == len(tokens) || kind == 0 {
			tokens = append(tokens[:i], append([]string{any}, tokens[i:]...)...)
			continue
		}
		switch kind {
		case 1:
			tokens = append(tokens[:i], tokens[i+1:]...)
		case 2:
			tokens[i] = any
		case 3:
			j := random.Intn(len(tokens))
			tokens[i], tokens[j] = tokens[j], tokens[i]
		case 4:
			tokens = append(tokens[:i], append([]string{tokens[i]}, tokens[i:]...)...)
		}
	}
	return strings.Join(tokens, "")
}

func pick(random *rand.Rand, choices ...string) string { return choices[random.Intn(len(choices))] }

func key(random *rand.Rand) string {
	return pick(random, "a", "b", "c", "foo", "bar", "status", "items", "name", "\"a-b\"", "\"0\"")
}

// generate follows the grammar.
func generate(random *rand.Rand, depth int) string {
	if depth == 0 {
		return pick(random, key(random), key(random), key(random), "@", "'s'", "''", "`1`", "`null`", "`{\"a\": {}}`", "`[1, {\"a\": 2}]`", "[0]", "*", "[*]", "[]")
	}
	sub := func() string { return generate(random, depth-1) }
	key := key(random)
	switch random.Intn(24) {
	case 0, 1, 2, 3:
		return sub() + "." + key
	case 4, 5:
		return sub() + "[" + pick(random, "0", "1", "-1") + "]"
	case 6:
		return sub() + "[*]" + pick(random, "", "."+key, "[0]", "["+key+"]")
	case 7:
		return sub() + "[]" + pick(random, "", "."+key)
	case 8:
		return sub() + "[?" + sub() + "]" + pick(random, "", "."+key)
	case 9:
		return sub() + pick(random, "[1:]", "[:2]", "[::-1]", "[0:1]", "[:::]") + pick(random, "", "."+key)
	case 10:
		return sub() + ".*" + pick(random, "", "."+key)
	case 11, 12:
		return sub() + pick(random, " || ", "||") + sub()
	case 13:
		return sub() + " && " + sub()
	case 14:
		return sub() + pick(random, " | ", "|") + sub()
	case 15:
		return "!" + sub()
	case 16:
		return sub() + pick(random, " == ", "!=", " < ", "<=", " > ", ">=") + sub()
	case 17, 18:
		return "(" + sub() + ")"
	case 19:
		return pick(random, "", sub()+".") + "[" + sub() + pick(random, "", ", "+sub()) + "]"
	case 20:
		return pick(random, "", sub()+".") + "{" + key + ": " + sub() + pick(random, "", ", x: "+sub(), " y: "+sub()) + "}"
	case 21:
		return pick(random, "to_string", "not_null", "length", "merge", "keys", "type", "to_array", "nope") + "(" + sub() + pick(random, "", "", ", "+sub()) + ")"
	case 22:
		return pick(random, "map(&"+sub()+", "+sub()+")", "sort_by("+sub()+", &"+sub()+")", "max_by("+sub()+", &"+key+")")
	default:
		return sub() + "." + key + "(" + sub() + ")"
	}
}

// path generates what may end in an unknown key more often than not.
func path(random *rand.Rand, depth int) string {
	if depth == 0 {
		return pick(random, key(random), key(random), key(random), "@", "`{\"a\": {}}`", "{a: @, b: b}", "merge(a, b)", "not_null(a, b)", "to_string(a)")
	}
	sub := func() string { return path(random, depth-1) }
	key := key(random)
	switch random.Intn(14) {
	case 0, 1, 2, 3, 4:
		return sub() + "." + key
	case 5:
		return sub() + "[0]"
	case 6:
		return sub() + ".{" + key + ": " + sub() + "}." + pick(random, "a", "b", key)
	case 7:
		return "(" + sub() + " && " + sub() + ")." + key
	case 8:
		return "(" + sub() + " || " + sub() + ")." + key
	case 9:
		return "(" + sub() + " | " + sub() + ")." + key
	case 10:
		return sub() + " && " + sub()
	case 11:
		return sub() + pick(random, "[*].", "[].", "[:1].", ".*.", "[?a].") + key
	case 12:
		return "(" + sub() + ")[0]." + key
	default:
		return sub() + "." + key + "[*]"
	}
}

// ---- documents

var keys = []string{"a", "b", "c", "foo", "bar", "status", "items", "name", "a-b", "0"}

// documents returns objects of objects and lists, each with some of the keys.
func documents(count int) []any {
	random := rand.New(rand.NewSource(3))
	var level []any
	for depth := 0; depth < 7; depth++ {
		var next []any
		for i := 0; i < count; i++ {
			next = append(next, object(random, level))
		}
		level = next
	}
	for i := 0; i < count/6; i++ {
		level = append(level, []any{level[i], level[i+1]})
	}
	return append(level, map[string]any{})
}

func object(random *rand.Rand, values []any) any {
	members := map[string]any{}
	lack := random.Float64() * 0.5
	for _, key := range keys {
		if random.Float64() > lack {
			members[key] = value(random, values)
		}
	}
	return members
}

func value(random *rand.Rand, values []any) any {
	scalars := []any{nil, true, false, 1.0, 0.0, "x", "", []any{}, map[string]any{}}
	if len(values) == 0 || random.Intn(10) == 0 {
		return scalars[random.Intn(len(scalars))]
	}
	if random.Intn(4) == 0 {
		return []any{values[random.Intn(len(values))], values[random.Intn(len(values))]}
	}
	return values[random.Intn(len(values))]
}

// ---- texts with variables

var pieces = []string{"{{", "{{", "{{", "}}", "}}", "}}", "{{ a }}", "{{a}}", "{{- a }}", "{{ - a}}", "{", "}", "{b: c}", "\\", "\\{{", " ", "  ", "\n", "\u00a0", "\u0085", "\u3000", "a", "-", "x.y", "'}}'", "é", "日", "\U0001F600", "$(a)", "\"", "`{\"a\":{\"b\":1}}`"}

var oddTexts = []string{
	"", "a", "{{a}}", "{{ a }}", " {{ a }}", "{{ a }} ", "{{a}}{{b}}", "{{a}} {{b}}", "{{ a.{{ b }} }}", "{{ a.{{ b }}.{{ c }} }}", "{{ {{ {{ a }} }} }}", "\\{{ a }}", "\\\\{{ a }}", "x\\{{ a }}{{ b }}", "{{ {a: b} }}", "{{{a: b}}}", "{{ {a: {b: c}} }}", "{{ `{\"a\":{\"b\":1}}` }}", "{{ `{\"a\":1}` }}", "{{}}", "{{ }}", "{{-}}", "{{- a }}", "{{ - a }}", "{{--a}}", "é{{ a }}", "日{{ a }}", "\U0001F600{{ a }}", "é {{ a }}", "é{{- a }}", "{{é}}", "{{ a", "a }}", "{{ a }", "{{{ a }}", "{{ a }}}", "{{{ a }}}", "\\{{{ a }}}", "{{ '}}' }}", "{{ '{{' }}", "{{\na\n}}", "{{\u00a0a\u3000}}", "{{ a }}\n{{ b }}", "{{{{a}}}}", "x{{{{a}}}}", "{{ a {b} {c} d }}", "{{ a {b {c} }}", "{{ images.containers.\"{{ element.name }}\".path }}",
}

func texts() []string {
	random := rand.New(rand.NewSource(2))
	all := oddTexts
	for i := 0; i < 1500; i++ {
		var text strings.Builder
		for n := 1 + random.Intn(8); n > 0; n-- {
			text.WriteString(pieces[random.Intn(len(pieces))])
		}
		all = append(all, text.String())
	}
	return all
}

// ---- odd expressions

var oddities = []string{
	"", " ", "\t\r\n", "@", "a", "!a.b", "!(a.b)", "!a[0]", "!a[0].b", "!a[*]", "!a == b", "!!a", "!a(b)", "!a | b", "![a]", "!{a: b}", "!*", "!&a",
	"[:::]", "[::]", "[:]", "[::1]", "[1:2:3]", "[1:2:3:]", "[1:2:3:4]", "[::::]", "a[:::]", "[:1 2]", "[1 2:]", "a[1 2]", "[- 1]", "[-]", "[--1]", "[-1]", "a[-0]", "a[007]", "[1-2]", "a[1:-]",
	"a[9223372036854775807]", "a[9223372036854775808]", "a[-9223372036854775808]", "a[-9223372036854775809]", "[9223372036854775808]", "a[9223372036854775808:]", "a[0:99999999999999999999]",
	"[1", "[1.a", "[0 | a", "[0 || a", "[1 == a", "[:", "[1:", "[1:a", "[1:2", "[1:2.a", "[[1]", "[[1, a]", "f([1)", "f([1 a)", "{a: [1}", "{a: [1, b: c}", "([1)", "&[1", "![1", "a[*][1", "a[*][1.b", "a[1", "a[1.b", "[99999999999999999999.a", "[1[0]", "[1(a)", "[1*", "[1[*]",
	"f()", "f(a)", "f(a,)", "f(a b)", "f(a,,b)", "f(,)", "f(,a)", "f(a)(b)", "f(a)(b)(c)", "'f'(a)", "`\"f\"`(a)", "`1`(a)", "`null`(a)", "\"f\"(a)", "(\"f\")(a)", "(f)(a)", "@(a)", "(a.b)(c)", "a.b(c)", "a.(b)", "a.b(c).d", "a[0](b)", "(a == b)(c)", "*(a)", "a.*(b)", "a[*](b)", "a[](b)", "{a: b}(c)", "[a](b)", "&a(b)", "(&a)(b)", "!a(b)(c)", "f (a)", "f(&a, &b)", "f(a | b)",
	"{a: b c: d}", "{a: b, c: d}", "{a: b,}", "{a: b,, c: d}", "{a: b} c", "{a b}", "{a:: b}", "{\"a\": b}", "{'a': b}", "{`\"a\"`: b}", "{1: b}", "{a: b, a: c}", "{}", "{a: }", "{a: {b: {c: d}}}", "{a: b",
	"[a b]", "[a,]", "[,]", "[a,,b]", "[]", "[[]]", "[a][b]", "[a].b", "[*]", "[* ]", "[ *]", "[*,a]", "[*.a]", "[* | a]", "a[* ]", "a[ * ]", "a[ 0 ]", "a [0]", "a[ ]", "[ ]", "[ ?a]", "[? a]", "[?a", "[?]", "[?a]b", "[?a][]", "[?a][0]", "[?a].b", "[?a]*", "a[?b][?c]", "a[?b].[c]", "a[?b].{c: d}", "a[?b]{c: d}", "a[?b == c]", "a[?b].*",
	"*", "*.a", "*.*", "**", "* .a", "*[0]", "*[*]", "*[]", "*[?a]", "*[a]", "a.*", "a.*.b", "a.*.b.c", "a.*[0]", "a.*[0].b", "a.*[]", "a*", "a.**", "a.*.*", "a.*.*.b", "a.*.[b].c", "a[*].[b].c", "a[*].[b][0]", "a[*].{b: c}.d", "a[].{b: c}.d", "a[?b].{b: c}.d", "*.[a]", "*.{a: b}", "*.{a: b}.c", "*|a", "*||a", "*==a", "(*)", "(*).a", "[*]*", "a.[*]", "a.[* ]", "a.[0]", "a.[]", "a.[a]", "a.[a, b]", "a.{b: c}", "a. b", "a .b", "a\n.\nb", "a..b", "a.", ".a", "a.@", "a.'b'", "a.`1`", "a.\"b\"", "a.1", "a.&b", "a.!b", "a.(b)", "a.b.c", "a.b[0].c", "a.b[*].c", "a.b[].c", "a.b[?c].d", "a.b[0:1].c", "a[*].b[*].c", "a[][]", "a[].b[]", "a[0][1]", "a[*][0]", "a[*][*]", "a[*][b]", "a[*][b, c]", "a[*].[b]", "a[]b", "a[][b]", "a[0]b", "a[0][b]", "a[b]", "a[\"b\"]", "a['b']", "a[`1`]", "a[@]", "a[-1:]",
	"a|b", "a||b", "a|||b", "a||||b", "a| |b", "a&&b", "a&b", "a&&&b", "&a", "&&a", "& a", "& &a", "&a.b", "&a | b", "&a || b", "a == &b", "a || &b | c", "a | b || c && d == e", "a == b == c", "a < b < c", "a<=b", "a=<b", "a= =b", "a=b", "=", "==", "a==", "a!=b", "a! =b", "a !b", "a<>b", "a>b", "a>=b", "a > = b", "a && b || c", "a || b && c", "(a || b) && c", "a && (b || c)", "((a))", "()", "(a", "a)", "(a)(", "(a).b", "(a)[0]", "(a.b).c", "a.b.(c)",
	"'a'", "''", "'", "'\\'", "'\\''", "'\\\\'", "'\\\\''", "'a\\'b'", "'\\'\\''", "'a\nb'", "'é'", "'日本'", "'\U0001F600'", "'\\n'", "'\\u0041'", "'a'b", "'a''b'", "'a'.b", "'a' | b", "'\"'", "'`'", "'{{'", "'\\x'", "'é\\'é'", "'\\é'",
	"\"a\"", "\"\"", "\"", "\"\\\"\"", "\"\\\\\"", "\"\\\"", "\"\\n\"", "\"\\u0041\"", "\"\\u00e9\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\ude00\"", "\"\\ud83dx\"", "\"\\ud83d\\ud83d\\ude00\"", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\t\"", "\"\n\"", "\"\x00\"", "\"\x7f\"", "\"é\"", "\"日本\"", "\"\U0001F600\"", "\"a b\"", "\"a-b\".\"c/d\"", "\"\\/\"", "\"\\b\\f\\n\\r\\t\"", "\"\\'\"", "\"'\"", "\"`\"", "\"\u2028\"", "\"\uFEFF\"",
	"`1`", "`-1`", "`1.5`", "`1e3`", "`1E+3`", "`1e-3`", "`1e400`", "`-1e400`", "`1e-400`", "`-0`", "`00`", "`01`", "`1.`", "`.5`", "`+1`", "`-`", "`0x10`", "`NaN`", "`Infinity`", "`-Infinity`", "`123456789012345678901234567890`", "`9007199254740993`", "`0.1`", "`1e22`", "`1e23`", "`4.9e-324`", "`2e-324`", "`1.7976931348623157e308`", "`1.7976931348623159e308`",
	"`true`", "`false`", "`null`", "`True`", "`nul`", "`nulll`", "`true false`", "`foo`", "`\"foo\"`", "`'foo'`", "``", "` `", "` 1 `", "`\t\n\r1`", "`\v1`", "`\u00a01`", "`\uFEFF1`", "`1 2`", "`1,2`", "`[]`", "`{}`", "`[1,2]`", "`[1,]`", "`[,1]`", "`[1 2]`", "`{\"a\":1}`", "`{\"a\":1,}`", "`{a:1}`", "`{'a':1}`", "`{\"a\" 1}`", "`{\"a\":1,\"a\":2}`", "`{\"a\":{\"b\":1},\"a\":{\"c\":2}}`", "`[[[]]]`", "`[[]`", "`]`", "`{\"\":1}`", "`\"\\`\"`", "`\"\\\\`\"`", "`\"\\\\\\`\"`", "`\"a\\nb\"`", "`\"a\nb\"`", "`\"a\tb\"`", "`\"\\u0000\"`", "`\"\\ud800\"`", "`{\"\\ud800\":1}`", "`{\"\\ud83d\\ude00\":1}`", "`{\"\\ude00\\ud83d\":1}`", "`{\"\\\\ud800\":\"\\\\ud800\"}`", "`{\"\\uD83D\\u0041\":\"\\uDBFF\\uDFFF\"}`", "`{\"é日\U0001F600\":1}`", "`\"\\ud83d\\ude00\"`", "`\"\\q\"`", "`\"é日\U0001F600\"`", "`/* c */1`", "`//c\n1`", "`# c\n1`", "`1", "`\\`", "`\\``", "`\"", "`1`.a", "`{\"a\":1}`.a", "`{\"a\":1}`.b", "`[1]`[0]", "`1` `2`", "`1`|`2`", "`1` == `1.0`",
	"a\u0080", "a\u0080b", "a.b\u0080", "a\u0080.b", "\u0080", "a\u0081", "a\u00e9", "é", "日本", "a.日本", "\U0001F600", "a\u00a0", "\u00a0a", "a\u2028b", "\uFEFFa", "a\x00", "\x00", "a\x7f", "a\v", "a\fb", "f\u0080(a)", "{a\u0080: b}", "a\u0080\u0080", "0\u0080", "a0\u0080 | b", "\uFFFDa",
	"0", "-1", "1a", "a1", "_", "__a", "_1", "A", "aB_9", "a-b", "a/b", "a:b", "a,b", "a b", "a@b", "a#b", "a$b", "$", "$.a", "a?b", "a+b", "a%b", "a^b", "a~b", "a;b", "a\\b", "-", "-a", "a.-1", "a.b-c", "~", "%", ":", ",", ";", "?", "{{a}}", "{{", "}}", "let $x = a in $x", "true", "null", "true.a",
	"status.latestImage.name", "status.latestImage.name || ''", "items[0].status.x || ''", "items[0] || '{}'", "to_string(a.b)", "a.b | @", "a && b.c", "a.b && c", "(a.b && c).d", "(a || b).c", "a.b[?c].d | [0] || ''", "{x: a}.x", "{x: a}.y", "a.{x: b}.y", "[a].b", "to_string(a).b", "not_null(a, b).c", "unknown(a).b", "a == b.c", "!a.b", "(!a).b", "@.a", "(@ | @).a", "a | b.c", "(a | b).c", "f(a).b.c", "*.a.b", "a[0].b", "a[0][1].b", "a.b.f(@)", "`{\"x\": {}}`.x.y", "merge(a, b).c", "(a[*]).b", "a[*] | [0].b", "a.b || c.d", "(a.b || c.d).e", "a && b && c.d", "(a && b).c.d", "map(&a.b, items)", "sort_by(items, &a)[0].b",
}
