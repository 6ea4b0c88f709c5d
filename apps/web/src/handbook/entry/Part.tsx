/** A part of an entry under its heading. */
import { Heading } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";

export function Part({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <section className="entry-part">
      <Heading level={2} data-size="xs">
        {heading}
      </Heading>
      <div>{children}</div>
    </section>
  );
}
