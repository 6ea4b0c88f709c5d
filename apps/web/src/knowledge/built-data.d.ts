/** Files that the build makes of `knowledge/`, `examples/` and `intake.yaml` (build/built-data.ts). */
declare module "krampe:knowledge-for-assessing" {
  /** Address of the JSON file. */
  const url: string;
  export default url;
}
declare module "krampe:rest-of-knowledge" {
  /** Address of the JSON file. */
  const url: string;
  export default url;
}
declare module "krampe:examples" {
  /** Address of the JSON file. */
  const url: string;
  export default url;
}
declare module "krampe:intake" {
  const intake: import("../assess/intake/intake-plan.ts").WrittenIntake;
  export default intake;
}
