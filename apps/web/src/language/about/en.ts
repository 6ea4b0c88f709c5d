/** The page About. */
export const en = {
  heading: "About Krampe",
  sections: {
    use: "What it is for",
    limits: "What it cannot do",
    unknown: "How unknown is treated",
    privacy: "Privacy in plain words",
    knowledge: "The knowledge",
    changes: "What changed",
    licences: "Licences",
    harm: "If something went wrong",
  },
  use: [
    "Krampe is for clinicians with a patient who has muscle cramps, stiffness or twitching. It sorts what is known into arguments for and against, says what is missing, and shows the published evidence.",
    "It does not diagnose or prescribe, and it is not for patients to use alone. It is not CE-marked, not approved by any authority, and not for clinical use as distributed: whoever puts it into service for patient care takes on the manufacturer's duties.",
  ],
  limits: [
    "It rests on one handbook page and on sources read mostly as abstracts. Every statement says whether its source was read, whether it is recalled, or derived. No neurologist has reviewed the rules yet.",
    "A verdict is the balance of stated reasons by a published rule. It is not a probability.",
    "Only the contraindications and interactions that the sources name are there. A drug that is not mentioned is not thereby safe. Doses are information about studies, never advice.",
    "Reference intervals are for adults; the interval that came with a result is used first. Licence status, reimbursement and codes change.",
  ],
  unknown: [
    "A finding is present, absent or unknown. Unknown never counts for or against; it becomes a question. A treatment with an unknown contraindication says: check this first. A value that cannot be converted is refused, never guessed.",
  ],
  privacy: [
    "Everything is worked out in this browser. Nothing about a patient is sent anywhere, and nothing is stored unless you save a file or ask for it to be kept on this machine.",
    "The page asks no other site for anything. There are no cookies, no measurements of visitors and no fonts or scripts from elsewhere. After the first visit it works without a network.",
    "Links to sources lead to other sites, and only when you follow them.",
  ],
  version: (version: string, date: string) => `Version ${version} of ${date}`,
  hash: (hash: string) => `SHA-256 ${hash}`,
  counts: (
    findings: number,
    phenomena: number,
    causes: number,
    flags: number,
    tests: number,
    treatments: number,
    references: number,
  ) =>
    `${findings} findings, ${phenomena} phenomena, ${causes} causes, ${flags} red flags, ${tests} tests, ${treatments} treatments, ${references} references`,
  hashMeaning:
    "Every result carries this version and hash, so that a later reader can find what it rested on.",
  licences: [
    "The program is under the Apache License 2.0, the knowledge under Creative Commons Attribution 4.0 (CC BY 4.0).",
    "LOINC, SNOMED CT, ATC, ICD-10, ICPC-2, the Norwegian laboratory codes, HPO, Orphanet, RxNorm and UCUM belong to their owners; their terms are in the file LICENSE.md beside the knowledge.",
    "Krampe starts from a page of a Norwegian neurology handbook. Its publisher and authors have no part in Krampe.",
  ],
  harm: [
    "If Krampe said, or failed to say, something that harmed a patient or could have, report it to the maintainers with the version and hash, and without anything that identifies the patient.",
  ],
} as const;
