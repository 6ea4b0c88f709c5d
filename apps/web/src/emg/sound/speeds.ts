/** How fast a recording is played: as recorded, or in slow motion, an octave or two lower. */
export const SPEEDS = [1, 0.5, 0.25] as const;
