// The parts of the page that need no browser: search, filters, what is drawn, what may become a link.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isWeb } from "../src/dom.ts";
import { densest, elements, tally } from "../src/elements.ts";
import { facets, narrow } from "../src/filters.ts";
import { glances } from "../src/glance.ts";
import { type Act, type PageData, read } from "../src/model.ts";
import { type Named, placed } from "../src/labels.ts";
import { cell, citations, csv } from "../src/exports.ts";
import { dayOf, isoOf, ticks } from "../src/dates.ts";
import { broken, fitted } from "../src/figure.ts";
import { type Lag, lagWords, lanes, rows } from "../src/lanes.ts";
import { matrix } from "../src/positions.ts";
import { histogram } from "../src/range.ts";
import { question } from "../src/question.ts";
import { readState, written } from "../src/address.ts";
import { Store } from "../src/store.ts";
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
  const { acts, counts } = narrow(data.acts, all, new Map([["kind", new Set(["Denial"])]]), () => true);
  assert.deepEqual(acts.map(({ id }) => id), [2]);
  assert.equal(counts.get("kind")?.get("Attribution"), 2);
  assert.deepEqual([...(counts.get("status") ?? [])], [["asserted", 1]]);
});

test("focus keeps the acts that a node has to do with", () => {
  const data = sample();
  const store = new Store(data);
  store.focusOn([3]);
  assert.deepEqual(store.shown.acts.map(({ id }) => id), [3]);
  store.grow(1);
  assert.equal(store.shown.acts.length, 4);
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

test("days count, and are written as they were read", () => {
  assert.equal(dayOf("1970-01-02"), 1);
  assert.equal(isoOf(dayOf("2022-09-07")!), "2022-09-07");
  for (const text of ["", "2022-13-01", "2022", "yesterday"]) assert.equal(dayOf(text), null, text);
  assert.deepEqual(ticks(dayOf("2019-06-01")!, dayOf("2022-06-01")!, 4).map(({ name }) => name), ["2020", "2021", "2022"]);
});

function dated(): PageData {
  const data = sample();
  Object.assign(data.nodes[2]!, { earliest: "2022-07-15", latest: "2022-07-15" });
  data.acts.forEach((one, at) => Object.assign(one, { earliest: `2022-09-0${at + 1}`, latest: `2022-09-0${at + 1}`, score: at / 10 }));
  return data;
}

test("a lane holds the acts of an incident in order, and the days to the first attribution", () => {
  const data = dated();
  const { shown, left, undated } = lanes(data, data.acts);
  assert.deepEqual(shown.map(({ incident, lag, marks }) => [incident, lag, marks.map(({ act: { id } }) => id)]), [[2, { least: 48, most: 48 }, [0, 1, 2]], [3, null, [3]]]);
  assert.deepEqual([left, undated], [0, 0]);
  assert.equal(lanes(data, data.acts, 1).left, 1);
  delete data.acts[0]!.earliest; delete data.acts[0]!.latest;
  assert.equal(lanes(data, data.acts).undated, 1);
});

test("a lag is as exact as the dates are", () => {
  const lag = (more: object): Lag | null => {
    const data = dated();
    Object.assign(data.acts[0]!, more);
    return lanes(data, [data.acts[0]!]).shown[0]!.lag;
  };
  const incident = dated().nodes[2]!.latest!;
  assert.deepEqual(lag({ earliest: "2022-09-01", latest: "2022-09-30" }), { least: dayOf("2022-09-01")! - dayOf(incident)!, most: dayOf("2022-09-30")! - dayOf(dated().nodes[2]!.earliest!)! });
  assert.equal(lag({ earliest: "1999-01-01", latest: "1999-01-01" }), null);
  const data = dated();
  const only = (acts: Act[]): Lag | null => lanes({ ...data, sources: [{ iri: "s", title: "s", issued: "2022-12-31", links: [], references: [] }] }, acts).shown[0]!.lag;
  const reported: Act = { ...data.acts[0]!, source: 0 };
  delete reported.earliest;
  delete reported.latest;
  assert.equal(only([reported])?.least, 0);
  assert.deepEqual(only([reported, data.acts[0]!]), only([data.acts[0]!]), "a date of its own goes before that of a report");
  assert.equal(lagWords({ least: 3, most: 3 }), "attributed after 3 days");
  assert.equal(lagWords({ least: 0, most: 0 }), "attributed the same day");
  assert.equal(lagWords({ least: 0, most: 1 }), "attributed within 1 day");
  assert.equal(lagWords({ least: 2, most: 32 }), "attributed after 2 to 32 days");
});

test("what has no date comes last, however the table is sorted", () => {
  const data = dated();
  delete data.acts[0]!.earliest;
  delete data.acts[0]!.source;
  const store = new Store(data);
  const order = (): number[] => store.ordered().map(({ id }) => id);
  assert.equal(order().at(-1), 0);
  store.sortBy("date", store.sort.of, true);
  assert.equal(order().at(-1), 0);
});

test("the matrix has the actors of the incidents that it shows", () => {
  const data = dated();
  data.acts[0]!.incidents = [3];
  const found = matrix(data, [data.acts[0]!, data.acts[2]!, { ...data.acts[2]!, id: 9 }], 9, 1);
  assert.deepEqual([found.incidents, found.actors, found.moreActors], [[2], [1], 1]);
});

test("marks that would cover each other stand in rows", () => assert.deepEqual(rows([0, 5, 10, 30], 10), [0, 1, 0, 0]));

test("a position is the clearest of what an actor did, with the days after the first attribution", () => {
  const data = dated();
  const found = matrix(data, data.acts);
  assert.deepEqual([found.actors, found.incidents], [[0, 1], [2]]);
  assert.deepEqual(found.cells.get("0 2")?.all, ["attributed", "suspected"]);
  assert.deepEqual([found.cells.get("1 2")?.position, found.cells.get("1 2")?.lag], ["denied", 2]);
  assert.equal(matrix(data, data.acts, 1, 1).moreActors, 1);
});

test("the histogram counts every dated act once", () => {
  const data = dated();
  assert.equal(histogram(data, data.acts).reduce((sum, { count }) => sum + count, 0), 4);
  assert.deepEqual(histogram(data, []), []);
});

test("dates and scores narrow", () => {
  const store = new Store(dated());
  store.during("2022-09-03", "2022-09-02");
  assert.deepEqual(store.shown.acts.map(({ id }) => id), [1, 2]);
  assert.equal(store.beside.length, 4);
  store.surer(0.2);
  assert.deepEqual(store.shown.acts.map(({ id }) => id), [2]);
  store.clear();
  assert.equal(store.isNarrowed, false);
});

test("the address gives back the state, and leaves out what the page does not know", () => {
  const store = new Store(dated());
  store.show("timeline");
  store.search("B denies");
  store.toggle("by", "1");
  store.toggle("kind", "Denial");
  store.focusOn([1]);
  store.during("2022-01-01", "");
  store.surer(0.1);
  store.select({ node: 1 });
  const other = new Store(dated());
  other.restore(readState(`#${written(store)}`, other));
  assert.equal(written(other), written(store));
  assert.match(written(store), /by=b&/);
  other.restore(readState("#view=nowhere&by=unknown&node=unknown&from=soon&score=9&act=x", other));
  assert.equal(written(other), "");
});

test("a cell of CSV is quoted, and no formula", () => {
  assert.equal(cell('say "hi", now'), '"say ""hi"", now"');
  assert.equal(cell("=1+1"), "'=1+1");
  const data = dated();
  assert.equal(csv(data, data.acts).trim().split("\r\n").length, 5);
  assert.equal(citations(data, data.acts), "\n");
});

test("the query of an act names its kind, its ends and its incident", () => {
  const data = dated();
  const text = question(data, data.acts[0]!);
  for (const part of ["a ag:Attribution", "ag:canonical? <a>", "<b>", "<i>"]) assert.ok(text.includes(part), part);
  assert.ok(question(data, data.acts[3]!).includes("ag:wouldBe ag:Sanction"));
});

test("a long name is broken between its words", () =>
  assert.deepEqual(broken("Destructive cyber attack against Ukraine"), ["Destructive cyber", "attack against", "Ukraine"]));

test("a name that needs more lines than there are is cut", () => {
  assert.deepEqual(fitted("Destructive cyber attack against Ukraine", 18, 2), ["Destructive cyber", "attack against Uk…"]);
  assert.deepEqual(fitted("x".repeat(40), 10, 2), ["xxxxxxxxx…"]);
  assert.deepEqual(fitted("attack", 10, 2), ["attack"]);
});
