/**
 * Stands in the bundle for `@actions/exec` (see `paths` in tsconfig.bundle.json), which `@actions/core`
 * imports to describe the machine; this action starts no other program.
 */
export function getExecOutput(): never {
  throw new Error('@actions/exec is not part of this bundle')
}
