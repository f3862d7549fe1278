// The files that are checked: what is in the repository, with changes laid over it by whoever tries the checks.

import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Finding, literal, parse } from './syntax.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A Project reads files of the repository; changed maps a path below its root to the text it is to have instead. */
export class Project {
  constructor(changed = new Map()) {
    this.changed = changed
    this.findings = []
    this.files = new Map()
    for (const path of this.list('bicep', '.bicep').concat(this.list('bicep/modules', '.bicep'), this.list('bicep', '.bicepparam'))) {
      const { declarations, findings } = parsed(path, this.read(path))
      this.findings.push(...findings)
      this.files.set(path, new File(path, declarations))
    }
  }

  read(path) {
    return this.changed.get(path) ?? readFileSync(join(root, path), 'utf8')
  }

  list(folder, ending = '') {
    return readdirSync(join(root, folder)).filter((name) => name.endsWith(ending)).sort().map((name) => `${folder}/${name}`)
  }

  templates() {
    return [...this.files.values()].filter((f) => f.path.endsWith('.bicep'))
  }

  parameterFiles() {
    return [...this.files.values()].filter((f) => f.path.endsWith('.bicepparam'))
  }

  main() {
    return this.files.get('bicep/main.bicep')
  }

  /** target gives the file that a module declaration or a using statement of another file names. */
  target(file, reference) {
    const path = literal(reference)
    return path && this.files.get(join(file.path, '..', path))
  }
}

const kept = new Map()

/** parsed parses a text once; nobody changes declarations. */
function parsed(path, text) {
  const key = `${path}\n${text}`
  if (!kept.has(key)) kept.set(key, parse(path, text))
  return kept.get(key)
}

/** A File is one file's declarations. */
export class File {
  constructor(path, declarations) {
    this.path = path
    this.declarations = declarations
    this.byName = new Map(declarations.filter((d) => d.name && d.kind !== 'output').map((d) => [d.name, d]))
  }

  of(kind) {
    return this.declarations.filter((d) => d.kind === kind)
  }

  finding(at, message) {
    return new Finding(this.path, at, message)
  }

  /** decorator gives the first argument of a declaration's decorator; true if it has none, undefined without it. */
  static decorator(declaration, name) {
    const found = declaration.decorators?.find((d) => d.name === name)
    return found && (found.args[0] ?? true)
  }
}

/** typeOf splits Microsoft.X/y@2024-01-01. */
export function typeOf(resource) {
  const [type, version] = (literal(resource.of) ?? '').split('@')
  return { type, version }
}
