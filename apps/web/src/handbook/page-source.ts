/** The reference that is the handbook page itself. */
export const PAGE = "NEVRO";
