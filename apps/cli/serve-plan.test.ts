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
  const planned = (proxy: string) => servePlan({ ...WORDS, "trusted-proxy": [proxy] })?.trustedProxies;
  for (const proxy of ["10.0.0.1", "10.0.0.0/8", "::1", "fd00::/8"]) expect(planned(proxy)).toEqual([proxy]);
  for (const proxy of ["proxy.example", "", "10.0.0.0/33", "10.0.0.1/", "10.0.0.0/8/8", "true"])
    expect(planned(proxy), proxy).toBeUndefined();
});
