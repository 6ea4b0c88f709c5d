/**
 * How long the pauses of one recording may be, all together, to be believed and kept as gaps.
 *
 * Gaps are samples without a value, and whoever goes through a recording goes through them. A wrong time stamp must not
 * make a short recording years long.
 */
export const LONGEST_GAPS_S = 24 * 3600;
