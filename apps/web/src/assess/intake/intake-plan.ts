/** The form of intake.yaml: the sections of the intake and the findings that stand first in each. */
export interface WrittenIntake {
  readonly sections: readonly {
    readonly id: string;
    readonly groups: readonly string[];
    readonly first: readonly string[];
  }[];
}
