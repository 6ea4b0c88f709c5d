/** The instantaneous rate of one train over time: the inverse of each running interval (Hz), at its middle (s). */
import type { IntervalClass } from "./interval-classes.ts";
import type { Train } from "./train.ts";

export function rateCourse(timesS: readonly number[], classes: readonly IntervalClass[], train: Train) {
  const course = { timesS: [] as number[], values: [] as number[] };
  for (let i = train.from; i + 1 < train.to; i++) {
    if (classes[i] !== "running") continue;
    course.timesS.push((timesS[i] + timesS[i + 1]) / 2);
    course.values.push(1 / Math.max(timesS[i + 1] - timesS[i], 1e-6));
  }
  return course;
}
