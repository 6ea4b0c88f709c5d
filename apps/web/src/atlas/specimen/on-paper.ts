/** Pictures are drawn on light paper when the page is printed, whatever the colours on the screen. */
const pictures = new Set<() => void>();
let scheme: string | undefined;

/** `draw` reads the colours anew and draws at once. Returns how to stop. */
export function onPaper(draw: () => void): () => void {
  if (pictures.size === 0) {
    window.addEventListener("beforeprint", toPaper);
    window.addEventListener("afterprint", toScreen);
  }
  pictures.add(draw);
  return () => {
    pictures.delete(draw);
    if (pictures.size > 0) return;
    window.removeEventListener("beforeprint", toPaper);
    window.removeEventListener("afterprint", toScreen);
  };
}

function toPaper(): void {
  scheme = document.documentElement.dataset["colorScheme"];
  document.documentElement.dataset["colorScheme"] = "light";
  for (const draw of pictures) draw();
}

function toScreen(): void {
  if (scheme === undefined) delete document.documentElement.dataset["colorScheme"];
  else document.documentElement.dataset["colorScheme"] = scheme;
  for (const draw of pictures) draw();
}
