/** A window over the page: native `<dialog>`, closed by Escape, by its button, or by what was done in it. */
import { Button } from "@digdir/designsystemet-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";

interface Properties {
  readonly heading: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Exists while it is open. */
export function Dialog({ heading, onClose, children }: Properties) {
  const words = useWords({ en, nb }).actions;
  const dialog = useRef<HTMLDialogElement>(null);
  const headingId = useId();
  useEffect(() => {
    // Not closed on the way out: its `close` event comes late, and would reach whoever shows the next one.
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={headingId} onClose={onClose}>
      <div className="dialog-head">
        <h2 id={headingId} className="ds-heading" data-size="xs">
          {heading}
        </h2>
        <Button variant="tertiary" data-size="sm" icon aria-label={words.close} onClick={onClose}>
          <span aria-hidden="true">✕</span>
        </Button>
      </div>
      {children}
    </dialog>
  );
}
