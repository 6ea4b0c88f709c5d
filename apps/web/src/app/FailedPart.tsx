/** What stands in the place of a part that could not be loaded, and how to try again. */
import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { Component, type ReactNode } from "react";
import { en } from "../language/shell/en.ts";
import { nb } from "../language/shell/nb.ts";
import { useWords } from "../language/words.ts";

interface Properties {
  readonly children: ReactNode;
  readonly onAgain?: () => void;
  /** Say nothing: the part is not needed. */
  readonly quiet?: boolean;
}

export class FailedPart extends Component<Properties, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    if (this.props.quiet) return null;
    return (
      <Failure
        onAgain={() => {
          this.props.onAgain?.();
          this.setState({ failed: false });
        }}
      />
    );
  }
}

function Failure({ onAgain }: { readonly onAgain: () => void }) {
  const words = useWords({ en, nb });
  return (
    <div className="page-text" role="alert">
      <Heading level={1} data-size="sm">
        {words.failed.heading}
      </Heading>
      <Paragraph>{words.failed.text}</Paragraph>
      <Button onClick={onAgain}>{words.failed.again}</Button>
    </div>
  );
}
