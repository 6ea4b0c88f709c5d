/** What a value breaks of a schema, in short. */
import type { TSchema } from "typebox";
import { Value } from "typebox/value";

export function schemaErrors(schema: TSchema, value: unknown): string[] {
  return (Value.Errors(schema, value) as unknown as { instancePath: string; message: string }[]).map(
    ({ instancePath, message }) => `${instancePath} ${message}`,
  );
}
