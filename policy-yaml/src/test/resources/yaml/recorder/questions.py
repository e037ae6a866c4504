"""Writes the questions that record.go answers: JSON strings, one a line.

usage: python3 questions.py scalars|keys|documents|streams|mutations
"""

import json
import random
import sys

WORDS = """
y Y n N yes Yes YES yEs no No NO nO on On ON oN off Off OFF oFF true True TRUE tRUE false False FALSE fALSE
null Null NULL nULL ~ ~~ nil none None void t f T F 0 1 -1 +1 -0 +0 00 01 07 08 09 012 0123 0777 0888 0899 -012 +012 -08 0o 0o0 0o12
0o777 0o78 0O17 -0o17 +0o17 0x 0x0 0x1f 0x1F 0X1F 0xfg -0x1f +0x1f 0xFFFFFFFFFFFFFFFF 0x1FFFFFFFFFFFFFFFF 0b 0b0 0b1 0b101
0B101 0b102 0b-1 0b+1 0b-101 -0b101 +0b101 -0b-1 -0b2 0b1_0 0x1_f 1_000 1__000 1_ _1 -_1 +_1 1_0.5 1_0.5_0 1.5_ 0_8 0_7 0_ 1_e3 1e_3
9223372036854775807 9223372036854775808 -9223372036854775808 -9223372036854775809 18446744073709551615 18446744073709551616
+18446744073709551615 -18446744073709551615 123456789012345678901234567890 -123456789012345678901234567890
2147483647 2147483648 -2147483648 -2147483649 9007199254740993 1e0 1e1 1e3 1E3 1e+3 1e-3 1E+3 1E-3 1e03 1e-03 1e 1e+ e3 1e3.5 1.e3 1.0e3
1.0e+3 1. 0. -1. +1. .5 -.5 +.5 .5e1 .5e+1 .5e-1 .5E1 .e1 .5_0 .5__0 ._5 .5_ .5e1_0 .5e .5e+ . .. ... .1.2 1.2.3 1.2.3.4 0.5 00.5 01.5
-0.0 +0.0 -0. 0.0 0e0 -0e0 0e5 1.0 1.00 10.0 1.10 1.5 1.50 3.14159265358979323846 0.1 0.30000000000000004 100.0 1e20 1e21 1e22
123456789e12 123456789e13 123456789012345680000.0 1234567890123456789012.0 1e-5 1e-6 1e-7 0.000001 0.0000001 1.5e-7 12e-8 -1e-7 -1e21 1e308 1e309 -1e309 1.8e308 1e-323 1e-324 4.9e-324 2.2250738585072014e-308 1e-400
1e999999999999 1e-999999999999 5e-1 0.1e1 1.7976931348623157e308 1.7976931348623159e308 33.333333333333336 16777217.0 16777216.5 .inf .Inf .INF .iNF -.inf -.Inf -.INF
+.inf +.Inf +.INF .nan .NaN .NAN .nAN -.nan inf Inf nan NaN infinity Infinity -inf +inf 12:30 12:30:45 190:20:30 190:20:30.15 1:2:3 08:00 22:22 0:0 1:60 -12:30 +12:30
2001-01-01 2001-1-1 2001-01-01T00:00:00Z 2001-12-14t21:59:43.10-05:00 2001-12-15T02:59:43.1Z 2001-13-01 2001-02-30 2001-02-29 2000-02-29 20010101 2001-01 2001- 01-01-2001 12345-01-01 2001-01-01Z
1.0.0 v1 v1.2.3 1st 2nd 10Gi 100m 1k 1M 0.5Gi 1h 30s 1h30m 5% $1 1$ 10.0.0.1 10.0.0.1/24 ::1 fe80::1 a:b http://x:80/y 1:1 a:1 sha256:12 0xdeadbeef 1a a1 1-2 1/2 1+1 1-1 -a --a --- -- -- -1-
+a +(a) ^(a) =(a) <(a) X(a) = == => <= < << <<< <<a a<<b y1 yesterday nope offset online nullable truest trueish Yes! no. on-call ~/x ~a x~
é ö ñ 日本語 ١٢ １２ 😀 a😀b a\u00a0b \u00a0 a\u200bb ² ½
""".replace("\\u00a0", "\u00a0").replace("\\u200b", "\u200b").split()

