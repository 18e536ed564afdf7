// Bundles src/ into graph/attrigraph/views/bundle/: the same sources give the same bytes. SHA256SUMS beside the bundle
// lists the digests of the sources and of the bundle; `sha256sum -c SHA256SUMS` checks both in a checkout.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const bundle = join(here, "../attrigraph/views/bundle");

await build({
  absWorkingDir: here,
  entryPoints: { explorer: "src/main.ts", editor: "src/editor.ts", pyvis: "src/pyvis.ts" },
  outdir: bundle,
  bundle: true,
  minify: true,
  charset: "ascii",
  format: "iife",
  target: ["es2022"],
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
});

// Cytoscape's distribution has heap and parts of lodash inside; they are installed for their licences only.
const read = (path) => readFileSync(join(here, "node_modules", path), "utf8").replace(/\r\n/g, "\n");
const licence = (name) => read(join(name, readdirSync(join(here, "node_modules", name)).find((file) => /^licen[cs]e/i.test(file)) ?? "README.md"));
const notice = (name) => {
  const { version, license } = JSON.parse(read(join(name, "package.json")));
  return `${name} ${version} (${license ?? "MIT"})\n\n${licence(name).trim()}\n`;
};
const within = read("cytoscape/dist/cytoscape.esm.mjs").match(/\/\*![\s\S]*?\*\//g).map((text) => text.slice(3, -2).trim());
const editor = ["@codemirror/autocomplete", "@codemirror/commands", "@codemirror/language", "@codemirror/legacy-modes", "@codemirror/state", "@codemirror/view", "@lezer/common", "@lezer/highlight", "@lezer/lr", "@marijn/find-cluster-break", "crelt", "style-mod", "w3c-keyname"];
writeFileSync(
  join(bundle, "THIRD_PARTY_NOTICES"),
  ["explorer.js contains the following software.", ...["cytoscape", "heap", "lodash"].map(notice), "Also within cytoscape:", ...within,
    "editor.js contains the following software.", ...editor.map(notice)].join("\n\n") + "\n",
);

for (const [name, end] of [["explorer.js", /<\/script|<!--/i], ["editor.js", /<\/script|<!--/i], ["pyvis.js", /<\/script|<!--/i], ["explorer.css", /<\/style/i]])
  if (end.test(readFileSync(join(bundle, name), "utf8"))) throw new Error(`${name} would end its own element: ${end}`);

const digest = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
const tree = (folder) =>
  readdirSync(join(here, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(here.length + 1));
const sources = [...tree("src"), "build.mjs", "package.json", "package-lock.json", "tsconfig.json"].sort();
const built = ["THIRD_PARTY_NOTICES", "editor.js", "explorer.css", "explorer.js", "pyvis.js"];
const sums = [
  ...sources.map((path) => `${digest(join(here, path))}  ../../../explorer/${path}`),
  ...built.map((name) => `${digest(join(bundle, name))}  ${name}`),
];
writeFileSync(join(bundle, "SHA256SUMS"), sums.join("\n") + "\n");
