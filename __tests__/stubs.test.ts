import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

const root = path.join(import.meta.dirname, '..')
const { paths } = (
  ts.readConfigFile(path.join(root, 'tsconfig.bundle.json'), ts.sys.readFile).config as {
    compilerOptions: { paths: Record<string, [string]> }
  }
).compilerOptions

/** Packages that the bundle takes in, and that import a stubbed one. */
const BUNDLED = ['@actions/core', '@actions/github', '@octokit/core', '@octokit/request']

function filesOf(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    if (name === 'node_modules') return []
    if (statSync(file).isDirectory()) return filesOf(file)
    return /\.(js|mjs)$/.test(name) ? [file] : []
  })
}

/** The names that a package's code takes from another package. */
function namesTaken(from: string, stubbed: string): string[] {
  return filesOf(path.join(root, 'node_modules', from)).flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    if (!text.includes(stubbed)) return []
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
    return source.statements.flatMap((node) => {
      if (
        !ts.isImportDeclaration(node) ||
        (node.moduleSpecifier as ts.StringLiteral).text !== stubbed
      ) {
        return []
      }
      const named = node.importClause?.namedBindings
      if (named && ts.isNamedImports(named)) {
        return named.elements.map((one) => (one.propertyName ?? one.name).text)
      }
      const space = named?.name.text
      const uses = [...text.matchAll(new RegExp(`\\b${space}\\.(\\w+)`, 'g'))].map((use) => use[1])
      return uses.filter((use) => use !== undefined)
    })
  })
}

describe.each(Object.entries(paths))('the stub for %s', (stubbed, [file]) => {
  const taken = [...new Set(BUNDLED.flatMap((from) => namesTaken(from, stubbed)))]

  it('is needed: a package of the bundle imports it', () => {
    expect(taken).not.toEqual([])
  })

  it('exports all that is imported', async () => {
    const stub = (await import(path.join(root, file))) as Record<string, unknown>
    expect(taken.filter((name) => !(name in stub))).toEqual([])
  })
})

/** Called as Octokit starts, or every time; all else is never called, and says so if it is. */
const CALLED = new Set(['HttpClient', 'paginateRest', 'restEndpointMethods'])

it.each(Object.entries(paths))(
  'what %s exports and nobody calls throws when it is called',
  async (_, [file]) => {
    const stub = (await import(path.join(root, file))) as Record<string, () => unknown>
    for (const [name, call] of Object.entries(stub)) {
      if (!CALLED.has(name)) expect(call).toThrow('not part of this bundle')
    }
  },
)
