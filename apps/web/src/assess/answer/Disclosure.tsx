/** Something that opens: a native `<details>`, whose content is made only when it is first opened. */
import { type ReactNode, useState } from "react";

interface Properties {
  readonly summary: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
  readonly startsOpen?: boolean;
}

export function Disclosure({ summary, children, className, startsOpen = false }: Properties) {
  const [open, setOpen] = useState(startsOpen);
  const [opened, setOpened] = useState(startsOpen);
  return (
    <details
      className={className}
      open={open}
      onToggle={(event) => {
        event.stopPropagation();
        setOpen(event.currentTarget.open);
        if (event.currentTarget.open) setOpened(true);
      }}
    >
      <summary>{summary}</summary>
      {(open || opened) && children}
    </details>
  );
}
