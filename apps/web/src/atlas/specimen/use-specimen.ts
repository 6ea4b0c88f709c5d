/** A specimen for as long as a part of the page is there. */
import { useEffect, useState } from "react";
import { type FirstLook, Specimen } from "./specimen.ts";

export function useSpecimen(first: FirstLook): Specimen {
  const [specimen] = useState(() => new Specimen(first));
  useEffect(() => () => specimen.end(), [specimen]);
  return specimen;
}
