/** As much of a browser as signing in needs: cookies for each origin, with their paths and ends, and redirects followed by hand. */

interface Cookie {
  readonly value: string;
  readonly attributes: string;
}

export class Browser {
  readonly #cookies = new Map<string, Map<string, Cookie>>();

  /** One request, without following where it leads. */
  async ask(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(url);
    const jar = this.#cookies.get(origin) ?? new Map<string, Cookie>();
    this.#cookies.set(origin, jar);
    const cookie = [...jar].map(([name, { value }]) => `${name}=${value}`).join("; ");
    const headers = { ...(init.headers as Record<string, string>), ...(cookie !== "" && { cookie }) };
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = "", attributes = ""] = /^([^=]+)=([^;]*);?(.*)$/.exec(line) ?? [];
      if (/max-age=0\b|expires=thu, 01 jan 1970/i.test(attributes)) jar.delete(name);
      else jar.set(name, { value, attributes });
    }
    return response;
  }

  /** Follows redirects until there is none, or one leads to an address for which `until` holds, which is not asked. */
  async go(
    url: string,
    until: (url: URL) => boolean = () => false,
  ): Promise<{ url: URL; response?: Response }> {
    let at = new URL(url);
    for (let step = 0; step < 12; step++) {
      if (until(at)) return { url: at };
      const response = await this.ask(at);
      const location = response.headers.get("location");
      if (location === null) return { url: at, response };
      await response.arrayBuffer();
      at = new URL(location, at);
    }
    throw new Error(`too many redirects, the last to ${at}`);
  }

  cookie(origin: string, name: string): Cookie | undefined {
    return this.#cookies.get(origin)?.get(name);
  }

  put(origin: string, name: string, value: string): void {
    const jar = this.#cookies.get(origin) ?? new Map<string, Cookie>();
    jar.set(name, { value, attributes: "" });
    this.#cookies.set(origin, jar);
  }
}
