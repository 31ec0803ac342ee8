/**
 * Builds `dist`: ncc bundles the action, and Terser takes out what is never used. Names and layout
 * stay, so that the bundle can be read and compared. The result is the same from every folder.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { minify } from 'terser'

const root = path.dirname(import.meta.dirname)
const build = path.join(root, 'build')
const bundle = path.join(build, 'index.js')

rmSync(build, { recursive: true, force: true })
execFileSync(
  process.execPath,
  [
    path.join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js'),
    ...['build', path.join(root, 'src/index.ts'), '--out', build, '--license', 'licenses.txt'],
  ],
  {
    stdio: 'inherit',
    cwd: root,
    // Only the build replaces parts of packages by stubs: tsc sees the real ones.
    env: { ...process.env, TS_NODE_PROJECT: path.join(root, 'tsconfig.bundle.json') },
  },
)

const bundled = readFileSync(bundle, 'utf8')
// ncc says nothing of an import that it cannot resolve, and bundles a stub that throws.
if (/webpackMissingModule|Cannot find module '/.test(bundled)) {
  throw new Error('The bundle lacks a module: look for "Cannot find module" in build/index.js')
}

const { code } = await minify(bundled, {
  module: true,
  ecma: 2020,
  mangle: false,
  compress: {
    defaults: false,
    dead_code: true,
    unused: true,
    side_effects: true,
    conditionals: true,
    evaluate: true,
    passes: 3,
  },
  format: { beautify: true, indent_level: 1, comments: false, semicolons: true },
})
writeFileSync(bundle, `${code}\n`)

const dist = path.join(root, 'dist')
rmSync(dist, { recursive: true, force: true })
renameSync(build, dist)
