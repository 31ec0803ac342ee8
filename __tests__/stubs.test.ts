import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { codeIn, importsOf, membersOf, nodesOf, parse, root } from './house/modules.js'

type Options = { extends?: string; compilerOptions: { paths?: Record<string, string[]> } }
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const bundle = JSON.parse(read('tsconfig.bundle.json')) as Options
/** The file of the stub, by the package that it stands for. */
const stubs = Object.entries(bundle.compilerOptions.paths ?? {}).map(
  ([name, files]) => [name, files.map((file) => path.posix.normalize(file)).join()] as const,
)
const stubFiles = [...new Set(stubs.map(([, file]) => file))]
const exportsOf = async (file: string) =>
  Object.entries((await import(`../${file}`)) as Record<string, unknown>)

/** Every module of a package that the bundle takes in, as parsed code. */
const modules = bundledModules()

describe('the stubs of the bundle', () => {
  it('replace packages in the build alone, so that tsc sees the real ones', () => {
    expect((JSON.parse(read('tsconfig.json')) as Options).compilerOptions.paths).toBeUndefined()
    expect(bundle.extends).toBe('./tsconfig.json')
    expect(read('scripts/build.mjs')).toContain("'tsconfig.bundle.json'")
  })

  it.each(stubFiles)('%s exports what is imported of what it stands for', async (file) => {
    const packages = stubs.filter(([, one]) => one === file).map(([name]) => name)
    const used = packages.flatMap((name) => usesOf(name))
    const exported = (await exportsOf(file)).map(([name]) => name)
    expect(exported.sort()).toEqual([...new Set(used)].sort())
  })

  it('HttpClient has the methods that @actions/github calls at its start', async () => {
    const called = [...modules.values()].flatMap(methodsOfClients)
    const { HttpClient } = Object.fromEntries(await exportsOf('src/stubs/http-client.ts'))
    const { prototype } = HttpClient as { prototype: Record<string, unknown> }
    const methods = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor')
    expect(methods.sort()).toEqual([...new Set(called)].sort())
  })

  it('throw where they are called, but for those that are called for every client', async () => {
    const exported = (await Promise.all(stubFiles.map(exportsOf))).flat()
    const quiet = exported.filter(([, one]) => !throws(one as () => unknown))
    expect(quiet.map(([name]) => name).sort()).toEqual([
      'HttpClient',
      'paginateRest',
      'restEndpointMethods',
    ])
  })
})

function throws(call: () => unknown): boolean {
  try {
    call()
    return false
  } catch (error) {
    return /is not part of this bundle/.test(String(error))
  }
}

describe('this test', () => {
  it('found the code that imports them', () => {
    expect(modules.size).toBeGreaterThan(20)
    expect([...modules.keys()]).toContain('@actions/github/lib/internal/utils.js')
  })

  it.each([
    ["import { ProxyAgent as P } from 'undici'", ['ProxyAgent']],
    ["import * as undici from 'undici'\nundici.setGlobalDispatcher(x)", ['setGlobalDispatcher']],
    ["import undici from 'undici'", ['default']],
    ["export { fetch } from 'undici'", ['*']],
    ["await import('undici')", ['*']],
    ["require('undici')", ['*']],
  ])('sees what %s imports', (text, names) => {
    expect(importsOf(parse(text)).flatMap((one) => one.names)).toEqual(names)
  })
})

function usesOf(name: string): string[] {
  return [...modules.values()]
    .flatMap(importsOf)
    .flatMap(({ specifier, names, typeOnly }) => (specifier === name && !typeOnly ? names : []))
}

/** What is called of `hc` after `const hc = new httpClient.HttpClient()`. */
function methodsOfClients(source: ts.SourceFile): string[] {
  const nodes = nodesOf(source)
  const clients = nodes.filter(
    (node) =>
      ts.isVariableDeclaration(node) &&
      /^new [\w.]*\bHttpClient\b/.test(node.initializer?.getText() ?? ''),
  )
  return clients.flatMap((node) =>
    membersOf((node as ts.VariableDeclaration).name.getText(), nodes),
  )
}

/** Follows the imports from our own code into packages, but not into what stubs stand for. */
function bundledModules(): Map<string, ts.SourceFile> {
  const replaced = stubs.map(([name]) => name)
  const found = new Map<string, ts.SourceFile>()
  const follow = (specifier: string, from: string) => {
    if (specifier.startsWith('node:') || replaced.includes(specifier)) return
    const file = resolve(specifier, from)
    if (file === undefined || found.has(file)) return
    const source = parse(read(`node_modules/${file}`), file)
    found.set(file, source)
    for (const one of importsOf(source)) follow(one.specifier, file)
  }
  for (const source of codeIn('src').values()) {
    for (const { specifier, typeOnly } of importsOf(source)) {
      if (!typeOnly && !specifier.startsWith('.')) follow(specifier, '')
    }
  }
  return found
}

/** The file below `node_modules` that an import leads to; undefined for modules of Node's own. */
function resolve(specifier: string, from: string): string | undefined {
  if (specifier.startsWith('.')) {
    const file = path.posix.join(path.posix.dirname(from), specifier)
    const candidates = [file, `${file}.js`, `${file}/index.js`]
    return candidates.find(
      (one) => /\.\w+$/.test(one) && existsSync(path.join(root, 'node_modules', one)),
    )
  }
  const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier) ?? []
  if (!existsSync(path.join(root, 'node_modules', name))) return undefined
  const manifest = JSON.parse(read(`node_modules/${name}/package.json`)) as Manifest
  const target = importTarget(manifest.exports?.[`.${rest}`]) ?? importTarget(manifest.exports)
  return path.posix.join(name, target ?? (rest || manifest.module || manifest.main || 'index.js'))
}

type Target = string | { [condition: string]: Target } | undefined
type Manifest = { exports?: Record<string, Target>; module?: string; main?: string }

/** What a bundler takes of `exports`: https://nodejs.org/api/packages.html#conditional-exports */
function importTarget(target: Target): string | undefined {
  if (target === undefined || typeof target === 'string') return target
  return importTarget(target.node ?? target.import ?? target.default ?? target.require)
}
