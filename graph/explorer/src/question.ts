// The SPARQL that would find an act: its kind, who acts, towards whom, about what.
import type { Act, PageData } from "./model.ts";

const NS = "https://w3id.org/attrigraph/ns#";

/** A query for all acts of the same kind between the same ones about the same incident. */
export function question(data: PageData, act: Act): string {
  const iri = (number: number): string => `<${data.nodes[number]?.iri ?? ""}>`;
  const parts = [
    kind(act),
    ...act.actors.map((number) => `ag:agent/ag:canonical? ${iri(number)}`),
    ...act.towards.map((number) => `(ag:allegedPerpetrator|ag:target)/ag:canonical? ${iri(number)}`),
  ];
  const about = act.incidents.map((number) => `  ?act ag:concerns/ag:canonical? ${iri(number)} .\n`).join("");
  return `PREFIX ag: <${NS}>\nPREFIX agc: <https://w3id.org/attrigraph/code/>\nPREFIX oa: <http://www.w3.org/ns/oa#>\nSELECT DISTINCT ?act ?when ?quote WHERE {\n` +
    `  ?act ${parts.join(" ;\n    ")} .\n${about}  OPTIONAL { ?act ag:earliest ?when }\n  OPTIONAL { ?act ag:mainEvidence/oa:exact ?quote }\n}`;
}

/** Kinds that are measures are written small, those that are classes large. */
function kind(act: Act): string {
  const unrealised = act.status === "negated" || act.status === "planned";
  if (/^[A-Z]/.test(act.kind)) return unrealised ? `ag:wouldBe ag:${act.kind}` : `a ag:${act.kind}`;
  return `ag:measure agc:measure-${act.kind}`;
}