SPACED = [
    "", " ", "2001-01-01 10:11:12", "2001-12-14 21:59:43.10", "2001-12-14 21:59:43.10 -5", "2001-12-14 21:59:43 Z", "yes no", "1 2",
    "- 1", "null null", "0x 1", "a b", "a  b", "a #b", "a# b", "a#b", "'yes'", '"yes"', "'1'", '"1"', "''", '""', '"null"', "'~'", "'<<'",
    '"<<"', "'it''s'", '"a\\tb"', '"\\x41\\u0042\\U00000043"', '"\\e\\0\\a\\b\\v\\f\\r\\n\\N\\_\\L\\P"', '"\\/"', "\"\\'\"", '"\\q"',
    '"\\ud83d\\ude00"', '"\\ud83d"', '"\\U0001F600"', '"\\U00110000"', '"\\x4"', '"a\\"b"', '"\\ "', '"\\\t"',
    "!!str 12", "!!str yes", "!!str", "!!str ''", "!!str null", "!!str ~", '!!str "a"', "!!int 12", "!!int '12'", '!!int "0x1f"', "!!int 1.0",
    "!!int 1.5", "!!int a", "!!int", "!!int yes", "!!int 2001-01-01", "!!float 1", "!!float 1.5", "!!float '1.5'", "!!float 18446744073709551615", "!!float .inf", "!!float a",
    "!!float", "!!float yes", "!!float 1e3", "!!bool yes", "!!bool 'yes'", "!!bool n", "!!bool 1", "!!bool a", "!!bool", "!!null null", "!!null ''", "!!null ~", "!!null",
    "!!null a", "!!null 0", "!!timestamp 2001-01-01", "!!timestamp 2001-1-1", "!!timestamp '2001-01-01'", "!!timestamp 2001-01-01T01:02:03Z", "!!timestamp 2001-12-14 21:59:43.10", "!!timestamp a", "!!timestamp 12", "!!timestamp 2001-13-01", "!!timestamp 2001-02-30", "!!timestamp",
    "!!binary aGVsbG8=", "!!binary 'aGVs bG8='", "!!binary aGVsbG8", "!!binary /w==", "!!binary /////w==", "!!binary 4oLigqw=", "!!binary", "!!binary aGVsbG9=", "!!merge <<", "!!merge a", "!!value =", "!!set a", "!!map a", "!!seq a", "!!omap a",
    "!foo 12", "!foo bar", "!foo yes", "!foo", "!foo '1'", "! 12", "! yes", "! '12'", "! null", "! 2001-01-01", "!", "!<tag:yaml.org,2002:str> 12", "!<tag:yaml.org,2002:int> 12", "!<!foo> 12", "!<x> 12", "!e!x 12", "!!foo 1",
    "&a 12", "&a yes", "&a", "&a !!str 12", "!!str &a 12", "*a", "&a-b_1 x", "&é x", "&a.b x", "&a/b x",
    "|\n  yes", "|-\n  12", ">\n  a\n  b", ">-\n  a\n\n  b\n", "|+\n  a\n\n", "|2\n   a", "|1\n  a", "|-1\n  a", "|1-\n  a", "|0\n  a", "!!int |\n  12\n", "!!int |-\n  12",
    "a\n  b", "a\n\n  b", "a\n  b: c", "'a\n  b'", '"a\n  b"', '"a\\\n   b"', '"a\n\n  b"', "1\n  2",
    "{}", "[]", "[1, yes, 1.0]", "{a: 1, b}", "{1: 2, yes: 3}", "[a, , b]", "[a, ]", "[,]", "{,}", "{a, }", "{a: 1,}", "[a: 1]", "[? a]", "{? a : 1}", "{? a}",
    "{a:1}", "{a:b}", "{a: b:c}", "{'a':1}", '{"a":1}', '{"a":"b","c":[1,2]}', "[a:1]", "[a?b]", "[?a]", "[:a]", "[-a]", "[-]", "[- a]", "[a-b]", "{a::b}", "{a: -}", "{:a}", "{a:}", "{a :b}", "[a#b]", "[a #b\n ]",
    "[a\n b]", "{a: 1\n}", "[\n1\n]", "[a\tb]", "[\ta,\tb]", "{\n\ta: 1\n\t}", "{{ x }}", "{{x}}", "'{{ x }}'", "{a: {b: {c: 1}}}", "{[a]: 1}", "{{a: 1}: 1}", "[!!str 1, 2]", "[!!str, 2]", "[&a 1, *a]", "[*a ]",
    "{a: !!str , b: 1}", "{a: !!str, b: 1}", "[a, b]: c", "%a", "@a", "`a", "|a", ">a", "&", "*", "?", "? a", "?a", ":", ":a", ": a", "-", "-a", "- a", "- - a", "#a", "a:", "a: b", "a:b:", "a ", "a\t", "a\t#b", "'a'#b", "'a' #b", "'a'\t#b", "'a' b", "[a] b", "\ta", "\t", " \ta", "'a", '"a', "[a", "{a",
]

