/** The types of resources that are read of a patient's record, in the order in which they are told. */
export const READ_TYPES = [
  "Patient",
  "Condition",
  "Observation",
  "MedicationRequest",
  "MedicationStatement",
  "MedicationAdministration",
  "Medication",
  "AllergyIntolerance",
  "Procedure",
  "Encounter",
] as const;

export type ReadType = (typeof READ_TYPES)[number];
