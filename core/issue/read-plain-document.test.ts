import fc from "fast-check";
import { expect, test } from "vitest";
import { isMap, isScalar, isSeq, type Node, parseDocument, stringify } from "yaml";
import { type PlainNode, readPlainDocument } from "./read-plain-document.ts";

/** As `yaml` reads it, or nothing if it finds a mistake. */
function withYaml(text: string) {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true, stringKeys: true });
  if (document.errors.length > 0) return undefined;
  return { value: document.toJS(), places: placesOfYaml(document.contents) };
}

function placesOfYaml(node: unknown): unknown {
  const start = (node as Node).range?.[0];
  if (isMap(node)) {
    return [start, node.items.map(({ key, value }) => [(key as Node).range?.[0], inside(value)])];
  }
  return isSeq(node) ? [start, node.items.map(placesOfYaml)] : start;

  /** Of a key's lone value only the key's place is ever told. */
  function inside(value: unknown): unknown {
    return value === null || isScalar(value) ? undefined : placesOfYaml(value);
  }
}

function placesOf(node: PlainNode): unknown {
  if (node.pairs) {
    return [
      node.start,
      [...node.pairs.values()].map(({ keyStart, node: value }) => [
        keyStart,
        value.pairs || value.items ? placesOf(value) : undefined,
      ]),
    ];
  }
  return node.items ? [node.start, node.items.map(placesOf)] : node.start;
}

function isReadAlike(text: string): boolean {
  const plain = readPlainDocument(text, 60);
  if (!plain) return false;
  expect({ value: plain.value, places: placesOf(plain.node) }, text).toEqual(withYaml(text));
  return true;
}

const SCALARS = [
  ..."0o7 0o8 +12 -12 .5 5. 1e3 1e +.5e-3 .inf -.Inf +.INF .nan -.nan ~ null NULL nULL TRUE tRUE false yes on y n".split(
    " ",
  ),
  ..."0x1F -0x1F 0b1 1_000 2001-01-01 12:30 1.2.3 << = 99999999999999999999 -0 007 1,5 - ? x:y %x @x `x !x &a *a".split(
    " ",
  ),
  ..."'1' '' 'it''s' a'b a#c å 😀 nan Infinity 0x . + -. e3 http://a.b/c?d=e#f 1.5e400 [a {a ] } , |".split(
    " ",
  ),
  ...[
    '"1"',
    '"\\u00e6\\n"',
    '"\\ud83d\\ude00"',
    '"x"y',
    "a # c",
    "a: b",
    "\ta",
    "a\t",
    "",
    "'a\n  b'",
    '"a\\\n  b"',
  ],
  ...["a\n  b\n\n  c", "|\n  a\n  b", "|-\n  a\n", "|+\n  a\n\n", ">\n  a\n  b\n\n  c", "|2\n   a"],
];

test("a value that is written in any of the usual ways is what it is to yaml, at the same place", () => {
  const texts = SCALARS.flatMap((scalar) => [
    `a: ${scalar}`,
    `a: ${scalar} # comment\nb: 1\n`,
    `- ${scalar}\n- x`,
    `a: [${scalar}, b]`,
    `a: {b: ${scalar}}`,
    `${scalar}: 1`,
    `[${scalar}: 1]`,
    `{"a":${scalar}}`,
  ]);
  expect(texts.filter(isReadAlike).length).toBeGreaterThan(texts.length / 2);
});

test.each([
  "a: 1\r\nb: 2\r\n",
  "---\na: 1\n...\n",
  "a:\n- b\n- c",
  "a:\n  - - b\n    - c\n  - d: 1\n    e: 2",
  "-\n  a: 1\n-\n  b: [x,\n    'y\n    z']",
  '{\n\t"a": 1,\n\t"b": [\n\t\t1\n\t]\n}',
  "constructor: 1\ntoString: [1]",
  "- |\n x\n- >\n y\n z\n",
  "{a, b: }",
])("%j is plain", (text) => {
  expect(isReadAlike(text)).toBe(true);
});

test.each([
  ["a mistake", "a: [1, 2"],
  ["two documents", "a: 1\n---\nb: 2"],
  ["a directive", "%YAML 1.1\n---\na: yes"],
  ["a tag", "a: !!str 1"],
  ["an alias", "a: &x 1\nb: *x"],
  ["a doubled key", "a: 1\na: 2"],
  ["a key that is a list", "[a]: 1"],
  ["a key that would be the prototype", '{"__proto__": {"x": 1}}'],
  ["an empty list item", "- \n- a"],
  ["a byte order mark", "\uFEFFa: 1"],
  ["a lone carriage return", "a: 1\rb: 2"],
  ["nothing", "# only a comment\n"],
  ["a lone scalar", "a"],
  ["deep nesting", `${"[".repeat(61)}${"]".repeat(61)}`],
])("%s is left to yaml", (_, text) => {
  expect(readPlainDocument(text, 60)).toBeUndefined();
});

test("whatever yaml or JSON writes is read as it was meant", () => {
  const words = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.constantFrom("1", "null", "- x", "a: b", "#"),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      words,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      tie("list"),
      tie("map"),
    ),
    list: fc.array(tie("any"), { maxLength: 4 }),
    map: fc.dictionary(words, tie("any"), { maxKeys: 4, noNullPrototype: true }),
  }));
  fc.assert(
    fc.property(value.map, fc.constantFrom(0, 2), fc.boolean(), (meant, indent, flow) => {
      isReadAlike(JSON.stringify(meant, null, indent));
      isReadAlike(stringify(meant, { collectionStyle: flow ? "flow" : "any", lineWidth: 20 }));
    }),
    { numRuns: 300 },
  );
});
