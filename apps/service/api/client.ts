/**
 * A client of the JSON API, with the types of the service itself. It needs nothing but `fetch`, so that it runs in a browser too.
 *
 *     const krampe = krampeClient({ baseUrl: "http://127.0.0.1:4711" });
 *     const report = await krampe.assess({ case: { "muscle-cramp": "present" } });
 */
import type { Language } from "@krampe/core/issue/text.ts";
import type { Report, ReportedIssue } from "@krampe/core/plan/report.ts";
import type {
  AskRequest,
  AssessRequest,
  KnowledgeEntry,
  KnowledgeIndex,
  KnowledgeKind,
  SavedAssessments,
} from "./api-schema.ts";

export interface ClientOptions {
  /** Where the service is, such as `http://127.0.0.1:4711`. */
  readonly baseUrl: string;
  /** Of texts, unless a request names another. */
  readonly language?: Language;
  /** Of a program: what `krampe token create` printed. */
  readonly token?: string;
  /** The global one unless given. */
  readonly fetch?: typeof globalThis.fetch;
}

export type AskAnswer = Pick<Report, "knowledge" | "ask" | "issues">;

export interface KrampeClient {
  assess(request: AssessRequest): Promise<Report>;
  ask(request: AskRequest): Promise<AskAnswer>;
  knowledge(): Promise<KnowledgeIndex>;
  entry(kind: KnowledgeKind, id: string): Promise<KnowledgeEntry>;
  /** Assesses and keeps the report, where keeping is switched on. */
  save(request: AssessRequest): Promise<SavedReport>;
  saved(): Promise<SavedAssessments>;
  savedReport(id: string): Promise<SavedReport>;
  /** False when there was none. */
  deleteSaved(id: string): Promise<boolean>;
}

export interface SavedReport {
  readonly id: string;
  readonly report: Report;
}

/** The service refused the request, and said why. */
export class KrampeRefusal extends Error {
  readonly status: number;
  readonly issues: readonly ReportedIssue[];

  constructor(status: number, issues: readonly ReportedIssue[]) {
    super(issues.map(({ message }) => message).join(" ") || `HTTP ${status}`);
    this.name = "KrampeRefusal";
    this.status = status;
    this.issues = issues;
  }
}

export function krampeClient({
  baseUrl,
  language,
  token,
  fetch = globalThis.fetch,
}: ClientOptions): KrampeClient {
  const base = baseUrl.replace(/\/+$/, "");
  async function call<T>(path: string, body?: object, method = body ? "POST" : "GET"): Promise<T> {
    const response = await fetch(`${base}/api/${path}`, {
      method,
      headers: {
        accept: "application/json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(language && { "accept-language": language }),
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.ok) return (await response.json()) as T;
    const told = (await response.json().catch(() => ({}))) as { readonly issues?: readonly ReportedIssue[] };
    throw new KrampeRefusal(response.status, told.issues ?? []);
  }
  return {
    assess: (request) => call("assess", request),
    ask: (request) => call("ask", request),
    knowledge: () => call("knowledge"),
    entry: (kind, id) => call(`knowledge/${kind}/${encodeURIComponent(id)}`),
    save: (request) => call("assessments", request),
    saved: () => call("assessments"),
    savedReport: (id) => call(`assessments/${encodeURIComponent(id)}`),
    deleteSaved: async (id) =>
      (await call<{ done: boolean }>(`assessments/${encodeURIComponent(id)}`, undefined, "DELETE")).done,
  };
}
