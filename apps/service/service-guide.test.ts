import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../cli/knowledge-on-disk.ts";
import { krampeClient } from "./api/client.ts";
import { buildService } from "./application.ts";

const guide = readFileSync(new URL("../../docs/guide/service.md", import.meta.url), "utf8");
const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../knowledge", import.meta.url)));
if (!loaded.ok) throw new Error("the knowledge has mistakes");

let service: Awaited<ReturnType<typeof buildService>>;
let address: string;
beforeAll(async () => {
  service = await buildService({ compiled: compileKnowledge(loaded.value), version: "0.1.0" });
  address = await service.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(() => service.close());

interface Example {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  readonly answer: unknown;
}

const examples: readonly Example[] = [
  ...guide.matchAll(/```http\n(?<request>.*?)\n```\n\n```json\n(?<answer>.*?)\n```/gs),
].map(({ groups }) => {
  const { request = "", answer = "" } = groups ?? {};
  const [head, ...body] = request.split("\n\n");
  const [first, ...headers] = head.split("\n");
  const [method, path] = first.split(" ");
  return {
    name: first,
    method,
    path,
    headers: Object.fromEntries(headers.map((line) => line.split(": ") as [string, string])),
    body: body.length > 0 ? body.join("\n\n") : undefined,
    answer: JSON.parse(answer),
  };
});

/** The answer holds at least what is shown; of a list, at least its first. */
function check(actual: unknown, shown: unknown, path: string): void {
  if (typeof shown !== "object" || shown === null || Object.keys(shown).length === 0) {
    expect(actual, path).toEqual(shown);
    return;
  }
  for (const [key, one] of Object.entries(shown))
    check((actual as Record<string, unknown> | undefined)?.[key], one, `${path}.${key}`);
}

describe("the guide to the service", () => {
  it("has its examples", () => {
    expect(examples).toHaveLength([...guide.matchAll(/```http\n/g)].length);
    expect(examples.length).toBeGreaterThan(5);
  });

  it.each(examples)("$name answers what is shown", async ({ method, path, headers, body, answer }) => {
    const response = await fetch(`${address}${path}`, { method, headers, ...(body && { body }) });
    check(await response.json(), answer, "answer");
  });

  it("shows a client that works", async () => {
    const [, script = ""] = /```ts\n(.*?)\n```/s.exec(guide) ?? [];
    const shown: unknown[] = [];
    const AsyncFunction = (async () => {}).constructor as new (
      ...parts: string[]
    ) => (...values: unknown[]) => Promise<void>;
    const withoutImport = script.replace(/^import .*;\n/, "").replace("http://127.0.0.1:4711", address);
    const run = new AsyncFunction("krampeClient", "console", withoutImport);
    await run(krampeClient, { log: (text: unknown) => shown.push(text) });
    expect(shown).toEqual([expect.stringMatching(/\?$/)]);
  });
});
