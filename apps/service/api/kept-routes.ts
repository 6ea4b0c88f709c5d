/**
 * `/api/assessments`, `/api/settings`, `/api/audit`: what the store keeps, for those who may see it.
 *
 * A saved assessment is seen by the one who saved it and by nobody else, and each look is in the audit log. Saving is off until an
 * administrator switches it on.
 */
import { Readable } from "node:stream";
import { consult } from "@krampe/core/plan/consultation.ts";
import { type Report, reportOf } from "@krampe/core/plan/report.ts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { cannotKeep } from "../access/refusal.ts";
import { languageOf } from "../language.ts";
import { pathNotFound, type RequestError, savingSwitchedOff, settingsRefused } from "../request-errors.ts";
import type { Store } from "../store/store.ts";
import { type ApiOptions, problem } from "./api-routes.ts";
import {
  type AssessRequest,
  AssessRequestSchema,
  type SavedAssessments,
  type SettingsChange,
  SettingsChangeSchema,
} from "./api-schema.ts";
import { patientOfRequest } from "./patient-of-request.ts";

type OfOne = { Params: { id: string } };

/** Called by `apiRoutes`, below its prefix. */
export function keptRoutes(service: FastifyInstance, options: ApiOptions): void {
  const { compiled, store, today } = options;

  service.post<{ Body: AssessRequest }>(
    "/assessments",
    { schema: { body: AssessRequestSchema } },
    async (request, reply) => {
      const language = request.body.language ?? languageOf(request);
      const read = patientOfRequest(request.body, compiled, today());
      if (!read.ok) return problem(reply, 422, read.issues, language);
      const report = reportOf(consult(compiled, read.value), language, read.issues);
      const { hash: knowledgeHash } = compiled.knowledge;
      const id = await asked(store, (one) =>
        one.saveAssessment({ savedBy: callerOf(request), knowledgeHash, content: report }),
      );
      if (id === undefined) return told(savingSwitchedOff());
      return { id, report };

      function told({ status, issue }: RequestError) {
        return problem(reply, status, [issue], language);
      }
    },
  );
  const own = { config: { role: "clinician", isAudited: true } } as const;
  service.get("/assessments", own, async (request): Promise<SavedAssessments> => {
    const saved = await asked(store, (one) => one.savedAssessmentsOf(callerOf(request)));
    return {
      assessments: saved.map(({ id, savedAt, deleteAfter }) => ({
        id,
        savedAt: savedAt.toISOString(),
        deleteAfter: deleteAfter.toISOString(),
      })),
    };
  });
  service.get<OfOne>("/assessments/:id", own, async (request, reply) => {
    const { id } = request.params;
    const report = await asked(store, (one) => one.savedAssessment(id, callerOf(request)));
    if (report !== undefined) return { id, report: report as Report };
    const { status, issue } = pathNotFound("/api/assessments/…");
    return problem(reply, status, [issue], languageOf(request));
  });
  service.delete<OfOne>("/assessments/:id", own, async (request) => ({
    done: await asked(store, (one) => one.deleteAssessment(request.params.id, callerOf(request))),
  }));

  const forAdministrators = { config: { role: "administrator", isAudited: true } } as const;
  service.get("/settings", forAdministrators, () => asked(store, (one) => one.settings()));
  service.patch<{ Body: SettingsChange }>(
    "/settings",
    { ...forAdministrators, schema: { body: SettingsChangeSchema } },
    async (request, reply) => {
      if (await asked(store, (one) => one.changeSettings(request.body)))
        return asked(store, (one) => one.settings());
      const { status, issue } = settingsRefused();
      return problem(reply, status, [issue], languageOf(request));
    },
  );
  service.get("/audit", forAdministrators, async (_request, reply) => {
    const lines = await asked(store, async (one) => one.audit.exportLines());
    return reply.type("application/x-ndjson; charset=utf-8").send(Readable.from(lines));
  });
}

function callerOf(request: FastifyRequest): string {
  return request.caller?.who ?? "local";
}

/** Without a store, or with one that does not answer, nothing can be kept or shown. */
async function asked<Value>(store: Store | undefined, ask: (store: Store) => Promise<Value>): Promise<Value> {
  if (!store) throw cannotKeep();
  try {
    return await ask(store);
  } catch {
    throw cannotKeep();
  }
}
