/** One of several buttons of a panel. */
import { Button } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";

interface Properties {
  readonly children: ReactNode;
  readonly onClick?: () => void;
  readonly disabled?: boolean;
  /** Without a frame: what is seldom wanted. */
  readonly isQuiet?: boolean;
  readonly type?: "button" | "submit";
}

export function SmallButton({
  children,
  onClick,
  disabled = false,
  isQuiet = false,
  type = "button",
}: Properties) {
  return (
    <Button
      type={type}
      data-size="sm"
      variant={isQuiet ? "tertiary" : "secondary"}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
