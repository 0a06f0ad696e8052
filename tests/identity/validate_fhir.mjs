// Reads FHIR resources, one a line, and prints as JSON what npm's `fhir` finds wrong with each.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const { Fhir } = createRequire(import.meta.url)("../../node_modules/fhir/fhir.js");
const fhir = new Fhir();
const found = [];
for await (const line of createInterface({ input: process.stdin })) {
  const told = fhir.validate(JSON.parse(line), { errorOnUnexpected: true });
  const wrong = told.messages.filter((one) => one.severity === "error" || one.severity === "fatal");
  found.push(told.valid && !wrong.length ? [] : told.messages.map((one) => `${one.location}: ${one.message}`));
}
console.log(JSON.stringify(found));