SCALARS = WORDS + SPACED


def documents():
    yield from [
        "", "\n", "# only a comment\n", "---\n", "--- # x\n", "null", "~", "12", "yes", "a", "'a'", "- a\n- b\n", "a: 1\n", "a: 1", "a:\n- b\n- c\n", "a:\n  - b\n  - c\n",
        "a:\n   b: 1\n   c: 2\nd: 3\n", "a:\n  b: 1\n c: 2\n", " a: 1\n b: 2\n", " a: 1\nb: 2\n", "a: 1\n b: 2\n", "- a\n - b\n", "- - a\n  - b\n- c\n", "-\n  a: 1\n-\n  b: 2\n", "- a: 1\n  b: 2\n- c: 3\n", "- a: 1\n b: 2\n", "-   a: 1\n    b: 2\n",
        "a: 1\na: 2\n", "a: 1\nb: 2\na: 3\n", "1: a\n1: b\n", "a: {b: 1, b: 2}\n", "yes: 1\non: 2\n", "yes: 1\nno: 2\n",
        "a: &x {b: 1, c: 2}\nd: *x\n", "a: &x 1\nb: *x\n*x : 2\n", "a: &x k\n*x: 1\n", "a: &x k\n? *x\n: 1\n", "a: &x [1]\n*x : 2\n", "a: *x\n", "a: *x\nb: &x 1\n", "a: &x 1\nb: &x 2\nc: *x\n", "a: &x [*x]\n", "a: &x {b: *x}\n", "a: &x {b: 1, <<: *x}\n",
        "a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\n", "a: &x {b: 1, c: 2}\nd:\n  c: 3\n  <<: *x\n", "a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne:\n  <<: [*x, *y]\n", "a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne:\n  <<: [*y, *x]\n  b: 4\n", "a:\n  <<: {b: 1}\n  c: 2\n", "a:\n  <<: [{b: 1}, {b: 2, c: 3}]\n",
        "a:\n  <<: 1\n", "a:\n  <<: [1]\n", "a:\n  <<:\n", "a:\n  <<: null\n", "a:\n  <<: []\n", "a:\n  <<: {}\n", "a:\n  '<<': {b: 1}\n", "a:\n  \"<<\": {b: 1}\n", "a:\n  !!str <<: {b: 1}\n", "a:\n  !!merge <<: {b: 1}\n", "a:\n  ! <<: {b: 1}\n", "a:\n  !foo <<: {b: 1}\n", "a: &x [{b: 1}]\nc:\n  <<: *x\n", "a: &x {b: 1}\nc:\n  <<: [[*x]]\n", "a: &x 1\nc:\n  <<: [*x]\n",
        "a: &x {b: {c: 1}}\nd:\n  <<: *x\n  b: {e: 2}\n", "a: &x {b: 1}\nc: &y {<<: *x, d: 2}\ne: {<<: *y}\n", "<<: {a: 1}\n", "<<: &x {a: 1}\nb: *x\n", "a: <<\n", "- <<\n", "{<<: {a: 1}, <<: {a: 2, b: 3}}\n", "a: &x {1: b}\nc: {<<: *x, '1': d}\n",
        "? a\n: b\n", "? a\n", "? a\n? b\n", "? [a]\n: b\n", "? {a: 1}\n: b\n", "? |\n  a\n: b\n", "? 'a'\n: - b\n  - c\n", "? a\n:\n  - b\n", "? a\n:\n  b: c\n", "? - a\n: b\n", "[a]: b\n", "{a: 1}: b\n", "? ''\n: 1\n", ": 1\n", "'': 1\n", "? \n: 1\n", "null: 1\n", "~: 1\n", "!!null a: 1\n", "!!str ~: 1\n",
        "a: |\n  x\n   y\n  z\n", "a: |\n  x\n\n  y\n\nb: 1\n", "a: |-\n  x\n\n\nb: 1\n", "a: |+\n  x\n\n\nb: 1\n", "a: |\n\n  x\n", "a: |\n\n\n  x\n", "a: |\n   \n  x\n", "a: |\n     \n  x\n", "a: |\n  \n  x\n", "a: |\nb: 1\n", "a: |+\n\nb: 1\n", "a: |\n\n\nb: 1\n", "a: |-\n\n\nb: 1\n", "a: |\n", "a: |", "a: |+", "a: |2\n    x\n   y\n", "a: |1\n  x\n", "a: |9\n  x\n", "a: |10\n  x\n",
        "a: |\n  x", "a: |-\n  x", "a: |+\n  x", "a: |\n  x\n ", "a: |\n  x\n  ", "a: |\n  x  \n", "a: |\n  x\t\n", "a: |\n  \tx\n", "a: |\n\tx\n", "a: |2\n  \tx\n", "a: |\n  x\n\ty\n", "a: |\n  x\n  \ty\n", "a: |\n  x\n \ty\n", "a: | # c\n  x\n", "a: |# c\n  x\n", "a: |x\n", "a: |\n  # no comment\n  x\n", "a: |\n  x\n # comment\n", "a: |\n  x\n# comment\nb: 1\n", "a: |\n # x\n  y\n",
        "- |\n x\n- y\n", "- |\n  x\n  y\n-\n  |\n  z\n", "-  |\n  x\n", "|\n  x\n", "|\nx\n", "|2\n   x\n", "|1\n  x\n", "--- |\n  x\n", "> \n  x\n", "a: >\n  x\n  y\n\n  z\n\n\n  w\n", "a: >\n  x\n   y\n  z\n", "a: >\n   x\n  y\n", "a: >\n  x\n  \n  y\n", "a: >\n  x\n\n   y\n\n  z\n", "a: >-\n  x\n  y\n", "a: >+\n  x\n\n", "a: >\n\n  x\n", "a: >\n  x\n\t\n  y\n", "a: >\n  \tx\n  y\n", "a: >2\n   x\n  y\n",
        "a: b\n  c\n", "a: b\n c\n", "a: b\nc\n", "a: b\n  c: d\n", "a: b\n\n  c\n", "a: b\n  # c\n  d\n", "a: b # c\n  d\n", "a:\n  b\n  c\n", "a:\n  b c\n  d: 1\n", "a: 'b\n  c'\n", "a: 'b\n\n  c'\n", "a: 'b\nc'\n", "a: \"b\nc\"\n", "a: \"b \\\n  c\"\n", "a: \"b\\\n  \\ c\"\n", "a: ' b '\n", "a: '\n'\n", "a: 'b\n  '\n", "a: \"b\n---\n\"\n", "a: \"b\n--- c\"\n", "a: 'b\n...\n'\n", "'a\nb': 1\n", "a\nb: 1\n", "\"a\": 1\n", "'a' : 1\n", "a : 1\n", "a\t: 1\n", "'a'\t: 1\n",
        "a: \tb\n", "a:\tb\n", "a:\t\n  b\n", "a:\n\tb: 1\n", "a:\n\tb\n", "\ta: 1\n", "-\ta\n", "- \ta\n", "-\ta: 1\n", "a: b\t\n", "a: 'b'\t\n", "a: [b]\t\n", "a: b\t# c\n", "a: 'b'\t# c\n", "a: 1\n\t\nb: 2\n", "a: 1\n\t# c\nb: 2\n", "a: 1\n  \t\nb: 2\n", "a:\n  - b\n\t\n  - c\n", "a: |\t\n  x\n", "a: &x\tb\n", "a: !!str\t1\n", "?\ta\n:\tb\n", "a: {\n\tb: 1,\n\tc: 2\n}\n", "a: [\t]\n", "a: [\t\t1,\t\t2\t\t]\n", "{\t\t\"a\":\t\t1\n\t\t}\n",
        "a: 1 # c\n# d\nb: 2\n", "a: # c\n  b\n", "a: #c\n", "# c\na: 1", "a: 1#c\n", "a: 1 #c", "- # c\n  a\n", "- a # c\n- b\n", "a: [ # c\n b]\n", "a: [b, # c\n c]\n", "{a: 1} # c\n", "a: [b]# c\n", "a: 'b'# c\n", "a: {b: 1}#c\n", "#c", "a:#c\n", "a: 1\n  # deeper\nb: 2\n", "a:\n  b: 1\n # between\n  c: 2\n",
        "a: [\nb,\nc\n]\n", "a: [\n  b\n]\nc: 1\n", "a: {\nb: 1\n}\n", "a:\n  [b,\n c]\n", "[a]\n", "[a]\nb: 1\n", "{a: 1}\n{b: 2}\n", "{a: 1}\nb: 2\n", "a: [b\n", "a: b]\n", "a: ]\n", "a: }\n", "a: b}\n", "a: ,\n", "a: b,c\n", "a: [b c, d]\n", "a: [b\n\n c]\n", "[a, [b, [c]]]\n", "{a: [1, {b: 2}]}\n", "[[]]\n", "[{}]\n", "{a: {}}\n", "[a, b,]\n", "['a', \"b\"]\n", "['a' 'b']\n", "[a b: c]\n", "[a: b, c: d]\n", "[a: b: c]\n", "[{a: 1}: 2]\n", "[? a : b]\n", "[? a\n : b]\n", "{a: b, ? c : d}\n", "{a\n: b}\n", "{'a'\n: b}\n", "[a\n: b]\n", "['a'\n: b]\n", "{a: 1, b: }\n", "{a: , b: 1}\n", "{a, b: 1}\n", "{a b}\n", "{: 1}\n", "[: 1]\n", "{a: 'b':c}\n", "{'a':b}\n", "{\"a\":b}\n", "['a':b]\n", "{[a]:b}\n", "{a: -1}\n", "[-1, -a, - 1]\n", "{a: ?b}\n", "{a: b?c}\n", "{a?: b}\n", "[a?]\n", "{a: *b}\n", "{a: *b }\n", "{&x a: 1, b: *x}\n", "{a: &x 1, b: *x}\n", "{*x: 1}\n", "[&x a,*x]\n", "[*x,1]\n",
        "\ufeffa: 1\n", "a: \ufeffb\n", "a: 'x\ufeff'\n", "\ufeff", "\ufeff# c\n", "\ufeff---\na: 1\n", "a: 1\n\ufeffb: 2\n", "a: 1\r\nb: 2\r\n", "a: |\r\n  x\r\n  y\r\n", "a: 'b\r\n  c'\r\n", "a: b\r\n  c\r\n", "a: 1\rb: 2\r", "a: |\r  x\r", "a: x\r", "a: \"x\\\r\n  y\"\r\n", "a: x\u0085b: 1\n", "a: x\u2028b\n", "a: 'x\u2028y'\n", "a: 'x\u0085y'\n", "a: |\n  x\u2028y\n", "a: |\n  x\u0085  y\n", "# x\u0085a: 1\n", "# x\u2028a: 1\n", "a: \u007f\n", "a: \u0080\n", "a: \u0000\n", "a: \u0001\n", "a: \u001b\n", "a: \u00a0b\n", "a: \ue000\n", "a: \ufffd\n", "a: \ufffe\n", "a: \uffff\n", "a: \U0001f600\n", "a: \U0010ffff\n", "a: \U0001fffe\n",
        "!!map {a: 1}\n", "!!seq [a]\n", "!foo {a: 1}\n", "!foo [a]\n", "!!seq {a: 1}\n", "!!map [a]\n", "!!str {a: 1}\n", "!!str [a]\n", "!!null {a: 1}\n", "!!null [a]\n", "a: !foo\n  b: 1\n", "a: !!set {b, c}\n", "a: !!omap [b: 1]\n", "a: !!binary |\n  aGVs\n  bG8=\n", "a: !!foo b\n", "a: !e!f b\n", "!!str a: 1\n", "!!int 1: a\n", "!!int a: 1\n", "!!binary aGk=: 1\n", "!!float 1: a\n", "!foo 1: a\n", "! 1: a\n", "&x a: *x\n", "&x\na: 1\n", "&x a: 1\n", "a: &x\nb: *x\n", "a: &x\n  b: 1\nc: *x\n", "a: !!str &x\nb: *x\n", "&x !!map\na: 1\n", "a: &x &y b\n", "a: !!str !!str b\n", "a: &x *x\n", "a: !!str *x\n", "- &x a\n- *x\n- *x\n",
        "a: 1\n...\n", "a: 1\n...\nb: 2\n", "a: 1\n---\nb: 2\n", "--- a\n", "---\na: 1\n", "--- a: 1\n", "--- {a: 1}\n", "--- - a\n", "---a: 1\n", "...\n", "...\na: 1\n", "%YAML 1.1\n---\na: 1\n", "%YAML 1.2\n---\na: 1\n", "%YAML 2.0\n---\na: 1\n", "%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 1\n", "%FOO\n---\na: 1\n", "a: 1\n%b\n", "%a: 1\n", "a:\n%b: 1\n", "---\n---\n", "---\n\n", "--- \n", "---\t\na: 1\n", "--- >\n  a\n", "--- 'a'\n", "---\n'a'\n", "a: ---\n", "a: --- b\n", "- ---\n", "a: ...\n", "--\n", "--a: 1\n", "a: 1\n----\n", "a: 1\n---b\n", "a: 1\n ---\n", "a: 1\n ...\n",
        "a: b: c\n", "a: b:\n", "a: 'b': c\n", "a: - b\n", "a: -\n", "- a: - b\n", "a:b\n", "a:b: c\n", "a: :b\n", "a: b:c\n", "a::b: c\n", ":a: b\n", "?a: b\n", "-a: b\n", "- - - a\n", "- ? a\n", "- : a\n", "a: ? b\n", "a: ?b\n", "a\n", "a\nb\n", "a\n  b\n", "a: 1\nb\n", "a: 1\n- b\n", "- a\nb: 1\n", "a:\n- b\nc: 1\n", "a:\n- b\n c: 1\n", "a:\n  - b\n - c\n", "a:\n  - b\n  c: 1\n", "a:\n  b: 1\n  - c\n", "- a\n-b\n", "-a\n", "-\n", "- \n- \n", "-\n- a\n", "a:\n-\n- b\n", "a:\nb:\n", "a:\n\n\nb: 1\n", "a: \n", "'a: 1\n", "a: 'b\n", "a: \"b\n", "a: \"\\z\"\n", "a: 'b'c\n", "a: \"b\"c\n", "a: \"b\" c\n", "a: 'b' 'c'\n", "'a' 'b': c\n", "a: @b\n", "a: `b`\n", "a: %b\n", "@a: 1\n", "a: b@c\n", "a: &\n", "a: * b\n", "a: !\n", "a: ! b\n", "*a: 1\n", "!a: 1\n", "a: >b\n", "a: <b\n", "a: =b\n", "a: {{ b }}\n", "a: {{ b }}/c\n", "a: b {{ c }}\n", "{{ a }}: 1\n", "a: {{b}}: c\n", "a: {b}: c\n", "a: [b]: c\n", "a: [b] c\n", "a: {b} c\n",
        "k" * 1000 + ": 1\n", "k" * 1023 + ": 1\n", "k" * 1024 + ": 1\n", "k" * 1025 + ": 1\n", "k" * 2000 + ": 1\n", "'" + "k" * 1023 + "': 1\n", "'" + "k" * 1022 + "': 1\n", "? " + "k" * 2000 + "\n: 1\n", "{" + "k" * 2000 + ": 1}\n", "é" * 1000 + ": 1\n", "a: " + "k" * 2000 + "\n", "[" * 50 + "]" * 50 + "\n", "[" * 500 + "]" * 500 + "\n", "{a: " * 300 + "1" + "}" * 300 + "\n", "- " * 300 + "a\n",
    ]
    yield "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
    yield "a: &x [" + ", ".join(["1"] * 120) + "]\nb: [" + ", ".join(["*x"] * 8) + "]\n"
    yield "a: &x [" + ", ".join(["1"] * 120) + "]\nb: [" + ", ".join(["*x"] * 9) + "]\n"
    yield "a: &x [" + ", ".join(["1"] * 10) + "]\nb: [" + ", ".join(["*x"] * 83) + "]\n"
    yield "a: &x [" + ", ".join(["1"] * 10) + "]\nb: [" + ", ".join(["*x"] * 84) + "]\n"
    yield "a: &x [" + ", ".join(["1"] * 3) + "]\nb: [" + ", ".join(["*x"] * 900) + "]\n"
    yield "a: &x 1\nb: [" + ", ".join(["*x"] * 2000) + "]\n"


