/** The pages below EMG, each loaded when it is first opened: the workbench, the atlas and the quiz. */
import { lazy, Suspense, useState } from "react";
import { Loading } from "../app/Loading.tsx";
import { useRoute } from "../app/route.ts";
import { EmgNav } from "./EmgNav.tsx";

export const EMG_PAGES = ["workbench", "atlas", "quiz"] as const;
export type EmgPageId = (typeof EMG_PAGES)[number];

export default function EmgPages() {
  // Made anew after a part could not be loaded: a lazy component remembers its failure.
  const [pages] = useState(() => ({
    workbench: lazy(() => import("./EmgPage.tsx")),
    atlas: lazy(() => import("../atlas/AtlasPage.tsx")),
    quiz: lazy(() => import("../atlas/quiz/QuizPage.tsx")),
  }));
  const [first] = useRoute().parts;
  const id: EmgPageId = first === "atlas" || first === "quiz" ? first : "workbench";
  const Page = pages[id];
  return (
    <>
      <EmgNav here={id} />
      <Suspense fallback={<Loading />}>
        <Page />
      </Suspense>
    </>
  );
}
