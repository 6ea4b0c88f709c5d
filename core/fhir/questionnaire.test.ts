import { describe, expect, it } from "vitest";
import type { Criterion } from "../criterion/criterion.ts";
import { compileKnowledge } from "../knowledge/compile-knowledge.ts";
import type { FindingDefinition } from "../knowledge/knowledge.ts";
import { smallKnowledge } from "../knowledge/testing/small-knowledge.ts";
import { answersOurs, extractFindings } from "./extract-findings.ts";
import { QUESTIONNAIRE_URL, questionnaire } from "./questionnaire.ts";
import { enablingConditions } from "./questionnaire-conditions.ts";

const loaded = smallKnowledge();
if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
const compiled = compileKnowledge(loaded.value);
const TODAY = "2026-11-22";
const YES = { system: "http://snomed.info/sct", code: "373066001" };
const NO = { system: "http://snomed.info/sct", code: "373067005" };

type Item = Record<string, unknown> & { readonly linkId: string; readonly item?: readonly Item[] };
const items = (within: readonly Item[]): Item[] => within.flatMap((one) => [one, ...items(one.item ?? [])]);
const itemsOf = (language: "en" | "nb") =>
  items(questionnaire(loaded.value, language).item as readonly Item[]);

describe("the Questionnaire", () => {
  it("asks one question for each finding, in its group", () => {
    const linkIds = itemsOf("en").map(({ linkId }) => linkId);
    for (const { id } of compiled.findings) expect(linkIds.filter((one) => one === id)).toHaveLength(1);
    expect(linkIds.filter((id) => id.startsWith("group:"))).toEqual([
      "group:person",
      "group:drugs",
      "group:laboratory",
    ]);
  });

  it("asks for signs with yes, no and unknown, and for quantities with every unit that is converted", () => {
    const of = (id: string) => itemsOf("nb").find(({ linkId }) => linkId === id);
    expect(of("weak")).toMatchObject({
      type: "choice",
      answerOption: [
        { valueCoding: { ...YES, display: "Ja" } },
        { valueCoding: { ...NO, display: "Nei" } },
        { valueCoding: { code: "261665006", display: "Ukjent" } },
      ],
    });
    expect(of("potassium")).toMatchObject({
      type: "quantity",
      extension: ["mmol/L", "meq/L", "mg/dL"].map((code) => ({ valueCoding: { code } })),
    });
    expect(of("sex")).toMatchObject({ answerOption: [{ valueCoding: { code: "female" } }, {}] });
  });

  it("carries the other language as a translation", () => {
    const [group] = itemsOf("nb");
    expect(group).toMatchObject({
      text: "Pasienten",
      _text: {
        extension: [
          {
            url: "http://hl7.org/fhir/StructureDefinition/translation",
            extension: [
              { url: "lang", valueCode: "en" },
              { url: "content", valueString: "The patient" },
            ],
          },
        ],
      },
    });
  });
});

describe("conditions from what makes a finding absent", () => {
  const finding = (id: string, absentIf?: Criterion, kind = "sign") =>
    ({ id, kind, ...(absentIf && { absentIf }) }) as FindingDefinition;
  const present = (id: string): Criterion => ({ kind: "present", finding: id });
  const male: Criterion = { kind: "choice", finding: "sex", options: ["male"] };
  const old: Criterion = { kind: "comparison", finding: "age", relation: "atLeast", limit: 60, unit: "a" };
  const conditions = enablingConditions([
    finding("sex", undefined, "choice"),
    finding("age", undefined, "quantity"),
    finding("pregnant", { kind: "any", of: [male, old] }),
    finding("swelling", { kind: "not", of: present("pregnant") }),
    finding("normal"),
    finding("weak", present("normal")),
    finding("low", {
      kind: "not",
      of: { kind: "interval", finding: "potassium", position: "below-interval" },
    }),
    finding("both", { kind: "all", of: [male, present("normal")] }),
  ]);
  const isNotMale = {
    question: "sex",
    operator: "!=",
    answerCoding: { system: "urn:krampe:finding:sex", code: "male" },
  };

  it("asks only women whether they are pregnant; an age that is not known hides nothing", () => {
    expect(conditions.get("pregnant")).toEqual([isNotMale]);
  });

  it("hides what depends on a hidden question with it", () => {
    expect(conditions.get("swelling")).toEqual([
      { question: "pregnant", operator: "!=", answerCoding: NO },
      isNotMale,
    ]);
  });

  it("hides a sign when the examination that would show it was normal", () => {
    expect(conditions.get("weak")).toEqual([{ question: "normal", operator: "!=", answerCoding: YES }]);
  });

  it("asks always where no single answer settles it", () => {
    for (const id of ["sex", "age", "normal", "low", "both"]) expect(conditions.get(id)).toEqual([]);
  });
});