def streams():
    yield from [
        "", "\n\n", "# c\n", "---\n", "---\n---\n", "---\n# c\n---\n", "a: 1\n", "---\na: 1\n", "a: 1\n---\nb: 2\n", "---\na: 1\n---\nb: 2\n---\n", "a: 1\n---\n---\nb: 2\n", "a: 1\n---\n# c\n---\nb: 2\n", "# c\n---\na: 1\n", "a: 1\n--- # c\nb: 2\n", "a: 1\n---   \nb: 2\n", "a: 1\n---\t\nb: 2\n", "a: 1\r\n---\r\nb: 2\r\n",
        "a: 1\n--- {b: 2}\n", "a: 1\n---\nb: 2\n--- {c: 3}\n---\nd: 4\n", "--- {a: 1}\n", "--- a\n", "a: 1\n---b: 2\n", "---#c\na: 1\n", "a: 1\n---#c\nb: 2\n", "a: 1\n...\n", "a: 1\n...\nb: 2\n", "a: 1\n...\n---\nb: 2\n", "a: 1\n...\n# c\n---\nb: 2\n", "...\n---\na: 1\n", "%YAML 1.1\n---\na: 1\n", "a: 1\n...\n%YAML 1.1\n---\nb: 2\n",
        "a: |\n  x\n  ---\n  y\n---\nb: 2\n", "a: 'x\n  ---\n  y'\n", "a: 1\n ---\n", "a: &x 1\n---\nb: *x\n", "a: 1\n---\nb: [\n", "a: [\n---\nb: 1\n", "null\n---\na: 1\n", "~\n", "---\nnull\n---\na: 1\n", "a\n---\n1\n---\n- b\n", "\ufeffa: 1\n---\nb: 2\n", "a: 1\n---\n\ufeffb: 2\n", "\ufeff---\na: 1\n", "{\"a\": 1}\n---\n{\"b\": 2}\n", "{\"a\": 1}\n{\"b\": 2}\n", "---\n...\n---\na: 1\n", "a: 1\n---", "a: 1\n---\n...", "a: 1\n---\n!!str\n---\n''\n",
    ]


