// Runs tests/*.test.ts: bundled by esbuild, run by node's own test runner.
import { readdirSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { build } from "esbuild";

const entryPoints = readdirSync("tests").filter((name) => name.endsWith(".test.ts")).map((name) => `tests/${name}`);
await build({ entryPoints, outdir: "node_modules/.tests", bundle: true, platform: "node", format: "esm", outExtension: { ".js": ".mjs" }, logLevel: "error" });
const files = entryPoints.map((path) => path.replace("tests/", "node_modules/.tests/").replace(".ts", ".mjs"));
process.exit(spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" }).status ?? 1);
