/** What stands in the place of a part that is on its way. */
import { en } from "../language/shell/en.ts";
import { nb } from "../language/shell/nb.ts";
import { useWords } from "../language/words.ts";

export function Loading() {
  const words = useWords({ en, nb });
  return (
    <p className="loading" role="status">
      {words.loading}
    </p>
  );
}
