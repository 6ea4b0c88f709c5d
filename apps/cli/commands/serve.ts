/** `krampe serve`: the application and its interfaces, on loopback as it is, elsewhere only encrypted and with someone who can sign in. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { failure, type Issue, type Result, success } from "@krampe/core/issue/issue.ts";
import type { Text } from "@krampe/core/issue/text.ts";
import { type RecordServer, readRecordServers } from "../../web/record-page/record-servers.ts";
import type { Command } from "../command.ts";
import { compiledKnowledge } from "../compiled-knowledge.ts";
import { connectedProvider } from "../connected-provider.ts";
import { issueLines } from "../print-issues.ts";
import { VERSION } from "../program-version.ts";
import { type ServePlan, servePlan } from "../serve-plan.ts";
import { signInSettings } from "../sign-in-settings.ts";
import { openStoreFor } from "../store-place.ts";

const WEB = fileURLToPath(new URL("../../web/dist/", import.meta.url));
const RETENTION_MS = 6 * 3_600_000;

export const serveCommand: Command = {
  name: "serve",
  summary: { en: "Serve the application", nb: "Kjør applikasjonen" },
  usage: {
    en: `krampe serve [--port N] [--host H] [--data DIR]
             [--tls-cert FILE --tls-key FILE | --trusted-proxy ADDRESS ...] [--public-url URL]
             [--cds-client ISSUER=JKU ...] [--fhir-server URL ...] [--cors-origin ORIGIN ...]
             [--oidc-issuer URL --oidc-client-id ID --oidc-key FILE --oidc-role VALUE=ROLE ...
              [--oidc-role-claim NAME] [--oidc-scope SCOPE ...] [--oidc-strict]]
             [--records FILE] [--requests-per-minute N] [--otlp-endpoint URL] [--log]

Port 4711 and 127.0.0.1 if not given. What is kept lies in DIR, else where DATABASE_URL says, else in the
user's own folder. On another host it starts only with TLS or a named proxy that encrypts, and with an
OpenID provider, a token (krampe token create) or a known client; then only listed FHIR servers are asked. People sign
in at the provider; the variables KRAMPE_OIDC_… in docs/guide/service-access.md say the same as the words.
FILE lists the electronic records from which the application may be opened (docs/guide/smart.md).`,
    nb: `krampe serve [--port N] [--host H] [--data MAPPE]
             [--tls-cert FIL --tls-key FIL | --trusted-proxy ADRESSE ...] [--public-url URL]
             [--cds-client ISSUER=JKU ...] [--fhir-server URL ...] [--cors-origin ORIGIN ...]
             [--oidc-issuer URL --oidc-client-id ID --oidc-key FIL --oidc-role VERDI=ROLLE ...
              [--oidc-role-claim NAVN] [--oidc-scope SCOPE ...] [--oidc-strict]]
             [--records FIL] [--requests-per-minute N] [--otlp-endpoint URL] [--log]

Port 4711 og 127.0.0.1 om ikke annet er sagt. Det som lagres ligger i MAPPE, ellers der DATABASE_URL sier,
ellers i brukerens egen mappe. På en annen vert starter den bare med TLS eller en navngitt proxy som
krypterer, og med en OpenID-tilbyder, en nøkkel (krampe token create) eller en kjent klient; da spørres bare oppgitte
FHIR-servere. Folk logger inn hos tilbyderen; variablene KRAMPE_OIDC_… i docs/guide/service-access.md sier det samme.
FIL i --records lister journalene som applikasjonen kan åpnes fra (docs/guide/smart.md).`,
  },
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        lang: { type: "string" },
        port: { type: "string", default: "4711" },
        host: { type: "string", default: "127.0.0.1" },
        data: { type: "string" },
        "tls-cert": { type: "string" },
        "tls-key": { type: "string" },
        "trusted-proxy": { type: "string", multiple: true, default: [] },
        "public-url": { type: "string" },
        "cds-client": { type: "string", multiple: true, default: [] },
        "fhir-server": { type: "string", multiple: true },
        records: { type: "string" },
        "cors-origin": { type: "string", multiple: true, default: [] },
        "oidc-issuer": { type: "string" },
        "oidc-client-id": { type: "string" },
        "oidc-key": { type: "string" },
        "oidc-role": { type: "string", multiple: true },
        "oidc-role-claim": { type: "string" },
        "oidc-scope": { type: "string", multiple: true },
        "oidc-strict": { type: "boolean" },
        "requests-per-minute": { type: "string" },
        "otlp-endpoint": { type: "string" },
        log: { type: "boolean", default: false },
      },
    });
    const say = (text: Text) => io.error(`${text[io.language]}\n`);
    const collector = values["otlp-endpoint"] ?? (process.env.OTEL_EXPORTER_OTLP_ENDPOINT || undefined);
    const refuse = (reasons: readonly Issue[]) => {
      io.error(issueLines(reasons, io.language, reasons.length));
      return 2;
    };
    const planned = servePlan({ ...values, "otlp-endpoint": collector });
    if (!planned.ok) return refuse(planned.issues);
    const plan = planned.value;
    const tls = tlsFiles(plan, say);
    if (tls === undefined) return 2;
    const settings = signInSettings(values, process.env);
    if (!settings.ok) return refuse(settings.issues);
    const records = recordsOf(plan);
    if (!records.ok) return refuse(records.issues);
    const compiled = compiledKnowledge(io);
    if (!compiled) return 2;
    const { isExposed, reasonsNotToListen } = await import("@krampe/service/access/may-listen.ts");
    const store = await openStoreFor(io, plan.data);
    if (!store) return 2;
    try {
      const exposed = isExposed(plan);
      const signIns = settings.value ? 1 : 0;
      const identityCount = plan.cdsClients.length + signIns + (await store.workingTokenCount());
      const reasons = reasonsNotToListen({
        ...plan,
        hasTls: tls !== "none",
        hasSignIn: signIns > 0,
        identityCount,
      });
      if (reasons.length > 0) return refuse(reasons);
      const signIn = settings.value && (await connectedProvider(settings.value));
      if (signIn && !signIn.ok) return refuse(signIn.issues);
      const { buildService } = await import("@krampe/service/application.ts");
      const { logOptions } = await import("@krampe/service/log-options.ts");
      const service = await buildService({
        compiled,
        version: VERSION,
        webFolder: WEB,
        store,
        access: {
          exposed,
          cdsClients: plan.cdsClients,
          ...(signIn && { signIn: signIn.value }),
          ...(plan.publicUrl !== undefined && { publicUrl: plan.publicUrl }),
          ...(plan.requestsPerMinute !== undefined
            ? { requestsPerMinute: plan.requestsPerMinute }
            : exposed && { requestsPerMinute: 6000 }),
        },
        ...(tls !== "none" && { tls }),
        ...(plan.collector !== undefined && { collector: plan.collector }),
        trustedProxies: plan.trustedProxies,
        corsOrigins: plan.corsOrigins,
        records: records.value,
        ...(plan.publicUrl !== undefined && { application: plan.publicUrl }),
        ...(plan.fhirServers ? { fhirServers: plan.fhirServers } : exposed && { fhirServers: [] }),
        ...((plan.log || exposed) && { logger: logOptions() }),
      });
      try {
        const address = await service.listen({ port: plan.port, host: plan.host });
        io.out(`${{ en: "Krampe is at", nb: "Krampe er på" }[io.language]} ${address}\n`);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
        const { port } = plan;
        say({
          en: `Port ${port} is in use; choose another with --port.`,
          nb: `Port ${port} er opptatt; velg en annen med --port.`,
        });
        return 2;
      }
      const retention = setInterval(() => void store.deleteExpired().catch(() => {}), RETENTION_MS);
      await store.deleteExpired();
      await new Promise<void>((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
      });
      clearInterval(retention);
      await service.close();
      return 0;
    } finally {
      await store.close();
    }
  },
};

/** None when no file is named. */
function recordsOf({ records }: ServePlan): Result<readonly RecordServer[]> {
  if (records === undefined) return success([]);
  try {
    return readRecordServers(JSON.parse(readFileSync(records, "utf8")), records);
  } catch (error) {
    const { message } = error as Error;
    return failure({
      code: "file-not-read",
      severity: "error",
      message: {
        en: `The list of records cannot be read: ${message}`,
        nb: `Listen over journaler kan ikke leses: ${message}`,
      },
      place: { file: records },
    });
  }
}

/** What the files hold; "none" when none are named, undefined (and told) when they cannot be read. */
function tlsFiles({ tlsCert, tlsKey }: ServePlan, say: (text: Text) => void) {
  if (tlsCert === undefined || tlsKey === undefined) return "none" as const;
  try {
    return { cert: readFileSync(tlsCert), key: readFileSync(tlsKey) };
  } catch (error) {
    const { message } = error as Error;
    say({
      en: `The certificate or its key cannot be read: ${message}`,
      nb: `Sertifikatet eller nøkkelen kan ikke leses: ${message}`,
    });
    return undefined;
  }
}
