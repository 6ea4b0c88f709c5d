/**
 * A value that follows another one after the next picture has been painted.
 *
 * React's own deferred value waits for the other work but not for the picture, so that what is deferred can still hold it up. Of
 * values that follow each other quickly only the last one is taken.
 */
import { startTransition, useEffect, useState } from "react";

export function useAfterPaint<T>(value: T): T {
  const [followed, follow] = useState(value);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => follow(() => value)));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [value]);
  return followed;
}
