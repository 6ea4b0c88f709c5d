/**
 * What a client sends when a hook fires. Known parts are checked; what is not known is let through, as the specification asks.
 *
 * Source: CDS Hooks 2.0.1, "HTTP Request".
 */
import { type Static, Type } from "typebox";

const Id = Type.String({ minLength: 1, maxLength: 256 });

export const HookRequestSchema = Type.Object({
  hook: Type.String({ minLength: 1, maxLength: 100 }),
  hookInstance: Type.String({ minLength: 1, maxLength: 100 }),
  fhirServer: Type.Optional(Type.String({ maxLength: 2000 })),
  fhirAuthorization: Type.Optional(
    Type.Object({
      access_token: Type.String({ minLength: 1, maxLength: 20_000 }),
      token_type: Type.String({ maxLength: 40 }),
      expires_in: Type.Optional(Type.Number()),
      scope: Type.Optional(Type.String({ maxLength: 8000 })),
      subject: Type.Optional(Type.String({ maxLength: 2000 })),
      patient: Type.Optional(Id),
    }),
  ),
  context: Type.Object({
    patientId: Id,
    userId: Type.Optional(Type.String({ maxLength: 500 })),
    encounterId: Type.Optional(Type.String({ maxLength: 256 })),
    conditions: Type.Optional(Type.Unknown()),
    draftOrders: Type.Optional(Type.Unknown()),
    selections: Type.Optional(Type.Array(Type.String({ maxLength: 500 }), { maxItems: 1000 })),
  }),
  prefetch: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});

export type HookRequest = Static<typeof HookRequestSchema>;

export const FeedbackSchema = Type.Object({
  feedback: Type.Array(
    Type.Object({
      card: Type.String({ minLength: 1, maxLength: 100 }),
      outcome: Type.Enum(["accepted", "overridden"]),
      outcomeTimestamp: Type.String({ minLength: 4, maxLength: 40 }),
      acceptedSuggestions: Type.Optional(
        Type.Array(Type.Object({ id: Type.String({ maxLength: 100 }) }), { maxItems: 100 }),
      ),
      overrideReason: Type.Optional(
        Type.Object({
          reason: Type.Optional(
            Type.Object({
              code: Type.String({ maxLength: 100 }),
              system: Type.Optional(Type.String({ maxLength: 500 })),
            }),
          ),
          userComment: Type.Optional(Type.String({ maxLength: 4000 })),
        }),
      ),
    }),
    { minItems: 1, maxItems: 100 },
  ),
});

export type Feedback = Static<typeof FeedbackSchema>;
