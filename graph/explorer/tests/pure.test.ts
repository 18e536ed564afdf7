// The parts of the page that need no browser: search, filters, what is drawn, what may become a link.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isWeb } from "../src/dom.ts";
import { densest, elements, tally } from "../src/elements.ts";
import { facets, narrow } from "../src/filters.ts";
import { glances } from "../src/glance.ts";
import { type PageData, read } from "../src/model.ts";
import { type Named, placed } from "../src/labels.ts";
import { finds, haystacks, plain } from "../src/search.ts";

const act = (more: object): object => ({ kind: "Attribution", status: "asserted", sentence: "A accuses B", verb: "accuses", lines: [[0, 1]], actors: [0], towards: [1], incidents: [2], ...more });

function sample(): PageData {
  return read(JSON.stringify({
    title: "t", focus: null,
    nodes: [{ iri: "a", kind: "State", name: "Česko", code: "CZ" }, { iri: "b", kind: "State", name: "Iran", aliases: ["Persia"] }, { iri: "i", kind: "Incident", name: "attack" }, { iri: "j", kind: "Incident", name: "other" }],
    acts: [
      act({}),
      act({ status: "hedged", verb: "suspects", evidence: [{ quote: "It may be them.", start: 0, end: 15 }] }),
      act({ kind: "Denial", sentence: "B denies", lines: [[1, 2]], actors: [1], towards: [1] }),
      act({ kind: "Sanction", status: "planned", incidents: [3], sentence: "A may sanction B" }),
    ],
    sources: [], ties: [[2, 0, "victim"]], places: [[0, 0], [9, 0], [0, 9], [9, 9]],
    kinds: { Attribution: ["Attribution", "attribution"], Denial: ["Denial", "denial"], Sanction: ["Sanction", "legal"] },
    statuses: { asserted: ["asserted", ""], hedged: ["hedged", ""], planned: ["planned", ""] },
  }));
}

test("broken data is an error, not an empty page", () => {
  assert.throws(() => read("{"));
  assert.throws(() => read("{}"));
});

test("search ignores case and marks and looks at aliases and quotes", () => {
  const found = haystacks(sample());
  assert.equal(plain("ČESKO"), "cesko");
  assert.ok(finds("cesko PERSIA", found[0]!));
  assert.ok(finds("may be", found[1]!));
  assert.ok(!finds("may be", found[0]!));
});

test("a facet's own choice does not lower its own counts, those of the others do", () => {
  const data = sample();
  const all = facets(data);
  const { acts, counts } = narrow(data.acts, all, new Map([["kind", new Set(["Denial"])]]), "", [], null);
  assert.deepEqual(acts.map(({ id }) => id), [2]);
  assert.equal(counts.get("kind")?.get("Attribution"), 2);
  assert.deepEqual([...(counts.get("status") ?? [])], [["asserted", 1]]);
});

test("focus keeps the acts that a node has to do with", () => {
  const data = sample();
  assert.deepEqual(narrow(data.acts, facets(data), new Map(), "", [], 3).acts.map(({ id }) => id), [3]);
});

test("every act has its line, and parallel lines share the room", () => {
  const data = sample();
  const made = elements(data, data.acts, [0, 1, 2, 3]);
  assert.equal(made.filter(({ data: { act: number } }) => number !== undefined).length, data.acts.length);
  assert.equal(made.filter(({ data: { number } }) => number !== undefined).length, data.nodes.length);
  assert.equal(tally(data.acts).get(2), 3);
});

test("with little room the acts about the busiest incident come first", () => {
  const data = sample();
  assert.deepEqual(densest(data.acts, 3).map(({ id }) => id), [0, 1, 2]);
  assert.deepEqual(densest(data.acts, 0), []);
});

test("the summary keeps outright, doubtful, declined and denied attributions apart and leaves out measures that were not taken", () => {
  const data = sample();
  data.acts.push({ ...data.acts[0]!, id: 4, status: "negated", towards: [] });
  assert.deepEqual(glances(data, data.acts)[0]?.lines, [
    { label: "Attributed to Iran by", names: ["Česko"] },
    { label: "Attributed to Iran, with doubt, by", names: ["Česko"] },
    { label: "Not attributed to anyone by", names: ["Česko"] },
    { label: "Denied by", names: ["Iran"] },
  ]);
  assert.deepEqual(glances(data, data.acts)[1]?.lines, []);
});

test("only web addresses become links", () => {
  assert.ok(isWeb("https://example.org/a?b=c"));
  for (const address of ["javascript:alert(1)", "data:text/html,x", "file:///etc", "example.org", ""]) assert.ok(!isWeb(address), address);
});

test("names cover neither nodes nor each other, and go above where there is no room below", () => {
  const node = (x: number, y: number, rank: number, must = false): Named => ({ x, y, radius: 10, name: "United States", rank, must });
  const [busy, beside, under, lonely] = [node(0, 0, 9), node(40, 0, 5), node(40, 25, 3), node(500, 0, 0)];
  const sides = placed([busy, beside, under, lonely], 12, 9);
  assert.deepEqual([busy, beside, under, lonely].map((one) => sides.get(one)), ["top", undefined, "bottom", "bottom"]);
  assert.equal(placed([busy, beside], 12, 1).size, 1);
  assert.equal(placed([busy, node(10, 0, 5, true)], 12, 9).size, 2);
});
