/**
 * Builds `dist`: ncc bundles the action, and Terser takes out what is never used. Names and layout
 * stay, so that the bundle can be read and compared; a comment names the file that each part comes
 * from. The result is the same from every folder, on Node 20 and 24.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { minify } from 'terser'

const root = path.dirname(import.meta.dirname)
const build = path.join(root, 'build')
const dist = path.join(root, 'dist')

rmSync(build, { recursive: true, force: true })
bundle()
const file = path.join(build, 'index.js')
writeFileSync(file, await withoutUnused(complete(readFileSync(file, 'utf8'))))
publish()

/** Has ncc write `build/index.js`, `licenses.txt` and `package.json`. It checks the types, too. */
function bundle() {
  const ncc = path.join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js')
  const entry = path.join(root, 'src/index.ts')
  const args = [ncc, 'build', entry, '--out', build, '--license', 'licenses.txt']
  // Only the build replaces parts of packages by stubs: tsc sees the real ones.
  const env = { ...process.env, TS_NODE_PROJECT: path.join(root, 'tsconfig.bundle.json') }
  execFileSync(process.execPath, args, { stdio: 'inherit', cwd: root, env })
}

/**
 * The same bundle, if it lacks no module: ncc says nothing of an import that it cannot resolve, and
 * writes a call that throws in its place.
 *
 * @param {string} bundled
 */
function complete(bundled) {
  const missing = /^.*(?:webpackMissingModule|Cannot find module ['"]).*$/m.exec(bundled)
  if (missing) throw new Error(`An import cannot be resolved, see build/index.js: ${missing[0]}`)
  return bundled
}

/**
 * The bundle without code that is never used. Only what removes code is switched on.
 *
 * @param {string} bundled
 */
async function withoutUnused(bundled) {
  // A comment goes with the statement that it stands before; a call stays.
  const marked = bundled.replace(
    /^;\/\/ CONCATENATED MODULE: (.*)$/gm,
    (_, name) => `__file__(${JSON.stringify(name)});`,
  )
  const { code = '' } = await minify(marked, {
    ecma: 2020,
    module: true,
    mangle: false,
    compress: {
      defaults: false,
      dead_code: true,
      evaluate: true,
      passes: 3,
      side_effects: true,
      unused: true,
    },
    format: {
      beautify: true,
      comments: false,
      indent_level: 1,
      keep_numbers: true,
      quote_style: 3,
      width: 100,
    },
  })
  const named = code
    .replace(/^ *__file__\(.*\);\s*(?=__file__\()/gm, '') // nothing of that file is left
    .replace(/^( *)__file__\((.*)\);\n+/gm, (_, indent, name) => `${indent}// ${nameOf(name)}\n`)
  return `${named}\n`
}

/**
 * A file's path without `./`, from a string literal.
 *
 * @param {string} literal
 */
function nameOf(literal) {
  return String(JSON.parse(literal)).replace(/^\.\//, '')
}

/** Moves file by file: whoever starts the action meanwhile reads an old or a new file, never half. */
function publish() {
  mkdirSync(dist, { recursive: true })
  const built = readdirSync(build)
  for (const name of built) renameSync(path.join(build, name), path.join(dist, name))
  for (const name of readdirSync(dist)) {
    if (!built.includes(name)) rmSync(path.join(dist, name), { recursive: true })
  }
  rmSync(build, { recursive: true })
}
