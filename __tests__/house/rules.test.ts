import path from 'node:path'
import ts from 'typescript'
import { codeIn, importsOf, nodesOf, parse } from './modules.js'

const code = codeIn('src', 'simulator', 'bench')

/** Who imports whom, both as paths below `src/`. */
const imports = [...code].flatMap(([file, source]) =>
  file.startsWith('src/')
    ? importsOf(source)
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier, typeOnly }) => {
          const from = file.slice('src/'.length)
          const to = path.posix.join(path.posix.dirname(from), specifier).replace(/\.js$/, '.ts')
          return { from, to, typeOnly }
        })
    : [],
)

/** What sends requests, or passes time. */
const CLIENT =
  /^((vercel\/(attempt|client|list|request|transport|walk)|github\/(branches|octokit|query)|plan\/ask|shared\/(clock|http)|step)\.ts)$/
const DECIDING =
  /^plan\/(decide|facts|origin|reasons|replacement|result|sharing|situation|verdict)\.ts$/

describe('who may import whom', () => {
  it.each<[rule: string, isForbidden: (one: (typeof imports)[number]) => boolean]>([
    ['shared/ imports only itself', ({ from, to }) => is(from, 'shared') && !is(to, 'shared')],
    [
      'vercel/ imports only shared/ and itself',
      ({ from, to }) => is(from, 'vercel') && !is(to, 'shared', 'vercel'),
    ],
    [
      'github/ imports only shared/ and itself',
      ({ from, to }) => is(from, 'github') && !is(to, 'shared', 'github'),
    ],
    [
      'report/ does not import cancel.ts',
      ({ from, to }) => is(from, 'report') && /^(cancel|settle)\.ts$/.test(to),
    ],
    [
      'cancel.ts does not import report/',
      ({ from, to }) => from === 'cancel.ts' && is(to, 'report'),
    ],
    ['only index.ts imports main.ts', ({ from, to }) => to === 'main.ts' && from !== 'index.ts'],
    [
      'what decides imports no client',
      ({ from, to, typeOnly }) => DECIDING.test(from) && CLIENT.test(to) && !typeOnly,
    ],
    ['nothing imports a stub', ({ to }) => is(to, 'stubs')],
  ])('%s', (_, isForbidden) => {
    expect(imports.filter(isForbidden).map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  it('in no circles', () => {
    expect(circles()).toEqual([])
  })
})

function is(file: string, ...rooms: string[]): boolean {
  return rooms.some((room) => file.startsWith(`${room}/`))
}

/** Each way that leads back to where it began. Imports of types count: a reader follows them, too. */
function circles(): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const visit = (file: string, way: string[]) => {
    const at = way.indexOf(file)
    if (at >= 0) found.push([...way.slice(at), file].join(' → '))
    if (at >= 0 || done.has(file)) return
    for (const { from, to } of imports) if (from === file) visit(to, [...way, file])
    done.add(file)
  }
  for (const { from } of imports) visit(from, [])
  return found
}

describe('size', () => {
  it('no file has more than 250 lines', () => {
    const long = [...code].map(([file, source]) => ({ file, lines: linesOf(source) }))
    expect(long.filter(({ lines }) => lines > 250)).toEqual([])
  })

  it('no function has more than 60 lines or 4 parameters', () => {
    expect(
      [...code].flatMap(([file, source]) => tooLarge(source).map((one) => `${file} ${one}`)),
    ).toEqual([])
  })

  it.each([
    ['60 lines', `function f() {${'\n'.repeat(59)}}`, 0],
    ['61 lines', `function f() {${'\n'.repeat(60)}}`, 1],
    ['61 lines as an arrow', `const f = () => {${'\n'.repeat(60)}}`, 1],
    ['4 parameters', 'const o = { f(a, b, c, d) {} }', 0],
    ['5 parameters', 'const o = { f(a, b, c, d, e) {} }', 1],
    ['5 parameters in a type', 'type F = (a: A, b: B, c: C, d: D, e: E) => void', 0],
  ])('a function of %s counts rightly', (_, text, found) => {
    expect(tooLarge(parse(text))).toHaveLength(found)
  })
})

function tooLarge(source: ts.SourceFile): string[] {
  return nodesOf(source).flatMap((node) => {
    if (!ts.isFunctionLike(node) || !('body' in node)) return []
    const lines = linesOf(node)
    const parameters = node.parameters.length
    if (lines <= 60 && parameters <= 4) return []
    const at = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
    return [`line ${at}: ${lines} lines, ${parameters} parameters`]
  })
}

function linesOf(node: ts.Node): number {
  const text = node.getText().trimEnd()
  return text.split('\n').length
}
