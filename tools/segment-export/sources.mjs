// The sources behind the Segment destination, declaration by declaration: what each refers to, and which are reached.
import ts from 'typescript-5.5'
import { root } from '../run.mjs'

const options = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2020,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  esModuleInterop: true,
  skipLibCheck: true,
  types: ['node'],
}

/**
 * Every top-level statement that is reached from the files that are kept whole, with the top-level names it refers to.
 * `replaced` names files that another text takes the place of.
 */
export function readSources({ entries, replaced, isKept }) {
  const host = ts.createCompilerHost(options)
  const { readFile } = host
  host.readFile = (path) => readFile(replaced[path.slice(root.length)] ?? path)
  host.getSourceFile = (path, target) => {
    const text = host.readFile(path)
    return text === undefined ? undefined : ts.createSourceFile(path, text, target, true)
  }
  const program = ts.createProgram(
    entries.map((file) => root + file),
    options,
    host,
  )
  const checker = program.getTypeChecker()
  const files = program.getSourceFiles().filter(({ fileName }) => isOurs(fileName))
  const statements = files.flatMap((source) => statementsOf(source, checker))
  const bySymbol = new Map(statements.flatMap((statement) => statement.symbols.map((symbol) => [symbol, statement])))
  const reached = new Set(statements.filter(({ file }) => isKept(file)))
  for (const statement of reached) {
    findReferences(statement, bySymbol, checker)
    for (const { symbol } of statement.references) reached.add(bySymbol.get(symbol))
  }
  const order = fileOrder(program, files)
  return [...reached].sort((a, b) => order.indexOf(a.file) - order.indexOf(b.file) || a.node.pos - b.node.pos)
}

function isOurs(path) {
  return path.startsWith(root) && !path.includes('/node_modules/')
}

/** @returns statements of a file with the symbols they declare; imports and re-exports are made anew. */
function statementsOf(source, checker) {
  const file = source.fileName.slice(root.length)
  const header = headerOf(source)
  const nodes = source.statements.filter((node) => !ts.isImportDeclaration(node) && !ts.isExportDeclaration(node))
  const loose = nodes.find((node) => namesOf(node).length === 0 && !ts.isExportAssignment(node))
  // What nothing refers to would be left out without a word.
  if (loose !== undefined)
    throw new Error(`${file}: "${loose.getText().slice(0, 60)}" declares nothing: make it part of a declaration`)
  return nodes.map((node) => ({
    file,
    source,
    node,
    header: node === nodes[0] ? header : '',
    symbols: namesOf(node).map((name) => checker.getSymbolAtLocation(name)),
    /** Identifiers that mean a declaration of another statement or of this one. */
    references: [],
    /** What it takes from packages: { module, name, local }. */
    imports: [],
    inner: new Set(),
  }))
}

/** A comment above the imports is about the file. */
function headerOf(source) {
  const [first] = source.statements
  if (first === undefined || !ts.isImportDeclaration(first)) return ''
  return source.text.slice(first.getFullStart(), first.getStart()).trim()
}

function namesOf(node) {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.flatMap(({ name }) => boundNames(name))
  return node.name === undefined ? [] : [node.name]
}

function boundNames(name) {
  return ts.isIdentifier(name) ? [name] : name.elements.flatMap((element) => boundNames(element.name))
}

function findReferences(statement, bySymbol, checker) {
  const visit = (node) => {
    if (ts.isIdentifier(node)) addReference(statement, node, bySymbol, checker)
    // The type that an expression satisfies is left out: their compiler knows it, their formatter does not.
    if (ts.isSatisfiesExpression(node)) visit(node.expression)
    else ts.forEachChild(node, visit)
  }
  visit(statement.node)
}

function addReference(statement, node, bySymbol, checker) {
  const isShorthand = ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node
  const local = isShorthand ? checker.getShorthandAssignmentValueSymbol(node.parent) : checker.getSymbolAtLocation(node)
  if (local === undefined) return
  const isAlias = (local.flags & ts.SymbolFlags.Alias) !== 0
  const symbol = isAlias ? checker.getAliasedSymbol(local) : local
  if (bySymbol.has(symbol)) {
    statement.references.push({ node, symbol, isShorthand })
  } else if (isAlias) {
    const specifier = local.declarations[0]
    const declaration = ts.findAncestor(specifier, ts.isImportDeclaration)
    if (declaration === undefined)
      throw new Error(`${statement.file}: ${node.text} is imported in a form the export does not know`)
    const name = ts.isNamespaceImport(specifier)
      ? '*'
      : ts.isImportClause(specifier)
        ? 'default'
        : (specifier.propertyName ?? specifier.name).text
    statement.imports.push({ module: declaration.moduleSpecifier.text, name, local: node.text })
  } else if (isInner(local, statement)) {
    statement.inner.add(node.text)
  }
}

function isInner(symbol, { node }) {
  return (symbol.declarations ?? []).some(
    (declared) =>
      declared.pos >= node.pos && declared.end <= node.end && declared.getSourceFile() === node.getSourceFile(),
  )
}

/** Files in the order in which they are evaluated: what is imported comes first. */
function fileOrder(program, files) {
  const done = []
  const visit = (source) => {
    const file = source.fileName.slice(root.length)
    if (done.includes(file)) return
    for (const { text } of source.imports ?? []) {
      const resolved = ts.resolveModuleName(text, source.fileName, options, ts.sys).resolvedModule?.resolvedFileName
      if (resolved !== undefined && isOurs(resolved)) visit(program.getSourceFile(resolved))
    }
    done.push(file)
  }
  for (const source of files) visit(source)
  return done
}
