import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** The code of some folders of the project, by path relative to it. */
export function codeIn(...folders: string[]): Map<string, ts.SourceFile> {
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|m?js)$/.test(file))
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
  )
  return new Map(
    files.sort().map((file) => [file, parse(readFileSync(path.join(root, file), 'utf8'), file)]),
  )
}

export function parse(text: string, file = 'a.ts'): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
}

/** A node and every node in it. */
export function nodesOf(node: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = []
  const visit = (one: ts.Node) => {
    nodes.push(one)
    ts.forEachChild(one, visit)
  }
  visit(node)
  return nodes
}

export type Import = {
  specifier: string
  /** The names that are used of it; `*` for all, or where that can't be told. */
  names: string[]
  /** Nothing of it is left when the program runs. */
  typeOnly: boolean
}

/** What a file imports: by `import`, `export … from`, `import()` and `require()`. */
export function importsOf(source: ts.SourceFile): Import[] {
  const nodes = nodesOf(source)
  return nodes.flatMap((node): Import[] => {
    if (ts.isImportDeclaration(node)) return [{ ...textOf(node), ...boundBy(node, nodes) }]
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      return [{ ...textOf(node), names: ['*'], typeOnly: node.isTypeOnly }]
    }
    if (ts.isImportTypeNode(node)) {
      return [{ specifier: node.argument.getText().slice(1, -1), names: ['*'], typeOnly: true }]
    }
    if (!ts.isCallExpression(node) || !/^(import|require)$/.test(node.expression.getText()))
      return []
    const [specifier] = node.arguments
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return []
    return [{ specifier: specifier.text, names: ['*'], typeOnly: false }]
  })
}

function textOf({ moduleSpecifier }: ts.ImportDeclaration | ts.ExportDeclaration) {
  return { specifier: moduleSpecifier?.getText().slice(1, -1) ?? '' }
}

function boundBy({ importClause }: ts.ImportDeclaration, nodes: readonly ts.Node[]) {
  if (importClause === undefined) return { names: [], typeOnly: false }
  const { name, namedBindings, isTypeOnly } = importClause
  const names = name === undefined ? [] : ['default']
  if (namedBindings && ts.isNamespaceImport(namedBindings)) {
    const { text } = namedBindings.name
    return { names: [...names, ...membersOf(text, nodes)], typeOnly: isTypeOnly }
  }
  const elements = [...(namedBindings?.elements ?? [])]
  const bound = elements.map((element) => (element.propertyName ?? element.name).text)
  const isAllTypes = name === undefined && elements.every((element) => element.isTypeOnly)
  return { names: [...names, ...bound], typeOnly: isTypeOnly || isAllTypes }
}

/** What is read of an object: `getAgent` of `client.getAgent()`. */
export function membersOf(object: string, nodes: readonly ts.Node[]): string[] {
  return nodes.flatMap((node) =>
    ts.isPropertyAccessExpression(node) && node.expression.getText() === object
      ? [node.name.text]
      : [],
  )
}
