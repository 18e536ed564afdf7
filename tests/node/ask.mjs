// Asks an endpoint with Comunica, which plans the query itself: node ask.mjs ENDPOINT QUERY prints the answer as JSON.
import { QueryEngine } from "@comunica/query-sparql";

const [endpoint, query] = process.argv.slice(2);
const answer = await new QueryEngine().query(query, { sources: [{ type: "sparql", value: endpoint }] });
const found = await answer.execute();
const text = (term) => term.value;
const rows = {
  bindings: async () => (await found.toArray()).map((row) => Object.fromEntries([...row].map(([name, term]) => [name.value, text(term)]))),
  quads: async () => (await found.toArray()).map(({ subject, predicate, object }) => [subject, predicate, object].map(text)),
  boolean: async () => found,
};
console.log(JSON.stringify(await rows[answer.resultType]()));