POLICY = """\
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata:
  name: add-labels # the name
  annotations:
    policies.kyverno.io/title: 'Add labels: "team" and more'
    note: >-
      folded text
      goes on
spec:
  background: false
  rules:
    - name: add-team
      match:
        any:
          - resources: {kinds: [Pod, "apps/v1/Deployment"], operations: [CREATE]}
      preconditions:
        all:
          - key: "{{ request.operation || 'BACKGROUND' }}"
            operator: NotEquals
            value: DELETE
      mutate:
        patchStrategicMerge:
          metadata:
            labels: &labels
              +(team): platform
              created: 2001-01-01
              "on": yes
          spec:
            template:
              labels:
                <<: *labels
                x: 012
            script: |
              #!/bin/sh
              echo "a: b"

              exit 0
"""

TOKENS = """a b k 1 012 yes ~ null - -- --- ... : ? ' " \\ | |- |+ > >- # [ ] { } , @ % ` = & &x *x * ! !!str !!int !t <<: é {{ }}""".split() + [
    " ", "  ", ": ", ": ", "- ", "- ", ", ", "? ", " #", "&x ", "*x ", "!!str ", "\n", "\n", "\n  ", "\n  ", "\n    ", "\n- ", "\n  - ", "\t", "\r\n", "|\n  ", "|2\n", "\\n", "''",
]


def mutations():
    """Random token soup, and a policy with a few characters changed; always the same."""
    rng = random.Random(20260101)
    lines = POLICY.splitlines(True)
    for _ in range(900):
        yield "".join(rng.choice(TOKENS) for _ in range(rng.randint(2, 18)))
    for _ in range(900):
        start = rng.randrange(len(lines))
        text = list("".join(lines[start : start + rng.randint(1, 9)]))
        for _ in range(rng.randint(1, 3)):
            place = rng.randrange(len(text))
            if rng.random() < 0.3:
                del text[place : place + rng.randint(1, 2)]
            else:
                text.insert(place, rng.choice(TOKENS))
            text = text or ["a"]
        yield "".join(text)


def questions(kind):
    if kind == "scalars":
        return ["v: " + s for s in SCALARS]
    if kind == "keys":
        return [s + ": 1" for s in SCALARS if "\n" not in s]
    return {"documents": documents, "streams": streams, "mutations": mutations}[kind]()


if __name__ == "__main__":
    seen = set()
    for question in questions(sys.argv[1]):
        if question not in seen:
            seen.add(question)
            print(json.dumps(question))
