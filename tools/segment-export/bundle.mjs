// Writes statements of many files into few: names made unique, imports made anew, each declaration with its comments.
import { posix } from 'node:path'
import ts from 'typescript-5.5'

/** @returns file name → text, for every bundle that `placeOf` puts a source file into. */
export function writeBundles(statements, { placeOf, headers }) {
  const owner = new Map(statements.flatMap((statement) => statement.symbols.map((symbol) => [symbol, statement])))
  const names = nameAll(statements, placeOf)
  const bundles = new Map()
  for (const statement of statements) {
    const place = placeOf(statement.file)
    bundles.set(place, [...(bundles.get(place) ?? []), statement])
  }
  const shared = new Set(
    statements.flatMap(({ file, references }) =>
      references.map(({ symbol }) => symbol).filter((symbol) => placeOf(owner.get(symbol).file) !== placeOf(file)),
    ),
  )
  refuseCircles(bundles, owner, placeOf)
  return new Map(
    [...bundles].map(([place, members]) => {
      const imports = importLines(place, members, { owner, names, placeOf })
      const body = members.map((statement) => withPlaces(textOf(statement, names, shared), placeOf))
      return [place, [headers[place] ?? '', imports, ...body].filter((part) => part !== '').join('\n\n')]
    }),
  )
}

/** For each declaration a name that no other has in the files that know it, and nothing within the statements that use it hides. */
function nameAll(statements, placeOf) {
  const taken = new Map()
  const take = (place, name) => taken.set(place, (taken.get(place) ?? new Set()).add(name))
  const uses = new Map()
  for (const { file, symbols, references, imports, inner } of statements) {
    const place = placeOf(file)
    for (const { local } of imports) take(place, local)
    for (const { symbol, text } of [
      ...symbols.map((symbol) => ({ symbol, text: symbol.name })),
      ...references.map(({ symbol, node }) => ({ symbol, text: node.text })),
    ]) {
      const use = uses.get(symbol) ?? { places: new Set(), hidden: new Set(), texts: new Set() }
      use.places.add(place)
      use.texts.add(text)
      for (const name of inner) use.hidden.add(name)
      uses.set(symbol, use)
    }
  }
  const names = new Map()
  for (const { file, symbols } of statements) {
    for (const symbol of symbols) {
      const { places, hidden, texts } = uses.get(symbol)
      const isFree = (name) => !hidden.has(name) && ![...places].some((place) => taken.get(place)?.has(name))
      const inFile = `${symbol.name}${symbol.name.endsWith('s') ? 'Of' : 'In'}${pascal(posix.basename(file, '.ts'))}`
      const name = [symbol.name, ...texts, inFile].find(isFree)
      if (name === undefined) throw new Error(`${file}: no free name for ${symbol.name}`)
      for (const place of places) take(place, name)
      names.set(symbol, name)
    }
  }
  return names
}

function pascal(name) {
  return name.replace(/(^|-)(\w)/g, (_whole, _dash, letter) => letter.toUpperCase())
}

function importLines(place, members, { owner, names, placeOf }) {
  const wanted = new Map()
  const want = (module, text) => wanted.set(module, new Set([...(wanted.get(module) ?? []), text]))
  for (const { references, imports } of members) {
    for (const { module, name, local } of imports) want(module, name === local ? name : `${name} as ${local}`)
    for (const { symbol } of references) {
      const from = placeOf(owner.get(symbol).file)
      if (from !== place) want(relative(place, from), names.get(symbol))
    }
  }
  const lines = [...wanted].map(([module, texts]) => importLine(module, [...texts].sort()))
  return lines.sort().join('\n')
}

function importLine(module, texts) {
  const [only] = texts
  if (only.startsWith('* as ') || only.startsWith('default as '))
    return `import ${only.replace('default as ', '')} from '${module}'`
  return `import { ${texts.join(', ')} } from '${module}'`
}

function relative(place, other) {
  const path = posix.relative(posix.dirname(place), other.replace(/(\/index)?\.ts$/, ''))
  return path.startsWith('.') ? path : `./${path}`
}

/** The statement with its comments, under the names that were given. */
function textOf({ node, source, header, symbols, references }, names, shared) {
  const edits = references
    .filter(({ node: name, symbol }) => name.text !== names.get(symbol))
    .map(({ node: name, symbol, isShorthand }) => ({
      from: name.getStart(),
      to: name.end,
      text: isShorthand ? `${name.text}: ${names.get(symbol)}` : names.get(symbol),
    }))
  const visit = (child) => {
    if (ts.isSatisfiesExpression(child)) edits.push({ from: child.expression.end, to: child.end, text: '' })
    ts.forEachChild(child, visit)
  }
  visit(node)
  const exported = node.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  const isDefault = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  if (exported !== undefined && !isDefault && !symbols.some((symbol) => shared.has(symbol))) {
    edits.push({ from: exported.getStart(), to: exported.end + 1, text: '' })
  }
  const isCut = ({ from, to }) =>
    edits.some(
      (other) => other.from <= from && to <= other.to && other.text === '' && other.to - other.from > to - from,
    )
  let text = source.text.slice(node.getFullStart(), node.end)
  for (const edit of edits.filter((one) => !isCut(one)).sort((a, b) => b.from - a.from)) {
    const at = edit.from - node.getFullStart()
    text = text.slice(0, at) + edit.text + text.slice(edit.to - node.getFullStart())
  }
  const withoutOurs = text.replace(/^\s*\/\/ biome-ignore .*\n/gm, '').trim()
  return header === '' ? withoutOurs : `${header}\n\n${withoutOurs}`
}

/** Comments name files by their paths here: there they stand in others. */
function withPlaces(text, placeOf) {
  return text
    .replace(/\b(?:src|spec)\/[\w-]+(?:\/[\w-]+)*/g, (path) => placeOf(`${path}/index.ts`).replace(/\.ts$/, ''))
    .replace(/ docs\/findings\.md explains each code\./g, '')
}

function refuseCircles(bundles, owner, placeOf) {
  const edges = new Map(
    [...bundles].map(([place, members]) => [
      place,
      new Set(
        members
          .flatMap(({ references }) => references.map(({ symbol }) => placeOf(owner.get(symbol).file)))
          .filter((other) => other !== place),
      ),
    ]),
  )
  const visit = (place, path) => {
    if (path.includes(place))
      throw new Error(`The export's files import each other in a circle: ${[...path, place].join(' → ')}`)
    for (const next of edges.get(place) ?? []) visit(next, [...path, place])
  }
  for (const place of edges.keys()) visit(place, [])
}
