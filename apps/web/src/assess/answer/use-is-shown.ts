/** Whether an element can be seen now. `margin` draws the window's edges in, as in CSS: `-40% 0px`. */
import { useEffect, useState } from "react";

export function useIsShown(id: string, margin: string): boolean {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const element = document.getElementById(id);
    if (!element) return;
    const observer = new IntersectionObserver(([entry]) => setShown(entry.isIntersecting), {
      rootMargin: margin,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [id, margin]);
  return shown;
}
