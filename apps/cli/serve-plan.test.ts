import { expect, it } from "vitest";
import { type ServeWords, servePlan } from "./serve-plan.ts";

const WORDS: ServeWords = {
  port: "4711",
  host: "127.0.0.1",
  "trusted-proxy": [],
  "cds-client": [],
  "cors-origin": [],
  log: false,
};

it("a trusted proxy is an address or a network, and nothing else", () => {
  const planned = (proxy: string) => {
    const plan = servePlan({ ...WORDS, "trusted-proxy": [proxy] });
    return plan.ok ? plan.value.trustedProxies : undefined;
  };
  for (const proxy of ["10.0.0.1", "10.0.0.0/8", "::1", "fd00::/8"]) expect(planned(proxy)).toEqual([proxy]);
  for (const proxy of ["proxy.example", "", "10.0.0.0/33", "10.0.0.1/", "10.0.0.0/8/8", "true"])
    expect(planned(proxy), proxy).toBeUndefined();
});

it.each<[Partial<ServeWords>, string]>([
  [{ port: "abc" }, "--port 'abc' cannot be used. Give a number from 0 to 65535."],
  [{ port: "70000" }, "--port '70000' cannot be used. Give a number from 0 to 65535."],
  [
    { "fhir-server": ["fhir.example"] },
    "--fhir-server 'fhir.example' cannot be used. Give an address that begins with https:// (or http://).",
  ],
  [
    { "cors-origin": ["*"] },
    "--cors-origin '*' cannot be used. Give an address that begins with https:// (or http://).",
  ],
  [
    { "tls-cert": "cert.pem" },
    "--tls-cert is given without --tls-key; nothing can be encrypted with one of them. Give --tls-key as well.",
  ],
  [
    { "tls-key": "key.pem" },
    "--tls-key is given without --tls-cert; nothing can be encrypted with one of them. Give --tls-cert as well.",
  ],
  [
    { "requests-per-minute": "many" },
    "--requests-per-minute 'many' cannot be used. Give a whole number above 0.",
  ],
  [
    { "cds-client": ["https://issuer"] },
    "--cds-client 'https://issuer' cannot be used. Give ISSUER=JKU, where JKU is the https address of the client's keys.",
  ],
])("%o is told by its name, with what to do", (words, told) => {
  const plan = servePlan({ ...WORDS, ...words });
  expect(
    plan.ok ? [] : plan.issues.map(({ message, suggestion }) => `${message.en} ${suggestion?.en}`),
  ).toEqual([told]);
});
