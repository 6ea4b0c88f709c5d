/**
 * Datatypes and dataspaces: what one element is, and how many there are.
 *
 * Source: HDF5 File Format Specification 3.0, chapters IV.A.2.b and IV.A.2.d.
 */
import type { SampleEncoding } from "../sample-encoding.ts";
import { type H5Cursor, MalformedHdf5 } from "./h5-file.ts";

export type H5Type =
  | { readonly kind: "number"; readonly bytes: number; readonly encoding: SampleEncoding }
  | { readonly kind: "text"; readonly bytes: number }
  | { readonly kind: "variable text"; readonly bytes: number }
  | { readonly kind: "object reference"; readonly bytes: number }
  | { readonly kind: "other"; readonly bytes: number };

export function readDatatype(cursor: H5Cursor): H5Type {
  const classAndVersion = cursor.unsigned(1);
  const flags = cursor.unsigned(3);
  const bytes = cursor.unsigned(4);
  if (bytes === 0) throw new MalformedHdf5("element without size");
  const big = (flags & 1) === 1;
  switch (classAndVersion & 15) {
    case 0:
    case 4:
      return numberType(bytes, (flags & 8) !== 0 ? "int" : "uint", big);
    case 1:
      return numberType(bytes, "float", big);
    case 3:
      return { kind: "text", bytes };
    case 7:
      return { kind: (flags & 15) === 0 ? "object reference" : "other", bytes };
    case 8: {
      const base = readDatatype(cursor);
      return base.bytes === bytes ? base : { kind: "other", bytes };
    }
    case 9:
      return { kind: (flags & 15) === 1 ? "variable text" : "other", bytes };
    default:
      return { kind: "other", bytes };
  }
}

function numberType(bytes: number, kind: "int" | "uint" | "float", big: boolean): H5Type {
  const known = kind === "float" ? [4, 8] : [1, 2, 4, 8];
  if (!known.includes(bytes)) return { kind: "other", bytes };
  const name = `${kind}${bytes * 8}${big && bytes > 1 ? "be" : ""}`;
  return { kind: "number", bytes, encoding: name as SampleEncoding };
}

/** Lengths of the dimensions, the last one fastest; empty for a single value. */
export function readDataspace(cursor: H5Cursor): readonly number[] {
  const version = cursor.unsigned(1);
  const rank = cursor.unsigned(1);
  cursor.skip(version === 1 ? 6 : 1);
  const type = version === 1 ? 1 : cursor.unsigned(1);
  if (rank > 32) throw new MalformedHdf5("too many dimensions");
  if (type === 2) return [0];
  return Array.from({ length: rank }, () => cursor.length());
}
