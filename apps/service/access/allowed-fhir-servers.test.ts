import { expect, it } from "vitest";
import { onlyAllowedServers } from "./allowed-fhir-servers.ts";

it("a listed server is asked, with or without a slash at its end; any other is not", async () => {
  const asked: string[] = [];
  const fetch = onlyAllowedServers(
    async (server) => {
      asked.push(server);
      return "answer";
    },
    ["https://ehr.example.org/fhir"],
  );
  expect(await fetch("https://ehr.example.org/fhir", "Patient/p", "t")).toBe("answer");
  expect(await fetch("https://ehr.example.org/fhir/", "Patient/p", "t")).toBe("answer");
  for (const other of [
    "https://ehr.example.org/fhir/../admin",
    "https://ehr.example.org/fhir2",
    "http://ehr.example.org/fhir",
    "http://169.254.169.254/",
    "",
  ])
    expect(await fetch(other, "Patient/p", "t")).toBeUndefined();
  expect(asked).toHaveLength(2);
});