describe("findings from a QuestionnaireResponse", () => {
  const response = (...item: object[]) => ({
    resourceType: "QuestionnaireResponse",
    id: "r",
    questionnaire: `${QUESTIONNAIRE_URL}|0.0.1`,
    status: "completed",
    authored: "2026-11-20",
    item: [{ linkId: "group:person", item }],
  });
  const answer = (linkId: string, value: object) => ({ linkId, answer: [value] });
  const extract = (...item: object[]) => extractFindings(response(...item), compiled, TODAY);

  it("reads signs, choices and quantities, with date and source", () => {
    const { findings, issues } = extract(
      answer("weak", { valueCoding: YES }),
      answer("stiff", { valueCoding: NO }),
      answer("wasting", { valueCoding: { code: "261665006" } }),
      answer("pregnant", { valueBoolean: true }),
      answer("sex", { valueCoding: { code: "female" } }),
      answer("potassium", { valueQuantity: { value: 3, comparator: "<", code: "mmol/L" } }),
    );
    expect(issues).toEqual([]);
    expect(Object.fromEntries(findings.map(({ id, value, origin }) => [id, [value, origin]]))).toEqual({
      weak: [{ kind: "present" }, "examined"],
      stiff: [{ kind: "absent" }, "told"],
      pregnant: [{ kind: "present" }, "told"],
      sex: [{ kind: "choice", option: "female" }, "told"],
      potassium: [
        { kind: "quantity", range: { low: 0, high: 3, lowOpen: false, highOpen: true } },
        "laboratory",
      ],
    });
    for (const finding of findings)
      expect(finding).toMatchObject({ at: "2026-11-20", from: ["QuestionnaireResponse/r"] });
  });

  it("converts by the unit that was chosen and never guesses one", () => {
    const quantity = (value: object) => extract(answer("potassium", { valueQuantity: value }));
    expect(quantity({ value: 10, unit: "mg/dL" }).findings[0].value).toMatchObject({ range: { low: 2.558 } });
    expect(quantity({ value: 4 }).issues).toMatchObject([
      {
        code: "value-without-unit",
        place: { path: "QuestionnaireResponse.item[0].item[0].answer[0]" },
      },
    ]);
  });

  it("tells of questions that are not there, of several answers, and of what is no answer", () => {
    const { findings, issues } = extract(
      answer("weka", { valueCoding: YES }),
      { linkId: "stiff", answer: [{ valueCoding: YES }, { valueCoding: NO }] },
      answer("wasting", { valueCoding: { code: "1", display: "perhaps" } }),
      answer("weak", { valueCoding: YES }),
      answer("weak", { valueCoding: NO }),
    );
    expect(findings.map(({ id }) => id)).toEqual(["weak"]);
    expect(issues.map(({ code }) => code)).toEqual([
      "unknown-finding",
      "several-answers",
      "value-not-understood",
      "several-answers",
    ]);
    expect(issues[0].suggestion?.en).toBe("Did you mean 'weak'?");
  });

  it("uses no response that was entered in error, or that is from tomorrow", () => {
    const one = response(answer("weak", { valueCoding: YES }));
    expect(extractFindings({ ...one, status: "entered-in-error" }, compiled, TODAY)).toMatchObject({
      findings: [],
      issues: [{ code: "response-status" }],
    });
    expect(extractFindings(one, compiled, "2026-11-19")).toMatchObject({
      findings: [],
      issues: [{ code: "date-in-the-future" }],
    });
  });

  it("knows which responses answer its own Questionnaire", () => {
    expect(answersOurs(response())).toBe(true);
    expect(answersOurs({ questionnaire: "http://example.org/other" })).toBe(false);
    expect(answersOurs({})).toBe(false);
  });
});
