/** The language that a client asks for; English if it asks for neither. */
import type { Language } from "@krampe/core/issue/text.ts";
import type { FastifyRequest } from "fastify";

export function languageOf(request: FastifyRequest): Language {
  const header = request.headers["accept-language"] ?? "";
  const asked = header
    .split(",")
    .map((part) => {
      const [tag, ...parameters] = part.trim().toLowerCase().split(";");
      const quality = parameters.map((one) => /^\s*q=([\d.]+)/.exec(one)?.[1]).find(Boolean);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .sort((a, b) => b.quality - a.quality);
  const known = asked.find(({ tag }) => /^(nb|no|nn|en)\b/.test(tag));
  return known && !known.tag.startsWith("en") ? "nb" : "en";
}
