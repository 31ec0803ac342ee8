import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

const root = path.join(import.meta.dirname, '../..')
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
const files = tracked
  .split('\n')
  .filter((file) => /^(src|simulator|bench)\/.*\.(ts|js|mjs)$/.test(file))
const parsed = files.map((file) => {
  const text = readFileSync(path.join(root, file), 'utf8')
  return { file, text, source: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) }
})

/** Who imports whom in `src/`, types included. */
const imports = new Map(
  parsed.map(({ file, text }) => [
    file,
    ts
      .preProcessFile(text)
      .importedFiles.flatMap(({ fileName }) =>
        fileName.startsWith('.')
          ? [
              path
                .join(path.dirname(file), fileName)
                .replace(/\.js$/, file.endsWith('.ts') ? '.ts' : '.js'),
            ]
          : [],
      ),
  ]),
)
const arrows = [...imports].flatMap(([from, all]) => all.map((to) => ({ from, to })))
const wrong = (from: RegExp, to: RegExp) =>
  arrows
    .filter((arrow) => from.test(arrow.from) && to.test(arrow.to))
    .map((one) => `${one.from} → ${one.to}`)

it.each([
  [
    'the clients import only what is shared',
    /^src\/(vercel|github)\//,
    /^src\/(?!vercel|github|shared)/,
  ],
  ['no client imports the other', /^src\/vercel\//, /^src\/github\//],
  ['no client imports the other (2)', /^src\/github\//, /^src\/vercel\//],
  ['what is shared imports nothing else', /^src\/shared\//, /^src\/(?!shared)/],
  ['canceling does not report', /^src\/cancel\.ts/, /^src\/report\//],
  ['reporting does not cancel', /^src\/report\//, /^src\/(cancel|settle|main)\.ts/],
  [
    'the decision knows no client and no clock',
    /^src\/plan\/(decide|replacement|situation|origin|facts|reasons)\.ts/,
    /(client|octokit|branches|list|clock|step|ask|http)\.ts$/,
  ],
  ['only the entry imports the step', /^src\/(?!index)/, /^src\/main\.ts/],
])('%s', (_, from, to) => {
  expect(wrong(from, to)).toEqual([])
})

it('imports go in no circle', () => {
  const circles: string[] = []
  const done = new Set<string>()
  const walk = (file: string, way: string[]) => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '))
    if (done.has(file) || way.includes(file)) return
    for (const next of valueImports(file)) walk(next, [...way, file])
    done.add(file)
  }
  for (const file of imports.keys()) walk(file, [])
  expect(circles).toEqual([])
})

/** Imports that are there when the program runs: a type may be known on both sides. */
function valueImports(file: string): string[] {
  const { source } = parsed.find((one) => one.file === file) ?? {}
  const types = new Set<string>()
  source?.forEachChild((node) => {
    if (!ts.isImportDeclaration(node)) return
    const { importClause, moduleSpecifier } = node
    const named = importClause?.namedBindings
    const onlyTypes =
      importClause?.isTypeOnly ||
      (importClause?.name === undefined &&
        named !== undefined &&
        ts.isNamedImports(named) &&
        named.elements.every((element) => element.isTypeOnly))
    if (onlyTypes) types.add((moduleSpecifier as ts.StringLiteral).text)
  })
  const isType = (to: string) =>
    [...types].some(
      (name) =>
        path.join(path.dirname(file), name).replace(/\.js$/, '') === to.replace(/\.(ts|js)$/, ''),
    )
  return (imports.get(file) ?? []).filter((to) => !isType(to))
}

it('no file has more than 250 lines', () => {
  const long = parsed.filter(({ text }) => text.split('\n').length > 251).map(({ file }) => file)
  expect(long).toEqual([])
})

it('no function has more than 60 lines or 4 parameters', () => {
  const found: string[] = []
  for (const { file, source } of parsed) {
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionLike(node) && 'body' in node && node.body) {
        const line = (position: number) => source.getLineAndCharacterOfPosition(position).line
        const lines = line(node.end) - line(node.getStart()) + 1
        const { length } = node.parameters
        if (lines > 60) found.push(`${file}:${line(node.getStart()) + 1} has ${lines} lines`)
        if (length > 4)
          found.push(`${file}:${line(node.getStart()) + 1} takes ${length} parameters`)
      }
      node.forEachChild(visit)
    }
    visit(source)
  }
  expect(found).toEqual([])
})
