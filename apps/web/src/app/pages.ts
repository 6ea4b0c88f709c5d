/** The pages, each in its own part of the program, loaded when it is first opened. */
import { type ComponentType, type LazyExoticComponent, lazy } from "react";

export const PAGE_IDS = ["assess", "emg", "handbook", "about"] as const;

export type PageId = (typeof PAGE_IDS)[number];

export type Pages = Readonly<Record<PageId, LazyExoticComponent<ComponentType>>>;

/** Made anew after a part could not be loaded: a lazy component remembers its failure. */
export function makePages(): Pages {
  return {
    assess: lazy(() => import("../assess/AssessPage.tsx")),
    emg: lazy(() => import("../emg/EmgPages.tsx")),
    handbook: lazy(() => import("../handbook/HandbookPage.tsx")),
    about: lazy(() => import("../about/AboutPage.tsx")),
  };
}

export function isPage(id: string): id is PageId {
  return PAGE_IDS.some((known) => known === id);
}
