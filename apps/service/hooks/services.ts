/**
 * The hooks that Krampe answers, as the discovery endpoint names them, and what they want in advance.
 *
 * Source: CDS Hooks 2.0.1, "Discovery" and "Prefetch Template"; the hooks patient-view 1.0, problem-list-item-create 1.0,
 * order-select 1.0 and order-sign 1.1. `version` and `hookVersion` are there for version 3.0.
 */
import type { Language, Text } from "@krampe/core/issue/text.ts";

export const HOOKS = ["patient-view", "problem-list-item-create", "order-select", "order-sign"] as const;
export type Hook = (typeof HOOKS)[number];

export interface HookService {
  readonly id: string;
  readonly hook: Hook;
  readonly hookVersion: string;
  readonly title: Text;
  readonly description: Text;
}

export const HOOK_SERVICES: readonly HookService[] = [
  {
    id: "krampe-patient-view",
    hook: "patient-view",
    hookVersion: "1.0",
    title: { en: "Muscle cramps: what must not be missed", nb: "Muskelkramper: det som ikke må overses" },
    description: {
      en: "Red flags in the record; for patients with cramps a likely drug or metabolic cause, and indicated tests that are missing.",
      nb: "Røde flagg i journalen; for pasienter med kramper en sannsynlig legemiddel- eller stoffskifteårsak, og indiserte prøver som mangler.",
    },
  },
  {
    id: "krampe-problem-list-item-create",
    hook: "problem-list-item-create",
    hookVersion: "1.0",
    title: { en: "Muscle cramps: a new problem", nb: "Muskelkramper: et nytt problem" },
    description: {
      en: "When cramps are put on the problem list: likely causes in the record, and indicated tests that are missing.",
      nb: "Når kramper føres på problemlisten: sannsynlige årsaker i journalen, og indiserte prøver som mangler.",
    },
  },
  {
    id: "krampe-order-select",
    hook: "order-select",
    hookVersion: "1.0",
    title: { en: "Drugs for cramps: is it safe here?", nb: "Legemidler mot kramper: er det trygt her?" },
    description: {
      en: "Orders of drugs used against cramps that the record speaks against, or whose deciding fact is unknown.",
      nb: "Ordinasjoner av legemidler mot kramper som journalen taler imot, eller der det avgjørende er ukjent.",
    },
  },
  {
    id: "krampe-order-sign",
    hook: "order-sign",
    hookVersion: "1.1",
    title: { en: "Drugs for cramps: before signing", nb: "Legemidler mot kramper: før signering" },
    description: {
      en: "The same when orders are signed.",
      nb: "Det samme når ordinasjonene signeres.",
    },
  },
];

/** What the record is read from; `{{context.patientId}}` is filled in by the client. */
export const PREFETCH: Readonly<Record<string, string>> = {
  patient: "Patient/{{context.patientId}}",
  conditions: "Condition?patient={{context.patientId}}",
  observations: "Observation?patient={{context.patientId}}&category=laboratory&_sort=-date&_count=200",
  medications: "MedicationRequest?patient={{context.patientId}}&status=active",
  statements: "MedicationStatement?patient={{context.patientId}}&status=active",
  allergies: "AllergyIntolerance?patient={{context.patientId}}",
  procedures: "Procedure?patient={{context.patientId}}&_count=100",
};

/** Without these nothing can be said; the others may be missing. */
export const NEEDED_PREFETCH: readonly string[] = ["patient"];

/** The body of `GET /cds-services`. */
export function discovery(version: string, language: Language): { readonly services: readonly object[] } {
  return {
    services: HOOK_SERVICES.map(({ id, hook, hookVersion, title, description }) => ({
      id,
      hook,
      title: title[language],
      description: description[language],
      prefetch: PREFETCH,
      usageRequirements: {
        en: "Prefetch is preferred; without it the FHIR server is asked with the scopes given.",
        nb: "Forhåndshentede data foretrekkes; uten dem spørres FHIR-serveren med de tilgangene som er gitt.",
      }[language],
      version,
      hookVersion,
    })),
  };
}
