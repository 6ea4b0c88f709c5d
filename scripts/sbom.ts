/**
 * `npm run sbom`: everything that is installed to run Krampe, from the lockfile, as CycloneDX in dist/sbom.cdx.json.
 *
 * Ends with 1 when a package has no licence, one that is not permissive, or no checksum. Tools that only develop and test are left out.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FILE = join(ROOT, "dist", "sbom.cdx.json");
const PERMISSIVE = new Set([
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "0BSD",
  "Unlicense",
  "BlueOak-1.0.0",
  "PSF-2.0",
]);

/** No standard licence but terms of their own, in the package's LICENSE.md: at no cost, with the notices of UCUM and LOINC kept. */
const OWN_TERMS = new Set(["@lhncbc/ucum-lhc"]);

interface Component {
  readonly "bom-ref": string;
  name: string;
  readonly purl: string;
  readonly version: string;
  readonly hashes?: readonly unknown[];
  readonly licenses?: readonly {
    readonly license?: { readonly id?: string; readonly name?: string };
    readonly expression?: string;
  }[];
}

export interface Bom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

export function bom(): Bom {
  const written = execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const read = JSON.parse(written) as Bom;
  // npm names a workspace by its folder; its package has a name.
  for (const one of [read.metadata.component, ...read.components]) one.name = packageName(one);
  const names = developing();
  const isShipped = ({ name, version }: Component) => !names.has(`${name}@${version}`);
  const components = read.components.filter(isShipped);
  const references = new Set([...components, read.metadata.component].map((one) => one["bom-ref"]));
  const dependencies = read.dependencies
    .filter(({ ref }) => references.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => references.has(one)) }));
  return { ...read, components, dependencies };
}

/**
 * What only tools need. npm's own `--omit dev` is not used: it also leaves out what a tool and Krampe both need (npm 11.19 with
 * `@lhncbc/ucum-lhc`).
 */
function developing(): Set<string> {
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version?: string; dev?: boolean; link?: boolean }>;
  };
  const all = Object.entries(packages).flatMap(([path, { version, dev }]) => {
    const name = path.split("node_modules/").at(-1) ?? "";
    return version === undefined ? [] : [{ id: `${name}@${version}`, isShipped: dev !== true }];
  });
  const shipped = new Set(all.filter(({ isShipped }) => isShipped).map(({ id }) => id));
  return new Set(all.map(({ id }) => id).filter((id) => !shipped.has(id)));
}

/** One line for each package that should not be shipped as it is. */
export function doubts({ components }: Bom): string[] {
  return components.flatMap((one) => {
    const isOurs = one.name === "krampe" || one.name.startsWith("@krampe/");
    const licences = (one.licenses ?? []).map(
      ({ license, expression }) => license?.id ?? expression ?? license?.name ?? "unknown",
    );
    return [
      ...(licences.length === 0 && !OWN_TERMS.has(one.name)
        ? [`${one.name} ${one.version}: no licence`]
        : []),
      ...licences
        .filter((id) => !isPermissive(id) && !OWN_TERMS.has(one.name))
        .map((id) => `${one.name} ${one.version}: ${id}`),
      ...(isOurs || one.hashes?.length ? [] : [`${one.name} ${one.version}: no checksum`]),
    ];
  });
}

/** Of `(MIT OR GPL-3.0)` one may choose; of `MIT AND Zlib` one may not. */
function isPermissive(expression: string): boolean {
  const bare = expression.replace(/^\((.*)\)$/, "$1");
  if (bare.includes(" AND ")) return bare.split(" AND ").every(isPermissive);
  return bare.split(" OR ").some((id) => PERMISSIVE.has(id.trim()));
}

function packageName({ purl }: Component): string {
  return decodeURIComponent(purl.replace(/^pkg:npm\//, "").replace(/@[^@/]*$/, ""));
}

if (import.meta.main) {
  const made = bom();
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, `${JSON.stringify(made, null, 2)}\n`);
  console.info(`${made.components.length} packages: ${FILE}`);
  for (const doubt of doubts(made)) console.error(doubt);
  process.exitCode = doubts(made).length > 0 ? 1 : 0;
}
